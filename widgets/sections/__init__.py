"""One value a panel: its columns, its rows, the cells of a row, what can be asked of a row. No Textual here."""
