"""`status --json` has the shape of the contract, field for field, and nothing else."""

from __future__ import annotations

import json
from datetime import date

import pytest

STATES = ["na", "unknown", "upcoming", "due_soon", "met", "met_late", "overdue", "waived"]
KINDS = [
    "general_meeting",
    "committee_meeting",
    "group_meeting",
    "lecture",
    "party_day",
    "life_meeting",
    "appraisal",
    "democratic_meeting",
    "study",
    "other",
]


def text(value) -> bool:
    return isinstance(value, str)


def count(value) -> bool:
    return type(value) is int and value >= 0


def hours(value) -> bool:
    return type(value) in (int, float) and value >= 0 and (value * 2) % 1 == 0


def truth(value) -> bool:
    return isinstance(value, bool)


def day(value) -> bool:
    return text(value) and len(value) == 10 and date.fromisoformat(value).isoformat() == value


def start(value) -> bool:
    return day(value[:10]) and (len(value) == 10 or (value[10] == "T" and len(value) == 16))


def maybe(kind):
    return lambda value: value is None or kind(value)


def one_of(*values):
    return lambda value: value in values


def every(kind):
    return lambda value: isinstance(value, list) and all(map(kind, value))


def rate(value) -> bool:
    return isinstance(value, float) and 0 <= value <= 1 and round(value, 3) == value


def shape(**fields):
    def fits(value) -> bool:
        assert set(value) == set(fields), set(value) ^ set(fields)
        for name, kind in fields.items():
            assert kind(value[name]), (name, value[name])
        return True

    return fits


DUTY = {
    "rule": text, "name": text, "strength": one_of("MUST", "GEN", "LOCAL"), "source": text, "subject": maybe(text),
    "period": text, "state": one_of(*STATES), "from": day, "due": day, "evidence": every(text),
}  # fmt: skip


def duty(value) -> bool:
    return shape(**DUTY, reason=text)(value) if value["state"] == "na" else shape(**DUTY)(value)


TASKS = ("today", "roll", "minutes", "overdue", "due", "unscheduled")
NEXT = shape(text=text, rule=text, period=text, kind=one_of(*TASKS), meeting=maybe(text))
STATUS = shape(
    schema=one_of(1),
    today=day,
    revision=count,
    branch=shape(name=text, members=count, committee=count, groups=every(text)),
    attention=shape(
        overdue=count, must=count, due_soon=count, next=maybe(NEXT),
        entries=shape(overdue=count, due_soon=count), inbox=count,
    ),
    meetings=every(
        shape(
            id=text, kinds=every(one_of(*KINDS)), topic=text, start=start, place=text, expected=count, held=truth
        )
    ),
    participation=every(
        shape(member=text, name=text, expected=count, present=count, rate=maybe(rate), absent_in_a_row=count)
    ),
    training=every(
        shape(
            member=text, name=text, hours=hours, required=hours, course_done=maybe(truth),
            state=one_of("met", "on_pace", "behind", "unknown"),
        )
    ),
    execution=every(duty),
    findings=every(
        shape(
            id=text, rule=text, period=text, result=one_of("not_executed", "partly", "executed"), due=maybe(day),
            owner=text, state=one_of("open", "overdue", "closed"),
        )
    ),
    decisions=every(
        shape(
            meeting=text, number=count, text=text, due=maybe(day), owner=text, state=one_of("open", "overdue")
        )
    ),
)  # fmt: skip


@pytest.fixture
def status(zhibu, folder):
    return json.loads(zhibu("status", "--json", "--data", folder).out)


@pytest.mark.parametrize("today", ["2026-11-22", "2024-02-29", "2026-01-01", "2031-07-01"])
def test_shape(zhibu, folder, today) -> None:
    answer = zhibu("status", "--json", "--data", folder, "--today", today)
    assert answer.code == 0
    assert STATUS(json.loads(answer.out))


def test_shape_of_a_new_branch(zhibu, tmp_path) -> None:
    zhibu("init", "--name", "x", "--data", tmp_path / "new")
    assert STATUS(json.loads(zhibu("status", "--json", "--data", tmp_path / "new").out))


def test_numbers_agree_with_the_records(status, folder) -> None:
    tables = json.loads((folder / "branch.json").read_text())
    meta = next(iter(tables["_meta"].values()))
    assert (status["revision"], status["today"]) == (meta["revision"], meta["as_of"])
    assert status["branch"]["members"] == 24
    assert status["branch"]["committee"] == 5
    assert len(status["branch"]["groups"]) == 3
    for row in status["participation"]:
        assert row["present"] <= row["expected"]
        rolls = [
            one["roll"] for one in tables["meetings"].values()
            if one["day"][:4] == "2026" and row["member"] in one.get("roll", {})
        ]  # fmt: skip
        if row["expected"]:
            assert row["rate"] == round(row["present"] / row["expected"], 3)
            came = sum(roll[row["member"]] in ("present", "late") for roll in rolls)
            assert row["present"] <= came
        else:
            assert row["rate"] is None
    overdue = sum(row["state"] == "overdue" for row in status["execution"] + status["findings"] + status["decisions"])
    assert status["attention"]["overdue"] == overdue
    must = sum(row["state"] == "overdue" and row["strength"] == "MUST" for row in status["execution"])
    assert status["attention"]["must"] >= must
    assert status["attention"]["due_soon"] == sum(row["state"] == "due_soon" for row in status["execution"])
    today = status["today"]
    assert all(row["start"][:10] >= today or not row["held"] or row["id"] for row in status["meetings"])


def test_gaps_of_the_year_before_are_there_and_what_was_met_is_not(status) -> None:
    for row in status["execution"]:
        if row["due"] < "2026-01-01":
            assert row["state"] not in ("met", "met_late", "waived")


def test_both_languages_differ_in_texts_alone(zhibu, folder, status) -> None:
    other = json.loads(zhibu("status", "--json", "--data", folder, "--lang", "en").out)
    for data in (status, other):
        if data["attention"]["next"]:
            data["attention"]["next"]["text"] = ""
        for row in data["execution"]:
            row["name"] = ""
    assert other == status
