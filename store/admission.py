"""From a case of admission to a member: both belong together, so they are stored and taken back as one change."""

from __future__ import annotations

from store.edits import fresh_id
from store.folding import fold
from store.partial_dates import day_of
from store.record import Record
from store.records import Admission, MemberKind, Stage
from store.references import names_gone
from store.rejected import Rejected
from store.snapshot import uncased

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Member
    from store.snapshot import Snapshot

BEFORE = (Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE)
BEGUN = {
    Stage.APPLICANT: "applied",
    Stage.ACTIVIST: "activist",
    Stage.CANDIDATE: "candidate",
    Stage.PROBATIONARY: "admitted",
    Stage.CLOSED: "closed",
}
"""The day on which each stage begins."""


def stage_on(case: Admission, day: date) -> Stage | None:
    """How far a case was at the end of a day: as recorded, but for stages that began later; None before it began. Who
    is further but whose application has no day was an applicant before.
    """
    begun = {stage: getattr(case, name) for stage, name in BEGUN.items()}
    if case.closed is not None and case.closed <= day:
        return Stage.CLOSED
    if begun[case.stage] is None or begun[case.stage] <= day:
        return case.stage
    before = [stage for stage, since in begun.items() if since is not None and since <= day]
    return before[-1] if before else Stage.APPLICANT if case.applied is None else None


def open_cases(snapshot: Snapshot) -> list[Admission]:
    """The cases that have led to no member yet, and are not closed."""
    cases = snapshot.admissions.values()
    return [one for one in cases if one.member is None and one.closed is None and one.stage is not Stage.CLOSED]


def case_of(snapshot: Snapshot, name: str) -> Admission | None:
    """The one open case of this name; None where there is none, or more than one."""
    found = [one for one in open_cases(snapshot) if fold(one.name) == fold(name)]
    return found[0] if len(found) == 1 else None


class Admit(Record):
    """A new member, and the id of the case that has led to it: the case names the member from now on, and is of a
    probationary member where the member is one. A case that is gone, or names somebody by now, is refused.
    """

    record: Member
    case: str
    why: str = "admit"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        case = snapshot.admissions.get(self.case)
        if case is None:
            return Rejected(code="gone", facts={"id": self.case})
        if case.member is not None:
            facts = {"id": case.id, "field": "member", "mine": self.record.name, "theirs": case.member}
            return Rejected(code="conflict", facts=facts)
        refused = names_gone(snapshot, "members", None, self.record)
        if refused is not None:
            return refused
        id = fresh_id(snapshot, "members")
        admitted = self.record.kind is MemberKind.PROBATIONARY and case.stage in BEFORE
        stage = Stage.PROBATIONARY if admitted else case.stage
        return snapshot.with_records(
            {"members": {id: self.record.but(id=id)}, "admissions": {case.id: case.but(member=id, stage=stage)}}
        )


class OpenCase(Record):
    """The case of admission of a probationary member of the roster, with what the roster knows of it; where one of the
    name is open and leads to nobody yet, that one. Who is not probationary, or has a case by now, is refused.
    """

    member: str
    why: str = "case.open"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        member = snapshot.members.get(self.member)
        if member is None:
            return Rejected(code="gone", facts={"id": self.member})
        if not uncased(snapshot, member):
            return Rejected(code="has_case", facts={"id": self.member, "member": self.member})
        there = case_of(snapshot, member.name)
        case = there or Admission(id=fresh_id(snapshot, "admissions"), name=member.name)
        admitted = case.admitted or day_of(member.joined)
        case = case.but(member=member.id, stage=Stage.PROBATIONARY, admitted=admitted)
        return snapshot.with_records({"admissions": {case.id: case}})
