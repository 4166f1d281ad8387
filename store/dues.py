"""Dues paid, month by month: an edit that several people can make at once, since each adds payments of its own."""

from __future__ import annotations

from store.edits import fresh_id
from store.record import Record
from store.records import DuesMonth
from store.rejected import Rejected
from store.rules.predicates_absence import owes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Member, Month
    from store.snapshot import Snapshot


def of_month(snapshot: Snapshot, month: Month) -> DuesMonth | None:
    """The record of a month's dues."""
    return next((one for one in snapshot.dues.values() if one.month == month), None)


def is_free(member: Member) -> bool:
    """Whether the amount on record is nothing, which is another thing than one that nobody knows."""
    return bool(member.monthly_due) and not owes(member)


class PayDues(Record):
    """Who paid the dues of a month and when. A payment that stands already stays as it is; when all do, it is refused
    with `paid` (month).
    """

    month: Month
    paid: dict[str, date]
    why: str = "add_dues"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        for member in self.paid:
            if member not in snapshot.members:
                return Rejected(code="gone", facts={"id": member})
        old = of_month(snapshot, self.month)
        if old is None:
            id = fresh_id(snapshot, "dues")
            return snapshot.with_records({"dues": {id: DuesMonth(id=id, month=self.month, paid=dict(self.paid))}})
        if all(member in old.paid for member in self.paid):
            return Rejected(code="paid", facts={"month": self.month})
        return snapshot.with_records({"dues": {old.id: old.but(paid=self.paid | old.paid)}})
