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
    place: BaseScreen,
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

    words, keymap = place.words, place.zhibu.keymap
    options = []
    for number, id in enumerate(ids, 1):
        command = place.commands[id]
        why_not, name = command.why_not(place) if greyed else ABLE, command.name(place)
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
            navigation.open_page(place.zhibu, targets[value])
        elif value:
            await place.run(value)

    finder = RecordFinder(place.view, words) if records else None

    def matching(text: str) -> Sequence[Option]:
        return _as_options(finder.find(text), targets, words) if finder else ()

    place.zhibu.push_screen(ChoiceScreen(words(title), options, words, typed=typed, more=matching), run)


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


def _all(place: BaseScreen) -> list[str]:
    return [binding.id for binding in place.zhibu.keymap.of(place.PLACE)]


def help_list(place: BaseScreen) -> None:
    """Every key and what it does, also of what can't be done just now; then what the signs of the board mean."""
    meant = signs(place.words) if place.PLACE in READING else ()
    _choose(place, "help.title", _all(place), typed=False, numbered=False, greyed=False, signs=meant)


def palette(place: BaseScreen) -> None:
    """Every command, and under those that are found the records that are."""
    _choose(place, "commands.title", _all(place), typed=True, numbered=False, greyed=True, records=True)


def menu(place: BaseScreen) -> None:
    """What can be done to the row under the cursor or what the page is of, by number."""
    kind = place.subject.kind if place.subject is not None else ""
    ids = place.zhibu.keymap.menu(place.PLACE, kind)
    _choose(place, "menu.title", ids, typed=False, numbered=True, greyed=True)


HELP = Command(id="help", run=help_list)
COMMANDS = (HELP, Command(id="commands", run=palette), Command(id="menu", run=menu))
