"""Sheets that come in: one plan of what they would store, by a reader for each kind."""
