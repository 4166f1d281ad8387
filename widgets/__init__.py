"""How what is true is shown and asked for. Knows records, edits and rules; never the vault, the disk or the clock."""
