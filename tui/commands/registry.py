"""The commands of each place by their ids; those of a place are imported when it is first opened."""

from __future__ import annotations

from functools import cache

from tui.commands.command import by_id
from widgets.keymap import COMMITTEE, COMMITTEE_PAGE, EXPORT, FORM, IMPORT, LIST, PAGE, ROLL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.commands.command import Command, Commands


@cache
def commands_of(place: str) -> Commands:
    return by_id(*_commands(place))


def _commands(place: str) -> tuple[Command, ...]:
    if place == ROLL:
        from tui.commands import roll

        return roll.COMMANDS
    if place == FORM:
        from tui.commands import form

        return form.COMMANDS
    if place == EXPORT:
        from tui.commands import export

        return export.COMMANDS
    if place == IMPORT:
        from tui.commands import importing

        return importing.COMMANDS
    if place in (COMMITTEE, COMMITTEE_PAGE):
        from tui.commands import committee

        return committee.COMMANDS if place == COMMITTEE else committee.PAGE_COMMANDS
    from tui.commands import anywhere, entry, ledger, lists, numbered, records, selection

    shared = (*anywhere.COMMANDS, *lists.COMMANDS, *records.COMMANDS, *selection.COMMANDS, *entry.COMMANDS)
    shared += ledger.COMMANDS
    shared += numbered.OPENING
    if place == PAGE:
        from tui.commands import page

        return (*shared, *page.COMMANDS, numbered.HOME)
    if place == LIST:
        return (*shared, *numbered.COMMANDS, numbered.HOME)
    from tui.commands import board

    return (*shared, *board.COMMANDS)
