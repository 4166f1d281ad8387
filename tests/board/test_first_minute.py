"""From `init` to the first roll call that is stored, with a roster of 22: few keys, and no sign that says nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from store.rules.figures import State
from tests.desk import desk
from tests.tiers import quick
from tui.__main__ import main
from widgets.sections.institutions import BEFORE

TODAY = date(2026, 12, 1)
NAMES = [f"{'赵钱孙李周吴郑王冯陈褚'[n % 11]}{'建国伟明'[n % 4]}{'甲乙'[n // 11]}" for n in range(22)]
KEYS = 30


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A branch just made, and a roster in the folder one is in."""
    monkeypatch.chdir(tmp_path)
    rows = [f"{name},男,2010.07.01,{'书记' if name == NAMES[0] else ''}" for name in NAMES]
    (tmp_path / "r.csv").write_text("\n".join(["姓名,性别,入党时间,党内职务", *rows]), encoding="utf-8")
    assert main(["init", "--data", str(tmp_path / "b"), "--name", "新支部", "--today", TODAY.isoformat()]) == 0
    return tmp_path / "b"


def riddles(d) -> list[str]:
    """Lines with a `?` that stands for a period, a figure or a state."""
    return [line for line in d.lines[:-1] if {"?"} & set(re.split(r"[ │]+", line)) or "?/" in line]


@pytest.mark.parametrize("lang", quick(["zh"], ["zh", "en"]))
async def test_from_nothing_to_the_first_roll_call(folder, lang):
    pressed = 0
    async with desk(folder, lang=lang, today=TODAY) as d:

        async def press(*keys: str) -> None:
            nonlocal pressed
            for key in keys:
                pressed += 1
                await (d.types(key) if len(key) == 1 else d.press(key))
                if d.app.screen.PLACE == "board" and d.panel("execution").section.ID == "beginning":
                    assert riddles(d) == []

        await press("enter", *"r.csv", "enter")
        while d.app.screen.working:
            await d.settled()
        await press("s")
        await d.settled()
        assert len(d.app.view.snapshot.members) == 22
        assert d.app.screen.subject.id == "founded"
        await press("end", "enter", *"dydh 1201 x", "enter")
        (made,) = d.app.view.snapshot.meetings.values()
        assert d.app.screen.subject.id == made.id
        await press("r", "enter")
        assert len(d.app.view.snapshot.meetings[made.id].roll) == 22
        assert d.app.screen.PLACE == "board"
        assert d.panel("execution").section.ID == "execution"
        for row in d.panel("execution").state.rows:  # a ? is something that can still be entered
            unknown = [duty for duty in getattr(row.value, "duties", ()) if duty.state is State.UNKNOWN]
            assert not any(duty.code in BEFORE for duty in unknown)
        assert pressed <= KEYS
