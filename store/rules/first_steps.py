"""What a new branch has still to enter before the rules can say much of it: read off the records, but for the answer
that there is nothing to enter.
"""

from __future__ import annotations

from store.record import Record
from store.records import BeginStep
from store.snapshot import members_on, uncased

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Branch
    from store.snapshot import Snapshot


class Step(Record):
    """`done` as the records say; `answered`: there is nothing to enter."""

    id: BeginStep
    done: bool
    answered: bool

    @property
    def open(self) -> bool:
        return not (self.done or self.answered)


def first_steps(snapshot: Snapshot, today: date) -> tuple[Step, ...]:
    """The steps in the order in which they are best done; none once none is open, a roll has been taken or somebody has
    sent them away.
    """
    branch = snapshot.branch
    answered = branch.answered if branch is not None else ()
    if BeginStep.ALL in answered or any(meeting.roll is not None for meeting in snapshot.meetings.values()):
        return ()
    done = _done(snapshot, branch, today)
    steps = tuple(Step(id=id, done=ticked, answered=id in answered) for id, ticked in done.items())
    return steps if any(step.open for step in steps) else ()


def _done(snapshot: Snapshot, branch: Branch | None, today: date) -> dict[BeginStep, bool]:
    members = snapshot.members.values()
    return {
        BeginStep.ROSTER: bool(members),
        BeginStep.FOUNDED: branch is not None and branch.founded is not None,
        BeginStep.TERM: branch is not None and branch.term_began is not None,
        BeginStep.POSTS: any(member.posts for member in members),
        BeginStep.GROUPS: bool(snapshot.groups),
        BeginStep.EXEMPTIONS: any(member.exemptions for member in members),
        BeginStep.CASES: bool(members) and not any(uncased(snapshot, member) for member in members_on(snapshot, today)),
        BeginStep.DUES: bool(snapshot.dues),
        BeginStep.PLAN: bool(snapshot.meetings),
    }
