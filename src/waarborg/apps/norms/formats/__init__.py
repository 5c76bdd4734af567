"""What our own files look like: the words that the exporters write and the importers understand."""
