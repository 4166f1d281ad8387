"""The page of today: what is to be put right stands under the day until which it must be, as in panel 4."""

from __future__ import annotations

from datetime import date

import pytest

from store.packs.national import NATIONAL
from store.records import Finding, Result
from tests.branches import branch, meeting, member, snapshot
from widgets.pages.registry import document
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words.lexicon import words_of


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("due", [date(2026, 11, 25), date(2026, 11, 1)])
def test_a_finding_stands_under_the_day_until_which_it_must_be_put_right(lang, due):
    found = Finding(id="f1", rule="OL-06", day=date(2026, 10, 9), period="2026-09", result=Result.PARTLY,
                    text="签到表没有签名", due=due)  # fmt: skip
    held = meeting("s1", "2026-11-02", roll={"m1": "present"}, minutes="记")
    view = View(snapshot(branch(), member("m1"), held, found), date(2026, 11, 22), NATIONAL)
    page = document(Target(kind="attention", id=""), view, words_of(lang), 76)
    target = Target(kind="finding", id="f1")
    (line,) = ["".join(cell.text for cell in line.cells) for line in page.lines if line.target == target]
    assert due.isoformat() in line
    assert "2026-10-09" not in line
    assert "签到表没有签名" in line
