"""Payments of dues merge: each edit adds its own, and what stands stays."""

from __future__ import annotations

from store.dues import PayDues
from store.edits import Rejected
from store.records import DuesMonth
from tests.branches import branch, day, member, snapshot

PEOPLE = (branch(), member("p1"), member("p2"), member("p3"))


def test_the_first_payment_makes_the_month_and_the_next_ones_join_it():
    before = snapshot(*PEOPLE)
    one = PayDues(month="2026-11", paid={"p1": day("2026-11-10")}).apply(before)
    assert [(d.id, d.paid) for d in one.dues.values()] == [("d101", {"p1": day("2026-11-10")})]
    two = PayDues(month="2026-11", paid={"p1": day("2026-11-20"), "p2": day("2026-11-20")}).apply(one)
    assert [d.paid for d in two.dues.values()] == [{"p1": day("2026-11-10"), "p2": day("2026-11-20")}]
    other = PayDues(month="2026-12", paid={"p1": day("2026-11-20")}).apply(two)
    assert len(other.dues) == 2


def test_payments_that_all_stand_are_refused_and_so_is_someone_unknown():
    before = snapshot(*PEOPLE, DuesMonth(id="d1", month="2026-11", paid={"p1": day("2026-11-10")}))
    again = PayDues(month="2026-11", paid={"p1": day("2026-11-20")}).apply(before)
    assert again == Rejected(code="paid", facts={"month": "2026-11"})
    unknown = PayDues(month="2026-11", paid={"p9": day("2026-11-20")}).apply(before)
    assert unknown == Rejected(code="gone", facts={"id": "p9"})
