"""Days, times and periods as people say and write them: `numerals dates times moments periods` read, `date_text` says.

Everything is a function of the text and of today; nothing is guessed. A reading is a value, `InvalidDate` where a text
could only be a date or a time and is none or more than one, None where it is no such thing and belongs to a topic.
"""
