"""Roll call as values: who is expected, what has been marked so far, where another has marked differently meanwhile.

The author's marks live in a `RollDraft` with what stood there when each was made; everything else comes from the
snapshot of the moment, so that a change by someone else shows at once and only a real difference has to be decided.
"""

from __future__ import annotations

from store.edits import TakeRoll
from store.folding import fold
from store.pinyin import rank
from store.record import Record
from store.records import Status
from store.snapshot import roll_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import TypeVar

    from store.records import Meeting
    from widgets.sections.view import View

    T = TypeVar("T")


class RollDraft(Record):
    """Marks and reasons by member, each with what stood there when it was made."""

    marks: dict[str, Status] = {}  # noqa: RUF012  # never mutated: drafts are values
    reasons: dict[str, str] = {}  # noqa: RUF012
    seen: dict[str, Status] = {}  # noqa: RUF012
    seen_reasons: dict[str, str] = {}  # noqa: RUF012

    @property
    def empty(self) -> bool:
        return not self.marks and not self.reasons


def plain_draft(draft: RollDraft) -> dict[str, dict[str, str]]:
    """A draft as JSON knows it."""
    return {
        "marks": {id: status.value for id, status in draft.marks.items()},
        "reasons": dict(draft.reasons),
        "seen": {id: status.value for id, status in draft.seen.items()},
        "seen_reasons": dict(draft.seen_reasons),
    }


def draft_from(value: object) -> RollDraft:
    """The draft that `plain_draft` was made of; what is none of ours is left out."""
    draft = value if isinstance(value, dict) else {}
    return RollDraft(
        marks=_statuses(draft.get("marks")),
        reasons=_texts(draft.get("reasons")),
        seen=_statuses(draft.get("seen")),
        seen_reasons=_texts(draft.get("seen_reasons")),
    )


