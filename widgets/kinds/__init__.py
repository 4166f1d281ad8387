"""What each kind of record is to whoever looks at it: a file with one value a kind, and the registry that names them.

A form, page, list, register and quick line that a kind says nothing about follow from the types of its fields.
"""
