"""What a row opens to: one document a kind of thing, as lines of text with what each leads on to. No Textual here."""
