"""The harness that measures from the terminal's side: it counts what was sent, and its verdicts are reckoned."""

from __future__ import annotations

import os
import socket
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.bench.terminal import budgets, first, rows, status
from tests.bench.terminal import watched as watching
from tests.bench.terminal.__main__ import BY_HAND, page
from tests.bench.terminal.contestants import ONE, ZHIBU, contestants
from tests.bench.terminal.figures import ratio, rounds, said, table
from tests.bench.terminal.line import Line
from tests.bench.terminal.sessions import KEYS
from tests.bench.terminal.watched import Restless, Watched

if TYPE_CHECKING:
    from pathlib import Path

ECHO = r"""
import os, sys, termios, time, tty
before = termios.tcgetattr(0)
tty.setraw(0)
os.write(1, b"\x1b[?1049h\x1b[?25l\x1b[?2026$p\x1b[2;3Hready\x1b[6n")
asked = b""
while not asked.endswith(b"R"):
    asked += os.read(0, 99)
os.write(1, b"\x1b[4;1H" + asked.replace(b"\x1b", b"^"))
while (key := os.read(0, 99)) != b"q":
    while key == b"e":
        os.write(1, b"\x1b[6;1Hever")
        time.sleep(0.05)
    os.write(1, {b"h": b"\x1b[H\x1b[1;31mhelp\x1b[m", b"s": b""}.get(key, b"\x1b[5;1H" + key))
os.write(1, b"\x1b[?25h")
if len(sys.argv) == 1:
    os.write(1, b"\x1b[?1049l")
    termios.tcsetattr(0, 0, before)
"""


def echo(*arguments: str, trip: float = 0.0, rate: float = 0.0) -> Watched:
    return Watched((sys.executable, "-c", ECHO, *arguments), (20, 6), {}, trip=trip, rate=rate)


def test_what_is_counted_is_what_was_sent() -> None:
    with echo() as watched:
        ready = watched.ready("ready", "^[?2026;0$y^[2;8R")
        assert ready.size == len(b"\x1b[?1049h\x1b[?25l\x1b[?2026$p\x1b[2;3Hready\x1b[6n\x1b[4;1H^[?2026;0$y^[2;8R")
        assert watched.floor() == len("\x1b[2;3Hready\x1b[4;1H^[?2026;0$y^[2;8R") + len("\x1b[m")
        assert watched.press(b"h", 20).size == len(b"\x1b[H\x1b[1;31mhelp\x1b[m")
        assert watched.floor() == len("\x1b[1;1H\x1b[0;1;31mhelp") - 1
        assert watched.press(b"s", patience=0.1) == (0, 0)
        assert watched.floor() == 0
        assert watched.press(b"\x1b[A", 20).size == len(b"\x1b[5;1H\x1b[A")
        assert watched.memory() > 1
        assert watched.idle(0.1)["idle_bytes"] == 0
        assert watched.leave(b"q") > 0
        assert watched.left_behind() == []


@pytest.mark.slow
def test_what_is_left_behind_is_noticed() -> None:
    with echo("untidy") as watched:
        watched.ready("ready")
        watched.leave(b"q")
        assert watched.left_behind() == ["mode 1049", "settings"]


@pytest.mark.slow
def test_a_program_that_ends_is_not_waited_for() -> None:
    with (
        Watched((sys.executable, "-c", "print('no')"), (20, 6), {}) as watched,
        pytest.raises((EOFError, TimeoutError)),
    ):
        watched.ready("ready")


def test_a_program_that_never_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "RESTLESS", 0.2)
    with echo() as watched:
        watched.ready("ready", "R")
        with pytest.raises(Restless, match="not at rest"):
            watched.press(b"e", 20)


def test_a_busy_machine_makes_fewer_rounds() -> None:
    assert list(rounds(1, 5, 60.0)) == [1, 2, 3, 4, 5]
    assert list(rounds(0, 5, -1.0)) == [0, 1]
    assert list(rounds(1, 1, -1.0)) == [1]


