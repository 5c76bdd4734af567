"""Reads about the journal: searching it, and proving that it is whole."""
