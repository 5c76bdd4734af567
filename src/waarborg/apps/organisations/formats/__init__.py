"""The registers in memory: what their fields are, how values are read and written, and what a sheet would change."""
