"""Order, brackets and the ends of what goes to the terminal."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
from types import SimpleNamespace

import pytest

from tui.terminal import writer as module
from tui.terminal.driver import BEHIND, SYNC_END, SYNC_START, LeanDriver, driver_class
from tui.terminal.writer import CANCEL, TerminalWriter


@pytest.fixture
async def driver():
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    driver = LeanDriver(None, size=(80, 24))
    driver._writer = Gathered()
    driver.write("\x1b[?1049h")
    driver.write("\x1b[?7l")
    driver.write("\x1b[1;1H")
    driver._writer.texts.clear()
    yield driver
    for number, handler in handlers.items():
        signal.signal(number, handler)


class Gathered:
    """A writer that keeps what it is given."""

    def __init__(self):
        self.texts = []
        self.behind = 0
        self.write = self.texts.append

    def stop(self):
        self.texts.append("stopped")


async def test_a_synchronized_frame_is_one_write_and_an_empty_one_is_none(driver):
    for text in ("a", "a", "b"):
        driver.write(SYNC_START)
        driver.write(f"\x1b[1;1H{text}\x1b[1;1H")
        driver.write(SYNC_END)
    assert driver._writer.texts == [f"{SYNC_START}{text}\r{SYNC_END}" for text in "ab"]


async def test_forget(driver):
    for _ in range(2):
        driver.write("\x1b[1;1Ha\x1b[1;1H")
    driver.forget()
    driver.write("\x1b[1;1Ha\x1b[1;1H")
    assert driver._writer.texts == ["a\r", "\x1b[H\x1b[ma\r"]


async def test_ctrl_z_in_the_middle_of_a_frame_waits_for_its_end(driver, monkeypatch):
    monkeypatch.setattr("os.kill", lambda pid, number: driver._writer.texts.append(number))
    monkeypatch.setattr(driver, "suspend_application_mode", lambda: driver._writer.texts.append("suspended"))
    driver.write(SYNC_START)
    driver._sigtstp_application()
    driver.write("\x1b[1;1Ha\x1b[1;1H")
    driver.write(SYNC_END)
    assert driver._writer.texts == [f"{SYNC_START}a\r{SYNC_END}", "suspended", signal.SIGSTOP]


async def test_the_size_is_the_terminals_not_the_environments(driver, monkeypatch):
    monkeypatch.setenv("COLUMNS", "9999")
    monkeypatch.setattr("os.get_terminal_size", lambda *_: os.terminal_size((97, 31)))
    assert driver._get_terminal_size() == (97, 31)


def test_the_switch_back_to_stock():
    assert issubclass(driver_class(stock=False), driver_class(stock=True))
    assert driver_class(stock=True).__module__ == "textual.drivers.linux_driver"


def test_everything_is_written_in_order():
    reader, fileno = os.pipe()
    writer = TerminalWriter(fileno, "utf-8")
    writer.start()
    texts = [f"{number}党\udc80" for number in range(2000)]
    for text in texts:
        writer.write(text)
    writer.stop()
    os.close(fileno)
    with open(reader, "rb") as file:
        assert file.read().decode() == "".join(texts).replace("\udc80", "\\udc80")


def test_a_terminal_that_has_gone_stops_nobody():
    reader, fileno = os.pipe()
    os.close(reader)
    writer = TerminalWriter(fileno, "utf-8")
    writer.start()
    for _ in range(1000):
        writer.write("x" * 1000)
    writer.stop()
    assert not writer.is_alive()
    os.close(fileno)


def test_a_terminal_that_does_not_read_stops_nobody(monkeypatch):
    monkeypatch.setattr(module, "LINGER", 0.05)
    reader, fileno = os.pipe()
    writer = TerminalWriter(fileno, "utf-8")
    writer.start()
    for _ in range(1000):
        writer.write("x" * 1000)
    writer.stop()
    assert writer.is_alive()  # a daemon, which ends with the program
    os.close(reader)
    writer.join()
    os.close(fileno)


@pytest.mark.parametrize("blocking", [True, False])
def test_a_slow_terminal_gets_everything(blocking):
    reader, fileno = os.pipe()
    os.set_blocking(fileno, blocking)
    writer = TerminalWriter(fileno, "utf-8")
    writer.start()
    writer.write("x" * 300_000)
    read = 0
    while read < 300_000:
        read += len(os.read(reader, 1000))
    writer.stop()
    assert not writer.is_alive()
    for number in (reader, fileno):
        os.close(number)


def test_what_is_queued_is_let_go_and_the_rest_is_written(tmp_path):
    """A line that is slower than the program: what gives the terminal back comes at once."""
    read, write = os.pipe()
    writer = TerminalWriter(write, "utf-8")
    writer.start()
    for _ in range(50):
        writer.write("\x1b[1;1H" + "x" * 10_000)
    while not select.select([read], [], [], 0.01)[0]:
        pass
    writer.abandon()
    writer.write("\x1b[?1049l")
    ends = threading.Thread(target=writer.stop)
    ends.start()
    sent = b""
    while ends.is_alive() or select.select([read], [], [], 0)[0]:
        if select.select([read], [], [], 0.05)[0]:
            sent += os.read(read, 65536)
    assert sent.endswith(CANCEL.encode() + b"\x1b[?1049l")
    assert len(sent) < 200_000
    for one in (read, write):
        os.close(one)


def test_nothing_is_cancelled_where_all_was_written():
    read, write = os.pipe()
    writer = TerminalWriter(write, "utf-8")
    writer.start()
    writer.write("abc")
    assert os.read(read, 10) == b"abc"
    writer.abandon()
    writer.write("d")
    writer.stop()
    assert os.read(read, 10) == b"d"
    for one in (read, write):
        os.close(one)


async def test_frames_that_come_while_the_line_is_full_are_left_out_and_made_good(driver, monkeypatch):
    drawn = []
    monkeypatch.setattr(driver, "_app", SimpleNamespace(refresh=lambda **how: drawn.append(how)), raising=False)
    driver._writer.behind = BEHIND + 1
    driver.write("\x1b[1;1Hold\x1b[1;1H")
    driver.write("\x1b[?25h")
    assert driver._writer.texts == ["\x1b[?25h"]  # what is no frame is never left out
    driver._writer.behind = 0
    driver._loop = asyncio.get_running_loop()
    driver._caught_up()
    await asyncio.sleep(0)
    assert drawn == [{"repaint": True, "layout": True}]
    driver.write("\x1b[1;1Hnew\x1b[1;1H")
    assert "new" in driver._writer.texts[-1]
    driver._caught_up()
    await asyncio.sleep(0)
    assert len(drawn) == 1


def test_a_writer_tells_when_it_has_caught_up():
    near, far = os.pipe()
    told = threading.Event()
    writer = TerminalWriter(far, "utf-8", told.set)
    writer.start()
    writer.write("x" * 10)
    assert told.wait(10)
    assert writer.behind == 0
    writer.stop()
    os.close(near)
    os.close(far)


async def test_a_line_that_carries_nothing_for_a_while_gets_the_newest_frame(driver, monkeypatch):
    near, far = os.pipe()
    drawn = asyncio.Event()
    monkeypatch.setattr(driver, "_app", SimpleNamespace(refresh=lambda **how: drawn.set()), raising=False)
    driver._loop = asyncio.get_running_loop()
    driver._writer = TerminalWriter(far, "utf-8", driver._caught_up)
    driver._writer.start()
    driver._writer.write("." * 200_000)  # more than a pipe holds
    for number in range(1_000):
        driver.write(f"\x1b[1;1Hframe {number}\x1b[1;1H")
    assert driver._writer.behind < 201_000
    os.set_blocking(near, False)
    read = b""
    while not drawn.is_set():
        await asyncio.sleep(0.01)
        if select.select([near], [], [], 0)[0]:
            read += os.read(near, 1 << 20)
    assert b"frame" not in read
    driver.write("\x1b[1;1Hframe 999\x1b[1;1H")
    driver._writer.stop()
    assert b"frame 999" in os.read(near, 1 << 20)
    os.close(near)
    os.close(far)
