"""The quick-entry line: a text to an edit, what it will store said in words, what it does not understand, what to type.

`read` is the way in; a module a grammar (`meeting training inspection talk dues`), a module a kind of name that is
looked up (`kinds people places tags groups duties`). Nothing is guessed and nothing dropped: every character of a line
belongs to a piece of the reading, and what can't be taken is a problem that names its token.
"""
