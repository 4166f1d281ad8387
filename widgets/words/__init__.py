"""Every text of the program's own, one file a language."""
