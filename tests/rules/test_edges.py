"""Edges of single judgements that the golden tables leave between their lines."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.records import Post, PostKind
from store.rules import institutions
from tests.rules.build import d, met, people, snap
from tests.rules.test_golden import changed, judged, t

NOV = "2026-11-22"


@pytest.mark.parametrize(("kinds", "state"), [(("day", "lec"), "met"), (("day",), None)])
def test_another_item_is_what_a_party_day_was_about(kinds, state):
    one = judged("OL-06a/2026-10-08/m1", NOV, snap(met("m1", "2026-10-08", *kinds)))
    assert (one.state == "met") is (state == "met")


def test_two_secretaries_are_told_apart_from_no_deputies():
    members = changed(people(), "p2", posts=(Post(kind=PostKind.SECRETARY),))
    one = judged("ORG-04/2026-Q4", NOV, snap(members=members))
    assert one.code == "secretaries"
    assert (one.facts["secretaries"], one.facts["deputies"]) == (2, 0)
    assert one.facts["members"] == ("p1", "p2")


def listed(*records):
    found = institutions.execution(snap(*records), d(NOV), NATIONAL)
    return [one.state for one in found if (one.rule.id, one.period) == ("OL-06", "2025-12")]


def test_what_was_made_up_for_in_the_year_after_is_on_the_list_no_longer():
    assert listed() == ["overdue"]
    assert listed(met("m1", "2025-12-10", "day")) == []
    assert listed(met("m1", "2026-01-10", "day:2025-12")) == []


@pytest.mark.parametrize(("day", "evidence"), [("2026-02-28", ()), ("2026-03-01", ("t1",))])
def test_a_course_on_the_very_day_of_admission_counts(day, evidence):
    members = changed(people(), "p4", joined="2026-03-01", kind="probationary", full_since=None)
    one = judged("TR-05/2026-03-01/p4", NOV, snap(t("t1", "p4", day, 24, form="course"), members=members))
    assert one.evidence == evidence
