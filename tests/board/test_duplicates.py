"""What is there already is asked about once: in the line, in a form, by `zhibu add`; what is only near is not."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder, desk
from tests.tiers import crossed
from widgets.words.lexicon import words_of


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def lines(d):
    """Each line with the topic of a training that is there in its place."""
    one = next(iter(d.vault.read().training.values()))
    name = d.vault.read().members[one.member].name
    yield "1", "dydh 2026-11-25 14:30 x", "meetings"
    yield "1", "党员大会 2026-11-25 x", "meetings"
    yield "3", f"培训 {name} 4 {one.day} ： {one.topic}", "training"


@pytest.mark.parametrize(("which", "lang"), crossed(range(3), ["zh", "en"]))
async def test_the_line_asks_once_and_then_stores(folder, lang, which):
    words = words_of(lang)
    async with desk(folder, lang=lang) as d:
        panel, line, table = list(lines(d))[which]
        before = len(d.vault.read().tables[table])
        await d.press(panel, "a", "ctrl+u")
        await d.types(line)
        await d.press("enter")
        assert words("quick.again")[:30] in d.text
        assert len(d.vault.read().tables[table]) == before
        await d.press("x", "enter")  # another line is another question, or none
        again = words("quick.again")[:30] in d.text
        assert again == (table == "meetings")
        await d.press("enter")
        assert len(d.vault.read().tables[table]) == before + 1


async def test_two_meetings_of_one_day_that_are_apart_are_no_question(folder):
    async with desk(folder) as d:
        before = len(d.vault.read().meetings)
        await d.press("1", "a", "ctrl+u")
        await d.types("dydh 2026-11-25 09:00 x")
        await d.press("enter")
        assert len(d.vault.read().meetings) == before + 1


async def test_a_form_asks_too(folder):
    async with desk(folder) as d:
        before = d.vault.read()
        one = next(iter(before.training.values()))
        d.form("training", values={"member": one.member, "day": one.day, "hours": 4.0, "topic": one.topic})
        await d.settled()
        await d.press("ctrl+s")
        assert "再按 Ctrl+S" in d.lines[-1]
        assert len(d.vault.read().training) == len(before.training)
        await d.press("ctrl+s")
        assert len(d.vault.read().training) == len(before.training) + 1
