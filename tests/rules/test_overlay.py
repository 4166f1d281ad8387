from __future__ import annotations

import tomllib

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.overlay_fields import MOST
from store.packs.overlay_lines import line_of
from store.records import DuesMonth
from store.rules.figures import State
from store.rules.institutions import duties
from store.rules.training import training
from tests.rules.build import d, met, people, snap


def laid(text: str):
    return overlay(NATIONAL, tomllib.loads(text), "local.toml")


MISTAKES = {
    "unknown rule": ("[rules.OL-99]\ncount = 2", "OL-99", "", "unknown_rule"),
    "unknown field": ("[rules.OL-01]\ncolour = 2", "OL-01", "colour", "unknown_field"),
    "a rule's kind stays": ('[rules.OL-01]\nkind = "study"', "OL-01", "kind", "unknown_field"),
    "unknown key": ("colour = 2", "", "colour", "unknown_key"),
    "bad date": ('[rules.OL-01]\nvalid_from = "2026-02-30"', "OL-01", "valid_from", "value"),
    "no date": ("[rules.OL-01]\nvalid_from = 2026", "OL-01", "valid_from", "type"),
    "negative threshold": ("[rules.TR-01]\nhours = -3", "TR-01", "hours", "negative"),
    "more than ten years of days": (f"[rules.MB-08]\ndays = {MOST + 1}", "MB-08", "days", "value"),
    "a day that no calendar has": ("[rules.EL-01]\nyears = 99999", "EL-01", "years", "value"),
    "one of several that is too much": (f"[rules.EL-01]\nwarn = [180, {MOST + 1}]", "EL-01", "warn", "value"),
    "nothing asked": ("[rules.OL-01]\ncount = 0", "OL-01", "count", "value"),
    "a number as text": ('[rules.OL-13]\ncount = "2"', "OL-13", "count", "type"),
    "a truth for a number": ("[rules.OL-13]\ncount = true", "OL-13", "count", "type"),
    "one end of a span": ("[rules.AD-11]\nextension = [6]", "AD-11", "extension", "value"),
    "three ends of a span": ("[rules.AD-11]\nextension = [6, 9, 12]", "AD-11", "extension", "value"),
    "a span that ends before it begins": ("[rules.AD-11]\nextension = [12, 6]", "AD-11", "extension", "value"),
    "unknown cadence": ('[rules.OL-01]\ncadence = "weekly"', "OL-01", "cadence", "value"),
    "a cadence for a rule on each session": ('[rules.OL-19]\ncadence = "year"', "OL-19", "cadence", "unknown_field"),
    "looser than the centre": ('[rules.OL-06]\ncadence = "year"', "OL-06", "cadence", "looser"),
    "fewer hours than the centre": ("[rules.TR-01]\nhours = 20", "TR-01", "hours", "looser"),
    "weaker than the centre": ('[rules.OL-06]\nstrength = "GEN"', "OL-06", "strength", "looser"),
    "a MUST dropped": ("[rules.OL-06]\nadopted = false", "OL-06", "adopted", "looser"),
    "a rule that is no table": ("[rules]\nOL-01 = 3", "OL-01", "", "type"),
    "rules that are no table": ("rules = 3", "", "rules", "type"),
    "new rules that are no list": ("rule = 3", "", "rule", "type"),
    "two rules of one id": ('[[rule]]\nid = "OL-01"\nname = "x"\npredicate = "sessions"', "OL-01", "id", "twice"),
    "no id": ('[[rule]]\nname = "x"\npredicate = "sessions"', "", "rule.id", "missing"),
    "an id that no key could name": ('[[rule]]\nid = "a/b"', "", "rule.id", "value"),
    "no predicate": ('[[rule]]\nid = "L-1"\nname = "x"', "L-1", "predicate", "missing"),
    "unknown predicate": (
        '[[rule]]\nid = "L-1"\nname = "x"\npredicate = "magic"',
        "L-1",
        "predicate",
        "unknown_predicate",
    ),
    "no kind": (
        '[[rule]]\nid = "L-1"\nname = "x"\npredicate = "sessions"\ncadence = "month"',
        "L-1",
        "kind",
        "missing",
    ),
    "an unknown kind": (
        '[[rule]]\nid = "L-1"\nname = "x"\npredicate = "sessions"\ncadence = "month"\nkind = "party"',
        "L-1",
        "kind",
        "value",
    ),
    "a condition that there is not": (
        '[[rule]]\nid = "L-1"\nname = "x"\npredicate = "document"\ncadence = "year"\napplies = ["moon"]',
        "L-1",
        "applies",
        "value",
    ),
    "a condition of a rule of all that there is not": (
        '[rules.OL-06]\napplies = ["moon"]',
        "OL-06",
        "applies",
        "value",
    ),
    "a condition that is no list": (
        '[[rule]]\nid = "L-1"\nname = "x"\npredicate = "document"\ncadence = "year"\napplies = "committee"',
        "L-1",
        "applies",
        "value",
    ),
    "no name": ('[[rule]]\nid = "L-1"\npredicate = "document"\ncadence = "year"', "L-1", "name", "missing"),
    "no cadence": ('[[rule]]\nid = "L-1"\nname = "x"\npredicate = "document"', "L-1", "cadence", "missing"),
    "a text in one language": (
        '[[rule]]\nid="L-1"\nname={zh="x"}\npredicate="document"\ncadence="year"',
        "L-1",
        "name",
        "type",
    ),
    "hours of no kind": ("[hours]\nparty = 2", "", "hours.party", "value"),
    "negative hours": ("[hours]\nstudy = -2", "", "hours.study", "negative"),
    "thirds of hours": ("[hours]\nstudy = 0.3", "", "hours.study", "value"),
    "a weight that nobody can work with": (f"[weights]\nOL-01 = 1{'0' * 400}", "", "weights.OL-01", "value"),
    "weight of no rule": ("[weights]\nOL-99 = 2", "", "weights.OL-99", "unknown_rule"),
    "a day that no month has": ("party_day = 32", "", "party_day", "value"),
    "a post that nobody holds": ('[rules.OL-05]\nposts = ["king"]', "OL-05", "posts", "value"),
    "tags that are no list": ("tags = 3", "", "tags", "type"),
    "a tag that is no text": ("[tags]\nadd = [3]", "", "tags.add", "type"),
    "a tag of two words": ('tags = ["a b"]', "", "tags", "value"),
    "a tag that looks like taking one off": ('[tags]\nadd = ["-a"]', "", "tags.add", "value"),
    "a tag dropped that is not on the list": ('[tags]\ndrop = ["没有"]', "", "tags.drop", "value"),
    "nothing but add and drop": ("[tags]\nkeep = []", "", "tags.keep", "unknown_key"),
    "prorate is a truth": ("prorate = 1", "", "prorate", "type"),
}


