"""What a new branch has still to enter before the rules can say much of it: read off the records, never stored."""

from __future__ import annotations

from store.admission import uncased
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.snapshot import Snapshot


class Step(Record):
    """`id` is one of roster, founded, term, posts, groups, exemptions, cases, dues, plan."""

    id: str
    done: bool


def beginning(snapshot: Snapshot) -> tuple[Step, ...]:
    """The steps in the order in which they are best done; none once all are done, or a roll has been taken."""
    if any(meeting.roll is not None for meeting in snapshot.meetings.values()):
        return ()
    branch, members = snapshot.branch, snapshot.members.values()
    done = {
        "roster": bool(members),
        "founded": branch is not None and branch.founded is not None,
        "term": branch is not None and branch.term_began is not None,
        "posts": any(member.posts for member in members),
        "groups": branch is not None and bool(branch.groups),
        "exemptions": any(member.exemptions for member in members),
        "cases": bool(members) and not any(uncased(snapshot, member) for member in members),
        "dues": bool(snapshot.dues),
        "plan": bool(snapshot.meetings),
    }
    return () if all(done.values()) else tuple(Step(id=id, done=ticked) for id, ticked in done.items())
