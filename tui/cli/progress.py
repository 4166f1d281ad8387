"""How far a long piece of work is, on stderr: nothing in its first second, then a line now and then."""

from __future__ import annotations

import sys
import time

from tui.cli.output import tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.words.lexicon import Words

PATIENCE = 1.0
BETWEEN = 1.0


class ProgressLine:
    """Called with how much is done, of how much. On a terminal one line is written over again."""

    def __init__(self, words: Words, key: str) -> None:
        self.words = words
        self.key = key
        self.next = time.monotonic() + PATIENCE
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + BETWEEN
        line = self.words(self.key, done=done, total=total)
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r{line}\033[K")
            sys.stderr.flush()
            self.shown = True
        else:
            tell(line)

    def end(self) -> None:
        if self.shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
