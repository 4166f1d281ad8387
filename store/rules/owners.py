"""Who answers: the member named, or whoever holds a post on a day."""

from __future__ import annotations

from store.records import PostKind
from store.snapshot import lasts, posts_on, roster

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Member
    from store.snapshot import Snapshot


POSTS = frozenset(post.value for post in PostKind)


def holders(snapshot: Snapshot, post: str, day: date) -> list[Member]:
    """Who holds a post on a day, in roster order."""
    return [member for member in roster(snapshot).on(day).posted if post in posts_on(member, day)]


def holder(snapshot: Snapshot, owner: str, day: date) -> str | None:
    """The member who answers on a day: the one named, or the one who holds the post; None where there is none, or
    where several hold it.
    """
    member = snapshot.members.get(owner)
    if member is not None:
        return owner if lasts(member, day) else None
    found = holders(snapshot, owner, day) if owner in POSTS else []
    return found[0].id if len(found) == 1 else None
