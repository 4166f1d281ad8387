"""Halves, thirds and fifths of those who should attend, in whole numbers (domain 2.1, 2.5).

The whole is always those who should attend (应到), never those who came: voters at a general meeting, the whole
committee, exempt ones with them, at its own, the leading body at a democratic life meeting. An election alone is won by
more than half of those present. 半数以上 includes exactly half, 超过半数 does not. Written opinions count as votes, not
as presence.
"""

from __future__ import annotations

from store.record import Record
from store.records import CAME, COMMITTEE_POSTS, Kind, VoteKind
from store.snapshot import expected_at, in_post, leaders_on, votes_on
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from store.packs.rule import Pack
    from store.records import Meeting, Member, Status, Vote
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


def carried(yes: int, whole: int) -> bool:
    """Whether a matter is carried: by more than half of a whole."""
    return yes * 2 > whole


class QuorumStanding(Record):
    """How a meeting stands by one measure: voters present and due, how many are needed. `code` is the measure. Where it
    is not `known` who came, before the roll, nobody is present and nothing follows from it.
    """

    present: int
    due: int
    needed: int
    code: QuorumRule
    known: bool = True

    @property
    def reached(self) -> bool:
        return self.due > 0 and self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more must have been present."""
        return max(0, self.needed - self.present)


def measures(meeting: Meeting) -> list[QuorumRule]:
    """What a meeting must reach for what it is and votes on, in the order of the rules."""
    kinds = meeting.kinds
    rules = [QuorumRule.RESOLUTION] if Kind.GENERAL_MEETING in kinds else []
    if Kind.COMMITTEE_MEETING in kinds:
        rules.append(QuorumRule.COMMITTEE)
    voted = {vote.kind for vote in meeting.votes}
    if VoteKind.ADMISSION in voted:
        rules.append(QuorumRule.ADMISSION)
    if VoteKind.ELECTION in voted:
        rules.append(QuorumRule.ELECTION)
    if Kind.DEMOCRATIC_MEETING in kinds:
        rules.append(QuorumRule.DEMOCRATIC)
    return rules


def standing_by(
    snapshot: Snapshot, meeting: Meeting, measure: QuorumRule, roll: Mapping[str, Status] | None = None
) -> QuorumStanding:
    """How a meeting stands by a measure, with the roll as it is being taken or (None) as it was stored.

    A committee's measure counts the committee alone, also where all members were there, and the whole of it, those
    with it who are exempt (半数以上委员); a democratic life meeting's those of the leading body who should attend. Who
    votes is looked up on the meeting's day, whatever was noted when the roll was taken.
    """
    roll = meeting.roll if roll is None else roll
    known = roll is not None
    ids = list(roll) if roll is not None else expected_at(snapshot, meeting)
    day, members = meeting.day, snapshot.members
    if measure is QuorumRule.COMMITTEE:
        voters = _committee(snapshot, day) or ids
    elif measure is QuorumRule.DEMOCRATIC:
        body = {member.id for member in leaders_on(snapshot, day)}
        voters = [id for id in ids if id in body] or ids
    else:
        aside = meeting.nonvoters if meeting.roll is not None else ()
        voters = [id for id in ids if id not in aside and (votes_on(members[id], day) if id in members else known)]
    present = sum(1 for id in voters if roll is not None and roll.get(id) in CAME)
    due = len(voters)
    return QuorumStanding(present=present, due=due, needed=needed(measure, due), code=measure, known=known)


def _committee(snapshot: Snapshot, day: date) -> list[str]:
    """Ids of the committee of a day, in roster order, looked for among those who ever had a post."""
    return [member.id for member in snapshot.once(_posted) if in_post(member, COMMITTEE_POSTS, day)]


def _posted(snapshot: Snapshot) -> list[Member]:
    return [member for member in snapshot.members.values() if member.posts]


def standing(snapshot: Snapshot, meeting: Meeting, roll: Mapping[str, Status] | None = None) -> QuorumStanding | None:
    """How a meeting stands by the strictest of its measures (of equals the special one), None where it has none."""
    standings = [standing_by(snapshot, meeting, measure, roll) for measure in measures(meeting)]
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
    counted = standing_by(snapshot, meeting, measure)
    due = counted.due if vote.due is None else vote.due
    present = counted.present if vote.present is None else vote.present
    known = counted.known or vote.present is not None
    return QuorumStanding(present=present, due=due, needed=needed(measure, due), code=measure, known=known)


def whole_of(vote: Vote, standing: QuorumStanding, pack: Pack) -> int:
    """Of how many voters more than half carry a vote: of those who should attend (ZB 11); in an election of those who
    were present (XJ), unless the unit's overlay counts those who should attend there too (`election = "due"`).
    """
    present = vote.kind is VoteKind.ELECTION and pack.settings.get("election") != "due"
    return standing.present if present else standing.due


OF_MEETINGS = {
    Kind.COMMITTEE_MEETING: QuorumRule.COMMITTEE,
    Kind.DEMOCRATIC_MEETING: QuorumRule.DEMOCRATIC,
}
"""Kinds of session that cannot be held at all with fewer than their measure (ZB 12, MZ), whatever they vote on."""


def missed_quorum(snapshot: Snapshot, meeting: Meeting, kind: Kind) -> QuorumStanding | None:
    """Why a held meeting does not count for what it is, `kind` among its items: the measure that it needed to be held
    at all, or for something that it voted on, and was furthest from; None where it counts.
    """
    standings = [ballot(snapshot, meeting, vote) for vote in meeting.votes]
    measure = OF_MEETINGS.get(kind)
    if measure is not None:
        standings.append(standing_by(snapshot, meeting, measure))
    return max((one for one in standings if not one.reached), key=lambda one: one.missing, default=None)


def counts_as_held(snapshot: Snapshot, meeting: Meeting, kind: Kind) -> bool:
    """Whether a held meeting counts for what it is: with every quorum that it needed."""
    return missed_quorum(snapshot, meeting, kind) is None
