"""`:` finds records too, under the commands: people, meetings, findings, rules; by characters, pinyin or initials."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.packs.national import NATIONAL
from tests.branches import branch, meeting, member, snapshot
from tests.desk import branch_folder, desk
from widgets.choice import ChoiceList
from widgets.record_finder import AT_MOST, RecordFinder
from widgets.sections.view import View
from widgets.words.lexicon import words_of

WORDS = words_of("zh")


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def found(d) -> list[tuple[str, str, str]]:
    return [(option.hint, option.label, option.more) for option in d.app.screen.query_one(ChoiceList)._matches]


async def test_a_meeting_long_ago_by_a_word_of_its_topic_is_opened_with_eight_keys(folder):
    async with desk(folder) as d:
        keys = ["colon", *"jhsx", "enter"]  # 节后收心
        await d.press(*keys)
        assert len(keys) <= 8
        assert d.app.view.snapshot.meetings[d.app.screen.target.id].day == date(2025, 2, 14)
        assert "2025-02-14" in d.text


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("仇雨", "党员", "仇雨桐"),
        ("qyt", "党员", "仇雨桐"),
        ("2025-03-1", "会议", "2025-03-1"),
        ("bgt", "会议", "党员大会"),
        ("缺第三党小组", "督查", "2026-11-05"),
        ("dfsj", "制度", "公布党费收缴情况"),
        ("OL-06", "制度", "主题党日"),
    ],
)
async def test_everything_is_found_under_the_commands_in_one_list(folder, typed, kind, label):
    async with desk(folder) as d:
        await d.press("colon")
        await d.types(typed)
        listed = found(d)
        assert any(hint == kind and label in text for hint, text, _ in listed), listed
        first = next(at for at, (hint, _, _) in enumerate(listed) if hint == kind)
        commands = {option.label for option in d.app.screen._options}
        assert not commands & {text for _, text, _ in listed[first:]}


async def test_enter_opens_what_is_found_in_both_languages(folder):
    async with desk(folder, lang="en") as d:
        await d.press("colon")
        await d.types("仇雨桐")
        await d.press("enter")
        assert d.app.screen.target.kind == "member"
        await d.press("escape")
        assert d.app.screen.PLACE == "board"


async def test_commands_are_found_as_before_and_nothing_is_listed_for_nothing(folder):
    async with desk(folder) as d:
        await d.press("colon")
        assert {option.value for option in d.app.screen.query_one(ChoiceList)._matches} <= d.app.commands(
            "board"
        ).keys()
        await d.types("dc")
        assert found(d)[0][1] == "导出"
        await d.types("zzzzzzz")
        assert found(d) == []
        await d.press("enter", "escape")
        assert d.app.screen.PLACE == "board"


async def test_where_more_are_found_than_listed_that_is_said(folder):
    async with desk(folder) as d:
        await d.press("colon", "2")
        listed = found(d)
        assert listed[-1][2] == d.app.words("found.more")
        assert sum(hint in ("党员", "会议", "督查", "制度") for hint, _, _ in listed) == AT_MOST
        await d.press("end", "enter")
        assert d.app.words("found.more") in d.text


def test_each_letter_looks_where_the_shorter_text_was_found(monkeypatch):
    """Of 3,000 records each is looked at once, whatever is typed, until more is found than can be listed."""
    from widgets import record_finder

    looked = []
    stock = record_finder.holds
    monkeypatch.setattr(record_finder, "holds", lambda typed, text: (looked.append(text), stock(typed, text))[1])
    first = date(2000, 1, 1)
    people = [member(f"m{n}", f"张{n}") for n in range(1500)]
    held = [meeting(f"s{n}", (first + timedelta(n)).isoformat(), topic=f"学习第{n}讲") for n in range(1500)]
    finder = RecordFinder(View(snapshot(branch(), *people, *held), date(2026, 11, 22), NATIONAL), WORDS)
    assert len(finder.find("x")) == AT_MOST + 1
    assert len(looked) < 5_000
    for typed in ("xx", "xxd", "xxd1", "xxd14", "xxd149"):
        finder.find(typed)
    assert [one.target.id for one in finder.find("xxd1499")] == ["s1499"]
    assert len(looked) < 12_000
    assert [one.target.id for one in finder.find("张1499")] == ["m1499"]  # another text begins anew