@pytest.mark.slow
def test_a_key_over_a_line_takes_a_round_trip_at_least() -> None:
    with echo(trip=0.1, rate=10_000) as watched:
        assert watched.ready("ready", "R").seconds >= 0.15  # it asks, and is answered
        assert watched.press(b"h", 20).seconds >= 0.1
        watched.leave(b"q")


def test_a_line_carries_everything_in_order_and_no_faster_than_it_may() -> None:
    far, program = socket.socketpair()
    line = Line(far.detach(), trip=0.02, rate=100_000)
    try:
        data = os.urandom(10_000)
        began = time.monotonic()
        program.sendall(data)
        got = b""
        while len(got) < len(data):
            got += os.read(line.near, 65_536)
        assert got == data
        assert time.monotonic() - began >= 0.1 + 0.01
        os.write(line.near, b"key")
        assert program.recv(9) == b"key"
    finally:
        line.close()
        os.close(line.near)
        program.close()


def test_peers_that_are_not_here_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = tmp_path / "posting" / "bin"
    made.mkdir(parents=True)
    (made / "posting").touch()
    here, missing = contestants(tmp_path)
    assert [one.name for one in here if one.command[0] != sys.executable] == ["posting"]
    assert missing == ["harlequin", "kanban-tui", "bagels", "calcurse", "htop"]


def turn(**fields: float) -> dict:
    key = {"seconds": 0.01, "size": 100, "floor": 100}
    whole = {"ready": 1.0, "paint": 9_000, "floor": 9_000, "memory": 20.0, "quit": 0.01, "left": []}
    whole |= {"idle_bytes": 0, "idle_wakeups": 1.0, "idle_cpu_ms": 0.2}
    return whole | {"move": key, "panel": key, "help": key, "back": key | {"seconds": 0.12}} | fields


def verdicts(ours: dict) -> set[str]:
    """What is missed."""
    return {one.what for one in budgets.of_session({ZHIBU.name: [ours] * 3, ONE.name: [turn()] * 3}) if not one.met}


@pytest.mark.parametrize(
    ("ours", "missed"),
    [
        ({}, set()),
        ({"paint": 12_289, "floor": 12_289}, {"first paint"}),
        ({"floor": 7_499}, {"first paint, against its floor"}),
        ({"move": {"seconds": 0.01, "size": 301, "floor": 400}}, {"move"}),
        ({"panel": {"seconds": 0.016, "size": 9, "floor": 9}}, {"panel, key to last byte against one widget"}),
        ({"back": {"seconds": 0.146, "size": 1, "floor": 1}}, {"Escape to last byte, beyond its delay"}),
        ({"idle_bytes": 1, "idle_wakeups": 1.1, "idle_cpu_ms": 1.1}, {"idle", "idle wake-ups", "idle CPU"}),
        ({"memory": 24.1}, {"private memory beyond one widget"}),
        ({"quit": 0.031, "left": ["mode 25"]}, {"quit", "left behind"}),
    ],
)  # fmt: skip
def test_verdicts_are_reckoned(ours: dict, missed: set[str]) -> None:
    assert verdicts(turn(**ours)) == missed


def test_the_first_picture_is_compared_with_those_that_are_here() -> None:
    turns = {first.OURS: [{"picture": 0.06, "answered": 0.26}], ONE.name: [{"picture": 0.2, "answered": 0.2}]}
    missed = [one.what for one in budgets.of_first(turns | {"htop": [{"picture": 0.09}]}) if not one.met]
    assert missed == ["first picture, against htop", "first key answered, against one widget"]


@pytest.mark.slow
def test_the_last_change_of_the_screen_is_told_from_what_changes_nothing() -> None:
    with echo() as watched:
        watched.ready("ready", "R")
        watched.type(b"h")
        settled = watched.settled(0.5)
        assert 0 < settled <= watched.last
        assert "help" in watched.text()
        watched.type(b"s")
        assert watched.settled(0.2) == 0
        watched.leave(b"q")


