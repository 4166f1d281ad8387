"""`zhibu show`: the page of one record or one duty, as the board opens it."""

from __future__ import annotations

from store.folding import fold
from store.rules.entries import find
from tui.cli.duty_keys import key_of
from tui.cli.output import emit, exact, tell, terminal_width
from widgets import history, inbox
from widgets import json_objects as objects
from widgets.display import shown
from widgets.pages import links, targets
from widgets.pages.registry import document
from widgets.pages.rule import duties_under
from widgets.quick_line import people
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.box.inbox import Incoming
    from store.committee.figures import UnitRow
    from store.engine import PastChanges
    from store.rules.figures import Duty
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from widgets.json_objects import Object
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID_CELLS = 18
PAGE_CELLS = 100
"""How wide a page is written where no terminal says, and at most."""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("id", metavar="ID|RULE/PERIOD[/SUBJECT]", help=words("cli.help.show_id"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: CommandContext) -> int:
    snapshot = call.read()
    view, words = call.view(snapshot), call.words
    id = _id_of(call, view)
    decision = find(view.snapshot, id, view.today, view.pack) if "#" in id else None
    if decision is not None:
        page = Target(kind="decision", id=id)
        emit(exact(objects.entry(decision)) + "\n" if call.args.json else _page(page, view, words))
        return call.warn(view.snapshot)
    came = inbox.find(view, id) if view.incoming else None
    if came is not None:
        return _incoming(call, came, view)
    row = _unit(view, id)
    if row is not None:
        return _shown_unit(call, row, view)
    record = targets.of_record(view, id)
    duties = [] if record else _duties(view, id)
    if not record and not duties:
        raise call.absent(view.snapshot, id, "cli.no_such")
    if call.args.json:
        made = _with_history(call, view, id) if record else objects.duties_in_full(duties, words)
        emit(exact(made) + "\n")
    else:
        target = record or (targets.of_duty(duties[0]) if len(duties) == 1 else Target(kind="rule", id=id))
        emit(_page(target, view, words) + (_history(call, view.snapshot, record.id) if record else ""))
    return call.warn(view.snapshot)


def _id_of(call: CommandContext, view: View) -> str:
    """The id that is asked for; of a member's name that member's, of a rule alone that of its latest duties."""
    text: str = call.args.id
    folded = fold(text)
    named = people.called(text, view.snapshot.members.values())
    if len(named) > 1:
        raise call.fail("cli.several_named", name=text, all=" ".join(member.id for member in named))
    if named:
        return named[0].id
    if "/" in text:
        return key_of(call, view, text)
    rule = next((rule.id for rule in view.pack.rules if fold(rule.id) == folded), None)
    if rule is None or view.committee is not None:
        return text
    duties = (duty for duty in view.figures.execution if duty.rule.id == rule)
    latest = max(duties, key=lambda one: one.start, default=None)
    return f"{rule}/{latest.period}" if latest is not None else text


def _incoming(call: CommandContext, incoming: Incoming, view: View) -> int:
    """What came down and is not stored: no record yet, and none by being looked at."""
    target = Target(kind="incoming", id=incoming.origin)
    emit(exact(inbox.as_object(incoming)) + "\n" if call.args.json else _page(target, view, call.words))
    return call.warn(view.snapshot)


def _unit(view: View, id: str) -> UnitRow | None:
    """A unit of a committee, by its short name or its name."""
    if view.committee is None:
        return None
    from widgets.quick_line.units import find as find_unit

    found = find_unit(id, view)
    return next((row for row in view.committee_figures.rows if row.unit == found), None)


def _shown_unit(call: CommandContext, row: UnitRow, view: View) -> int:
    if call.args.json:
        from tui.cli.committee_lists import readable
        from widgets.committee_objects import unit_in_full

        emit(exact(unit_in_full(row, view, readable(view))) + "\n")
    else:
        emit(_page(Target(kind="unit", id=row.unit), view, call.words))
    return call.warn(view.snapshot)


def _with_history(call: CommandContext, view: View, id: str) -> Object:
    """Every field of a record, and the commits that changed it, the last first."""
    past = _past(call, id)
    entries = [
        objects.fields_named(entry, "revision at user claimed why") | {"moved": history.moved_object(entry, past)}
        for entry in past.entries
    ]
    return (objects.record_object(view.snapshot, id, view) or {}) | {"history": entries}


def _past(call: CommandContext, id: str) -> PastChanges:
    """What was done to a record; that some of it can't be read is said on stderr."""
    past = call.vault.past(id)
    if past.unread:
        tell(history.unread(past, call.words))
    return past


def _history(call: CommandContext, snapshot: Snapshot, id: str) -> str:
    lines: list[str] = []
    for headline, entry in history.headlines(_past(call, id).but(unread=0), call.words):
        lines.append(f"  {headline}")
        lines += [f"      {line}" for line in history.changes(entry, snapshot, call.words, id)] if entry else []
    return "\n".join(["", call.words("cli.history"), *lines, ""]) if lines else ""


def _duties(view: View, id: str) -> list[Duty]:
    """The duty of a key, or all those of a rule in a period where the subject is left out."""
    duty = links.duty_of(view, id)
    return [duty] if duty else duties_under(view, id)


def _page(target: Target, view: View, words: Words) -> str:
    """The page with, behind each line that leads on, the id to show next."""
    page = document(target, view, words, min(terminal_width() or PAGE_CELLS, PAGE_CELLS) - ID_CELLS)
    lines: list[str] = [page.title] if page else []
    for line in page.lines if page else ():
        text = "".join(cell.text for cell in line.cells).rstrip()
        leads = line.target.id if line.target and line.target.id not in text else ""
        lines.append(f"{text}  {shown(leads)}" if leads else text)
    return "".join(f"{line}\n" for line in lines)
