"""`zhibu list`: all records of a kind, the execution table, or the rules, one a line or as JSON."""

from __future__ import annotations

from datetime import date, timedelta

from store.pinyin import matches
from store.rules.ahead import DAYS, ahead
from tui.cli import argument_names
from tui.cli.output import emit, exact, tell, terminal_width
from tui.cli.registers import register
from tui.config import InvalidConfig
from widgets import inbox
from widgets import json_objects as objects
from widgets.display import aligned, shown
from widgets.kinds.kind import ListLine
from widgets.kinds.registry import SEVERAL
from widgets.pages.ahead import days_left
from widgets.sections.answering import answering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rules.ahead import Coming
    from tui.cli.context import CommandContext
    from tui.cli.parser import Parser
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

AHEAD = ("meetings", "checks", "findings", "rules", "entries", "inbox", "sent")
"""Lists of what has a day to come."""


def options(parser: Parser, words: Words) -> None:
    help = f"{words('cli.help.list_what')}{argument_names.both(LISTS, words)}"
    code = argument_names.understood("arg", LISTS)
    parser.add_argument("what", choices=tuple(LISTS), type=code, metavar="WHAT", help=help)
    parser.add_argument("filter", metavar="FILTER", nargs="?", default="", help=words("cli.help.list_filter"))
    parser.one_of({"--json": words("cli.help.json"), "--plain": words("cli.help.list_plain")})
    parser.add_argument("--kind", metavar="ID", default="", help=words("cli.help.list_kind"))
    parser.add_argument("--ahead", action="store_true", help=words("cli.help.ahead"))


def run(call: CommandContext) -> int:
    list_name = call.args.what
    called = argument_names.local_name("arg", list_name, call.words)
    if call.args.ahead and list_name not in AHEAD:
        raise InvalidConfig("cli.no_ahead", what=called, of=argument_names.listed(AHEAD, call.words))
    snapshot = call.read()
    view = call.view(snapshot)
    if view.committee is None and list_name in UNITS and list_name not in SEVERAL.values():
        raise call.fail("cli.only_committee", what=called)
    kind = register(call, view, "entries")
    entries = list(_lines(list_name, view, call.words, ahead=call.args.ahead))
    if call.args.ahead:
        last = view.today + timedelta(days=DAYS)
        first = date.min if list_name == "rules" else view.today
        coming = [(entry.due, entry) for entry in entries if entry.due is not None and first <= entry.due <= last]
        entries = [entry for _, entry in sorted(coming, key=lambda pair: pair[0])]
    if kind:
        entries = [entry for entry in entries if entry.json["kind"] == kind]
    if call.args.filter:
        entries = [entry for entry in entries if _matches(call.args.filter, entry)]
    if call.args.json:
        emit(exact([entry.json for entry in entries]) + "\n")
    else:
        emit(aligned([entry.cells for entry in entries], None if call.args.plain else terminal_width()))
        if not entries and view.snapshot.damage is None:
            _tell_nothing(call, list_name)
    return call.warn(view.snapshot, EVERYBODYS if list_name in (*ENGINE, *SHEETS, *UNITS[:2]) else (list_name,))


def _tell_nothing(call: CommandContext, list_name: str) -> None:
    """Beside the list, which is empty and stays so for programs: what it would be of, and how a roster begins."""
    called = argument_names.local_name("arg", list_name, call.words)
    if call.args.filter:
        tell(call.words("cli.list_none_like", what=called, text=shown(call.args.filter)))
    elif list_name == "members":
        tell(call.words("cli.empty.participation"))
    else:
        tell(call.words("cli.list_none", what=called))


def _lines(list_name: str, view: View, words: Words, *, ahead: bool) -> Iterator[ListLine]:
    if list_name in UNITS and (view.committee is not None or list_name not in SEVERAL.values()):
        from tui.cli import committee_lists

        return committee_lists.LISTS[list_name](view, words)
    if list_name in SHEETS:
        from tui.cli import listing_sheets

        return listing_sheets.SHEETS[list_name](view, words)
    if list_name in ENGINE:
        return (_ahead if list_name == "rules" and ahead else ENGINE[list_name])(view, words)
    from widgets.kinds.lists import lines
    from widgets.kinds.registry import of_table

    return lines(of_table(list_name), view, words)