def test_a_ratio_is_of_turns_beside_each_other() -> None:
    ours, base = ([{"t": one} for one in of] for of in ((1.0, 20.0, 3.0), (1.0, 10.0, 3.0)))
    assert ratio(ours, base, "t") == 1.0


def test_figures_are_said_shortly() -> None:
    assert [said(one) for one in (1234.5, 12.34, 1.234, 1234, None, "x")] == ["1,234", "12.3", "1.23", "1,234", "", "x"]
    assert table(("", "a"), [["b", 1]]) == "|  | a |\n| --- | --: |\n| b | 1 |\n"


def test_the_page_keeps_what_was_written_by_hand_and_says_what_is_missed() -> None:
    turns = {ZHIBU.name: [turn(memory=30.0)], ONE.name: [turn()]}
    sessions = {"120×40": {"turns": turns, "gone": {"bagels": "EOFError: ended"}}}
    figures = {"machine": "one", "versions": {}, "missing": ["posting"], "sessions": sessions}
    written = page(figures, "\n- memory: why\n")
    assert "| private memory beyond one widget | 4 MiB | 10.0 MiB | **missed** |" in written
    assert "left out: posting" in written
    assert "\n| bagels: EOFError: ended |" in written
    assert written.endswith(f"{BY_HAND}\n- memory: why\n")
    assert page(figures, written.partition(BY_HAND)[2]) == written


@pytest.mark.parametrize("count", [100.0, None])
def test_every_part_has_its_place_on_the_page(count: float | None) -> None:
    pair = [{"ours": 2.0, "bare": 1.0}]
    steps = {name: {"seconds": 0.1, "size": 9} for name, _ in rows.STEPS}
    far = {"trip": 50, "rate": 0, "turns": {ZHIBU.name: [dict.fromkeys((*KEYS, "ready", "held"), 0.1) | {"sent": 1}]}}
    counts = dict.fromkeys(status.COMMANDS, count) | {status.BASE: 40.0} if count else dict.fromkeys(status.COMMANDS)
    figures = {
        "machine": "one", "versions": {ZHIBU.name: "", "posting": "posting 1"}, "missing": [],
        "first": {
            "turns": {name: [{"picture": 0.1, "answered": 0.2}] for name in (first.OURS, ONE.name)},
            "gone": {"posting": "EOFError: ended"},
        },
        "start": {ZHIBU.name: count, ONE.name: count},
        "rows": {"30000": [{"ready": 1.0, "memory": 30.0} | steps]},
        "status": {"turns": {name: [{"cpu": 0.1, "size": 9}] for name in status.COMMANDS}, "instructions": counts},
        "store": {"bytes": 1_100_000, "mark": pair, "open": pair, "board": pair},
        "together": "20 boards: 584 MiB\n", "distance": [far],
    }  # fmt: skip
    written = page(figures)
    assert ("| status --json | 2 × instructions | 2.50 × instructions | **missed** |" in written) == bool(count)
    assert (
        ("| status --json | 2 × CPU | 1.00 × CPU | met |" in written) == ("no valgrind" in written) == (count is None)
    )
    assert "| ten years: a durable mark, against the bare protocol | 1.50 × | 2.00 × | **missed** |" in written
    assert "| 30,000 members |" in written
    assert "| zhibu | 100 | 1.00 | 200 | 1 |" in written
    assert "| posting: EOFError: ended |" in written
    assert "| 50 ms, unlimited | ours | 100 |" in written
    assert "posting 1" in written
    assert "20 boards: 584 MiB\n```" in written


def test_commands_are_measured_with_and_without_a_terminal(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import os; print(os.isatty(1) and os.get_terminal_size(1)[:])")
    assert status.run(command, tmp_path)[1] == len("False\n")
    assert status.run(command, tmp_path, terminal=True)[1] == len("(120, 40)\r\n")
    with pytest.raises(OSError, match="ended with 3"):
        status.run((sys.executable, "-c", "raise SystemExit(3)"), tmp_path)
