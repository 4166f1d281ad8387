"""What every sheet is made of: cells, headings, columns, and whom a row means."""
