"""`zhibu list`: all records of a kind, the execution table, or the rules, one a line or as JSON."""

from __future__ import annotations

from datetime import timedelta

from store.pinyin import matches
from store.record import Record
from store.rules.ahead import DAYS, ahead
from tui.cli import objects
from tui.cli.output import emit, exact, terminal_width
from tui.config import InvalidConfig
from widgets.display import pad, shown, width
from widgets.sections import meetings as sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from datetime import date

    from store.rules.ahead import Coming
    from tui.cli.context import CommandContext
    from tui.cli.objects import Object
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class ListLine(Record):
    """One line of a list: cells, what a filter looks through, its object; `due` is the day that `--ahead` goes by."""

    cells: tuple[str, ...]
    search: tuple[str, ...]
    json: Object
    due: date | None = None
    readings: str = ""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("what", choices=tuple(LISTS), metavar="|".join(LISTS), help=words("cli.help.list_what"))
    parser.add_argument("filter", metavar="FILTER", nargs="?", default="", help=words("cli.help.list_filter"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=words("cli.help.json"))
    form.add_argument("--plain", action="store_true", help=words("cli.help.list_plain"))
    parser.add_argument("--ahead", action="store_true", help=words("cli.help.ahead"))


def run(call: CommandContext) -> int:
    what = call.args.what
    if call.args.ahead and what not in ("meetings", "checks", "findings", "rules"):
        raise InvalidConfig("cli.no_ahead", what=what)
    snapshot = call.read()
    view = call.view(snapshot)
    entries = list((_ahead if what == "rules" and call.args.ahead else LISTS[what])(view, call.words))
    if call.args.ahead:
        last = view.today + timedelta(days=DAYS)
        coming = [(entry.due, entry) for entry in entries if entry.due is not None and view.today <= entry.due <= last]
        entries = [entry for _, entry in sorted(coming, key=lambda pair: pair[0])]
    if call.args.filter:
        entries = [entry for entry in entries if _found(call.args.filter, entry)]
    if call.args.json:
        emit(exact([entry.json for entry in entries]) + "\n")
    else:
        emit(_aligned([entry.cells for entry in entries], None if call.args.plain else terminal_width()))
    return call.warn(snapshot, TABLES.get(what, ()))


def _found(wanted: str, entry: ListLine) -> bool:
    return any(matches(wanted, text, entry.readings or None) is not None for text in entry.search if text)


def _aligned(rows: list[tuple[str, ...]], cells: int | None) -> str:
    """Columns as wide as their widest text; on a terminal, lines are cut at its edge."""
    rows = [tuple(shown(text) for text in row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(pad(text, wide) for text, wide in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "".join(f"{shown(line, cells)}\n" for line in lines)


def _members(view: View, words: Words) -> Iterator[ListLine]:
    for member in view.snapshot.members.values():
        group = view.name(member.group) if member.group else ""
        made = objects.member(member, view.today)
        posts = " ".join(words(f"post.{post}") for post in made["posts"])
        kind = words(f"member_kind.{member.kind}")
        left = words("cli.left", day=member.until.isoformat()) if member.until and member.until < view.today else ""
        yield ListLine(
            cells=(member.id, member.name, kind, group, posts, member.unit, left),
            search=(member.id, member.name, *view.groups(member.group), posts, kind, member.unit),
            json=made,
            readings=member.pinyin,
        )


def _meetings(view: View, words: Words) -> Iterator[ListLine]:
    snapshot = view.snapshot
    for meeting in sorted(snapshot.meetings.values(), key=lambda one: (one.day, one.time or "", one.id)):
        made = objects.meeting(snapshot, meeting)
        kinds = sessions.kinds_of(meeting, view, words)
        present = str(sum(status in ("present", "late") for status in (meeting.roll or {}).values()))
        count = f"{present}/{made['expected']}" if meeting.held else f"-/{made['expected']}"
        yield ListLine(
            cells=(meeting.id, made["start"].replace("T", " "), kinds, count, meeting.place, made["topic"]),
            search=(meeting.id, made["start"], kinds, meeting.place, made["topic"], *meeting.tags, *made["kinds"]),
            json=made,
            due=meeting.day,
        )


def _training(view: View, words: Words) -> Iterator[ListLine]:
    for record in sorted(view.snapshot.training.values(), key=lambda one: (one.day, one.id)):
        name = view.name(record.member)
        kind, form = words(f"training.kind.{record.kind}"), words(f"training.form.{record.form}")
        hours = f"{record.hours:g}"
        yield ListLine(
            cells=(record.id, record.day.isoformat(), name, hours, kind, form, record.topic),
            search=(record.id, record.day.isoformat(), name, kind, form, record.topic, record.organiser, *record.tags),
            json=(objects.stored(view.snapshot, record.id) or {}) | {"name": name},
        )


def _checks(view: View, words: Words) -> Iterator[ListLine]:
    for duty in sorted(view.figures.execution, key=lambda one: (one.start, one.rule.id, one.period, one.subject or "")):
        name, state = words.of(duty.rule.name), words(f"state.{duty.state}")
        subject = view.name(duty.subject) if duty.subject else ""
        strength, groups = words(f"strength.{duty.rule.strength}"), view.groups(duty.subject)
        yield ListLine(
            cells=(duty.key, words.glyph(duty.state), state, strength, name, subject, duty.due.isoformat()),
            search=(duty.key, duty.rule.id, name, *groups, state, duty.state.value, duty.rule.source),
            json=objects.duty(duty, words),
            due=duty.due if duty.state in ("upcoming", "due_soon") else None,
        )


def _findings(view: View, words: Words) -> Iterator[ListLine]:
    rows = {row.finding: row for row in view.figures.findings}
    for finding in sorted(view.snapshot.findings.values(), key=lambda one: (one.day, one.id)):
        row = rows.get(finding.id)
        if row is None:
            continue
        result, state = words(f"result.{finding.result}"), words(f"finding.state.{row.state}")
        due = finding.due.isoformat() if finding.due else words("finding.no_date")
        owner = view.name(finding.owner)
        duty = f"{finding.rule}/{finding.period}"
        yield ListLine(
            cells=(finding.id, finding.day.isoformat(), duty, result, state, due, owner, finding.text),
            search=(finding.id, duty, result, state, owner, finding.text, *finding.tags),
            json=objects.finding(view.snapshot, row),
            due=finding.due if row.state == "open" else None,
        )


def _talks(view: View, words: Words) -> Iterator[ListLine]:
    for talk in sorted(view.snapshot.talks.values(), key=lambda one: (one.day, one.id)):
        talker, partner, kind = view.name(talk.talker), view.name(talk.partner), words(f"talk.{talk.kind}")
        yield ListLine(
            cells=(talk.id, talk.day.isoformat(), talker, partner, kind, talk.note),
            search=(talk.id, talk.day.isoformat(), talker, partner, kind, talk.note, *talk.tags),
            json=objects.stored(view.snapshot, talk.id) or {},
        )


def _dues(view: View, words: Words) -> Iterator[ListLine]:
    for month in sorted(view.snapshot.dues.values(), key=lambda one: (one.month, one.id)):
        names = [view.name(member) for member in month.paid]
        yield ListLine(
            cells=(month.id, month.month, words("cli.paid", n=len(names)), month.note),
            search=(month.id, month.month, month.note, *names),
            json=objects.stored(view.snapshot, month.id) or {},
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
    for one in ahead(view.snapshot, view.today, view.pack):
        duty, due = one.duty, one.day.isoformat()
        key = duty.key if duty else one.record or ""
        about = duty.subject or "" if duty else key
        name = str(words.of(duty.rule.name)) if duty else _promise(one, words)
        who, code = _named(view, about), words(f"ahead.{one.code}")
        made = {"due": due, "code": one.code, "name": name, "id": one.record}
        made |= {"rule": duty.rule.id, "period": duty.period, "subject": duty.subject} if duty else {}
        yield ListLine(
            cells=(due, words("days.left", n=(one.day - view.today).days), code, key, name, who),
            search=(key, code, name, who),
            json=made,
            due=one.day,
        )


def _named(view: View, id: str) -> str:
    """The name of a person, group or case by id; nothing for what has none."""
    case = view.snapshot.admissions.get(id)
    name = case.name if case else view.name(id)
    return "" if name == id else name


def _promise(one: Coming, words: Words) -> str:
    if one.code in ("exemption", "post"):
        return words(f"{one.code}.{one.facts['kind']}")
    return str(one.facts.get("text", ""))


TABLES: dict[str, tuple[str, ...]] = {
    what: (what,) for what in ("members", "meetings", "training", "findings", "talks", "dues")
}
"""The table whose unreadable records belong to a list; those of the engine's lists are everybody's."""
TABLES["checks"] = TABLES["rules"] = ("_meta", "branch", "waivers", "admissions")

LISTS = {
    "members": _members,
    "meetings": _meetings,
    "training": _training,
    "checks": _checks,
    "findings": _findings,
    "talks": _talks,
    "dues": _dues,
    "rules": _rules,
}
