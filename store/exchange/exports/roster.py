"""The roster as a table that an import reads back without a change."""

from __future__ import annotations

from store.exchange.exports.table import Table
from store.snapshot import members_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.records import Member
    from store.snapshot import Snapshot

COLUMNS = (
    *("name", "sex", "ethnic", "birth", "education", "degree", "major", "kind", "joined", "full_since", "posts"),
    *("group", "unit", "admin_post", "leader", "phone", "monthly_due", "status", "mobile", "since", "id"),
)  # fmt: skip
"""What a roster holds. Notes, exemptions and reasons stay in the branch; who has left is not on it."""


def roster(snapshot: Snapshot, today: date) -> Table:
    """The members of a day in roster order; posts are those held on it, a group is its id."""
    groups = {group.id for group in snapshot.groups}
    rows = tuple(
        tuple(_value(member, field, today, groups) for field in COLUMNS) for member in members_on(snapshot, today)
    )
    return Table(code="roster", columns=COLUMNS, rows=rows)


def _value(member: Member, field: str, today: date, groups: set[str]) -> Any:
    if field == "group" and member.group not in groups:
        return None
    if field == "posts":
        return posts_on(member, today)
    return getattr(member, field)