def _matches(wanted: str, entry: ListLine) -> bool:
    return any(matches(wanted, text, entry.readings or None) is not None for text in entry.search if text)


def _checks(view: View, words: Words) -> Iterator[ListLine]:
    for duty in sorted(view.figures.execution, key=lambda one: (one.start, one.rule.id, one.period, one.subject or "")):
        name, state = words.of(duty.rule.name), words(f"state.{duty.state}")
        subject = view.person(duty.subject) if duty.subject else ""
        strength, groups = words(f"strength.{duty.rule.strength}"), view.groups(duty.subject)
        answers = view.name(answering(view, duty).holder or "")
        yield ListLine(
            cells=(duty.key, words.glyph(duty.state), state, strength, name, subject, duty.due.isoformat()),
            search=(duty.key, duty.rule.id, name, subject, answers, *groups, state, duty.state.value, duty.rule.source),
            json=objects.duty(duty, words),
            due=duty.due if duty.state in ("upcoming", "due_soon") else None,
        )


def _rules(view: View, words: Words) -> Iterator[ListLine]:
    for rule in sorted(view.pack.in_force(view.today), key=lambda one: one.id):
        name, strength = words.of(rule.name), words(f"strength.{rule.strength}")
        cadence = words(f"cadence.{rule.cadence or 'event'}")
        yield ListLine(
            cells=(rule.id, strength, cadence, rule.source, name, words.of(rule.explain)),
            search=(rule.id, strength, rule.source, name, rule.name.zh, rule.name.en),
            json=objects.rule(rule, words),
        )


def _ahead(view: View, words: Words) -> Iterator[ListLine]:
    """Windows that close, terms and clocks that end, promises that fall due: each with the key of what to show."""
    for coming in ahead(view.snapshot, view.today, view.pack):
        duty, due = coming.duty, coming.day.isoformat()
        key = duty.key if duty else coming.record or ""
        about = duty.subject or "" if duty else key
        name = str(words.of(duty.rule.name)) if duty else _promise(coming, words)
        owner = str(coming.facts.get("owner") or "")
        who, code = _name_of(view, about) or (view.person(owner) if owner else ""), words(f"ahead.{coming.code}")
        made = {"due": due, "code": coming.code, "name": name, "id": coming.record}
        made |= {"rule": duty.rule.id, "period": duty.period, "subject": duty.subject} if duty else {}
        yield ListLine(
            cells=(due, days_left((coming.day - view.today).days, words), code, key, name, who),
            search=(key, code, name, who),
            json=made,
            due=coming.day,
        )


def _name_of(view: View, id: str) -> str:
    """The name of a person, group or case by id; nothing for what has none."""
    case = view.snapshot.admissions.get(id)
    name = case.name if case else view.person(id)
    return "" if name == id else name


def _promise(coming: Coming, words: Words) -> str:
    if coming.code in ("exemption", "post"):
        return words(f"{coming.code}.{coming.facts['kind']}")
    return str(coming.facts.get("text", ""))


def _inbox(view: View, words: Words) -> Iterator[ListLine]:
    """What came down and is not stored yet, the most urgent first."""
    for incoming in view.incoming:
        kind, about, sent = inbox.kind(incoming, view, words), inbox.about(incoming, view, words), incoming.message
        due = incoming.due.isoformat() if incoming.due else words("entry.no_date")
        yield ListLine(
            cells=(incoming.origin, kind, about, incoming.sender, due, words(f"inbox.state.{incoming.urgency}")),
            search=(incoming.origin, kind, about, incoming.sender, sent.text),
            json=inbox.as_object(incoming),
            due=incoming.due,
        )


ENGINE = {"checks": _checks, "rules": _rules, "inbox": _inbox}
"""Lists of what the rules make of the records."""
EVERYBODYS = ("_meta", "branch", "waivers", "admissions")
"""The tables whose unreadable records belong to the lists of the engine."""
SHEETS = ("targets", "charges", "teams", "coverage")
"""Lists of the pages that a digit opens."""
UNITS = ("branches", "sent", "findings")
"""Lists of a committee, the last of which a branch has too."""
LISTS = (*SEVERAL.values(), *ENGINE, *SHEETS, *(one for one in UNITS if one not in SEVERAL.values()))
