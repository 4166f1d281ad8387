"""The first panel has the month: this one whole, then earlier and later ones, with the cursor on what was last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import branch_folder, desk

if TYPE_CHECKING:
    from datetime import date


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def days(d) -> list[date]:
    meetings = d.app.view.snapshot.meetings
    return [meetings[row.key].day for row in d.panel("meetings").state.rows]


async def test_the_month_is_whole_and_one_goes_back_and_forth(folder):
    async with desk(folder) as d:
        now = d.panel("meetings").state.rows
        every = sorted(meeting.day for meeting in d.app.view.snapshot.meetings.values())
        for year, month in ((2026, 11), (2026, 10), (2026, 9)):
            await d.press("left_square_bracket")
            assert days(d) == [day for day in every if (day.year, day.month) == (year, month)]
            assert f" {year}-{month:02} " in d.lines[2]
        await d.press(*["right_square_bracket"] * 3)
        assert list(d.panel("meetings").state.rows) == list(now)
        await d.press("right_square_bracket")
        assert days(d) == [day for day in every if (day.year, day.month) == (2026, 12)]


async def test_what_was_done_last_is_reopened_with_two_keys(folder):
    async with desk(folder) as d:
        held = max((one for one in d.app.view.snapshot.meetings.values() if one.day <= d.app.view.today),
                   key=lambda one: (one.day, one.time or ""))  # fmt: skip
        await d.press("left_square_bracket", "enter")
        assert d.app.screen.target.id == held.id
        assert held.topic in d.text


@pytest.mark.parametrize(("lang", "says"), [("zh", "1999-12 没有"), ("en", "Nothing in 1999-12")])
async def test_a_month_without_a_meeting_says_so(folder, lang, says):
    async with desk(folder, lang=lang) as d:
        d.panel("meetings").shift(-1 - 12 * (2026 - 1999) + 1)
        await d.settled()
        d.panel("meetings").shift(-1)
        d.panel("meetings").shift(1)
        await d.settled()
        assert says in d.text


async def test_the_report_of_the_shown_month_is_offered(folder):
    async with desk(folder) as d:
        for shift, label in ((0, "2026-11"), (-1, "2026-11"), (-2, "2026-10"), (1, "2026-12")):
            d.panel("meetings").state.shift = shift
            assert d.panel("meetings").period.label == label
