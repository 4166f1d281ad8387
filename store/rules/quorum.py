"""Halves, thirds and fifths of those who should attend, in whole numbers (domain 2.1, 2.5).

The whole is always the voters who should attend (应到), never those who came. 半数以上 includes exactly half, 超过半数
does not. Written opinions count as votes, not as presence.
"""

from __future__ import annotations

from store.record import Record
from store.records import CAME, Kind, VoteKind
from store.snapshot import committee_on, expected_at, votes_on
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.records import Meeting, Status, Vote
    from store.snapshot import Snapshot


class QuorumRule(TextEnum):
    """Which part of those due must be present: Q-01, Q-02, Q-03, Q-04, Q-05 in this order."""

    RESOLUTION = "resolution"
    COMMITTEE = "committee"
    ADMISSION = "admission"
    ELECTION = "election"
    DEMOCRATIC = "democratic"


def needed(measure: QuorumRule, due: int) -> int:
    """The fewest who must be present of that many who should."""
    if measure is QuorumRule.ADMISSION:
        return due // 2 + 1
    if measure is QuorumRule.ELECTION:
        return -(-due * 4 // 5)
    if measure is QuorumRule.DEMOCRATIC:
        return -(-due * 2 // 3)
    return -(-due // 2)


def carried(yes: int, due: int) -> bool:
    """Whether a matter is carried: by more than half of the voters who should attend."""
    return yes * 2 > due


class QuorumStanding(Record):
    """How a meeting stands by one measure: voters present and due, how many are needed. `code` is the measure."""

    present: int
    due: int
    needed: int
    code: QuorumRule

    @property
    def reached(self) -> bool:
        return self.due > 0 and self.present >= self.needed


def measures(meeting: Meeting) -> list[QuorumRule]:
    """What a meeting must reach for what it is and votes on, in the order of the rules."""
    kinds = meeting.kinds
    found = [QuorumRule.RESOLUTION] if Kind.GENERAL_MEETING in kinds else []
    if Kind.COMMITTEE_MEETING in kinds:
        found.append(QuorumRule.COMMITTEE)
    voted = {vote.kind for vote in meeting.votes}
    if VoteKind.ADMISSION in voted:
        found.append(QuorumRule.ADMISSION)
    if VoteKind.ELECTION in voted:
        found.append(QuorumRule.ELECTION)
    if Kind.DEMOCRATIC_MEETING in kinds:
        found.append(QuorumRule.DEMOCRATIC)
    return found


def measured(
    snapshot: Snapshot, meeting: Meeting, measure: QuorumRule, roll: Mapping[str, Status] | None = None
) -> QuorumStanding:
    """How a meeting stands by a measure, with the roll as it is being taken or (None) as it was stored.

    A committee's measure counts the committee alone, also where all members were there.
    """
    roll = meeting.roll if roll is None else roll
    ids = list(roll) if roll is not None else expected_at(snapshot, meeting)
    if measure in (QuorumRule.COMMITTEE, QuorumRule.DEMOCRATIC):
        committee = {member.id for member in committee_on(snapshot, meeting.day)}
        voters = [id for id in ids if id in committee] or ids
    elif meeting.roll is not None:
        voters = [id for id in ids if id not in meeting.nonvoters]
    else:
        members = snapshot.members
        voters = [id for id in ids if id in members and votes_on(members[id], meeting.day)]
    present = sum(1 for id in voters if roll is not None and roll[id] in CAME)
    due = len(voters)
    return QuorumStanding(present=present, due=due, needed=needed(measure, due), code=measure)


def standing(snapshot: Snapshot, meeting: Meeting, roll: Mapping[str, Status] | None = None) -> QuorumStanding | None:
    """How a meeting stands by the strictest of its measures (of equals the special one), None where it has none."""
    standings = [measured(snapshot, meeting, measure, roll) for measure in measures(meeting)]
    return max(reversed(standings), key=lambda s: (s.needed - s.present, s.needed), default=None)


def ballot(snapshot: Snapshot, meeting: Meeting, vote: Vote) -> QuorumStanding:
    """How one vote stands: by its own counts where they were written down, else by the roll."""
    if vote.kind is VoteKind.ADMISSION:
        measure = QuorumRule.ADMISSION
    elif vote.kind is VoteKind.ELECTION:
        measure = QuorumRule.ELECTION
    else:
        committee = Kind.COMMITTEE_MEETING in meeting.kinds and Kind.GENERAL_MEETING not in meeting.kinds
        measure = QuorumRule.COMMITTEE if committee else QuorumRule.RESOLUTION
    counted = measured(snapshot, meeting, measure)
    due = counted.due if vote.due is None else vote.due
    present = counted.present if vote.present is None else vote.present
    return QuorumStanding(present=present, due=due, needed=needed(measure, due), code=measure)


def without_quorum(snapshot: Snapshot, meeting: Meeting) -> bool:
    """Whether a held meeting voted on something without the quorum for it: then it does not count as met (product.md,
    "with quorum where the rule is a vote"). Where nothing was voted on, presence is a matter of Q-01 and Q-02 alone.
    """
    return any(not ballot(snapshot, meeting, vote).reached for vote in meeting.votes)
