"""The entrance of the workers: what they do, and what they do by the clock."""
