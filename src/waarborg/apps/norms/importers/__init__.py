"""Readers of files with norms. Each gives a `ParsedNorm`; none of them touches the database."""
