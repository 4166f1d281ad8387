"""Which Party group: by its name, or by number as people say it: 第一党小组, 一组, 1组, 1."""

from __future__ import annotations

from store.folding import fold
from store.snapshot import groups_on
from widgets.when.numerals import full_match, normal, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.records import Group
    from widgets.sections.view import View

_NUMBERED = r"第?(\d{1,2})(?:个?党?小?组)"


def groups(view: View, day: date | None = None) -> Sequence[Group]:
    """The branch's groups, or those of a day."""
    return view.snapshot.groups if day is None else groups_on(view.snapshot, day)


def find(text: str, view: View, *, bare: bool = False) -> list[Group]:
    """The groups that a token means, none or more than one; `bare` takes a number alone too."""
    known = groups(view)
    named = [group for group in known if group.id == text or fold(group.name) == fold(text)]
    if named:
        return named
    number = _number(text, bare)
    if number is None:
        return []
    numbers = [_number(group.name, False) for group in known]
    if any(numbers):
        return [group for group, own in zip(known, numbers, strict=True) if own == number]
    return [known[number - 1]] if 0 < number <= len(known) else []


def _number(text: str, bare: bool) -> int | None:
    number = plain(normal(text))
    if number is None:
        return None
    if bare and number.isdigit() and len(number) <= 2:
        return int(number)
    match = full_match(_NUMBERED, number)
    return int(match[1]) if match else None
