"""Of whom dues are asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Member


def owes(member: Member) -> bool:
    """Whether an amount is on record, and is more than nothing."""
    return bool(member.monthly_due.strip("0."))


def is_free(member: Member) -> bool:
    """Whether the amount on record is nothing, which is another thing than one that nobody knows."""
    return bool(member.monthly_due) and not owes(member)
