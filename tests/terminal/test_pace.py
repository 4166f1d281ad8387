"""However fast keys come: each is answered before the next one, and a screen may be left before it is built."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.desk import branch_folder, desk
from tui.screens.board import BoardScreen
from tui.screens.page import PageScreen
from tui.terminal.keyboard import Wake
from tui.terminal.pace import Pace
from widgets.sections.section import Target
from widgets.typed_line import TypedLine


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def key(name: str) -> events.Key:
    return events.Key(_character_to_key(name), name) if len(name) == 1 else events.Key(name, None)


async def types_at_once(d, *names: str, stop: Wake | None = None) -> list[str]:
    """As the thread of a terminal's driver would; returns the keys that were handed over."""
    loop = asyncio.get_running_loop()
    pace = Pace(d.app, loop, stop or Wake())
    handed = []

    def deliver(message) -> None:
        handed.append(message.key)
        loop.call_soon_threadsafe(d.app.post_message, message)

    def thread() -> None:
        for name in names:
            pace.hand_over(key(name), deliver)

    await asyncio.to_thread(thread)
    await d.settled()
    return handed


async def test_what_is_typed_behind_the_key_of_a_screen_gets_there(folder):
    async with desk(folder) as d:
        await types_at_once(d, ":", *"dangfei")
        assert d.app.screen.query_one(TypedLine).text == "dangfei"


async def test_what_is_typed_behind_the_key_of_a_line_gets_there(folder):
    async with desk(folder) as d:
        await types_at_once(d, "2", "/", *"zjg", "enter", "enter", "escape")
        assert len(d.app.screen_stack) == 2
    async with desk(folder) as d:
        await types_at_once(d, "a", *"支委会 12-10 学习党章")
        assert d.app.screen.quick.text == "支委会 12-10 学习党章"


async def test_screens_opened_and_left_in_one_breath(folder):
    async with desk(folder) as d:
        for _ in range(5):
            await types_at_once(d, "2", "enter", "escape", "?", "escape", ":", "escape", "a", "escape", "e", "escape")
            assert len(d.app.screen_stack) == 2
        assert d.focused == "participation"


async def test_nothing_is_handed_over_once_nothing_more_is_wanted(folder):
    stop = Wake()
    stop.set()
    async with desk(folder) as d:
        assert await types_at_once(d, "2", "3", stop=stop) == []


async def test_a_screen_that_waits_for_itself_does_not_stop_the_keys(folder, monkeypatch):
    monkeypatch.setattr("tui.terminal.pace.LIMIT", 0.01)
    handed = asyncio.Event()

    async def waits(screen) -> None:
        await handed.wait()

    monkeypatch.setattr(BoardScreen, "do_zoom", waits)
    async with desk(folder) as d:
        loop = asyncio.get_running_loop()
        pace = Pace(d.app, loop, Wake())

        def deliver(message) -> None:
            loop.call_soon_threadsafe(d.app.post_message, message)

        def thread() -> None:
            for name in ("z", "4"):
                pace.hand_over(key(name), deliver)
            loop.call_soon_threadsafe(handed.set)

        await asyncio.to_thread(thread)
        await d.settled()
        assert d.focused == "execution"


OPENINGS = {
    "list": lambda app: app.commands.do_help(),
    "palette": lambda app: app.commands.do_commands(),
    "page": lambda app: app.open(Target(kind="attention", id="")),
    "form": lambda app: app.form("talks"),
    "roll": lambda app: app.roll(min(id for id, one in app.view.snapshot.meetings.items() if one.held)),
    "export": lambda app: app.commands.do_export_month(),
}


@pytest.mark.parametrize("what", OPENINGS)
async def test_a_screen_that_is_left_before_it_is_built(folder, what):
    async with desk(folder) as d:
        OPENINGS[what](d.app)
        opened = d.app.screen
        d.app.pop_screen()
        await d.settled()
        assert not opened.is_running
        assert len(d.app.screen_stack) == 2


async def test_the_program_that_is_left_while_a_screen_is_built(folder):
    async with desk(folder) as d:
        d.app.push_screen(PageScreen(Target(kind="attention", id="")))
        d.app.exit(return_code=0)
    assert d.app.failure is None
