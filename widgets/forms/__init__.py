"""Forms as data: which fields a record has, what is typed into them and what that means, and the edit it comes to.

Nothing here draws or stores. What was not touched keeps its value, whatever it is; what was is read, or complained of.
"""
