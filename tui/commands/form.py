"""The commands of a form."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command, needs
from tui.commands.lists import HELP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.form import FormScreen


def edit_text(place: FormScreen) -> None:
    """The text of a long field in the user's own editor."""
    from tui.editor import EditorError, edited

    entering = place.sheet.entering
    place.keep()  # the line may drop while the editor has it
    try:
        text = edited(place.app, entering.typed.text)
    except EditorError as why:
        place.say(place.words(str(why)), "warn")
    else:
        place.sheet.show(entering.text(text, place.scope), place.scope)


def _enter_called(place: FormScreen) -> str:
    """What Enter does where the cursor is."""
    if place.in_long_text:
        return "form.break"
    if place.sheet.entering.on_more:
        return "form.more"
    return "save" if place.sheet.entering.last else "form.next"


COMMANDS = (
    *MOVING,
    Command(id="form.help", run=HELP.run),
    Command(id="save", run=lambda place: place.save()),
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="form.next", run=lambda place: place.go_on(), called=_enter_called),
    Command(id="form.forward", run=lambda place: place.step(1)),
    Command(id="form.backward", run=lambda place: place.step(-1)),
    Command(
        id="form.drop",
        run=lambda place: place.drop(),
        why_not=needs("why_not.form.drop", lambda place: place.dropped is not None),
    ),
    Command(id="form.editor", run=edit_text, why_not=needs("why_not.form.editor", lambda place: place.in_long_text)),
    Command(id="form.reset", run=lambda place: place.reset()),
)
