"""Documents: layout and prose around the tables of `store.exchange`, and the preview of what comes in. No Textual."""
