"""A text that is being typed, and the place in it where the next character goes: a value, and what keys make of it."""

from __future__ import annotations

from unicodedata import combining

from store.record import Record

WIDE_SPACE = "\u3000"
"""What the space bar gives where an input method is left on; Python calls it unprintable."""
LINE_AT_MOST = 1_000
"""Characters of one line that is stored."""
SAME_KEYS = {"ctrl+h": "backspace", "ctrl+j": "enter", "ctrl+m": "enter"}
"""What terminals send for keys that have a name of their own."""


def character_of(character: str | None) -> str:
    """The character of a key, where it is one of a text; else nothing."""
    return character if character and (character.isprintable() or character == WIDE_SPACE) else ""


def unfit(text: str, most: int) -> str:
    """Why a line of text is not stored, as forms complain of it: `secret`, `too_long` or `control`; else nothing."""
    from store.exchange.tables.sensitive import sensitive_code

    if sensitive_code(text) is not None:
        return "secret"
    if len(text) > most:
        return "too_long"
    return "" if all(map(character_of, text)) else "control"


class TypedText(Record):
    """`cursor` is an index into `text`, never between a character and the marks that stand on it."""

    text: str = ""
    cursor: int = 0

    @classmethod
    def of(cls, text: str) -> TypedText:
        """A text with the cursor behind it."""
        return TypedText(text=text, cursor=len(text))

    def insert(self, more: str) -> TypedText:
        return self.replace(self.cursor, self.cursor, more)

    def replace(self, start: int, end: int, more: str) -> TypedText:
        """Another text in the place of a part, the cursor behind it."""
        return TypedText(text=self.text[:start] + more + self.text[end:], cursor=start + len(more))

    def key(self, key: str) -> TypedText | None:
        """What a key of editing makes of it, by Textual's name; None for other keys. A key may change nothing."""
        before, after = self._beside(-1), self._beside(1)
        if key in MOVES:
            to = {"left": before, "right": after, "home": self._start, "end": self._end}[key]
            return self.but(cursor=to)
        if key == "backspace":
            return TypedText(text=self.text[:before] + self.text[self.cursor :], cursor=before)
        if key == "delete":
            return TypedText(text=self.text[: self.cursor] + self.text[after:], cursor=self.cursor)
        if key == "ctrl+u":
            start = self._start
            if start == self.cursor and start > 0:  # the line is cleared: on with the one before
                start = self.text.rfind("\n", 0, start - 1) + 1
            return TypedText(text=self.text[:start] + self.text[self.cursor :], cursor=start)
        if key == "ctrl+k":
            return TypedText(text=self.text[: self.cursor] + self.text[self._end :], cursor=self.cursor)
        return None

    @property
    def _start(self) -> int:
        return self.text.rfind("\n", 0, self.cursor) + 1

    @property
    def _end(self) -> int:
        end = self.text.find("\n", self.cursor)
        return len(self.text) if end < 0 else end

    def _beside(self, step: int) -> int:
        """The next place in a direction where a cursor may stand."""
        at = self.cursor + step
        while 0 < at < len(self.text) and combining(self.text[at]):
            at += step
        return max(0, min(at, len(self.text)))


MOVES = frozenset({"left", "right", "home", "end"})
