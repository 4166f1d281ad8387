"""Commands are values that key, footer, menu and palette ask alike: what is refused is grey everywhere, and why."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder, desk
from tests.tiers import quick
from tui.commands.registry import commands_of
from widgets.choice import ChoiceList
from widgets.keymap import ANYWHERE, BINDINGS, BOARD, PAGE, ROLL, Keymap

KEYMAP = Keymap()


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.mark.parametrize("place", ANYWHERE)
def test_every_key_has_its_command_and_every_place_those_of_its_keys(place):
    missing = {binding.id for binding in KEYMAP.of(place)} - commands_of(place).keys()
    assert missing == set(), "tui/commands has no such `Command`; a committee's stand in committee.py there"
    known = {binding.id for binding in BINDINGS}
    assert {id for id in commands_of(place) if id not in known} == set()


def options(d) -> dict[str, tuple[bool, str]]:
    return {option.value: (option.able, option.more) for option in d.app.screen.query_one(ChoiceList)._options}


WAYS = {
    "a meeting to come": (),
    "a meeting that was held": ("left_square_bracket", "home"),
    "a member": ("2",),
    "hours of training": ("3",),
    "a duty": ("4", "j", "j"),
    "nothing found": ("/", *"zzzz", "enter"),
    "a page of a meeting": ("enter",),
    "a page of a member": ("2", "enter"),
    "a page of hints": (":", *"hints", "enter"),
}


LOOKING = ("a meeting that was held",)


@pytest.mark.parametrize(
    ("way", "readonly"),
    quick(
        [*((way, False) for way in WAYS), *((way, True) for way in LOOKING)],
        [(way, readonly) for way in WAYS for readonly in (False, True)],
    ),
)
async def test_key_footer_menu_and_palette_say_the_same(folder, way, readonly):
    async with desk(folder, lang="en", size=(200, 24)) as d:
        d.app.session.readonly = readonly
        await d.press(*WAYS[way])
        place, words = d.app.screen, d.app.words
        place.tell_keys()
        await d.settled()
        refused = {id: one.why_not(place) for id, one in place.commands.items() if one.why_not(place)}
        for binding in d.app.keymap.footer(place.PLACE):
            shown = f" {d.app.keymap.key(binding.id)} {words(f'key.{binding.id}')} "
            assert (shown in d.lines[-1]) == (binding.id not in refused), binding.id
        for keys in (("full_stop",), ("colon",)):
            await d.press(*keys)
            listed = options(d)
            assert {id for id, (able, _) in listed.items() if not able} == listed.keys() & refused.keys()
            assert all(listed[id][1] == refused[id] for id in listed.keys() & refused.keys())
            await d.press("escape")
        for id in sorted(refused.keys() & {binding.id for binding in KEYMAP.of(place.PLACE) if binding.keys}):
            await d.press(next(binding.keys[0] for binding in KEYMAP.of(place.PLACE) if binding.id == id))
            assert d.app.screen is place
            assert str(refused[id]) in d.lines[-1]
        if readonly:
            assert {"add", "edit", "delete", "undo", "import", "waive"} <= refused.keys()


async def test_the_footer_goes_with_the_cursor(folder):
    async with desk(folder) as d:
        meetings = d.app.view.snapshot.meetings
        while meetings[d.app.screen.subject.id].day <= d.app.view.today:
            await d.press("j")
        assert " r 点名" not in d.lines[-1]  # its day has not come
        await d.press("left_square_bracket", "home")
        assert " r 点名" in d.lines[-1]
        await d.press("2")
        assert " r 点名" not in d.lines[-1]
        assert " e 修改" in d.lines[-1]
        await d.press("4")
        while d.app.screen.subject.kind != "duty":
            await d.press("j")
        assert " e 修改" not in d.lines[-1]


async def test_a_reason_is_offered_once_somebody_was_absent(folder):
    async with desk(folder) as d:
        await d.press("left_square_bracket", "home", "r")
        assert d.app.screen.PLACE == ROLL
        while d.app.screen.absent is not None:
            await d.press("1")
        assert "事由" not in d.lines[-1]
        await d.press("6")
        assert "事由" in d.lines[-1]


@pytest.mark.parametrize("place", [BOARD, PAGE])
def test_a_menu_has_no_number_twice(place):
    for kind in ("meeting", "member", "admission", "duty", ""):
        menu = KEYMAP.menu(place, kind)
        assert len(menu) == len(set(menu))
    orders = [binding.menu for binding in BINDINGS if binding.menu]
    assert len(orders) == len(set(orders))


async def test_a_screen_that_is_covered_is_drawn_when_it_comes_back(folder, monkeypatch):
    from tui.screens.board import BoardScreen

    drawn = []
    stock = BoardScreen.renew
    monkeypatch.setattr(BoardScreen, "renew", lambda self: (drawn.append(self.words.lang), stock(self)))
    async with desk(folder) as d:
        drawn.clear()
        await d.press("2", "enter")
        await d.press("L")
        d.app.show(d.app.view.snapshot)
        await d.settled()
        assert drawn == []
        await d.press("escape")
        assert drawn == ["en"]
        assert "Overdue" in d.text
        await d.press("enter", "escape")
        assert drawn == ["en"]


async def test_what_is_seen_behind_a_list_is_drawn_meanwhile(folder):
    async with desk(folder, size=(80, 24)) as d:
        await d.press("2", "x")
        d.app.show(d.app.view.snapshot)
        await d.settled()
        assert d.app.screen_stack[-2]._drawn[:2] == (d.app.view, d.app.words)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_what_is_said_of_a_command_can_be_read_whole(folder, lang):
    """Where its line has no room for it, the last line has, in both languages at 80×24."""
    async with desk(folder, lang=lang) as d:
        await d.press("question_mark")
        choice = d.app.screen.query_one(ChoiceList)
        cut = 0
        for _ in range(60):
            await d.press("down")
            said = choice.option.more
            cut += choice.cut is not None
            assert "".join(said.split()) in "".join(d.text.split())
        assert cut > (3 if lang == "en" else 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_list_says_how_many_lines_are_below(folder, lang):
    async with desk(folder, lang=lang) as d:
        await d.press("question_mark")
        choice = d.app.screen.query_one(ChoiceList)
        assert d.app.words("panel.more", n=len(choice._options) - choice.size.height) in d.text
        await d.press("end", "up")
        assert d.app.words("panel.more", n=0)[-4:] not in "".join(d.lines[-3:])


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_palette_in_which_nothing_is_found_says_so(folder, lang):
    async with desk(folder, lang=lang) as d:
        await d.press("ctrl+p")
        await d.types("zzqq")
        assert d.app.words("choice.none") in d.text


@pytest.mark.parametrize("key", ["ctrl+p", "question_mark", "x"])
async def test_a_list_stays_whole_in_a_window_that_becomes_smaller(folder, key):
    async with desk(folder, (80, 24)) as d:
        await d.press(key)
        choice = d.app.screen.query_one(ChoiceList)
        for size in ((60, 12), (40, 10), (80, 24)):
            await d.pilot.resize_terminal(*size)
            await d.press(*["down"] * 9)
            assert choice.option.label in d.text
            assert (choice.cut or d.app.words("choice.keys"))[:4] in d.lines[-3]
            assert "└" in d.lines[-2]
