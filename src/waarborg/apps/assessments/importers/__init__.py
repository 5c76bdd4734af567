"""Sheets that come in: our own template and what people really have, read into a `Sheet`.

Nothing is guessed in silence: what could not be read, and what was read in a way the user should know, is a `Reading`.
"""
