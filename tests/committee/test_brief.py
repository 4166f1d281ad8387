"""The brief of what a unit says: on any day it shows what all of it shows, and stands for nothing that is not there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.box.messages import DutyCount, InvalidBox, Up
from store.box_text import UP, TextBox, as_file, brief_at_end, brief_in, brief_text, encoded
from store.committee import brief
from store.committee.brief import SHOWS, brief_of
from store.committee.cells import cells_of, overdue_of, sums_of
from store.committee.reminders import term_end, visits
from store.packs.matrix import COLUMNS
from tests.committee.hall import sample_up, up
from tests.committee.strategies import COUNTS, DAYS, DUTIES, RULES, UPS
from tests.desk import TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENTS = st.builds(
    lambda rule, day, wait, n: DutyCount(rule=rule, period=day.isoformat(), due=day + timedelta(wait), n=n),
    st.sampled_from([*RULES[:3], "EL-01", "XX-99"]),
    DAYS,
    st.integers(0, 60),
    COUNTS,
)
LATER = st.builds(
    lambda one, wait: one.but(due=one.due + timedelta(wait)), st.one_of(DUTIES, EVENTS), st.integers(-40, 400)
)


class Given(TextBox):
    """A box in which a text stands."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def text(self, half: str) -> bytes | None:
        return self.data if half == UP else None


def shown(of: Up, today: date) -> object:
    """Everything that a board's first picture has from a unit's counts."""
    cells = {id: (one.state, one.n, sums_of(one.counts)) for id, one in cells_of(of, COLUMNS, today, None).items()}
    own = (of.unit, of.name, of.as_of, of.members, of.branches, of.vacant, of.received, of.findings)
    late = overdue_of(of, today)
    first = min(late, key=lambda one: one.due, default=None)
    return cells, bool(late), first, term_end(of, today), visits(of, today), own


@given(UPS, st.lists(st.one_of(DUTIES, EVENTS, LATER), max_size=30), st.integers(-500, 500))
def test_a_brief_shows_the_same_on_any_day(of: Up, duties: Sequence[DutyCount], days: int) -> None:
    whole = of.but(duties=tuple(duties), unit="one", name="一")
    assert shown(brief_of(whole), whole.as_of + timedelta(days)) == shown(whole, whole.as_of + timedelta(days))


@pytest.mark.parametrize("days", [-400, -40, -1, 0, 1, 10, 31, 92, 200, 400])
def test_the_sample_s_does_so_too(days: int) -> None:
    for number in range(8):
        whole = up(number)
        assert shown(brief_of(whole), TODAY + timedelta(days)) == shown(whole, TODAY + timedelta(days))


def count(period: str, due: str, **n: int) -> DutyCount:
    return DutyCount(rule="OL-01", period=period, due=date.fromisoformat(due), n=n)


@pytest.mark.parametrize(
    "duties",
    [
        (count("2026-Q2", "2026-06-30", met=1), count("2026-Q3", "2026-09-30", na=2)),
        (count("2026-Q3", "2026-09-30", na=2), count("2026-Q2", "2026-06-30", met=1)),
        (count("2026-09", "2026-09-30", met=1), count("2026-Q3", "2026-12-31", met=1)),
        (count("2026-Q3", "2026-09-30", met=1), count("2026-09", "2026-12-31", met=1)),
        (count("2026-Q3", "2026-09-30", met=1), count("2026-10-09", "2026-12-31", met=1)),
        (count("2026", "2026-12-31", met=1), count("2026-12", "2026-12-31", met=1)),
        (count("2026-12", "2026-12-31", met=1), count("2026", "2027-03-31", upcoming=1)),
        (count("2026-09", "2026-09-30", met=1), count("2026", "2026-12-31", na=1), count("2026-11", "2026-10-01")),
    ],
)
def test_what_nobody_knows_since_follows_from_the_same_period(duties: tuple[DutyCount, ...]) -> None:
    """Whichever of the others they are put together with."""
    of = sample_up().but(duties=duties)
    for days in (1, 40, 200):
        assert shown(brief_of(of), TODAY + timedelta(days)) == shown(of, TODAY + timedelta(days))


