"""From 40x10 to 400x120: nothing runs over an edge, everything can be reached, and what is small is still calm."""

from __future__ import annotations

import os
import re
import select
import signal
from unicodedata import east_asian_width

import pytest
from textual.geometry import Size

from tests.desk import branch_folder, desk, golden
from tests.terminal.on_a_pty import READY, board
from tests.tiers import quick
from widgets.display import width
from widgets.sections.registry import SECTIONS
from widgets.theme import THEMES

pytestmark = pytest.mark.slow

SIZES = [(40, 10), (59, 15), (60, 16), (80, 24), (400, 120)]


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def fits(d, size) -> None:
    assert [width(line) for line in d.lines] == [size[0]] * size[1]
    if d.app.ascii:
        assert not {char for char in d.text if east_asian_width(char) == "A"}, "some terminals draw it two cells wide"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(40, 10), (60, 16)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture_of_the_board_at_its_ends(folder, size, lang):
    async with desk(folder, size, lang) as d:
        fits(d, size)
        golden(f"board-{lang}-{size[0]}x{size[1]}", d.lines)


EVERY = [(size, lang, ascii) for size in SIZES for lang in ("zh", "en") for ascii in (False, True)]
FIRST = {(size, *(("en", True) if size[0] < 60 else ("zh", False))) for size in SIZES}


@pytest.mark.parametrize(("size", "lang", "ascii"), quick(FIRST, EVERY))
async def test_every_place_fits(folder, size, lang, ascii):
    """Colours have no width: every size has another number of them, and another theme."""
    turn = SIZES.index(size) + 2 * ascii
    colours, theme = (0, 16, 256)[turn % 3], list(THEMES)[turn % len(THEMES)]
    async with desk(folder, size, lang, ascii=ascii, colours=colours, theme=theme) as d:
        fits(d, size)
        for keys in ("2", "z", "z 3", "question_mark", "escape colon z", "escape full_stop", "escape enter"):
            await d.press(*keys.split())
            fits(d, size)
        await d.press("escape", "1", "a")
        fits(d, size)
        await d.press("escape", "escape")
        meetings = d.app.view.snapshot.meetings.values()
        d.roll(min(one.id for one in meetings if one.held))
        await d.settled()
        fits(d, size)


@pytest.mark.parametrize("size", [(40, 10), (59, 24), (80, 15)])
async def test_a_small_window_shows_the_panel_one_is_at(folder, size):
    async with desk(folder, size) as d:
        for number, section in enumerate(SECTIONS, 1):
            await d.press(str(number))
            titles = [one.ID for one in SECTIONS if d.app.words(f"panel.{one.ID}") in d.text]
            assert titles == [section.ID]
            assert d.focused == section.ID
        await d.press("tab", "z", "z", "escape")
        assert d.app.words(f"panel.{d.focused}") in d.text
        assert all(key in d.lines[-1] for key in ("? 帮助", "q 退出"))  # from there one finds the others
        narrow = d.lines[-1].rstrip()
        await d.pilot.resize_terminal(80, 24)
        await d.settled()
        assert all(d.app.words(f"panel.{one.ID}") in d.text for one in SECTIONS)
        assert size[0] >= 80 or len(d.lines[-1].rstrip()) > len(narrow)


async def test_smaller_than_promised_is_no_crash(folder):
    async with desk(folder, (80, 24)) as d:
        for size in ((20, 5), (1, 1), (39, 2), (2, 60), (80, 24)):
            await d.pilot.resize_terminal(*size)
            await d.settled()
            await d.press("2", "enter", "escape", "colon", "escape")
        assert d.app.screen.size == Size(80, 24)
        fits(d, (80, 24))


def write(run, data: bytes) -> None:
    """Everything, as far as it is read; a program that reads no more is a failure."""
    os.set_blocking(run.master, False)
    while data:
        readable, writable, _ = select.select([run.master], [run.master], [], 30)
        assert readable or writable, "it reads no more"
        if writable:
            data = data[os.write(run.master, data[:1000]) :]
        run.drain(0)


def leave(run) -> None:
    write(run, b"\x11")
    assert run.wait() == 0


@pytest.mark.parametrize("number", quick([50], [50, 200]))
def test_a_storm_of_sizes(folder, number):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        for turn in range(number):
            run.resize(40 + turn * 7 % 120, 10 + turn * 3 % 40)
            run.read(0.005)
        run.resize(100, 30)
        run.wait_for(READY["zh"])
        assert run.display[2].rstrip()[-1] == "┐"
        assert width(run.display[2].rstrip()) in range(60, 101)
        leave(run)


@pytest.mark.parametrize(("seed", "number"), quick([(0, 1000)], [(0, 1000), *((seed, 4000) for seed in range(5))]))
def test_random_bytes(folder, seed, number):
    from random import Random

    # Not what ends or stops it by right: Ctrl+C, Ctrl+Q, Ctrl+Z, q.
    data = bytes(byte for byte in Random(seed).randbytes(4400) if byte not in b"\x03\x11\x1aq")[:number]
    with board(folder, "--readonly") as run:
        run.wait_for(READY["zh"])
        write(run, data)
        run.drain(0.5)
        assert run.process.poll() is None, run.sent[-600:]
        assert "Traceback" not in run.sent.decode("utf-8", "replace")
        write(run, b"\x1b[201~\x1b\\")  # the end of a paste or a string that the bytes may have begun
        run.drain(0.3)
        run.process.send_signal(signal.SIGHUP)  # no key need mean here what it should: the line is dropped
        assert run.wait() == 128 + signal.SIGHUP
        assert "Traceback" not in run.sent.decode("utf-8", "replace")


PASTED = {
    "the board": b"",
    "a filter": b"/",
    "the palette": b":",
    "a quick line": b"a",
    "a form": b"[je",
    "a roll call": b"[\rr",
    "a file's name": b"i1",
}
LONG = "支委会 12-10 学习党章，" * 3400
"""A hundred kilobytes."""


@pytest.mark.parametrize("where", quick(["the board", "a form"], PASTED))
def test_a_long_paste(folder, where):
    with board(folder, "--today", "2026-11-22") as run:
        run.wait_for(READY["zh"])
        write(run, PASTED[where])
        run.drain()
        write(run, b"\x1b[200~" + LONG.encode() + b"\x1b[201~")
        write(run, b"\x11")
        assert run.wait() == 0
    kept = "".join(path.read_text(encoding="utf-8") for path in (folder.parent / "home").rglob("*.json"))
    assert (LONG in kept) is (where in ("a quick line", "a form"))


def test_a_stop_and_a_go(folder):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        run.process.send_signal(signal.SIGSTOP)
        run.process.send_signal(signal.SIGCONT)
        run.wait_for(READY["zh"])
        assert not re.search(rb"Traceback", run.sent)
        leave(run)
