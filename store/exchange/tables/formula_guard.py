"""Text that a spreadsheet would run: marked in a CSV file so that none does, and read back as it was.

In an .xlsx a cell says itself that it is text. A .csv can't: there, such a text gets one apostrophe in front, which
shows in the spreadsheet, does nothing, and is taken off again by an import. A text that begins with an apostrophe
gets one more, so that every text comes back; other programs put one in front of every text.
"""

from __future__ import annotations

import re

_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Controls, formats and fillers: a spreadsheet may drop them, and then finds what stands behind them."""
_RUNS = re.compile(rf"['\s{_UNSEEN}]*(?:[=+\-@＝＋－＠﹢﹣﹦﹫−]|[\t\r\n]|\d{{1,2}}/\d{{1,2}}$)")
"""With formulas, so many of so many: of 4/5 a spreadsheet makes the fifth of April."""


def runs(text: str) -> bool:
    """Whether a spreadsheet might take a text for more than a text."""
    return _RUNS.match(text) is not None


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith("'") or runs(text) else text


def unguarded(text: str) -> str:
    """What was guarded; every other text as it is."""
    return text.removeprefix("'")
