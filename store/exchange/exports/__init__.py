"""Tables that go out, column codes above values; the words are put to them where they are shown."""
