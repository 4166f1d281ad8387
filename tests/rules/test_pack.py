from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from store.packs.national import NATIONAL
from store.packs.rule import Text
from store.records import Kind
from store.rules.conditions import CONDITIONS
from store.rules.predicates import EVENTS, PERIODIC

RULES = [pytest.param(rule, id=f"{rule.id}-{rule.source}") for rule in NATIONAL.rules]
NAMED = (
    *(f"ORG-0{n}" for n in range(1, 9)),
    *("EL-01", "EL-02", "OL-06a"),
    *(f"OL-{n:02}" for n in range(1, 25)),
    *(f"Q-0{n}" for n in range(1, 6)),
    *(f"TR-0{n}" for n in range(1, 10)),
    *(f"MB-0{n}" for n in range(1, 9)),
    *("DUE-01", "RS-01", "RS-04", "RS-05", "RS-06", "RS-07", "ST-01", "ST-02"),
)


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_whole(rule):
    for name, value in rule.as_dict().items():
        if isinstance(value, Text):
            assert value.zh.strip(), name
            assert value.en.strip(), name
            assert value.en.isascii(), (name, value.en)
    assert cells(rule.short.zh) <= 10
    assert cells(rule.short.en) <= 10
    assert rule.explain.zh.endswith("。")
    assert rule.explain.en.endswith(".")
    assert rule.source
    assert rule.sure in ("V", "S", "M", "L")
    assert rule.predicate in (PERIODIC if rule.cadence else EVENTS)
    assert set(rule.applies) <= set(CONDITIONS)
    kinds = {kind.value for kind in Kind}
    assert set(rule.params.get("of", ())) <= kinds
    assert rule.params.get("kind", "study") in kinds


def test_what_is_believed_or_a_default_says_so():
    for rule in NATIONAL.rules:
        if rule.sure == "M" and rule.strength != "LOCAL":
            assert "待核" in rule.explain.zh or "默认" in rule.explain.zh, rule.id
            assert "verified" in rule.explain.en or "default" in rule.explain.en, rule.id


@pytest.mark.parametrize("id", NAMED)
def test_the_pack_has_every_rule_of_the_list(id):
    assert any(rule.id == id for rule in NATIONAL.rules)


def test_no_two_versions_of_a_rule_are_in_force_on_one_day():
    for day in (date(2018, 1, 1), date(2020, 6, 1), date(2026, 5, 10), date(2026, 5, 11), date(2030, 1, 1)):
        ids = [rule.id for rule in NATIONAL.in_force(day)]
        assert len(ids) == len(set(ids))


def test_the_admission_rules_of_2026_follow_those_of_2014():
    assert NATIONAL.rule("AD-01", date(2026, 5, 10)).source == "FZ14 7"
    assert NATIONAL.rule("AD-01", date(2026, 5, 11)).source == "FZ26 7"
    assert NATIONAL.rule("AD-05", date(2026, 5, 10)) is None
    assert NATIONAL.rule("AD-05", date(2026, 5, 11)).params["days"] == 5
