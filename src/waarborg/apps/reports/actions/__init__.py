"""Acts on reports: writing the files, asking for them, making them in the background, and closing a round.

Nothing is imported here: what renders weighs much, and a web process only asks.
"""
