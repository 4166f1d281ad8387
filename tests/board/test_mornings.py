"""Five mornings: the line, the first panel and `status --json` say the same, and first what comes first.

`tests/golden/morning-…` has each as a screen of 80×24 in both languages.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from store.codec import encode
from store.records import BeginStep, Branch, Finding, Group, Result
from tests.branches import TABLE_OF, meeting, member
from tests.desk import branch_folder, desk, golden
from tests.tiers import crossed
from tui.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def folder_of(path: Path, *records) -> Path:
    tables: dict[str, dict[str, object]] = {"_meta": {"1": {"schema": 1, "revision": 1}}}
    for at, record in enumerate(records, 1):
        tables.setdefault(TABLE_OF[type(record)], {})[str(at)] = encode(record)
    path.mkdir(mode=0o700)
    (path / "branch.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return path


def first_day(path: Path) -> Path:
    return folder_of(path, Branch(id="b1", name="某某局机关第二党支部", records_since="2026-12"))


def with_people(path: Path, since: str, *records) -> Path:
    """A branch that began to record in a month, with 22 people in two groups and everything of the beginning done."""
    groups = (Group(id="g1", name="第一党小组"), Group(id="g2", name="第二党小组"))
    posts = ("secretary", "org_officer", "publicity_officer")
    people = [
        member(f"m{n}", f"{'赵钱孙李周吴郑王冯陈褚'[n % 11]}伟{n}", *posts[n : n + 1], group=f"g{n % 2 + 1}")
        for n in range(22)
    ]
    branch = Branch(id="b1", name="某某局机关第二党支部", records_since=since, founded=date(2015, 3, 1), groups=groups,
                    term_began=date(2025, 3, 1), answered=(BeginStep.ALL,))  # fmt: skip
    return folder_of(path, branch, *people, *records)


def a_finding_due(path: Path) -> Path:
    """Everything of December is planned; a finding is to be put right in three days."""
    planned = [
        meeting("s1", "2026-12-18", "general_meeting", time="14:00"),
        meeting("s2", "2026-12-10", "committee_meeting", time="09:00"),
        meeting("s3", "2026-12-11", "group_meeting", group="g1", time="16:00"),
        meeting("s4", "2026-12-11", "group_meeting", group="g2", time="16:30"),
        meeting("s5", "2026-12-15", "party_day", time="14:30"),
    ]
    found = Finding(id="f1", rule="OL-06", day=date(2026, 12, 1), period="2026-12", result=Result.PARTLY,
                    text="签到表没有签名", due=date(2026, 12, 6), owner="m1")  # fmt: skip
    return with_people(path, "2026-12", *planned, found)


def sample(path: Path) -> Path:
    return branch_folder(path)


MORNINGS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "first-day": (first_day, "2026-12-01", "unscheduled"),
    "today": (sample, "2026-11-25", "today"),
    "three-rolls": (sample, "2026-11-28", "roll"),
    "finding": (a_finding_due, "2026-12-03", "due"),
    "january": (lambda path: with_people(path, "2026-12"), "2027-01-04", "overdue"),
}
"""What the folder holds, the day, and what kind of thing comes first."""


def status(folder: Path, day: str, lang: str) -> dict[str, Any]:
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(printed):
        assert main(["status", "--json", "--data", str(folder), "--today", day, "--lang", lang]) == 0
        printed.flush()
    found: dict[str, Any] = json.loads(printed.buffer.getvalue())
    return found


@pytest.mark.parametrize(("morning", "lang"), crossed(list(MORNINGS), ["zh", "en"]))
async def test_line_panel_and_status_agree(tmp_path, morning, lang):
    made, day, kind = MORNINGS[morning]
    folder = made(tmp_path / "branch")
    told = status(folder, day, lang)
    async with desk(folder, lang=lang, today=date.fromisoformat(day)) as d:
        golden(f"morning-{morning}-{lang}-80x24", d.lines)
        words, next = d.app.words, told["attention"]["next"]
        assert next["kind"] == kind
        counts = {name: told["attention"][name] for name in ("overdue", "must", "due_soon")}
        if morning == "first-day":
            assert words("attention.empty") in d.lines[1]
        else:
            assert words("attention.counts", **counts) in d.lines[1]
        assert next["text"] in d.lines[1]
        rows = d.panel("meetings").state.rows
        listed = [row.key for row in rows if row.target.kind == "meeting"]
        assert listed == [one["id"] for one in told["meetings"]]
        if next["meeting"] and kind in ("today", "roll", "minutes"):
            assert rows[0].key == next["meeting"]
        await d.press("n")
        page = d.app.screen.target
        assert page.id in (next["meeting"], f"{next['rule']}/{next['period']}") or page.kind == "finding"
        await d.press("n")
        first = next_line(d)
        assert first == page


def next_line(d):
    """What the first line of the page of today opens that is no step of the beginning."""
    lines = d.app.screen.page.document.lines
    return next(line.target for line in lines if line.target is not None and line.target.kind != "step")


async def test_three_rolls_are_the_first_three_rows(tmp_path):
    async with desk(sample(tmp_path / "b"), today=date(2026, 11, 28)) as d:
        rows = d.panel("meetings").state.rows[:4]
        assert [row.value.lacks[:1] for row in rows[:3]] == [("roll",)] * 3
        assert rows[3].value.lacks[:1] != ("roll",)
        assert [row.value.day for row in rows[:3]] == sorted(row.value.day for row in rows[:3])


async def test_in_january_december_does_not_vanish_and_nothing_before_it_is_asked(tmp_path):
    async with desk(with_people(tmp_path / "b", "2026-12"), today=date(2027, 1, 4)) as d:
        periods = {duty.period for duty in d.app.view.figures.execution if duty.state == "overdue"}
        assert "2026-12" in periods
        assert not {period for period in periods if period < "2026-12"} - {"2026", "2026-Q4"}