@pytest.mark.parametrize(("text", "rule", "field", "code"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_fault_and_the_national_pack_stands(text, rule, field, code):
    pack = laid(text)
    assert pack.faults == (("local.toml", rule, field, code),)
    assert pack.rules == NATIONAL.rules
    assert pack.settings == NATIONAL.settings


RIGHT = """
party_day = 15
[rules.OL-05]
count = 3
[hours]
study = 2
[tags]
add = ["防汛"]
[[rule]]
id = "LOC-9"
name = "读书会"
predicate = "document"
cadence = "year"
"""


@pytest.mark.parametrize(("text", "rule", "field", "code"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_takes_out_no_more_than_itself(text, rule, field, code):
    right, wrong = tomllib.loads(RIGHT), tomllib.loads(text)
    both = {**wrong, **right}
    for key in ("rules", "hours", "tags"):
        if isinstance(wrong.get(key), dict):
            both[key] = {**wrong[key], **right.get(key, {})}
            for name in set(wrong[key]) & set(right.get(key, {})):
                if isinstance(wrong[key][name], dict):
                    both[key][name] = {**wrong[key][name], **right[key][name]}
    if isinstance(wrong.get("rule"), list):
        both["rule"] = [*wrong["rule"], *right["rule"]]
    pack = overlay(NATIONAL, both, "local.toml")
    alone = overlay(NATIONAL, right, "local.toml")
    assert not alone.faults
    same = {key: value for key, value in alone.settings.items() if key not in wrong or key in ("hours", "tags")}
    assert pack.settings.items() >= same.items()
    assert [one.params for one in pack.rules if one.id == "OL-05"] == [
        {**NATIONAL.rule("OL-05", d("2026-01-01")).params, "count": 3}
    ]
    assert pack.rule("LOC-9", d("2026-01-01")) is not None


def test_weights_may_stand_before_the_rule_that_they_weigh():
    text = '[weights]\nLOC-1 = 3\n[[rule]]\nid = "LOC-1"\nname = "x"\npredicate = "document"\ncadence = "year"'
    pack = laid(text)
    assert not pack.faults
    assert pack.settings["weights"] == {"LOC-1": 3}


def test_what_the_law_leaves_open_is_a_setting():
    pack = laid(
        'admission_rules_from = 2026-05-18\nelection = "due"\n'
        '[rules.OL-13]\nper = "relation"\n[rules.TR-06a]\nstrength = "MUST"\n[rules.AD-15]\nby = "consent"\n'
        "[rules.OL-07]\ngrace = 0\n[rules.OL-09]\ngrace = 1\n[rules.OL-16]\ngrace = 2\n"
        '[rules.DUE-01]\ncadence = "quarter"\n[rules.OL-17]\napplies = []\n'
        '[rules.RS-05]\ncadence = "year"\n[rules.AD-09]\nmonths = 6\n'
    )
    assert pack.faults == ()
    assert pack.rule("AD-01", d("2026-05-17")).source == "FZ14 7"
    assert pack.rule("AD-01", d("2026-05-18")).source == "FZ26 7"
    assert pack.rule("Q-03", d("2026-05-17")).source.startswith("FZ14")
    assert pack.rule("TR-06", d("2026-05-18")).source == "FZ26 17"
    assert pack.rule("OL-17", d("2026-05-18")).applies == ()
    assert state(pack, "OL-17/2025", "2026-11-22") is State.UNKNOWN
    assert state(NATIONAL, "OL-17/2025", "2026-11-22") is State.NA


LOOSER = {
    "six months and no more, for a special case": ("[rules.AD-09]\nmonths = 7", "AD-09", "months"),
    "dues by the half-year": ('[rules.DUE-01]\ncadence = "half"', "DUE-01", "cadence"),
    "a condition more": ('[rules.OL-06]\napplies = ["committee"]', "OL-06", "applies"),
    "a duty whose figure is ours is dropped": ("[rules.MB-05]\nadopted = false", "MB-05", "adopted"),
    "fewer working days of notice": ("[rules.AD-05]\ndays = 3", "AD-05", "days"),
}


@pytest.mark.parametrize(("text", "rule", "field"), LOOSER.values(), ids=LOOSER)
def test_nothing_else_is_looser(text, rule, field):
    assert laid(text).faults == (("local.toml", rule, field, "looser"),)


def test_what_is_as_strict_as_it_was_is_no_looser():
    assert laid("[rules.OL-04]\ncount = 1\n[rules.TR-01]\nhours = 32\n[rules.AD-05]\ndays = 5").faults == ()


def test_figures_of_our_own_are_the_units():
    pack = laid('[rules.MB-02]\nabsences = 5\n[rules.OL-15]\ncadence = "half"\n[rules.OL-20]\ndays = 60')
    assert pack.faults == ()


def test_a_revision_has_one_of_two_days():
    assert laid("admission_rules_from = 2026-05-12").faults == (("local.toml", "", "admission_rules_from", "value"),)
    assert laid("admission_rules_from = 5").faults == (("local.toml", "", "admission_rules_from", "type"),)


def test_dues_by_the_quarter():
    pack = laid('[rules.DUE-01]\ncadence = "quarter"')
    paid = {f"p{n}": d("2026-09-20") for n in range(1, 9)}
    months = [DuesMonth(id=f"d{n}", month=f"2026-0{n}", paid=paid) for n in (7, 8, 9)]
    members = people(8, monthly_due="50")
    assert state(pack, "DUE-01/2026-Q3", "2026-11-22", *months, members=members) is State.MET
    assert state(pack, "DUE-01/2026-Q3", "2026-11-22", *months[:2], members=members) is State.UNKNOWN
    late = months[2].but(paid=paid | {"p8": d("2026-10-20")})
    assert state(pack, "DUE-01/2026-Q3", "2026-11-22", *months[:2], late, members=members) is State.MET_LATE


LINES = {
    "a key": ("# mine\nparty_day = 40", "", "party_day", 2),
    "a field": ("[rules.OL-01]\n\ncolour = 2", "OL-01", "colour", 3),
    "a quoted rule": ('[rules."OL-01"]\ncolour = 2', "OL-01", "colour", 2),
    "a rule": ("[hours]\nstudy = 2\n[rules.OL-99]\ncount = 2", "OL-99", "", 3),
    "a dotted key": ("rules.OL-01.colour = 2", "OL-01", "colour", 1),
    "a number of a table": ("[hours]\nstudy = 2\nparty = 2", "", "hours.party", 3),
    "a rule of one's own": ('[[rule]]\nid = "L-1"\n[[rule]]\nid = "L-2"\nkind = "x"', "L-2", "kind", 5),
    "what stands before its id": ('[[rule]]\nkind = "x"\nid = "L-2"', "L-2", "kind", 2),
    "what is missing of it": ('[[rule]]\nname = "x"\nid = "L-2"', "L-2", "cadence", 3),
    "nothing that is there": ("", "", "party_day", 1),
}


@pytest.mark.parametrize(("text", "rule", "field", "line"), LINES.values(), ids=LINES)
def test_a_fault_has_its_line(text, rule, field, line):
    assert line_of(text, rule, field) == line


def test_every_mistake_is_told():
    pack = laid('party_day = 40\n[rules.OL-99]\n[rules.OL-01]\ncount = -1\ncadence = "x"')
    assert {fault[1:] for fault in pack.faults} == {
        ("", "party_day", "value"),
        ("OL-99", "", "unknown_rule"),
        ("OL-01", "count", "negative"),
        ("OL-01", "cadence", "value"),
    }


def state(pack, key: str, today: str, *records, **more):
    rule, period = key.split("/")[:2]
    year = period[:4]
    found = duties(snap(*records, **more), d(today), pack, d(f"{year}-01-01"), d(f"{year}-12-31"))
    return {one.key: one for one in found}[key].state if rule else None


def test_stricter_cadence_and_threshold():
    pack = laid('[rules.OL-04]\ncadence = "month"\n[rules.OL-06]\ncount = 2')
    assert not pack.faults
    lecture = met("m1", "2026-10-08", "lec")
    assert state(pack, "OL-04/2026-10", "2026-11-22", lecture) is State.MET
    assert state(pack, "OL-04/2026-09", "2026-11-22", lecture) is State.OVERDUE
    one, two = met("m2", "2026-10-08", "day"), met("m3", "2026-10-09", "day")
    assert state(pack, "OL-06/2026-10", "2026-11-22", one) is State.OVERDUE
    assert state(pack, "OL-06/2026-10", "2026-11-22", one, two) is State.MET
    assert pack.rule("OL-06", d("2026-01-01")).local == {"count": 2}


def test_a_text_of_a_rule_that_the_unit_has_otherwise_is_its_own_and_told_as_such():
    rule = laid('[rules.OL-06]\nname = "我们的党日"').rule("OL-06", d("2026-01-01"))
    assert rule.name.zh == "我们的党日"
    assert rule.local == {"name": "我们的党日"}


def test_a_change_from_a_day_on_leaves_the_periods_before_it():
    pack = laid("[rules.OL-06]\ncount = 2\nvalid_from = 2026-07-01")
    june, july = met("m1", "2026-06-05", "day"), met("m2", "2026-07-05", "day")
    assert state(pack, "OL-06/2026-06", "2026-11-22", june, july) is State.MET
    assert state(pack, "OL-06/2026-07", "2026-11-22", june, july) is State.OVERDUE


def test_a_custom_is_adopted_and_a_default_dropped():
    pack = laid("[rules.OL-23]\nadopted = true\n[rules.ST-01]\nadopted = false")
    assert not pack.faults
    late = met("m1", "2026-10-08", "gm", roll_day=d("2026-10-20"))
    assert state(NATIONAL, "OL-23/2026", "2026-11-22", late) is State.NA
    assert state(pack, "OL-23/2026-10-08/m1", "2026-11-22", late) is State.OVERDUE
    assert state(pack, "ST-01/2026-Q3", "2026-11-22") is State.NA


def test_a_rule_of_the_units_own():
    text = '[[rule]]\nid = "LOC-01"\nname = { zh = "读书会", en = "Reading" }\npredicate = "sessions"\nkind = "study"\n'
    pack = laid(text + 'cadence = "half"\napplies = ["committee"]')
    assert not pack.faults
    assert state(pack, "LOC-01/2026-H2", "2026-11-22", met("m1", "2026-10-08", "study")) is State.MET
    assert pack.rule("LOC-01", d("2026-01-01")).short.en == "Reading"


def test_hours_by_kind_of_session():
    pack = laid("[hours]\nstudy = 2\nlecture = 4")
    snapshot = snap(met("m1", "2026-10-08", "study"), met("m2", "2026-10-09", "lec", hours=3))
    assert training(snapshot, d("2026-11-22"), pack)[0].hours == 5
    assert training(snapshot, d("2026-11-22"), NATIONAL)[0].hours == 3


@pytest.mark.parametrize(
    ("hours", "right"), [("0.5", True), ("1.5", True), ("2", True), ("0", True), ("1.25", False), ("400.5", False)]
)
def test_hours_of_a_kind_are_counted_in_halves(hours, right):
    pack = laid(f"[hours]\nstudy = {hours}")
    assert [fault[2:] for fault in pack.faults] == ([] if right else [("hours.study", "value")])


@pytest.mark.parametrize(
    ("id", "field", "loose", "right"),
    [
        *(("TR-04", "months", 9, True), ("OL-01", "count", 0.5, False)),
        *(
            (rule.id, "days", rule.params["days"] + 1, True)
            for rule in NATIONAL.rules
            if rule.figure_sure == "L" and "days" in rule.params
        ),
    ],
)
def test_a_figure_that_no_text_has_is_a_units_own(id, field, loose, right):
    pack = overlay(NATIONAL, {"rules": {id: {field: loose}}}, "local.toml")
    assert (pack.faults == ()) is right
