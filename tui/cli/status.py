"""`zhibu status`: the four panels as text, as JSON, or as one line of counts."""

from __future__ import annotations

from store.rules.figures import TaskKind
from tui.cli.context import DONE, OVERDUE
from tui.cli.output import emit, exact, terminal_width
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.engine import Damage
    from store.rules.figures import Attention
    from tui.cli.context import CommandContext
    from tui.cli.parser import Parser
    from widgets.display import Shown
    from widgets.words.lexicon import Words

SHORT_CELLS = 60


def options(parser: Parser, words: Words) -> None:
    parser.one_of(
        {"--json": words("cli.help.json"), "--short": words("cli.help.short"), "--plain": words("cli.help.plain")}
    )
    parser.add_argument("--check", action="store_true", help=words("cli.help.check"))


def run(call: CommandContext) -> int:
    args, words = call.args, call.words
    snapshot = call.read()
    view = call.view(snapshot)
    if args.json:
        from widgets import json_objects as objects

        emit(exact(objects.status(view, words)) + "\n")
    elif args.short:
        emit(short(view.attention, snapshot.damage, words) + "\n")
    else:
        from tui.cli import panels

        width = terminal_width()
        if width is None or args.plain or not call.config.color or not call.config.colours:
            emit(panels.plain(view, words, width))
        else:
            from tui.cli.colours import coloured

            emit(coloured(panels.lines(view, words, width), call.config.theme))
    code = DONE if args.short else call.warn(view.snapshot)
    return OVERDUE if code == DONE and args.check and view.attention.overdue else code


def short(attention: Attention, damage: Damage | None, words: Words) -> Shown:
    """One line of counts for a prompt or a login message: no names, never wider than its 60 cells."""
    facts = {"overdue": attention.overdue, "must": attention.must, "due_soon": attention.due_soon}
    rolls = sum(task.kind in (TaskKind.TODAY, TaskKind.ROLL) for task in attention.tasks)
    line = words("cli.short.counts" if attention.overdue or attention.due_soon else "cli.short.none", **facts)
    if attention.empty:
        line = words("cli.short.empty")
    elif rolls:
        line = shown(f"{line} · {words('cli.short.rolls', n=rolls)}")
    if attention.inbox:
        line = shown(f"{line} · {words('attention.inbox', n=attention.inbox)}")
    return shown(f"{line} · {words('cli.short.damaged')}" if damage else line, SHORT_CELLS)