def test_it_is_small() -> None:
    whole = sample_up()
    text = brief_text(whole)
    assert len(text) < 3_000
    assert len(text) < len(encoded(whole)) / 8
    assert brief_of(brief_of(whole)) == brief_of(whole)


def test_of_what_no_column_shows_the_first_that_is_overdue_is_told() -> None:
    late = [count("2026-08", "2026-08-31", overdue=9), count("2026-07", "2026-07-31", overdue=8)]
    done = count("2026-09", "2026-09-30", met=3)
    other = [one.but(rule="XX-99") for one in (*late, done)]
    assert brief_of(sample_up().but(duties=tuple(other))).duties == (other[1],)
    assert brief_of(sample_up().but(duties=(*late, done))).duties == (*late, done)


# Its text


@given(UPS, st.lists(DUTIES, max_size=10))
def test_what_was_written_is_read(of: Up, duties: Sequence[DutyCount]) -> None:
    whole = of.but(duties=tuple(duties), unit="one", name="一")
    box = Given(as_file(whole))
    assert box.read_brief() == brief_of(whole)
    assert box.read_up() == whole
    assert json.loads(box.data).keys() - {"brief", "sum"} == json.loads(encoded(whole)).keys()
    assert brief_in(brief_text(whole)) == brief_of(whole)


def said(read: object) -> object:
    try:
        return read()  # type: ignore[operator]
    except InvalidBox as bad:
        return bad.args


def same_as_without(data: bytes) -> None:
    """That only all of it is believed, or is refused for just the same reason."""
    assert brief_at_end(data) is None
    assert said(Given(data).read_brief) == said(Given(data).read_up)


@given(st.data())
def test_a_file_that_is_not_as_it_was_written_is_read_in_full(data: st.DataObject) -> None:
    good = as_file(up(1))
    at = data.draw(st.integers(0, len(good) - 1))
    other = bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != good[at]))])
    same_as_without(good[:at] + other + good[at + 1 :])
    same_as_without(good[:at])
    same_as_without(good[:at] + good[at + 1 :])


def test_a_pair_of_two_files_is_read_in_full() -> None:
    one, two = as_file(up(1)), as_file(up(2))
    cut = [data.index(b', "brief": ') for data in (one, two)]
    same_as_without(one[: cut[0]] + two[cut[1] :])
    end = len(one) - len(one[one.rindex(b', "sum": ') :])
    same_as_without(one[:end] + two[two.rindex(b', "sum": ') :])


def test_another_program_s_file_is_read_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = up(1)
    same_as_without(encoded(whole))
    same_as_without(json.dumps(json.loads(as_file(whole)), indent=1).encode())
    monkeypatch.setattr(brief, "SHOWS", SHOWS.replace("OL-15 ", ""))
    fewer = as_file(whole)
    assert brief_at_end(fewer) is not None
    monkeypatch.undo()
    same_as_without(fewer)


def test_a_brief_that_makes_no_sense_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (b"", b"{", b"[]", b"{}", b'{"schema": 2}', encoded(up(1)), b"[" * 100 + b"]" * 100, b"\xff"):
        assert brief_in(text) is None
        monkeypatch.setattr("store.box_text.brief_text", lambda _, text=text: text)
        data = as_file(up(1))
        assert brief_at_end(data) is None
        if text.startswith(b"{") and text.endswith(b"}"):
            assert Given(data).read_brief() == up(1)


def test_where_there_is_no_room_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = up(1)
    for most, has in ((len(as_file(whole)), True), (len(as_file(whole)) - 1, False)):
        monkeypatch.setattr("store.box_text.LARGEST", most)
        data = as_file(whole)
        assert (brief_at_end(data) is not None, len(data) <= most) == (has, True)
        assert Given(data).read_up() == whole
