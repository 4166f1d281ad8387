"""`zhibu status`: the four panels as text, as JSON, or as one line of counts."""

from __future__ import annotations

from itertools import takewhile

from store.errors import Elsewhere
from store.rules.figures import TaskKind
from tui.cli.context import DONE, OVERDUE
from tui.cli.output import emit, exact, terminal_width
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.generation import Damage
    from store.rules.figures import Attention, Task
    from tui.cli.context import CommandContext
    from tui.cli.parser import Parser
    from widgets.display import Shown
    from widgets.json_objects import Object
    from widgets.sections.view import View
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
        emit(exact(_objects(view, words)) + "\n")
    elif args.short:
        emit(_short(view, words) + "\n")
    else:
        _panels(call, view)
    code = DONE if args.short and not args.check else call.warn(view.snapshot)
    return OVERDUE if code == DONE and args.check and _overdue(view) else code


def _objects(view: View, words: Words) -> Object:
    if view.committee is None:
        from widgets import json_objects as objects

        return objects.status(view, words)
    from tui.cli.committee_lists import readable
    from widgets import committee_objects

    return committee_objects.status(view, words, readable(view))


def _panels(call: CommandContext, view: View) -> None:
    from tui.cli import panels

    width = terminal_width()
    lines = panels.lines
    if view.committee is not None:
        from tui.cli.committee_panels import lines
    made = lines(view, call.words, width)
    if width is None or call.args.plain or not call.config.color or not call.config.colours:
        emit(panels.plain(made))
    else:
        from tui.cli.colours import coloured

        emit(coloured(made, call.config.theme))


def _short(view: View, words: Words) -> Shown:
    if view.committee is None:
        return short(view.attention, view.snapshot.damage, words)
    from tui.cli.committee_panels import counts

    line = counts(view, words)
    return shown(line + _why_not_now(view.snapshot.damage, words), SHORT_CELLS)


def _overdue(view: View) -> bool:
    """Whether anything is overdue: of a branch a duty, finding or agreed matter, of a committee anything in a unit."""
    if view.committee is None:
        return view.attention.overdue > 0
    figures = view.committee_figures
    late = figures.attention.units_overdue + figures.attention.findings_overdue
    return late > 0 or any(row.state == "overdue" for row in figures.traffic)


def short(attention: Attention, damage: Damage | None, words: Words) -> Shown:
    """One line of counts for a prompt or a login message: no names, never wider than its 60 cells."""
    facts = {"overdue": attention.overdue, "must": attention.must, "due_soon": attention.due_soon}
    rolls = sum(1 for _ in takewhile(_is_roll, attention.tasks))  # they come first, and no others need be worked out
    line = words("cli.short.counts" if attention.overdue or attention.due_soon else "cli.short.none", **facts)
    if attention.empty:
        line = words("cli.short.empty")
    elif rolls:
        line = shown(f"{line} · {words('cli.short.rolls', n=rolls)}")
    if attention.inbox:
        line = shown(f"{line} · {words('attention.inbox', n=attention.inbox)}")
    return shown(line + _why_not_now(damage, words), SHORT_CELLS)


def _is_roll(task: Task) -> bool:
    return task.kind in (TaskKind.TODAY, TaskKind.ROLL)


def _why_not_now(damage: Damage | None, words: Words) -> str:
    """Why what is counted is not what the branch holds now."""
    if damage is None:
        return ""
    return f" · {words('cli.short.moved' if damage.code == Elsewhere.code else 'cli.short.damaged')}"
