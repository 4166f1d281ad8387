"""What the terminal is like, before anything is drawn: whether it will do, and how wide it draws which characters.

A terminal is asked by writing a few characters and a request for the cursor's position behind them. It takes a round
trip to answer, so the question goes out before the board is imported and the answer is fetched after.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
from itertools import islice
from time import monotonic

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

LEAST, LARGEST = (40, 10), (1_000, 500)
"""Columns and lines: what is less can't be drawn on, what claims to be more is no screen."""
AT_HAND = 0.02
"""Seconds that the first picture waits for an answer once it is worked out: one from this country is there by then."""
PATIENCE = 0.15
"""Seconds that an answer is waited for once it is wanted; a terminal that says nothing is taken for a good one."""

# Twice each, for six bytes are whole characters in UTF-8 and in GBK alike, and no byte of the first is a control
# character anywhere: where UTF-8 is understood, they take four cells, else six.
HAN, AMBIGUOUS = "中中", "──"
UTF8_CELLS, NARROW_CELLS = 4, 2
QUESTIONS = 2
_ANSWER = re.compile(rb"\x1b\[\d{1,6};(\d{1,6})R")


class ProbeResult(Record):
    """`utf8` is whether the terminal reads UTF-8, `wide` whether it draws characters of ambiguous width in two cells;
    `typed` are the bytes that came in between and are no answer, `answers` those that are, `missing` how many answers
    are still to come.
    """

    utf8: bool = True
    wide: bool = False
    typed: bytes = b""
    answers: bytes = b""

    @property
    def missing(self) -> int:
        return QUESTIONS - len(_ANSWER.findall(self.answers))


def unfit(environ: Mapping[str, str], size: tuple[int, int]) -> str | None:
    """The word for why a terminal will not do, None where it will."""
    if environ.get("TERM", "") in ("", "dumb", "unknown"):
        return "terminal.no_term"
    if size[0] < LEAST[0] or size[1] < LEAST[1]:
        return "terminal.small"
    return None


def read_answer(data: bytes) -> ProbeResult:
    """What the bytes say that a terminal has sent since it was asked."""
    columns = [int(column) - 1 for column in _ANSWER.findall(data)]
    return ProbeResult(
        utf8=not columns or columns[0] <= UTF8_CELLS,
        wide=len(columns) > 1 and columns[0] == UTF8_CELLS and columns[1] > NARROW_CELLS,
        # An Enter from before the question, when the terminal still made a line break of it.
        typed=_ANSWER.sub(b"", data, count=QUESTIONS).replace(b"\n", b"\r"),
        answers=b"".join(found[0] for found in islice(_ANSWER.finditer(data), QUESTIONS)),
    )


def output() -> int:
    """The file descriptor of the screen: stderr's, where Textual writes too, unless only stdout is a terminal."""
    streams = (sys.__stderr__, sys.__stdout__)
    return next((stream.fileno() for stream in streams if stream is not None and stream.isatty()), 2)


def size(screen: int) -> tuple[int, int]:
    """Columns and lines of the terminal behind a file descriptor; a line that knows no size is taken for the usual, a
    nonsensical one for the largest that there is.
    """
    try:
        columns, lines = os.get_terminal_size(screen)
    except OSError:
        columns = lines = 0
    return min(columns or 80, LARGEST[0]), min(lines or 24, LARGEST[1])


class Probe:
    """A question to the terminal behind two file descriptors, asked on entering; leaves the terminal as it was."""

    def __init__(self, read_from: int, write_to: int) -> None:
        self._from, self._to = read_from, write_to
        self.before: list[Any] | None = None
        """The terminal's attributes as they were."""
        self._answers = b""

    def __enter__(self) -> Probe:
        try:
            self.before = termios.tcgetattr(self._from)
            quiet = termios.tcgetattr(self._from)
            # As Textual will set it: the answer is neither a line nor to be seen, and keys typed meanwhile are keys.
            quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            quiet[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
            quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._from, termios.TCSANOW, quiet)
            os.write(self._to, f"\r{HAN}\x1b[6n\r{AMBIGUOUS}\x1b[6n\r\x1b[K".encode())
        except (OSError, termios.error):
            pass  # it is not asked
        return self

    def __exit__(self, *_: object) -> None:
        if self.before is not None:
            try:
                termios.tcsetattr(self._from, termios.TCSANOW, self.before)
            except (OSError, termios.error):
                pass  # it may have gone

    def answer(self, patience: float = PATIENCE) -> ProbeResult:
        """What it has said so far, waited for up to so many seconds from now."""
        until = monotonic() + patience
        while len(_ANSWER.findall(self._answers)) < QUESTIONS:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - monotonic()))
            if not ready:
                break
            try:
                more = os.read(self._from, 4096)
            except OSError:
                more = b""
            if not more:
                break
            self._answers += more
        return read_answer(self._answers)
