"""Small branches for tests: people, sessions and snapshots in a few words each."""

from __future__ import annotations

from datetime import date

from store.records import TABLES, Branch, Group, Item, Kind, Meeting, Member, Post, PostKind, Status, Stored
from store.snapshot import Snapshot

day = date.fromisoformat
TABLE_OF = {kind: table for table, kind in TABLES.items()}


def branch(**fields) -> Branch:
    """A branch old enough that all its periods count, with two groups."""
    groups = (Group(id="g1", name="第一党小组"), Group(id="g2", name="第二党小组"))
    return Branch(**({"id": "b1", "name": "某某党支部", "founded": day("2010-01-01"), "groups": groups} | fields))


def member(id: str, name: str = "", *posts: str, **fields) -> Member:
    """A full member; `posts` are kinds of posts held since always."""
    held = tuple(Post(kind=PostKind(post)) for post in posts)
    return Member(**({"id": id, "name": name or id, "posts": held} | fields))


def meeting(id: str, on: str, *kinds: str, roll: dict[str, str] | None = None, **fields) -> Meeting:
    """A session of some kinds; held where there is a roll (member id to status)."""
    items = tuple(Item(kind=Kind(kind)) for kind in kinds or ("other",))
    marks = {id: Status(status) for id, status in roll.items()} if roll is not None else None
    return Meeting(**({"id": id, "day": day(on), "items": items, "roll": marks} | fields))


def snapshot(*records: Stored, revision: int = 100) -> Snapshot:
    """Records of any tables as one snapshot, in the order given."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(TABLE_OF[type(record)], {})[record.id] = record
    return Snapshot(revision, tables)
