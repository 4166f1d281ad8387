"""What was stored, told by what is now otherwise: which record came, went or changed, and in what."""

from __future__ import annotations

from store.field_types import types_of
from store.record import Record
from store.records import TABLES, BeginStep, Branch
from widgets.display import shown
from widgets.field_labels import label
from widgets.kinds.defaults import OURS, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from store.records import Stored
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

NAMED = 3
"""So many fields or people are named."""


class Difference(Record):
    """One record before and after; None where it was not there."""

    table: str
    before: Stored | None
    after: Stored | None


def differences(before: View, after: View, mine: Collection[str]) -> list[Difference]:
    """The records that are otherwise; where others have stored in between, of those only `mine` by their ids."""
    alone = abs(after.snapshot.revision - before.snapshot.revision) <= 1
    return [one for one in _differing(before, after) if alone or (one.after is not None and one.after.id in mine)]


def _differing(before: View, after: View) -> Iterator[Difference]:
    for table in TABLES:
        old, new = before.snapshot.tables[table], after.snapshot.tables[table]
        if old is new:
            continue
        for id in dict.fromkeys((*old, *new)):
            was, now = old.get(id), new.get(id)
            if was is None or now is None or _fields(was, now):
                yield Difference(table=table, before=was, after=now)


def _fields(before: Stored, after: Stored) -> list[str]:
    """The fields that say something else, in the order of the record."""
    return [name for name in before.fields if name not in OURS and getattr(before, name) != getattr(after, name)]


def detail(before: View, after: View, mine: Collection[str], words: Words) -> Shown:
    """Which record it was and what of it; of several how many, and the first. Empty where nothing is otherwise."""
    changes = differences(before, after, mine)
    if not changes:
        return shown("")
    first = changes[0]
    if len(changes) == 1 and first.before is not None and first.after is not None:
        what = _changed(first.before, first.after, after, words)
        return words("stored.of", what=what, name=name(first.after, after, words))
    record, view = (first.after, after) if first.after is not None else (first.before, before)
    assert record is not None
    text = name(record, view, words)
    return words("stored.several", n=len(changes), first=text) if len(changes) > 1 else text


def name(record: Stored, view: View, words: Words) -> Shown:
    """A record in a few words: its day, what kind of thing it is, what it is about."""
    return shown(" ".join(part.strip() for part in summary(record, view, words) if part.strip()))


def _changed(before: Stored, after: Stored, view: View, words: Words) -> Shown:
    """The people of whom it says something else, or the fields."""
    fields, types = _fields(before, after), types_of(type(after))
    people = [field for field in fields if types[field].keys == "MemberId"]
    if people and all(field in people or field in APART for field in fields):
        ids = _keys_changed(getattr(before, people[0]) or {}, getattr(after, people[0]) or {})
        if len(ids) <= NAMED:
            return _listed([view.person(id) for id in ids], words)
        return words("quick.people", n=len(ids))
    if isinstance(after, Branch) and isinstance(before, Branch) and fields == ["answered"]:
        steps = set(before.answered) ^ set(after.answered)
        return _listed([words(f"begin.{id}") for id in BeginStep if id in steps and id is not BeginStep.ALL], words)
    return _listed([label(type(after), field, words) for field in fields if field not in APART] or [""], words)


APART = frozenset({"reasons", "roll_day", "nonvoters", "came"})
"""Fields that follow from others: reasons go with marks, in what form something came with what it says, the rest with
the roll.
"""


def _keys_changed(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return [id for id in dict.fromkeys((*before, *after)) if before.get(id) != after.get(id)]


def _listed(names: Sequence[str], words: Words) -> Shown:
    more = words("stored.more", n=len(names)) if len(names) > NAMED else ""
    return shown(words("page.comma").join(names[:NAMED]) + more)
