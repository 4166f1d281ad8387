"""Records by what one types of them: people, meetings by topic, place or date, findings, rules."""

from __future__ import annotations

from store.pinyin import holds
from store.record import Record
from store.records import Meeting, Member
from widgets.display import shown
from widgets.kinds.defaults import summary
from widgets.sections import institutions, meetings
from widgets.sections.execution import names, opens
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.records import Stored
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

AT_MOST = 30
"""Records that are listed; of more one types another letter."""


class Findable(Record):
    """What can be found: the record or institution, what opens it, the texts it is found by."""

    value: Any
    target: Target
    texts: tuple[str, ...]


class FoundRecord(Record):
    """A record in a line: what kind of thing it is, its name or day, what it is about."""

    target: Target
    kind: Shown
    name: Shown
    about: Shown


class RecordFinder:
    """What is typed letter by letter: each text is looked for where the shorter one was found, and behind that."""

    def __init__(self, view: View, words: Words) -> None:
        self._view = view
        self._words = words
        self._typed = ""
        self._hits: list[Findable] = []
        self._next = 0

    def find(self, typed: str) -> list[FoundRecord]:
        """The first records in which a text is found, and one more than `AT_MOST` where there are more."""
        longer = typed.isascii() and typed.startswith(self._typed) and any(map(str.isalnum, self._typed))
        if not longer:
            self._hits, self._next = [], 0
        self._typed = typed
        if any(map(str.isalnum, typed)):
            self._look()
        return [_line(one, self._view, self._words) for one in self._hits[: AT_MOST + 1]]

    def _look(self) -> None:
        known: dict[str, bool] = {}

        def has(text: str) -> bool:
            if text not in known:
                known[text] = holds(self._typed, text)
            return known[text]

        every = self._view.once("findables", lambda: list(_findables(self._view)))
        self._hits = [one for one in self._hits if any(map(has, one.texts))]
        while len(self._hits) <= AT_MOST and self._next < len(every):
            findable = every[self._next]
            self._next += 1
            if any(map(has, findable.texts)):
                self._hits.append(findable)


def _findables(view: View) -> Iterator[Findable]:
    """People in roster order, meetings and findings from the last on, institutions as panel 4 has them; of a committee
    first its units.
    """
    snapshot = view.snapshot
    for unit in view.committee.units if view.committee is not None else ():
        yield Findable(value=unit, target=Target(kind="unit", id=unit.unit), texts=(unit.name, unit.unit))
    for member in snapshot.members.values():
        yield _findable(member, "member", member.name, member.pinyin, member.unit)
    for meeting in sorted(snapshot.meetings.values(), key=lambda one: (one.day, one.time or ""), reverse=True):
        yield _findable(meeting, "meeting", *meetings.about(meeting))
    for finding in sorted(snapshot.findings.values(), key=lambda one: one.day, reverse=True):
        yield _findable(finding, "finding", finding.text, view.name(finding.owner), finding.day.isoformat())
    known = institutions.of(view, institutions.last_month(view, 0))
    for one in (*known.rows, *known.before_records, *known.not_applicable):
        yield Findable(value=one, target=opens(one), texts=(*names(one.rule), *view.groups(one.subject)))


def _findable(record: Stored, kind: str, *texts: str) -> Findable:
    return Findable(value=record, target=Target(kind=kind, id=record.id), texts=tuple(filter(None, texts)))


def _line(findable: Findable, view: View, words: Words) -> FoundRecord:
    target, value = findable.target, findable.value
    if target.kind == "unit":
        return FoundRecord(target=target, kind=words("unit"), name=shown(value.name), about=shown(value.unit))
    if isinstance(value, institutions.Institution):
        name = words.of(value.rule.name)
        if value.subject:
            name = words("group.of", what=name, group=view.group(value.subject))
        about = words(f"state.{value.duty.state}")
        return FoundRecord(target=target, kind=words("found.rule"), name=name, about=about)
    if isinstance(value, Member):
        about = shown(" ".join((*view.groups(value.group)[1:], value.unit)))
        return FoundRecord(target=target, kind=words("table.members"), name=shown(view.person(value.id)), about=about)
    day, what, topic = summary(value, view, words)
    kind = words("table.meetings" if isinstance(value, Meeting) else "table.findings")
    return FoundRecord(target=target, kind=kind, name=shown(f"{day} {what}".strip()), about=shown(topic))
