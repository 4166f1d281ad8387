"""What an open board of a committee brings down: at its start and after each change; what can't be is told."""

from __future__ import annotations

import asyncio
from time import sleep
from typing import TYPE_CHECKING

import pytest

from store.disk.box_folder import BoxError, BoxFolder
from tests.committee.hall import hall, twelve
from tui import app as app_module
from tui.unit_sending import UnitSending
from tui.unsent import Unsent

if TYPE_CHECKING:
    from store.committee.units import Unit


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What is sent at the start waits for nothing but the first picture."""
    monkeypatch.setattr("tui.app.SENDS_AFTER", 0.01)


async def sent(h) -> None:
    """Everything that is to go down has gone, or has been told."""
    await asyncio.sleep(0.2)
    await h.app.session.settled()
    await h.settled()


def titles(folder, unit: str) -> list[str]:
    down = BoxFolder(folder / "box" / unit).read_down()
    return [item.title for item in down.items] if down is not None else []


async def test_opening_the_board_brings_everything_down(tmp_path) -> None:
    async with hall(twelve(tmp_path)) as h:
        await sent(h)
    assert titles(tmp_path, "u5") == ["报送党员教育培训情况"]
    assert titles(tmp_path, "u1") == ["报送党员教育培训情况", "优化营商环境专项行动"]


async def test_who_may_only_look_brings_nothing_down(tmp_path) -> None:
    async with hall(twelve(tmp_path), readonly=True) as h:
        await sent(h)
    assert not list((tmp_path / "box").rglob("down.json"))


async def test_a_line_goes_down_and_undo_takes_it_back(tmp_path) -> None:
    async with hall(twelve(tmp_path)) as h:
        await h.press("a", "ctrl+u")
        await h.types("通知 +一支部 学习材料")
        await h.press("enter")
        await sent(h)
        assert titles(tmp_path, "u0")[-1] == "学习材料"
        assert "学习材料" not in titles(tmp_path, "u5")
        await h.press("u")
        await sent(h)
        assert "学习材料" not in titles(tmp_path, "u0")


@pytest.fixture
def slowly(monkeypatch) -> list[str]:
    """The units whose boxes were looked at, each for a while."""
    looked: list[str] = []
    send = UnitSending._send

    def after_a_while(sending: UnitSending, unit: Unit, *how) -> None:
        looked.append(unit.unit)
        sleep(0.02)
        send(sending, unit, *how)

    monkeypatch.setattr(UnitSending, "_send", after_a_while)
    return looked


async def begun_again(h, looked: list[str]) -> None:
    """What was left to do is being done, as after opening a board of many."""
    await sent(h)
    looked.clear()
    h.app.session.send(opening=True)
    while not looked:
        await asyncio.sleep(0.01)


async def leave(h) -> None:
    await app_module._left(h.app.session)


async def test_what_was_left_to_do_keeps_nobody_who_leaves_and_is_done_by_the_next(tmp_path, slowly) -> None:
    home = twelve(tmp_path)
    async with hall(home) as h:
        await begun_again(h, slowly)
        for down in tmp_path.rglob("down.json"):
            down.unlink()
        await leave(h)
        assert len(slowly) < 6
    async with hall(home) as h:
        await sent(h)
    assert all(titles(tmp_path, f"u{n}") for n in range(12))


async def test_what_was_stored_has_a_moment_to_go_down_behind_what_was_left_to_do(tmp_path, slowly) -> None:
    async with hall(twelve(tmp_path)) as h:
        await begun_again(h, slowly)
        h.app.session.send()
        await leave(h)
        assert slowly[-12:] == [f"u{n}" for n in range(12)]
        assert all(titles(tmp_path, f"u{n}") for n in range(12))


async def test_a_box_that_can_t_be_written_is_told_and_mended_later(tmp_path) -> None:
    home = twelve(tmp_path)
    down = tmp_path / "box" / "u0" / "down"
    down.rmdir()
    said: list[int] = []
    async with hall(home) as h:
        h.app.session.unsent = lambda troubles: said.append(len(troubles))
        await sent(h)
        down.mkdir(mode=0o700)
        h.app.session.send()
        await h.app.session.settled()
        assert said[-1:] == [0]
    assert titles(tmp_path, "u0") == ["报送党员教育培训情况"]
    assert titles(tmp_path, "u5") == ["报送党员教育培训情况"]


async def test_a_box_that_can_t_be_written_is_said_on_the_screen(tmp_path) -> None:
    home = twelve(tmp_path)
    (tmp_path / "box" / "u0" / "down").rmdir()
    async with hall(home, size=(120, 30)) as h:
        await sent(h)
        assert any("没有发到 一支部" in line for line in h.lines)


async def test_a_box_that_can_t_be_written_is_tried_again_by_itself(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tui.unsent.AGAIN", 0.01)
    home = twelve(tmp_path)
    down = tmp_path / "box" / "u0" / "down"
    down.rmdir()
    said: list[int] = []
    async with hall(home) as h:
        h.app.session.unsent = lambda troubles: said.append(len(troubles))
        await sent(h)
        for _ in range(3):
            await h.app.session.news()
            await sent(h)
        assert said in ([], [1])  # told once, at the start or by then
        down.mkdir(mode=0o700)
        for _ in range(5):  # the board's own look may have been the one that tried, just before
            if said[-1:] != [0]:
                await h.app.session.news()
                await sent(h)
    assert said[-1:] == [0]
    assert titles(tmp_path, "u0") == ["报送党员教育培训情况"]


def test_what_can_t_go_up_is_told_once_and_after_each_change() -> None:
    unsent, why = Unsent(), BoxError("box_missing", path="/box/up/up.json", half="up")
    assert unsent.up(why, retry=True)
    assert not unsent.up(why, retry=True)
    assert unsent.up(why, retry=False)
    assert unsent.up(BoxError("box_full", path="/box/up/up.json", half="up"), retry=True)
    assert not unsent.is_due()
    assert not unsent.up(None, retry=True)
    assert unsent.up(why, retry=True)
