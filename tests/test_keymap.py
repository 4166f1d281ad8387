"""The table of keys with the user's own laid over it: theirs win, what is lost or can't be is told."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder, desk
from widgets.error_text import clash
from widgets.key_reading import read_key
from widgets.keymap import BINDINGS, BOARD, FORM, NAMES, NEVER_BOUND, PAGE, Keymap
from widgets.words.lexicon import LANGUAGES, words_of


def test_the_keys_that_ship_clash_nowhere_and_none_is_forbidden():
    assert Keymap().commands == BINDINGS
    keymap = Keymap({command.id: command.keys for command in BINDINGS})  # each as if it were the user's own
    assert keymap.clashes == []
    assert keymap.commands == BINDINGS
    assert not {key for command in keymap.commands for key in command.keys} & NEVER_BOUND


def test_a_key_of_the_users_own_is_taken_from_the_command_that_had_it():
    keymap = Keymap({"zoom": ["x"]})
    assert keymap.command(BOARD, "x") == "zoom"
    assert keymap.command(BOARD, "z") is None
    assert keymap.keys("export") == []
    assert keymap.clashes == [("export", "x", "zoom")]


def test_other_keys_of_the_command_that_lost_one_stay():
    keymap = Keymap({"copy": ["a"]})
    assert keymap.command(BOARD, "a") == keymap.command(PAGE, "a") == "copy"
    assert keymap.command(BOARD, "plus") == "add"
    assert keymap.keys("add") == ["+", "Insert"]


def test_of_two_own_commands_with_one_key_the_first_has_it():
    keymap = Keymap({"delete": ["y"], "copy": ["y"]})
    assert keymap.command(BOARD, "y") == "copy"
    assert keymap.clashes == [("delete", "y", "copy")]


def test_of_several_that_have_a_key_the_first_is_told():
    """Of the places in their order: the roll call stands before the choice of an export."""
    keymap = Keymap({"roll.reason": ["f1"], "export.name": ["f1"]})
    assert ("help", "f1", "roll.reason") in keymap.clashes


TROUBLE = [
    ({"zoom": ["Ctrl+B"]}, ("zoom", "ctrl+b", "never")),
    ({"zoom": ["foo"]}, ("zoom", "foo", "no_key")),
    ({"nothing": ["y"]}, ("nothing", "", "unknown")),
]


@pytest.mark.parametrize(("own", "told"), TROUBLE)
def test_what_can_not_be_is_told_and_changes_nothing(own, told):
    keymap = Keymap(own)
    assert keymap.clashes == [told]
    assert keymap.keys("zoom") == ["z", "*"]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("#", "#"), ("/", "slash"), (" ", "space"), ("Z", "Z"), ("é", "é"), ("F2", "f2"), ("PgUp", "pageup"),
        ("Ctrl+X", "ctrl+x"), ("ctrl+.", "ctrl+full_stop"), ("Ctrl+PgUp", "ctrl+pageup"), ("Shift+Tab", "shift+tab"),
        ("percent_sign", "percent_sign"), ("Alt+X", "alt+x"), ("number_sign", None), ("foo", None), ("", None),
        ("F25", None), ("Ctrl+foo", None), ("shift+x", None),
    ],
)  # fmt: skip
def test_a_key_is_read_as_people_call_it(said, key):
    assert read_key(said, NAMES) == key


@pytest.mark.parametrize(
    ("said", "typed"), [("#", "#"), ("~", "~"), ("slash", "/"), ("/", "/"), ("＃", "#"), ("#", "＃")]
)
async def test_a_key_of_the_users_own_works_however_it_is_written(tmp_path, said, typed):
    async with desk(branch_folder(tmp_path / "b"), own_keys={"zoom": [said]}) as d:
        await d.types(typed)
        assert d.app.screen.has_class("zoomed")
        assert d.app.keymap.key("zoom") == typed.replace("＃", "#")


def test_a_key_means_different_things_in_different_places():
    keymap = Keymap({"form.drop": ["x"]})
    assert (keymap.command(FORM, "x"), keymap.command(BOARD, "x")) == ("form.drop", "export")
    assert keymap.clashes == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_trouble_is_a_sentence(lang):
    words = words_of(lang)
    for own in ({"zoom": ["x"]}, *(own for own, _ in TROUBLE)):
        (found,) = Keymap(own).clashes
        said = clash(words, *found)
        assert "keys." not in said
        assert "{" not in said


async def test_the_board_tells_of_it_at_its_start_and_takes_the_key(tmp_path):
    async with desk(branch_folder(tmp_path / "b"), own_keys={"zoom": ["x"]}) as d:
        assert "x 现在是“放大”的键，不再是“导出”的" in d.lines[-1]
        await d.press("x")
        assert d.app.screen.has_class("zoomed")


def test_a_menu_shows_what_can_be_done_to_a_row_of_its_kind() -> None:
    keys = Keymap()
    asked = [(place, one) for one in keys.commands if one.menu for place in one.places]
    for place, one in asked:
        for kind in one.of or ("nothing",):
            assert one.id in keys.menu(place, kind)
        assert (one.id in keys.menu(place, "nothing")) is (not one.of)
    assert any(one.of for _, one in asked)
