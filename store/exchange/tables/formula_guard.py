"""Text that a spreadsheet would run: marked in a CSV file so that none does, and read back as it was.

In an .xlsx a cell says itself that it is text. A .csv can't: there, such a text gets one apostrophe in front, which
shows in the spreadsheet, does nothing, and is taken off again by an import. A text that begins with apostrophes and
would need the mark behind them gets one more, so that every text comes back.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"['\s]*(?:[=+\-@＝＋－＠]|[\t\r\n]|\d{1,2}/\d{1,2}$)")
"""With formulas, so many of so many: of 4/5 a spreadsheet makes the fifth of April."""


def runs(text: str) -> bool:
    """Whether a spreadsheet might take a text for more than a text."""
    return _RUNS.match(text) is not None


def guarded(text: str) -> str:
    return f"'{text}" if runs(text) else text


def unguarded(text: str) -> str:
    """What was guarded; every other text as it is."""
    return text[1:] if text.startswith("'") and runs(text[1:]) else text
