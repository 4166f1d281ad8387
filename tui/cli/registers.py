"""Which register (台账) a command line names."""

from __future__ import annotations

from tui.cli import argument_names
from tui.config import InvalidConfig
from widgets import registers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.cli.context import CommandContext
    from widgets.sections.view import View


def register(call: CommandContext, view: View, of: str) -> str:
    """The id of the register that `--kind` names by its id, its name or a word that a line begins with; "" where it is
    not given. Only `of` has it.
    """
    wanted = call.args.kind
    if not wanted:
        return ""
    if call.args.what != of:
        of, what = (argument_names.local_name("arg", one, call.words) for one in (of, call.args.what))
        raise InvalidConfig("cli.no_kind_here", of=of, what=what)
    register_ = registers.find(wanted, view)
    if register_ is None:
        known = " ".join(call.words.of(registers.typed(one)) for one in registers.all_of(view))
        raise InvalidConfig("cli.no_register", kind=wanted, known=known)
    return register_.id
