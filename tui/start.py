"""From a configuration to the open board: everything that the screen needs is at hand before the screen is touched."""

from __future__ import annotations

import gc
import os
import sys

from store.snapshot import is_committee
from store.vault import Vault
from tui import clock
from tui.cli.context import CommandError
from tui.config import remember, who
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
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.packs.rule import Pack
    from tui.branch_box import BranchBox
    from tui.config import Config
    from widgets.picture import Line


FIRST_LOOK = 0.5
"""Seconds that the first picture waits for the boxes of a committee's units; what is not read by then comes later."""


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
    console = os.environ.get("TERM") == "linux"  # the kernel's own, whose font has no Chinese and few signs
    rules = rules_of(vault)
    units = None
    if is_committee(snapshot):
        from tui.unit_boxes import boxes_of

        units = boxes_of(snapshot, rules.pack, anywhere=config.anywhere)
    mistakes = rules.complaints

    def box_of_branch(pack: Pack) -> BranchBox | None:
        return box_of(vault, config.data, pack, anywhere=config.anywhere)

    box = box_of_branch(rules.pack)
    if box is not None:
        box.look()
    if config.unknown:
        from tui.settings_place import unknown_settings

        mistakes = (*mistakes, *unknown_settings(config.file, config.unknown))
    drafts = Drafts("" if config.demo else config.drafts, snapshot.branch.id if snapshot.branch else "", config.data)
    lang = "en" if console else config.lang
    colours = config.colours if config.color else 0
    with Probe(0, screen) as probe, FirstPaint(screen, size(screen), os.environ) as paint:
        keymap = Keymap(config.keys)
        today, down = clock.today(config, snapshot), box.down if box is not None else None
        ups, whole = (units.read(FIRST_LOOK), units.whole) if units is not None else ({}, None)
        view = View(snapshot, today, rules.pack, ups, down, whole)
        fits = all(have >= least for have, least in zip(size(screen), FOUR_PANELS, strict=True))
        lines: list[Line] = []
        if fits and not config.stock_driver:  # worked out while the terminal's answer is on its way
            words = words_of(lang, ascii=config.ascii or console)
            session_now = FirstSession(who(config), readonly=config.readonly)
            first = FirstBoard(session_now, view, words, keymap, drafts, board_of(view))
            lines = first.lines(size(screen), "hint.console" if console else "", mistakes)
        utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
        found = probe.answer(AT_HAND if utf8 else PATIENCE)  # a locale of another encoding may well be right
        painted = bool(lines) and found.utf8 and not found.wide
        if painted:
            guard.drawing = True
            paint.draw(lines, styles(config.theme, colours))
        from tui.program import program
        from tui.session import Session
        from tui.terminal.driver import driver_class
        from tui.terminal.textual_private import failure_of

        found = probe.answer()
        if not found.utf8:
            paint.undo()
            # Chinese in the encoding that it most probably reads; the English half can be read in any.
            sys.stderr.reconfigure(encoding="gb18030", errors="replace")  # type: ignore[union-attr]
            raise _refused("terminal.not_utf8")
        session = Session(
            vault,
            rules.pack,
            who(config),
            today=lambda: clock.today(config, snapshot),
            now=clock.now,
            readonly=config.readonly,
            stamp=stamp,
            rules=lambda: rules_of(vault),
            units=units,
            box=box,
            box_of=box_of_branch,
        )
        gc.freeze()  # what is loaded by now stays: no collection need look at it again
        gc.enable()
        app = program(
            session,
            view,
            lang=lang,
            ascii=config.ascii or console or found.wide,
            notice="hint.console" if console else "hint.wide" if found.wide else "",
            keymap=keymap,
            remember=lambda name, value: remember(name, value, config.file),
            theme=config.theme,
            colours=colours,
            driver_class=driver_class(
                stock=config.stock_driver,
                probed=found,
                paint=paint if painted else None,
                attributes=probe.before,
            ),
            drafts=drafts,
            mouse=config.mouse,
            mistakes=mistakes,
        )
        guard.drawing = True
        app.run(mouse=config.mouse and not config.stock_driver)
    failure = failure_of(app)
    if failure is not None:
        raise failure
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
