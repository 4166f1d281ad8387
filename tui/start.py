"""From a configuration to the open board: everything that the screen needs is at hand before the screen is touched."""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from io import TextIOWrapper

from store.snapshot import is_committee
from store.vault import Vault
from tui import clock
from tui.cli.context import CommandError
from tui.config import who
from tui.config_file import remember
from tui.drafts import Drafts
from tui.first_frame import LEAST as FOUR_PANELS
from tui.first_frame import FirstBoard, FirstSession, board_of
from tui.local_rules import box_of, rules_of
from tui.terminal.first_paint import FirstPaint
from tui.terminal.guard import TerminalGuard
from tui.terminal.probe import AT_HAND, LEAST, PATIENCE, Probe, output, size, unfit
from widgets.keymap import Keymap
from widgets.sections.view import View
from widgets.theme import styles
from widgets.words.lexicon import in_each, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any, NoReturn

    from store.packs.rule import Pack
    from store.vault import Who
    from tui.branch_box import BranchBox
    from tui.config import Config
    from tui.local_rules import RulesFault
    from tui.session import Session
    from tui.unit_boxes import UnitBoxes
    from widgets.picture import Line


FIRST_LOOK = 0.5
"""Seconds that the first picture waits for the boxes of a committee's units; what is not read by then comes later."""


def board(config: Config) -> int:
    """Show the board until it is left; its exit code. Raises a StoreError where there is nothing to show."""
    screen = _screen()
    guard = TerminalGuard(0, screen)
    _set_for_textual()
    start = BoardStart(config)
    with Probe(0, screen) as probe, FirstPaint(screen, size(screen), os.environ) as paint:
        lines = start.first_lines(size(screen))  # worked out while the terminal's answer is on its way
        utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
        terminal = probe.answer(AT_HAND if utf8 else PATIENCE)  # a locale of another encoding may well be right
        painted = bool(lines) and terminal.utf8 and not terminal.wide
        if painted:
            guard.drawing = True
            paint.draw(lines, styles(config.theme, start.colours))
        from tui.program import program
        from tui.terminal.driver import driver_class
        from tui.terminal.textual_private import failure_of

        terminal = probe.answer()
        if not terminal.utf8:
            _refuse_encoding(paint)
        session = start.session()
        gc.freeze()  # what is loaded by now stays: no collection need look at it again
        gc.enable()
        driver = driver_class(
            stock=config.stock_driver,
            probed=terminal,
            paint=paint if painted else None,
            attributes=probe.before,
        )
        app = program(session, start.view, driver_class=driver, **start.options(wide=terminal.wide))
        guard.drawing = True
        app.run(mouse=config.mouse and not config.stock_driver)
    failure = failure_of(app)
    if failure is not None:
        raise failure
    return app.return_code or 0


class BoardStart:
    """What a board opens on, read before the screen is touched."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.vault = Vault(config.data, anywhere=config.anywhere)
        self.stamp = self.vault.stamp()
        self.snapshot = self.vault.read()
        self.rules = rules_of(self.vault)
        self.units = self._units()
        self.box = self.box_of(self.rules.pack)
        if self.box is not None:
            self.box.look()
        self.mistakes = (*self.rules.complaints, *self._unknown_settings())
        branch = self.snapshot.branch
        self.drafts = Drafts(
            "" if config.demo else config.drafts, branch.id if branch else "", config.data, config.user
        )
        self.console = os.environ.get("TERM") == "linux"  # the kernel's own, whose font has no Chinese and few signs
        self.colours = config.colours if config.color else 0

    def _units(self) -> UnitBoxes | None:
        if not is_committee(self.snapshot):
            return None
        from tui.unit_boxes import boxes_of

        return boxes_of(self.snapshot, self.rules.pack, anywhere=self.config.anywhere, on_board=True)

    def box_of(self, pack: Pack) -> BranchBox | None:
        return box_of(self.vault, self.config.data, pack, anywhere=self.config.anywhere)

    def _unknown_settings(self) -> Iterable[RulesFault]:
        if not self.config.unknown:
            return ()
        from tui.config_mistakes import unknown_settings

        return unknown_settings(self.config.file, self.config.unknown)

    @cached_property
    def keymap(self) -> Keymap:
        return Keymap(self.config.keys)

    @cached_property
    def view(self) -> View:
        down = self.box.down if self.box is not None else None
        given = self.snapshot, self._today(), self.rules.pack
        if self.units is None:
            return View(*given, down=down)
        ups = self.units.open(FIRST_LOOK, size(output())[1])
        return View(*given, ups, down, self.units.whole, self.units.brief)

    def _today(self) -> date:
        return clock.today(self.config, self.snapshot)

    def first_lines(self, size: tuple[int, int]) -> list[Line]:
        """The first picture; nothing where Textual has to draw it."""
        config, view = self.config, self.view
        if config.stock_driver or any(have < least for have, least in zip(size, FOUR_PANELS, strict=True)):
            return []
        words = words_of(self._lang, ascii=config.ascii or self.console)
        session = FirstSession(self._who, readonly=config.readonly)
        first = FirstBoard(session, view, words, self.keymap, self.drafts, board_of(view))
        return first.lines(size, self._notice(), self.mistakes)

    @property
    def _who(self) -> Who:
        """Who stores, by the name that is shown: a server has its own."""
        found = who(self.config)
        return found.but(user=self.vault.engine.called(found))

    @property
    def _lang(self) -> str:
        return "en" if self.console else self.config.lang

    def _notice(self, *, wide: bool = False) -> str:
        return "hint.console" if self.console else "hint.wide" if wide else ""

    def session(self) -> Session:
        from tui.session import Session

        return Session(
            self.vault,
            self.rules.pack,
            self._who,
            today=self._today,
            now=clock.now,
            readonly=self.config.readonly,
            stamp=self.stamp,
            rules=lambda: rules_of(self.vault),
            units=self.units,
            box=self.box,
            box_of=self.box_of,
        )

    def options(self, *, wide: bool) -> dict[str, Any]:
        """How the app is shown and what it keeps, on a terminal that draws `wide` signs or not."""
        config = self.config
        return {
            "lang": self._lang,
            "ascii": config.ascii or self.console or wide,
            "notice": self._notice(wide=wide),
            "keymap": self.keymap,
            "remember": lambda name, value: remember(name, value, config.file),
            "theme": config.theme,
            "colours": self.colours,
            "drafts": self.drafts,
            "mouse": config.mouse,
            "mistakes": self.mistakes,
        }


def _set_for_textual() -> None:
    """Textual reads these when it is imported: no animations over a slow line, and the size that the terminal says."""
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    if not os.environ.get("NO_COLOR"):  # set to nothing, it asks for nothing; Textual takes it for a wish
        os.environ.pop("NO_COLOR", None)


def _refuse_encoding(paint: FirstPaint) -> NoReturn:
    paint.undo()
    # Chinese in the encoding that it most probably reads; the English half can be read in any.
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="gb18030", errors="replace")
    raise _refused("terminal.not_utf8")


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
    return CommandError(in_each(key, **facts))
