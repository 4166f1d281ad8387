"""Import and export, pure: rows to edits, snapshot to tables with column codes. Files are opened elsewhere."""
