"""However fast keys come: each is answered before the next one, and a screen may be left before it is built."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.desk import branch_folder, desk
from tui.commands.command import Command
from tui.navigation import open_roll
from tui.screens.page import PageScreen
from tui.terminal.key_queue import AHEAD
from tui.terminal.keyboard import InputClosed
from tui.terminal.textual_private import failure_of
from widgets.sections.section import Target
from widgets.typed_line import TypedLine


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def key(name: str) -> events.Key:
    return events.Key(_character_to_key(name), name) if len(name) == 1 else events.Key(name, None)


async def types_at_once(d, *names: str) -> None:
    """As keys come that arrive in one read."""
    for name in names:
        d.app.post_message(key(name))
    await d.settled()


async def test_what_is_typed_behind_the_key_of_a_screen_gets_there(folder):
    async with desk(folder) as d:
        await types_at_once(d, ":", *"dangfei")
        assert d.app.screen.query_one(TypedLine).text == "dangfei"


async def test_what_is_typed_behind_the_key_of_a_line_gets_there(folder):
    async with desk(folder) as d:
        await types_at_once(d, "2", "/", *"zjg", "enter", "enter", "escape")
        assert len(d.app.screen_stack) == 1
    async with desk(folder) as d:
        await types_at_once(d, "a", *"支委会 12-10 学习党章")
        assert d.app.screen.line.text == "支委会 12-10 学习党章"


async def test_screens_opened_and_left_in_one_breath(folder):
    async with desk(folder) as d:
        for _ in range(5):
            await types_at_once(d, "2", "enter", "escape", "?", "escape", ":", "escape", "a", "escape", "e", "escape")
            assert len(d.app.screen_stack) == 1
        assert d.focused == "participation"


async def test_a_flood_of_text_lets_others_be_heard(folder):
    """A signal needs a turn of the loop."""
    async with desk(folder) as d:
        await types_at_once(d, "e")
        sheet = d.app.screen.sheet
        lengths = [len(sheet.entering.typed.text)]

        async def listens() -> None:
            while True:
                lengths.append(len(sheet.entering.typed.text))
                await asyncio.sleep(0)

        listening = asyncio.create_task(listens())
        await types_at_once(d, *"党费" * 60)
        listening.cancel()
        assert lengths[-1] - lengths[0] == 120
        assert max(after - before for before, after in pairwise(lengths)) <= AHEAD


@pytest.mark.parametrize("last", ["ctrl+q", None], ids=["quit", "hung up"])
@pytest.mark.parametrize(("opening", "slot"), [("a", "quick/meeting"), ("e", "form/")])
async def test_what_was_typed_at_the_very_last_is_kept(folder, opening, slot, last):
    async with desk(folder) as d:
        await types_at_once(d, "left_square_bracket", "j", opening)
        for name in ("x", "y", "z"):
            d.app.key_queue.take(key(name))
        d.app.key_queue.take(events.Paste("学习党章"))
        if last is None:
            d.app.post_message(InputClosed())
        else:
            d.app.key_queue.take(key(last))
        while d.app.return_code is None:
            await asyncio.sleep(0)
    kept = [str(d.app.drafts.get(of)) for of in d.app.drafts._drafts if of.startswith(slot)]
    assert ["xyz学习党章" in one for one in kept] == [True]


async def test_keys_that_come_behind_the_end_change_nothing(folder):
    async with desk(folder) as d:
        d.app.exit(return_code=0)
        for name in ("2", "?", "z", "enter"):
            d.app.key_queue.take(key(name))
        await d.app.key_queue.rest()
    assert failure_of(d.app) is None


async def test_a_screen_that_waits_for_something_does_not_stop_the_keys_for_ever(folder, monkeypatch):
    monkeypatch.setattr("tui.terminal.key_queue.PATIENCE", 0.01)
    go_on = asyncio.Event()

    async def waits(screen) -> None:
        await go_on.wait()

    async with desk(folder) as d:
        stock = d.app.commands
        d.app.commands = lambda place: {**stock(place), "zoom": Command(id="zoom", run=waits)}
        for name in ("z", "4"):
            d.app.key_queue.take(key(name))
        await d.app.key_queue.rest()
        go_on.set()
        await d.settled()
        assert d.focused == "execution"


async def test_who_is_taken_away_in_between_holds_nothing_up(folder):
    """The callback that was sent behind a key is lost with the queue it was in."""
    async with desk(folder) as d:
        await types_at_once(d, "/")
        line = d.app.screen.query_one(TypedLine)
        d.app.key_queue.take(key("x"))
        line.remove()
        d.app.key_queue.take(key("3"))
        await asyncio.wait_for(d.app.key_queue.rest(), 5)


async def open_held(app) -> None:
    open_roll(app, min(id for id, one in app.view.snapshot.meetings.items() if one.held))


OPENINGS = {
    "list": lambda app: app.screen.run("help"),
    "palette": lambda app: app.screen.run("commands"),
    "page": lambda app: app.screen.run("attention"),
    "form": lambda app: app.screen.run("new.talks"),
    "roll": open_held,
    "export": lambda app: app.screen.run("export.month"),
}


@pytest.mark.parametrize("what", OPENINGS)
async def test_a_screen_that_is_left_before_it_is_built(folder, what):
    async with desk(folder) as d:
        await OPENINGS[what](d.app)
        opened = d.app.screen
        d.app.pop_screen()
        await d.settled()
        assert not opened.is_running
        assert len(d.app.screen_stack) == 1


async def test_the_program_that_is_left_while_a_screen_is_built(folder):
    async with desk(folder) as d:
        d.app.push_screen(PageScreen(Target(kind="attention", id="")))
        d.app.exit(return_code=0)
    assert failure_of(d.app) is None
