"""Waarborg: the open platform for the BIO."""

__version__ = "0.1.0"
