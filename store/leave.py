"""Leave asked for before a meeting: kept with it until its roll is taken, which begins with it."""

from __future__ import annotations

from store.record import Record
from store.rejected import Rejected
from store.snapshot import expected_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Meeting, MeetingId, MemberId, Status
    from store.snapshot import Snapshot


class AskLeave(Record):
    """Leave of some members from one meeting, with its reason, or (`status` None) that they come after all.

    `seen` is the leave that the author saw, `seen_reasons` likewise: what another has recorded for the same person
    meanwhile is refused with both. Refused with `called` where the roll has been taken, which is then what counts.
    """

    meeting: MeetingId
    members: tuple[MemberId, ...]
    status: Status | None
    reason: str = ""
    seen: dict[MemberId, Status] = {}  # noqa: RUF012
    seen_reasons: dict[MemberId, str] = {}  # noqa: RUF012
    why: str = "leave"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        meeting = snapshot.meetings.get(self.meeting)
        if meeting is None:
            return Rejected(code="gone", facts={"id": self.meeting})
        if meeting.held:
            return Rejected(code="called", facts={"id": meeting.id, "day": meeting.day})
        expected = expected_at(snapshot, meeting)
        for member in self.members:
            if member not in expected and self.status is not None:
                return Rejected(code="not_expected", facts={"id": meeting.id, "member": member})
        refused = self._differs(meeting)
        if refused is not None:
            return refused
        return snapshot.with_records({"meetings": {meeting.id: self._laid_over(meeting)}})

    def _differs(self, meeting: Meeting) -> Rejected | None:
        """The refusal where another has recorded something else for one of them meanwhile."""
        for member in self.members:
            both = (
                ("leave", meeting.leave.get(member), self.seen.get(member), self.status),
                ("reasons", meeting.reasons.get(member, ""), self.seen_reasons.get(member, ""), self.reason),
            )
            for field, theirs, seen, mine in both:
                if theirs not in (seen, mine):
                    facts = {"id": meeting.id, "field": field, "member": member, "mine": mine, "theirs": theirs}
                    return Rejected(code="conflict", facts=facts)
        return None

    def _laid_over(self, meeting: Meeting) -> Meeting:
        leave = {id: status for id, status in meeting.leave.items() if id not in self.members}
        reasons = {id: reason for id, reason in meeting.reasons.items() if id not in self.members}
        if self.status is not None:
            leave |= dict.fromkeys(self.members, self.status)
            reasons |= dict.fromkeys(self.members, self.reason) if self.reason else {}
        return meeting.but(leave=leave, reasons=reasons)
