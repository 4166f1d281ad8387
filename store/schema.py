"""The shape of the file by number, and one small pure function a step from each to the next."""

from __future__ import annotations

from itertools import chain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    Document = dict[str, Any]
    Tables = dict[str, dict[str, Document]]
    """What TinyDB writes: table to document number (which means nothing) to document."""
    Steps = Mapping[int, Callable[[Tables], Tables]]

VERSION = 2


def _with_entries(tables: Tables) -> Tables:
    """Entries came, in a table that is there once it has one, and fields that are left out where they are empty."""
    return tables


STEPS: dict[int, Callable[[Tables], Tables]] = {1: _with_entries}
"""From each older version: a function that returns the tables of the version one above it."""


LAST = 1 << 53
"""Numbers below are the same in every program that reads JSON."""
ROOM = 1 << 32
"""Revisions that are left below the last there can be: a number near it was written by no one's work."""


def revision_after(numbers: Iterable[int]) -> int:
    """The revision above all that work has reached."""
    return 1 + max([number for number in numbers if number < LAST - ROOM], default=0)


def fresh_numbers(table: dict[str, Document]) -> Iterator[str]:
    """Numbers for more documents: those above the highest, then, where there is none left, those that are free."""
    taken = set(table)
    highest = max((int(number) for number in table if number.isdecimal()), default=0)
    for number in chain(range(highest + 1, LAST), range(1, LAST)):
        if str(number) not in taken:
            yield str(number)


def rising(tables: Tables) -> Tables:
    """The tables with numbers that rise, which is the order in which rows come back; those that do are the same."""
    made = {}
    for name, table in tables.items():
        numbers = list(map(int, table))
        apart = numbers == sorted(set(numbers))
        made[name] = table if apart else {str(n): one for n, one in enumerate(table.values(), start=1)}
    return made


def with_document(table: dict[str, Document], number: str, document: Document) -> dict[str, Document]:
    """The table with one more document: before the first higher number, or at the end where its number is taken."""
    rows = list(table.items())
    if number in table:
        return table | {next(fresh_numbers(table)): document}
    place = next((place for place, (other, _) in enumerate(rows) if int(other) > int(number)), len(rows))
    return dict([*rows[:place], (number, document), *rows[place:]])
