"""Evidence in the application: the list, adding, versions and downloads."""
