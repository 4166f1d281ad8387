from __future__ import annotations

import ast
import unicodedata
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from store.packs.national import NATIONAL
from store.packs.rule import Strength, Text
from store.records import Kind
from store.rules import predicates
from store.rules.conditions import CONDITIONS
from store.rules.predicates import EVENTS, PERIODIC
from tests.syntax import files, nodes

RULES = [pytest.param(rule, id=f"{rule.id}-{rule.source}") for rule in NATIONAL.rules]
NAMED = (
    *(f"ORG-0{n}" for n in range(1, 9)),
    *("EL-01", "EL-02", "OL-06a"),
    *("ORG-04a", "ORG-09", "ORG-12", "EL-07", "EL-08", "EL-10", "EL-11"),
    *("TR-06a", "TR-12", "RS-10", "DUE-02", "DUE-03", "MB-01b", "MB-02a", "MB-02b", "MB-03a", "AD-14", "AD-15"),
    *(f"OL-{n:02}" for n in range(1, 26)),
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
    assert rule.figure_sure in ("", "V", "S", "M", "L", "D")
    assert rule.predicate in (PERIODIC if rule.cadence else EVENTS)
    assert set(rule.applies) <= set(CONDITIONS)
    kinds = {kind.value for kind in Kind}
    assert set(rule.params.get("of", ())) <= kinds
    assert rule.params.get("kind", "study") in kinds


SAID_ALONE = {"by"}
"""What the page of a rule says, and no judgement asks for."""


def test_every_figure_of_a_rule_is_one_that_is_read():
    asked = {
        node.value for path in files("store/rules") for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    for rule in NATIONAL.rules:
        assert rule.params.keys() <= asked | SAID_ALONE, f"{rule.id}: misspelt? nothing in store/rules asks for it"


def test_what_is_believed_or_a_default_says_so():
    for rule in NATIONAL.rules:
        if (rule.sure == "M" or rule.figure_sure in ("D", "M")) and rule.strength != "LOCAL":
            assert "待核" in rule.explain.zh or "默认" in rule.explain.zh, rule.id
            assert "verified" in rule.explain.en or "default" in rule.explain.en, rule.id


@pytest.mark.parametrize("id", NAMED)
def test_the_pack_has_every_rule_of_the_list(id):
    assert any(rule.id == id for rule in NATIONAL.rules)


def test_what_binds_says_must():
    for rule in NATIONAL.rules:
        if rule.strength is Strength.MUST:
            assert "must" in rule.explain.en or "nobody is admitted" in rule.explain.en, rule.id
            assert any(word in rule.explain.zh for word in ("应当", "必须", "不得", "予以", "不能")), rule.id
        elif rule.strength is Strength.GEN:
            assert any(word in rule.explain.zh for word in ("一般", "原则上")), rule.id
            assert any(word in rule.explain.en for word in ("generally", "in principle")), rule.id


KEYS = {"ZB", "JG", "EDU", "XJ", "MZ", "DF", "DX", "ZC"}
"""Instruments whose articles are known: one is named wherever the text has it."""


@pytest.mark.parametrize("rule", RULES)
def test_a_source_is_an_instrument_with_its_article(rule):
    for part in rule.source.split(", "):
        key, _, article = part.partition(" ")
        assert key in KEYS | {"PLAN19", "PLAN24", "FZ14", "FZ26", "CZ24", "LD24", "WB", "12371", "local"}
        if key in KEYS - {"XJ", "MZ", "DF", "DX"} | {"FZ14", "FZ26"}:
            assert article.partition("(")[0].isdecimal(), rule.source


REPLACED = {"PLAN19": date(2023, 12, 31), "FZ14": date(2026, 5, 10)}
ISSUED = {
    "PLAN19": date(2019, 1, 1),
    "PLAN24": date(2024, 1, 1),
    "FZ14": date(2014, 5, 28),
    "FZ26": date(2026, 5, 11),
    "CZ24": date(2024, 8, 1),
    "LD24": date(2024, 11, 1),
}


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_cites_what_was_not_in_force(rule):
    for part in rule.source.split(", "):
        key = part.partition(" ")[0]
        if key in REPLACED:
            assert date.min < (rule.valid_to or date.max) <= REPLACED[key], "`valid_to` is no later than what it cites"
        if key in ISSUED:
            assert (rule.valid_from or date.min) >= ISSUED[key], "`valid_from` is no earlier than what it cites"


def test_versions_of_a_rule_follow_each_other_without_a_gap_or_a_change_of_subject():
    for id in {rule.id for rule in NATIONAL.rules}:
        versions = [rule for rule in NATIONAL.rules if rule.id == id]
        for before, after in pairwise(versions):
            assert after.valid_from == before.valid_to + timedelta(days=1), id
            assert (before.name, before.predicate, before.cadence) == (after.name, after.predicate, after.cadence)
            assert before.strength is after.strength
        assert versions[-1].valid_to is None, id
        assert len({version.source for version in versions}) == len(versions)


FIGURES = {
    **dict.fromkeys(("MB-02", "MB-05", "MB-08", "TR-09", "RS-04", "RS-06", "OL-15", "OL-20", "OL-21", "RS-07"), "V"),
    "OL-11": "V",
}


@pytest.mark.parametrize(("id", "sure"), FIGURES.items(), ids=FIGURES)
def test_a_rule_is_sure_where_its_figures_are_not(id, sure):
    rule = NATIONAL.rule(id, date(2026, 11, 22))
    assert rule.sure == sure
    assert rule.figure_sure not in ("", "V")


CORRECTED = [
    ("EL-01", "2026-11-22", "MUST", "JG 8, XJ 3"),
    ("MB-04", "2026-11-22", "MUST", "EDU 25, LD24"),
    ("ORG-10", "2026-11-22", "GEN", "ZB 23, ZC 7"),
    ("ORG-04", "2026-11-22", "MUST", "ZB 20, JG 7"),
    ("ORG-04a", "2026-11-22", "GEN", "ZB 20"),
    ("ORG-03", "2026-11-22", "MUST", "ZB 5"),
    ("ORG-05", "2026-11-22", "MUST", "JG 7, ZB 20"),
    ("AD-12", "2026-05-10", "MUST", "FZ14 34"),
    ("AD-12", "2026-05-11", "MUST", "FZ26 33"),
    ("AD-13", "2026-05-10", "MUST", "FZ14 37"),
    ("AD-13", "2026-05-11", "MUST", "FZ26 36"),
    ("TR-03", "2023-12-31", "MUST", "PLAN19, ZB 24"),
    ("TR-03", "2024-01-01", "MUST", "PLAN24, ZB 24"),
    ("TR-04", "2023-12-31", "MUST", "PLAN19, JG 31"),
    ("TR-04", "2026-01-01", "MUST", "PLAN24, JG 31"),
    ("TR-05", "2023-12-31", "GEN", "PLAN19"),
    ("TR-05", "2026-01-01", "GEN", "PLAN24"),
    ("TR-08", "2026-01-01", "GEN", "PLAN24"),
    ("MB-06a", "2026-11-22", "GEN", "EDU 24"),
    ("Q-03", "2026-05-10", "MUST", "FZ14 20, FZ14 22"),
    ("Q-03", "2026-05-11", "MUST", "FZ26 19, FZ26 20"),
    ("AD-01", "2014-05-28", "MUST", "FZ14 7"),
    ("MB-01", "2024-07-31", "MUST", "EDU 31(6), ZC 9"),
    ("MB-01", "2024-08-01", "MUST", "EDU 31(6), ZC 9, CZ24"),
    ("TR-12", "2026-11-22", "MUST", "JG 18"),
    ("OL-25", "2026-11-22", "MUST", "JG 26(1)"),
    ("EL-07", "2026-11-22", "MUST", "JG 8, JG 37"),
    ("EL-08", "2026-11-22", "MUST", "ZB 21"),
    ("AD-14", "2026-11-22", "MUST", "JG 37"),
    ("MB-01b", "2026-11-22", "MUST", "EDU 31(6), ZC 9, CZ24"),
    ("MB-03a", "2026-11-22", "MUST", "EDU 24, CZ24"),
    ("MB-02a", "2026-11-22", "MUST", "EDU 29"),
    ("MB-02b", "2026-11-22", "MUST", "EDU 29"),
    ("ORG-12", "2026-11-22", "MUST", "JG 6"),
    ("ORG-09", "2026-11-22", "GEN", "JG 8"),
]


@pytest.mark.parametrize(("id", "day", "strength", "source"), CORRECTED)
def test_strength_and_article_on_a_day(id, day, strength, source):
    rule = NATIONAL.rule(id, date.fromisoformat(day))
    assert (rule.strength, rule.source) == (strength, source)


def test_no_two_versions_of_a_rule_are_in_force_on_one_day():
    for day in (date(2018, 1, 1), date(2020, 6, 1), date(2026, 5, 10), date(2026, 5, 11), date(2030, 1, 1)):
        ids = [rule.id for rule in NATIONAL.in_force(day)]
        assert len(ids) == len(set(ids))


def test_the_admission_rules_of_2026_follow_those_of_2014():
    assert NATIONAL.rule("AD-01", date(2026, 5, 10)).source == "FZ14 7"
    assert NATIONAL.rule("AD-01", date(2026, 5, 11)).source == "FZ26 7"
    assert NATIONAL.rule("AD-05", date(2026, 5, 10)) is None
    assert NATIONAL.rule("AD-05", date(2026, 5, 11)).params["days"] == 5


def test_no_two_rooms_of_predicates_have_a_name_in_common() -> None:
    rooms = [getattr(predicates, name) for name in vars(predicates) if name.startswith("predicates_")]
    for every in ("PERIODIC", "EVENTS"):
        tables = [getattr(room, every) for room in rooms if hasattr(room, every)]
        assert len(getattr(predicates, every)) == sum(map(len, tables))


def test_no_two_rules_of_a_day_have_one_short_name():
    rules = NATIONAL.in_force(date(2026, 11, 22))
    for lang in ("zh", "en"):
        names = Counter(getattr(rule.short, lang) for rule in rules)
        assert [name for name, times in names.items() if times > 1] == []


def test_a_condition_is_called_as_it_is_named():
    assert [condition.__name__ for condition in CONDITIONS.values()] == list(CONDITIONS)
