"""Numbers in a token: full-width digits and the marks of an input method made plain, Chinese numerals as digits."""

from __future__ import annotations

from unicodedata import normalize

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from re import Match, Pattern

DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 1, "廿": 2, "卅": 3}
NUMERALS = frozenset([*DIGITS, *TENS, "百"])
MARKS = frozenset("0123456789-/.:+~、年月日号点时分半刻")
"""A token of nothing else (with a digit in it) is a date or a time, or a slip; never a topic."""
_AROUND = frozenset("上中下旬初底末前后内起止截自从")
"""What makes of a date one that is open or only about: 3月上旬, 截至6月, 3月5日前."""

_PLAIN = str.maketrans(
    dict.fromkeys("–—−─━", "-") | dict.fromkeys("〜→至到", "~") | {"。": ".", "﹕": ":"},
)
_CIRCLED = {ord("①") + at: f"({at + 1})" for at in range(20)}
"""3月① is the first of March's, not its first day."""


class InvalidDate(Record):
    """What could only be a date, a time or a period, and can't be taken as one.

    `no_such_day`, `no_such_time`, `no_such_period` · `ambiguous`: it may mean two things · `part_of_day`: the hour is
    missing · `wrong_weekday`: `day` falls on another · `unread`: digits and marks that mean nothing.
    """

    code: str
    text: str
    day: date | None = None


def bad(code: str, token: str, day: date | None = None) -> InvalidDate:
    return InvalidDate(code=code, text=token, day=day)


def normal(token: str) -> str:
    """A token with everything that a Chinese input method makes of digits and marks taken back, in lower case."""
    return normalize("NFKC", token.translate(_CIRCLED)).translate(_PLAIN).strip().lower()


def only_marks(token: str) -> bool:
    """Whether a normal token is made of digits and the marks of dates and times alone."""
    known = MARKS if frozenset("年月日号").isdisjoint(token) else MARKS | _AROUND
    return known.issuperset(token) and any(c.isdigit() for c in token)


def plain(text: str) -> str | None:
    """`十二月二十三日` as `12月23日`; None where a row of numerals is no number (二三)."""
    if NUMERALS.isdisjoint(text):
        return text
    parts: list[str] = []
    row = ""
    for character in text + "\0":
        if character in NUMERALS:
            row += character
            continue
        if row:
            value = _number(row)
            if value is None:
                return None
            parts.append(value)
            row = ""
        parts.append(character)
    return "".join(parts)[:-1]


def _number(row: str) -> str | None:
    """Digits of a Chinese number below 1000; a year, or anything with a zero in front, is spelled digit by digit."""
    if all(c in DIGITS for c in row) and (len(row) in (1, 4) or (len(row) == 2 and DIGITS[row[0]] == 0)):
        return "".join(str(DIGITS[c]) for c in row)
    total = 0
    head, hundred, rest = row.partition("百")
    if hundred:
        if len(head) != 1 or not DIGITS.get(head):
            return None
        total, row = 100 * DIGITS[head], rest
        if len(row) == 2 and DIGITS.get(row[0]) == 0:
            row = row[1:]
        elif row and row[0] not in TENS and (len(row) < 2 or row[1] not in TENS):
            return None
    if not row:
        return str(total)
    if row[0] in TENS:
        tens, row = 10 * TENS[row[0]], row[1:]
    elif len(row) > 1 and row[1] == "十" and DIGITS.get(row[0]):
        tens, row = 10 * DIGITS[row[0]], row[2:]
    else:
        tens = 0
    if len(row) > 1 or (row and not DIGITS.get(row)):
        return None
    return str(total + tens + (DIGITS[row] if row else 0))


_compiled: dict[str, Pattern[str]] = {}


def full_match(pattern: str, text: str) -> Match[str] | None:
    """`re.fullmatch`, importing `re` when the first pattern is asked for."""
    known = _compiled.get(pattern)
    if known is None:
        from re import compile as compile_pattern

        known = _compiled[pattern] = compile_pattern(pattern)
    return known.fullmatch(text)
