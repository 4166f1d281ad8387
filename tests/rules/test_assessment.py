"""Weights are sorted by how their rules stand; what is unknown is neither done nor missed."""

from __future__ import annotations

import tomllib

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.rules.assessment import AssessmentStanding, indicators, sums
from store.rules.figures import Duty, State
from tests.rules.build import d

RULE = next(rule for rule in NATIONAL.rules if rule.id == "OL-02")


def duties(*states: str) -> list[Duty]:
    return [
        Duty(rule=RULE, period=f"2026-{n:02}", state=State(one), start=d("2026-01-01"), due=d("2026-01-31"))
        for n, one in enumerate(states, 1)
    ]


CASES = {
    "kept, late and waived ones among them": (("met", "met_late", "waived", "upcoming"), "kept", (3, 3), "2026-04"),
    "one missing is a gap": (("met", "overdue", "unknown"), "gap", (1, 3), "2026-02"),
    "unknown is neither": (("met", "unknown"), "unknown", (1, 2), "2026-02"),
    "nothing due yet": (("upcoming", "due_soon", "na"), "open", (0, 0), "2026-03"),
    "not applicable": (("na", "na"), "none", (0, 0), "2026-02"),
}


@pytest.mark.parametrize(("states", "standing", "counts", "first"), CASES.values(), ids=CASES)
def test_how_a_rule_stands(states, standing, counts, first):
    (one,) = indicators({"OL-02": 3}, duties(*states))
    assert (one.standing, (one.done, one.judged), one.first.period) == (standing, counts, first)


def test_only_what_has_a_weight_is_there_and_the_sums_are_the_weights():
    other = [one.but(rule=RULE.but(id="OL-99")) for one in duties("met")]
    found = indicators({"OL-99": 2.5, "OL-02": 3, "OL-77": 9}, [*duties("overdue"), *other])
    assert [(one.rule.id, one.weight) for one in found] == [("OL-99", 2.5), ("OL-02", 3)]
    assert sums(found) == {
        AssessmentStanding.GAP: 3, AssessmentStanding.UNKNOWN: 0, AssessmentStanding.KEPT: 2.5, AssessmentStanding.OPEN: 0, AssessmentStanding.NONE: 0
    }  # fmt: skip


def test_weights_come_from_the_overlay():
    pack = overlay(NATIONAL, tomllib.loads("[weights]\nOL-02 = 3\nTR-01 = 2.5"), "local.toml")
    assert pack.settings["weights"] == {"OL-02": 3, "TR-01": 2.5}
