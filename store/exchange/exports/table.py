"""A table that leaves: column codes above values, without prose. The words are put to it where it is shown."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Table(Record):
    """`code` names it, `columns` are codes, `rows` hold values as records have them: texts, numbers, days, members of
    enums, tuples of those, None for what is not known, and `Ratio`.

    A column code with a slash is a word and a fact: `month/2026-10`.
    """

    code: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Ratio(Record):
    """So many of so many: present of expected, paid of members."""

    part: int
    whole: int


class Absence(Record):
    """One who did not come, or came late: a member's id, how, and the reason given."""

    member: str
    status: str
    reason: str = ""
