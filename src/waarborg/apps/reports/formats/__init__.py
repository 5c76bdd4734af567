"""How report data is written down to be kept."""
