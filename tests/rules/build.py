"""A branch for the tests of the rules, built in a line: eight members, three of them the committee, no groups."""

from __future__ import annotations

from datetime import date

from store.records import (
    TABLES,
    Branch,
    Group,
    Item,
    Kind,
    Meeting,
    Member,
    Post,
    PostKind,
    Status,
    Stored,
)
from store.snapshot import Snapshot

KINDS = {
    "gm": Kind.GENERAL_MEETING,
    "cm": Kind.COMMITTEE_MEETING,
    "grp": Kind.GROUP_MEETING,
    "lec": Kind.LECTURE,
    "day": Kind.PARTY_DAY,
    "life": Kind.LIFE_MEETING,
    "app": Kind.APPRAISAL,
    "dem": Kind.DEMOCRATIC_MEETING,
    "study": Kind.STUDY,
}
MARKS = {
    "1": Status.PRESENT,
    "2": Status.LATE,
    "3": Status.OFFICIAL,
    "4": Status.SICK,
    "5": Status.PERSONAL,
    "6": Status.ABSENT,
}
POSTS = (PostKind.SECRETARY, PostKind.ORG_OFFICER, PostKind.DISCIPLINE_OFFICER)


def d(text: str) -> date:
    return date.fromisoformat(text)


def people(count: int = 8, group: str | None = None, **more: object) -> list[Member]:
    """`p1 … pN`, of whom the first three are the committee."""
    return [
        Member(
            id=f"p{n}",
            name=f"党员{n}",
            group=group,
            posts=(Post(kind=POSTS[n - 1]),) if n <= 3 else (),
            **more,  # type: ignore[arg-type]
        )
        for n in range(1, count + 1)
    ]


def met(
    id: str,
    day: str,
    *kinds: str,
    roll: str | None = "11111111",
    by: str = "",
    hours: float | None = None,
    **more: object,
) -> Meeting:
    """A meeting of items `gm`, `lec:2026-Q3` (making up for a period) …; its roll is a row of roll call digits."""
    items = []
    for kind in kinds:
        name, _, period = kind.partition(":")
        items.append(Item(kind=KINDS[name], period=period or None, lecturer=by, hours=hours))
    marks = None if roll is None else {f"p{n}": MARKS[mark] for n, mark in enumerate(roll, 1) if mark != "-"}
    return Meeting(id=id, day=d(day), items=tuple(items), roll=marks, **more)  # type: ignore[arg-type]


BRANCH = Branch(id="b1", name="支部", founded=d("2015-01-01"), records_since="2024-01")


def snap(*records: Stored, members: list[Member] | None = None, branch: Branch = BRANCH, groups: int = 0) -> Snapshot:
    """A snapshot of these records; a branch of eight unless `members` says otherwise."""
    if groups:
        branch = branch.but(groups=tuple(Group(id=f"g{n}", name=f"第{n}组") for n in range(1, groups + 1)))
    tables: dict[str, dict[str, Stored]] = {name: {} for name in TABLES}
    for record in (branch, *(people() if members is None else members), *records):
        table = next(name for name, kind in TABLES.items() if type(record) is kind)
        tables[table][record.id] = record
    return Snapshot(1, tables)
