"""Entry without traps: a copied topic, drafts that know what they are of, the ends of a form, keys that are offered."""

from __future__ import annotations

import pytest

from store.records import Kind
from tests.desk import branch_folder, desk
from widgets.quick_line.reading import LineKind
from widgets.words.lexicon import words_of

HELD, COMING = "m437", "m474"


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def made(d, before):
    (one,) = [one for id, one in d.vault.read().meetings.items() if id not in before.meetings]
    return one


async def copy(d):
    d.panel("meetings").select(COMING)
    await d.press("c")


@pytest.mark.parametrize(
    ("keys", "typed", "topic"),
    [
        ((), "", "发展对象讨论与四季度通报"),
        ((), "新议题", "新议题"),
        (("right",), "补充", "发展对象讨论与四季度通报补充"),
        (("delete",), "", ""),
        ((), "#学习型", "发展对象讨论与四季度通报"),
    ],
)
async def test_a_copied_topic_stands_until_one_types_another(folder, keys, typed, topic):
    async with desk(folder, size=(120, 40)) as d:
        before = d.vault.read()
        await copy(d)
        await d.press(*keys)
        await d.types(typed)
        await d.press("enter")
        assert made(d, before).topic == topic
        assert d.app.screen.line is None


async def test_a_topic_that_was_typed_away_comes_back_when_it_is_taken_back(folder):
    async with desk(folder, size=(120, 40)) as d:
        await copy(d)
        assert "灰色是上次的主题" in d.text
        await d.types("新")
        assert "发展对象讨论与四季度通报" not in "\n".join(d.lines[-8:])
        await d.press("backspace")
        assert "主题：发展对象讨论与四季度通报" in "".join(line.strip() for line in d.lines[-8:])


@pytest.mark.parametrize(("kinds", "spelled"), [((Kind.COMMITTEE_MEETING,), "支委会 12-10 议事"), ((), "12-10 议事")])
async def test_a_draft_says_of_what_kind_it_is(folder, kinds, spelled):
    async with desk(folder) as d:
        d.app.last_line_kind = LineKind(grammar="meeting", kinds=kinds) if kinds else None
        d.panel("meetings").select(COMING)
        await d.press("a", "ctrl+u")
        await d.types("12-10 议事")
        await d.press("escape")
        d.app.last_line_kind = LineKind(grammar="meeting", kinds=(Kind.LECTURE,))
        await d.press("a")
        assert d.app.screen.line.text == spelled


async def test_a_copy_that_was_put_aside_is_still_one(folder):
    async with desk(folder, size=(120, 40)) as d:
        before = d.vault.read()
        await copy(d)
        await d.types("新议题")
        await d.press("escape", "a", "enter")
        one = made(d, before)
        assert (one.topic, one.chair) == ("新议题", before.meetings[COMING].chair)
        assert one.chair


async def test_a_draft_of_leave_says_from_which_meeting(folder):
    async with desk(folder) as d:
        d.panel("meetings").select(COMING)
        await d.press("p")
        await d.types("汪维 gj")
        await d.press("escape", "end", "p")
        assert d.app.screen.line.text == "请假 2026-11-25 14:00 汪维 gj"
        await d.press("enter")
        assert list(d.vault.read().meetings[COMING].leave.values()) == ["official"]


async def test_home_and_end_go_to_the_ends_of_a_text_and_then_of_the_form(folder):
    async with desk(folder) as d:
        d.form("meetings", COMING, field="place")
        await d.settled()
        form = d.app.screen.sheet
        text = form.entering.typed.text
        await d.press("home")
        assert (form.entering.path, form.entering.typed.cursor) == ("place", 0)
        await d.press("home")
        assert form.entering.path == "day"
        await d.press("end")
        assert form.entering.path == "day", "who makes sure of the end of a text stays in it"
        await d.press("x", "backspace", "end")
        assert form.entering.path == "day"
        await d.press("end")
        assert form.entering.path == "note"
        await d.press("ctrl+home")
        assert form.entering.path == "day"
        d.form("meetings", COMING, field="items.0.kind")
        await d.settled()
        await d.press("end")
        assert d.app.screen.sheet.entering.path == "note"
        assert d.vault.read().meetings[COMING].place == text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_form_is_offered_of_a_line_that_has_one(folder, lang):
    words = words_of(lang)
    async with desk(folder, lang=lang) as d:
        await d.press("3", "a", "ctrl+u")
        await d.types("孟书雅 4 11-20")
        assert words("quick.keys.form") in d.lines[-1]
        await d.press("ctrl+u")
        await d.types("孟书雅,仇雨桐 4 11-20")
        assert words("quick.keys.form") not in d.lines[-1]
        await d.press("escape", "1")
        d.panel("meetings").select(COMING)
        await d.press("p")
        assert words("quick.keys.form") not in d.lines[-1]
        assert words("quick.keys.away") in d.lines[-1]


@pytest.mark.parametrize("place", ["board", "page"])
async def test_no_key_that_the_footer_offers_is_refused(folder, place):
    async with desk(folder, size=(120, 40)) as d:
        for panel in "1234":
            await d.press(panel, "home")
            if place == "page":
                await d.press("enter")
            screen = d.app.screen
            offered = [one for one in d.app.keymap.footer(screen.PLACE) if d.app.keymap.key(one.id) in d.lines[-1]]
            able = [one.id for one in offered if not screen.commands[one.id].why_not(screen)]
            shown = [one.id for one in offered if f" {d.app.words(f'key.{one.id}')}" in d.lines[-1]]
            assert set(shown) <= set(able)
            await d.press("escape")