def _texts(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {id: text for id, text in pairs if isinstance(id, str) and isinstance(text, str)}


def _statuses(value: object) -> dict[str, Status]:
    known = set(Status)
    return {id: Status(text) for id, text in _texts(value).items() if text in known}


class RollPerson(Record):
    """Someone who is expected, with the status that would be stored. `theirs` is another's mark that differs from mine
    and that I have not seen, `marked` whether the status is mine.
    """

    id: str
    name: str
    pinyin: str
    status: Status
    marked: bool = False
    theirs: Status | None = None
    reason: str = ""


def people(view: View, meeting: Meeting, draft: RollDraft) -> list[RollPerson]:
    """Everyone expected, in roster order (the order of the roll once it is taken), as they stand unless marked."""
    people = []
    for id, now in roll_at(view.snapshot, meeting).items():
        mine = draft.marks.get(id)
        differs = mine is not None and now not in (mine, draft.seen.get(id, Status.PRESENT))
        member = view.snapshot.members.get(id)
        people.append(
            RollPerson(
                id=id,
                name=view.person(id),
                pinyin=member.pinyin if member else "",
                status=now if mine is None else mine,
                marked=mine is not None,
                theirs=now if differs else None,
                reason=draft.reasons.get(id, meeting.reasons.get(id, "")),
            )
        )
    return people


def with_mark(draft: RollDraft, meeting: Meeting, id: str, status: Status) -> RollDraft:
    """With a mark, made in knowledge of what stands there now: it decides a difference."""
    now = meeting.mark(id)
    return draft.but(marks=draft.marks | {id: status}, seen=draft.seen | {id: now})


def without_mark(draft: RollDraft, id: str) -> RollDraft:
    """Without my mark and reason: what is stored stands."""
    return RollDraft(
        marks=_without(draft.marks, id),
        reasons=_without(draft.reasons, id),
        seen=_without(draft.seen, id),
        seen_reasons=_without(draft.seen_reasons, id),
    )


def _without(mapping: Mapping[str, T], id: str) -> dict[str, T]:
    return {key: value for key, value in mapping.items() if key != id}


def with_reason(draft: RollDraft, meeting: Meeting, id: str, reason: str) -> RollDraft:
    """With a reason; an empty one takes away what stands there."""
    now = meeting.reasons.get(id, "")
    return draft.but(reasons=draft.reasons | {id: reason}, seen_reasons=draft.seen_reasons | {id: now})


def roll_of(people: Sequence[RollPerson]) -> dict[str, Status]:
    """The roll as it would be stored."""
    return {person.id: person.status for person in people}


def edit(meeting: Meeting, draft: RollDraft, people: Sequence[RollPerson], today: date) -> TakeRoll:
    """What Enter stores: my marks alone, of those who are still expected."""
    known = {person.id for person in people}
    return TakeRoll(
        meeting=meeting.id,
        marks={id: status for id, status in draft.marks.items() if id in known},
        on=today,
        reasons={id: reason for id, reason in draft.reasons.items() if id in known},
        seen={id: status for id, status in draft.seen.items() if id in known},
        seen_reasons={id: reason for id, reason in draft.seen_reasons.items() if id in known},
    )


def ids_by_name(people: Sequence[RollPerson], typed: str) -> list[str]:
    """The ids of those whose names `typed` finds (characters, initials, pinyin), best first, then in roster order."""
    ranked = [(rank(typed, person.name, person.pinyin or None), index) for index, person in enumerate(people)]
    return [people[index].id for far, index in sorted((far, index) for far, index in ranked if far is not None)]


class NameGrid(Record):
    """Names in columns, read down and then to the right, page after page."""

    columns: int
    rows: int

    @property
    def page(self) -> int:
        return self.columns * self.rows


def grid(count: int, wide: int, cells: int, lines: int) -> NameGrid:
    """The fewest columns of `wide` cells that hold so many in `lines`; where not all fit, as many as there are room for
    and the rest on further pages.
    """
    lines = max(1, lines)
    room = max(1, cells // max(1, wide))
    columns = max(1, min(room, -(-count // lines)))
    return NameGrid(columns=columns, rows=min(lines, max(1, -(-count // columns))))


SHORT = 8
"""Names of a column, below which there are no further columns of them."""
BESIDE = (24, 40)
"""Cells of what stands beside the names, at least and where more columns of names would have room."""


def sheet(count: int, wide: int, cells: int, lines: int) -> tuple[NameGrid, int]:
    """The names in a room of so many cells, and the cells that are left beside them: none where they take all."""
    fewest = grid(count, wide, cells, lines)
    least, most = BESIDE
    if fewest.page < count or cells - fewest.columns * wide < least:
        return fewest, 0
    columns = max(fewest.columns, min((cells - most) // wide, -(-count // SHORT)))
    return NameGrid(columns=columns, rows=max(1, -(-count // columns))), cells - columns * wide


def step_index(at: int, count: int, shape: NameGrid, command: str) -> int:
    """The index after one of the `move.*` commands; a step that leads nowhere stays."""
    steps = {
        "move.up": -1,
        "move.down": 1,
        "move.left": -shape.rows,
        "move.right": shape.rows,
        "move.page_up": -shape.page,
        "move.page_down": shape.page,
    }
    if command in ("move.left", "move.right"):
        to = at + steps[command]
        return to if 0 <= to < count else at
    to = {"move.first": 0, "move.last": count - 1}.get(command, at + steps.get(command, 0))
    return max(0, min(count - 1, to))


BETWEEN = str.maketrans(dict.fromkeys("、，,；;。\t\r/|", "\n"))
"""What stands between the names of a list, as line breaks do; a · belongs to a name, and so may a space."""


def pasted_names(text: str, people: Sequence[RollPerson]) -> tuple[list[str], list[str]]:
    """The ids of the people whose names a pasted list holds, and what of it is nobody's name, or more than one's.

    Numbers before a name (`3. 李明`) and spaces in it are overlooked; a name that two people bear must stand as the
    sheet shows it.
    """
    by_name: dict[str, list[str]] = {}
    for person in people:
        for name in {fold(person.name), fold(person.name.partition("(")[0])}:
            by_name.setdefault(name, []).append(person.id)
    ids: list[str] = []
    unknown: list[str] = []
    for line in text.translate(BETWEEN).splitlines():
        whole = line.strip().lstrip("0123456789.)）").strip()
        for name in [whole] if fold(whole) in by_name else whole.split():
            bearers = by_name.get(fold(name), [])
            if len(bearers) == 1:
                ids += [id for id in bearers if id not in ids]
            else:
                unknown.append(name)
    return ids, unknown
