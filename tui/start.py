"""From a configuration to the open board: everything that the screen needs is at hand before the screen is touched."""

from __future__ import annotations

import gc
import os
import sys

from store.vault import Vault
from tui import clock
from tui.cli.context import CommandError
from tui.config import remember, who
from tui.local_rules import rules_of
from tui.terminal.guard import TerminalGuard
from tui.terminal.probe import LEAST, Probe, output, size, unfit
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tui.config import Config


def board(config: Config) -> int:
    """Show the board until it is left; its exit code. Raises a StoreError where there is nothing to show."""
    screen = _screen()
    guard = TerminalGuard(0, screen)
    vault = Vault(config.data, anywhere=config.anywhere)
    stamp = vault.stamp()
    snapshot = vault.read()
    # Textual reads these when it is imported: no animations over a slow line, and the size that the terminal says.
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    if not os.environ.get("NO_COLOR"):  # set to nothing, it asks for nothing; Textual takes it for a wish
        os.environ.pop("NO_COLOR", None)
    with Probe(0, screen) as probe:
        from tui.drafts import Drafts
        from tui.program import program
        from tui.session import Session
        from tui.terminal.driver import driver_class

        found = probe.answer()
    if not found.utf8:
        # Chinese in the encoding that it most probably reads; the English half can be read in any.
        sys.stderr.reconfigure(encoding="gb18030", errors="replace")  # type: ignore[union-attr]
        raise _refused("terminal.not_utf8")
    console = os.environ.get("TERM") == "linux"  # the kernel's own, whose font has no Chinese and few signs
    rules = rules_of(config.data)
    session = Session(
        vault,
        rules.pack,
        who(config),
        today=lambda: clock.today(config, snapshot),
        now=clock.now,
        readonly=config.readonly,
        stamp=stamp,
        rules=lambda: rules_of(config.data),
    )
    gc.freeze()  # what is loaded by now stays: no collection need look at it again
    gc.enable()
    app = program(
        session,
        snapshot,
        lang="en" if console else config.lang,
        ascii=config.ascii or console or found.wide,
        notice="hint.console" if console else "hint.wide" if found.wide else "",
        own_keys=config.keys,
        remember=lambda name, value: remember(name, value, config.file),
        theme=config.theme,
        colours=config.colours if config.color else 0,
        driver_class=driver_class(stock=config.stock_driver, probed=found),
        drafts=Drafts("" if config.demo else config.drafts, snapshot.branch.id if snapshot.branch else "", config.data),
        mistakes=rules.complaints,
    )
    guard.drawing = True
    app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _screen() -> int:
    """The file descriptor that the board can be drawn on."""
    screen = output()
    columns, lines = size(screen)
    trouble = unfit(os.environ, (columns, lines))
    if trouble is not None:
        raise _refused(trouble, columns=columns, lines=lines, least=f"{LEAST[0]}×{LEAST[1]}")
    return screen


def _refused(key: str, **facts: Any) -> CommandError:
    """Said in both languages: which of them this terminal can show is just what is in doubt."""
    return CommandError(" / ".join(words_of(lang)(key, **facts) for lang in LANGUAGES))
