"""How files are written, whoever writes them."""
