"""Heads are read many at once: each says what it says alone, and what is wrong with one is no other's affair."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.box.messages import DutyCount, FindingReport, InvalidBox, Receipt, Up
from store.box.objects import object_of, row_of, up_of
from store.box_text import head_text, heads_in
from store.committee.head import HEAD, head_of
from tests.box.test_box_folder import UP
from tests.committee.strategies import UPS

NAMED = st.builds(
    lambda up, unit, name: up.but(unit=unit, name=name),
    UPS,
    st.sampled_from(["u1", "u2", "云川 一"]),
    st.text(min_size=1, max_size=9).filter(str.strip),
)
WRONG = (
    *(None, True, False, 0, 1, -1, 1.5, 2**53, "", " ", "x", "x" * 20_001, "2026-1-1", "2026-11-22", "1800-01-01"),
    *([], {}, [1], [""], ["x"], [[]], [{}], {"x": 1}, {"x": True}, {"x": -1}, {"x": "1"}, {"x": []}, float("nan")),
)
PARTS = (("duties", DutyCount), ("received", Receipt), ("findings", FindingReport))
FIELDS = [(name, 0, None) for name in Up.fields] + [
    (list, at, name) for list, kind in PARTS for at in (0, 1) for name in kind.fields
]
FULL = head_of(UP).but(
    duties=tuple([DutyCount(rule="OL-01", period=one, due=UP.as_of, n={"overdue": 1}) for one in ("2026-Q3", "2026")]),
    received=(Receipt(origin="e1", day=UP.as_of, state="open"), Receipt(origin="e2", day=UP.as_of, state="new")),
    findings=(FindingReport(origin="f1", state="closed", closed=UP.as_of), FindingReport(origin="f2", state="open")),
    visits={"2026-H1": 2},
)


def text_of(row: list[Any]) -> str:
    return json.dumps({"name": row[1], "head": row})


@given(st.lists(NAMED, max_size=6))
def test_what_was_written_is_read(ups: list[Up]) -> None:
    assert heads_in([head_text(up).decode() for up in ups]) == [head_of(up) for up in ups]


@pytest.mark.parametrize(("field", "at", "inner"), FIELDS)
def test_a_field_is_read_as_strictly_as_that_of_any_message(field: str, at: int, inner: str | None) -> None:
    good = head_text(UP.but(unit="good")).decode()
    assert heads_in([good, text_of(row_of(FULL))])[1] == FULL
    for wrong in WRONG:
        said, row = object_of(FULL), row_of(FULL)
        place = Up.fields.index(field)
        if inner is None:
            said[field] = row[place] = wrong
            optional = Up.defaults.get(field, "") is None
        else:
            kind = dict(PARTS)[field]
            said[field][at][inner] = row[place][at][kind.fields.index(inner)] = wrong
            optional = kind.defaults.get(inner, "") is None
        if wrong is None and optional:  # as it stands in a list where nothing is said
            continue
        try:
            expected = up_of(said)
        except InvalidBox:
            expected = None
        if expected is not None and expected.shows != HEAD:
            expected = None
        first, found, last = heads_in([good, text_of(row), good])
        assert (found, type(found)) == (expected, type(expected)), wrong
        assert first == last == head_of(UP.but(unit="good"))


@pytest.mark.parametrize(
    "other",
    [
        *("", " ", "{", "null", "1", "[]", "{}", '{"head": null}', '{"head": 1}', '{"head": []}', '{"head": {}}'),
        *("[" * 5000, '{"head": ' + "[" * 5000, "1" * 5000, json.dumps(object_of(head_of(UP)))),
        *(head_text(UP).decode() + " ", text_of(row_of(UP)), text_of([*row_of(FULL), 1]), text_of(row_of(FULL)[:-1])),
    ],
)
def test_what_is_none_is_left_out_and_spoils_no_other(other: str) -> None:
    good = head_text(UP).decode()
    assert heads_in([good, other, good]) == [head_of(UP), None, head_of(UP)]
    assert heads_in([other]) == [None]
