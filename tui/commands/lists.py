"""The commands that list commands: help, palette, the numbered menu of a row."""

from __future__ import annotations

from tui import navigation
from tui.commands.command import ABLE, Command
from widgets.display import shown
from widgets.keymap import READING
from widgets.sections.legend import signs
from widgets.sections.registry import command_help, command_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.screens.base import BaseScreen
    from widgets.choice import Option
    from widgets.display import Shown
    from widgets.record_finder import FoundRecord
    from widgets.sections.section import Target
    from widgets.words.lexicon import Words

LABEL = 36
"""Cells of a record's name in the palette."""


def _choose(
    screen: BaseScreen,
    title: str,
    ids: Sequence[str],
    *,
    typed: bool,
    numbered: bool,
    greyed: bool,
    signs: Sequence[tuple[Shown, Shown, Shown]] = (),
    records: bool = False,
) -> None:
    """`greyed`: what can't be done now says why, in the place of what it does. `signs` stand behind the commands,
    `records` under those that are found.
    """
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option, digit
    from widgets.record_finder import RecordFinder

    words, keymap = screen.words, screen.zhibu.keymap
    options = []
    for number, id in enumerate(ids, 1):
        command = screen.commands[id]
        why_not, name = command.why_not(screen) if greyed else ABLE, command.name(screen)
        options.append(
            Option(
                value=id,
                hint=digit(number) if numbered else shown(" ".join(keymap.keys(id))),
                label=command_name(name, words),
                more=why_not or command_help(name, words),
                able=not why_not,
            )
        )

    options += [Option(value="", hint=sign, label=name, more=meaning) for sign, name, meaning in signs]

    targets: dict[str, Target] = {}

    async def run(value: str | None) -> None:
        if value in targets:
            navigation.open_page(screen.zhibu, targets[value])
        elif value:
            await screen.run(value)

    finder = RecordFinder(screen.view, words) if records else None

    def matching(text: str) -> Sequence[Option]:
        return _as_options(finder.find(text), targets, words) if finder else ()

    screen.zhibu.push_screen(ChoiceScreen(words(title), options, words, typed=typed, more=matching), run)


def _as_options(records: Sequence[FoundRecord], targets: dict[str, Target], words: Words) -> list[Option]:
    """The records that were found, as options; what each opens is put down under its value."""
    from widgets.choice import Option
    from widgets.record_finder import AT_MOST

    listed: list[Option] = []
    for record in records[:AT_MOST]:
        value = f"{record.target.kind}:{record.target.id}"
        targets[value] = record.target
        listed.append(Option(value=value, hint=record.kind, label=shown(record.name, LABEL), more=record.about))
    if len(records) > AT_MOST:
        listed.append(Option(value="", hint=shown(""), label=shown("…"), more=words("found.more"), able=False))
    return listed


def _all(screen: BaseScreen) -> list[str]:
    return [binding.id for binding in screen.zhibu.keymap.of(screen.PLACE)]


def help_list(screen: BaseScreen) -> None:
    """Every key and what it does, also of what can't be done just now; then what the signs of the board mean."""
    meant = signs(screen.words) if screen.PLACE in READING else ()
    _choose(screen, "help.title", _all(screen), typed=False, numbered=False, greyed=False, signs=meant)


def palette(screen: BaseScreen) -> None:
    """Every command, and under those that are found the records that are."""
    _choose(screen, "commands.title", _all(screen), typed=True, numbered=False, greyed=True, records=True)


def menu(screen: BaseScreen) -> None:
    """What can be done to the row under the cursor or what the page is of, by number."""
    kind = screen.subject.kind if screen.subject is not None else ""
    ids = screen.zhibu.keymap.menu(screen.PLACE, kind)
    _choose(screen, "menu.title", ids, typed=False, numbered=True, greyed=True)


HELP = Command(id="help", run=help_list)
COMMANDS = (HELP, Command(id="commands", run=palette), Command(id="menu", run=menu))
