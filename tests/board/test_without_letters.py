"""Everything can be done while a Chinese input method is on: no letter key is ever the only way."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder, desk
from tests.tiers import quick
from tui.commands.records import OF_MEMBER
from tui.screens.base import BaseScreen
from widgets.choice import ChoiceList
from widgets.key_reading import FOLDED
from widgets.keymap import BINDINGS, BOARD, BOTH, PAGE, Keymap, shown_key

KEYMAP = Keymap()


def is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalpha()


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.mark.parametrize(
    ("place", "way"),
    quick([(BOARD, "ctrl+p"), (PAGE, "：")], [(place, way) for place in (BOARD, PAGE) for way in ("ctrl+p", "：")]),
)
async def test_the_palette_reaches_every_command_by_arrows_and_enter(folder, place, way, monkeypatch):
    asked = []

    stock = BaseScreen.run

    async def run(self, command):
        if command == "commands" or (command == "open" and self.PLACE == BOARD and not asked):
            await stock(self, command)
        else:
            asked.append(command)

    monkeypatch.setattr(BaseScreen, "run", run)
    async with desk(folder) as d:
        if place == PAGE:
            await d.press("enter")
        wanted, reached = [command.id for command in KEYMAP.of(place)], []
        for keys in ([], ["down"], ["down", "down", "up", "pagedown", "down"], ["end"], ["end", "home"]):
            if way == "ctrl+p":
                await d.press("ctrl+p")
            else:
                await d.types(way)
            choice = d.app.screen.query_one(ChoiceList)
            assert [option.value for option in choice._options] == wanted
            await d.press(*keys)
            under = choice.option
            reached.append(under.value)
            await d.press("enter")
            if under.able:
                assert asked[-1] == under.value
            else:
                assert under.more in d.text
                await d.press("escape")
        assert reached[0] == reached[-1] == wanted[0]
        assert reached[1] == wanted[1]
        assert reached[3] == wanted[-1]


def test_what_has_a_key_of_its_own_without_letters_has_it_full_width_too():
    punctuation = {"slash": "/", "asterisk": "*", "plus": "+", "full_stop": ".", "colon": ":", "question_mark": "?"}
    for command in BINDINGS:
        for key in command.keys:
            sign = punctuation.get(key, key if key.isdigit() else "")
            if sign:
                assert sign in FOLDED.values()


def test_every_place_has_a_way_to_its_commands_without_letters():
    for command in BINDINGS:
        reached = [key for key in command.keys if not is_letter(key)]
        assert reached or set(command.places) <= {*BOTH}, f"{command.id}: no way without letters"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_han_character_gives_one_hint_that_fits_and_does_nothing(folder, lang):
    async with desk(folder, lang=lang) as d:
        before = d.lines[:-1]
        await d.types("删")
        assert d.lines[:-1] == before
        assert d.lines[-1].strip() == d.app.words("hint.input_method")
        await d.press("down")
        assert d.app.words("hint.input_method") not in d.text


async def test_a_number_means_the_same_in_the_menu_of_a_row_and_of_its_page(folder):
    async with desk(folder) as d:
        await d.press("full_stop")
        row = [option.value for option in d.app.screen.query_one(ChoiceList)._options]
        await d.press("escape", "enter", "full_stop")
        page = [option.value for option in d.app.screen.query_one(ChoiceList)._options]
        assert row[:8] == page[:8] == ["open", "roll", "edit", "delete", "add", "copy", "train", "waive"]


@pytest.mark.parametrize("keys", [(), ("enter",)])
async def test_the_menu_of_a_member_has_what_is_done_to_members(folder, keys):
    async with desk(folder, (80, 40)) as d:
        await d.press("2", *keys, "full_stop")
        assert all(d.app.words(f"key.{id}") in d.text for id in OF_MEMBER)
        while d.app.screen.query_one(ChoiceList).option.value != "member.group":
            await d.press("down")
        await d.press("enter")
        assert d.app.screen.PLACE == "form"


async def test_a_key_that_does_nothing_here_says_so(folder):
    async with desk(folder) as d:
        await d.press("b")
        assert d.lines[-1].strip() == d.app.words("hint.no_key", key="b")
        await d.press("2", "enter")
        for key, name in (("z", "key.zoom"), ("slash", "key.search"), ("space", "key.mark")):
            await d.press(key)
            assert (
                d.lines[-1].strip().startswith(d.app.words("hint.not_here", key=shown_key(key), name=d.app.words(name)))
            )
        await d.press("down")
        assert "?" in d.lines[-1]
