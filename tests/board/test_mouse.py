"""Clicks and the wheel, where they are asked for: rows, panels, keys of the last line, palette, fields of a form."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder, desk
from widgets.choice import ChoiceList
from widgets.display import width


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


async def click(d, x: int, y: int, times: int = 1) -> None:
    await d.pilot.click(offset=(x, y), times=times)
    await d.settled()


def place_of(d, text: str) -> tuple[int, int]:
    """The cell in which a text begins."""
    for y, line in enumerate(d.lines):
        if text in line:
            return width(line[: line.index(text)]), y
    raise AssertionError(text)


async def test_a_click_chooses_a_panel_and_a_row(folder):
    async with desk(folder) as d:
        await click(d, 45, 6)
        assert d.focused == "participation"
        assert d.panel("participation").state.index == 3
        await click(d, 5, 14)
        assert d.focused == "training"
        assert d.panel("training").state.index == 1
        await click(d, 5, 12)  # the frame
        assert d.panel("training").state.index == 1


async def test_two_clicks_open_the_row(folder):
    async with desk(folder) as d:
        third = d.panel("participation").state.rows[2].key
        await click(d, 45, 5, times=2)
        assert d.app.screen.PLACE == "page"
        assert d.app.screen.target.id == third


async def test_the_wheel_goes_on_in_a_panel_a_page_and_a_list(folder):
    from textual import events

    async with desk(folder) as d:

        async def wheel(kind: type[events.MouseEvent], x: int, y: int) -> None:
            await d.pilot._post_mouse_events([kind], offset=(x, y), button=0)
            await d.settled()

        await wheel(events.MouseScrollDown, 45, 6)
        assert d.panel("participation").state.index == 3
        await wheel(events.MouseScrollUp, 45, 6)
        assert d.panel("participation").state.index == 0
        await wheel(events.MouseScrollUp, 45, 6)
        assert d.panel("participation").state.index == 0
        await d.press("question_mark")
        before = d.app.screen.query_one(ChoiceList)._index
        await wheel(events.MouseScrollDown, 10, 10)
        assert d.app.screen.query_one(ChoiceList)._index == before + 3
        await d.press("escape", "colon", *"今天", "enter")
        before = d.app.screen.page.place
        await wheel(events.MouseScrollDown, 10, 10)
        assert d.app.screen.page.place != before


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_key_of_the_last_line_is_pressed(folder, lang):
    async with desk(folder, lang=lang) as d:
        for key in ("help", "commands", "menu"):
            await click(d, *place_of(d, f" {d.app.keymap.key(key)} {d.app.words(f'key.{key}')}"))
            assert d.app.screen.query_one(ChoiceList)
            await d.press("escape")
        await click(d, *place_of(d, f" Tab {d.app.words('key.panel.next')}"))
        assert d.focused == "participation"
        d.app.say("only said")
        await d.settled()
        await click(d, 2, 23)
        assert d.focused == "participation"


async def test_the_line_above_opens_what_it_says(folder):
    async with desk(folder) as d:
        await click(d, 30, 1)
        assert d.app.screen.PLACE == "page"


async def test_an_option_of_the_palette_is_done(folder):
    async with desk(folder) as d:
        await d.press("colon", *"今天")
        await click(d, *place_of(d, "今天"))
        await d.press("escape", "full_stop")
        await click(d, *place_of(d, d.app.words("help.home")))
        assert d.app.screen.PLACE == "board"


async def test_a_field_of_a_form_is_chosen(folder):
    async with desk(folder) as d:
        await d.press("e")
        x, y = place_of(d, d.app.words("field.place"))
        await click(d, x, y)
        assert d.app.screen.sheet.entering.path == "place"


async def test_it_is_remembered_and_told(folder):
    told = []
    async with desk(folder, remember=lambda name, value: told.append((name, value))) as d:
        for on in (True, False):
            await d.press("colon", *"鼠标", "enter")
            assert d.app.mouse is on
            assert d.app.words("mouse.on" if on else "mouse.off") in d.lines[-1]
        assert told == [("mouse", True), ("mouse", False)]
