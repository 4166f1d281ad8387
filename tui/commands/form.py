"""The commands of a form."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command, needs
from tui.commands.lists import HELP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.form import FormScreen


def edit_text(screen: FormScreen) -> None:
    """The text of a long field in the user's own editor."""
    from tui.editor import EditorError, edit

    entering = screen.sheet.entering
    screen.keep()  # the line may drop while the editor has it
    try:
        text = edit(screen.app, entering.typed.text)
    except EditorError as why:
        screen.say(screen.words(str(why)), "warn")
    else:
        screen.sheet.show(entering.text(text, screen.scope), screen.scope)


def _enter_called(screen: FormScreen) -> str:
    """What Enter does where the cursor is."""
    if screen.in_long_text:
        return "form.break"
    if screen.sheet.entering.on_more:
        return "form.more"
    return "save" if screen.sheet.entering.last else "form.next"


COMMANDS = (
    *MOVING,
    Command(id="form.help", run=HELP.run),
    Command(id="save", run=lambda screen: screen.save()),
    Command(id="back", run=lambda screen: screen.go_back()),
    Command(id="form.next", run=lambda screen: screen.go_on(), called=_enter_called),
    Command(id="form.forward", run=lambda screen: screen.step(1)),
    Command(id="form.backward", run=lambda screen: screen.step(-1)),
    Command(
        id="form.drop",
        run=lambda screen: screen.drop(),
        why_not=needs("why_not.form.drop", lambda screen: screen.dropped is not None),
    ),
    Command(id="form.editor", run=edit_text, why_not=needs("why_not.form.editor", lambda screen: screen.in_long_text)),
    Command(id="form.reset", run=lambda screen: screen.reset()),
)
