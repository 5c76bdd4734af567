"""Reports hold no tables yet: they are made from assessments and written as files."""
