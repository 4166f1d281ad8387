"""The branch's work book of a year, in the 19 sections of the printed one, in its order (domain 2.12)."""

from __future__ import annotations

from store.exchange.exports import registers
from store.records import COMMITTEE_POSTS, Kind, PostKind, Talk
from store.snapshot import lasts, members_on
from widgets.papers.formatter import PaperFormatter
from widgets.papers.meetings import book
from widgets.papers.paper import NewPage, Paper, PaperTable, Paragraph
from widgets.papers.registers import dues, roster
from widgets.papers.year import plan, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from store.periods import Period
    from store.records import Member
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Page = Callable[[PaperFormatter, Period], list[Block]]


def workbook(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    told = PaperFormatter(view, words)
    papers = []
    for number, (code, make) in enumerate(SECTIONS.items(), 1):
        blocks = make(told, period) or [Paragraph(text=told.missing)]
        title = words("paper.title.workbook", n=number, what=words(f"book.{code}"), period=told.period(period.label))
        wide = code in ("roster", "dues")
        papers.append(
            Paper(name=f"{number} {words(f'book.{code}')}", title=title, blocks=tuple(blocks), landscape=wide)
        )
    return tuple(papers)


def _pairs(*rows: tuple[str, Value]) -> PaperTable:
    return PaperTable(head=(), rows=rows, widths=(1, 3))


def _grid(told: PaperFormatter, columns: tuple[str, ...], rows: list[tuple[Value, ...]]) -> list[Block]:
    if not rows:
        return []
    head = tuple(told.words(f"column.{column}") for column in columns)
    return [PaperTable(head=head, rows=tuple(rows))]


def _branch(told: PaperFormatter, period: Period) -> list[Block]:
    branch, words = told.view.snapshot.branch, told.words
    if branch is None:
        return []
    day = min(period.end, told.view.today)
    members = members_on(told.view.snapshot, day)
    groups = told.join(group.name for group in branch.groups if lasts(group, day))
    return [
        _pairs(
            (words("book.field.name"), branch.name),
            (words("book.field.founded"), told.day(branch.founded)),
            (words("book.field.term"), told.day(branch.term_began)),
            (words("book.field.members"), len(members)),
            (words("book.field.groups"), groups or words("record.none")),
        )
    ]


def _holders(told: PaperFormatter, period: Period, posts: frozenset[PostKind]) -> list[tuple[Member, list[PostKind]]]:
    day = min(period.end, told.view.today)
    found = []
    for member in members_on(told.view.snapshot, day):
        held = [post.kind for post in member.posts if post.kind in posts and lasts(post, day)]
        if held:
            found.append((member, held))
    return found


def _committee(told: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (one.name, one.admin_post or told.missing, one.joined or told.missing, told.value(tuple(posts), "posts"))
        for one, posts in _holders(told, period, COMMITTEE_POSTS)
    ]
    return _grid(told, ("person", "admin_post", "joined", "post"), rows)


def _leaders(told: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (told.view.name(one.group) if one.group else told.missing, one.name, one.phone or told.missing)
        for one, _ in _holders(told, period, frozenset({PostKind.GROUP_LEADER}))
    ]
    return _grid(told, ("group", "person", "phone"), rows)


def _groups(told: PaperFormatter, period: Period) -> list[Block]:
    branch = told.view.snapshot.branch
    day = min(period.end, told.view.today)
    rows: list[tuple[Value, ...]] = []
    for group in branch.groups if branch else ():
        ids = [one.id for one in members_on(told.view.snapshot, day) if one.group == group.id]
        if lasts(group, day):
            rows.append((group.name, len(ids), told.names(ids)))
    return _grid(told, ("group", "people", "names"), rows)


def _roster(told: PaperFormatter, period: Period) -> list[Block]:
    return list(roster(told.view, told.words, period)[0].blocks)


def _moves(told: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = []
    for one in told.view.snapshot.members.values():
        if one.since in period:
            rows.append((one.since, one.name, told.words("book.moved_in"), one.letter))
        if one.until in period:
            rows.append((one.until, one.name, told.words("book.moved_out"), one.letter))
    rows.sort(key=lambda row: str(row[0]))
    return _grid(told, ("day", "person", "move", "letter"), rows)


def _talks_of(told: PaperFormatter, period: Period) -> list[Talk]:
    found = [one for one in told.view.snapshot.talks.values() if one.day in period]
    return sorted(found, key=lambda one: (one.day, one.id))


def _help(told: PaperFormatter, period: Period) -> list[Block]:
    """帮困: visits (送学上门) are what is recorded of it."""
    rows: list[tuple[Value, ...]] = [
        (one.day, told.subject(one.talker), told.subject(one.partner), one.note or told.missing)
        for one in _talks_of(told, period)
        if one.kind == "visit"
    ]
    return _grid(told, ("day", "talker", "partner", "content"), rows)


def _talks(told: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (
            *(one.day, one.place or told.missing, told.subject(one.talker), told.subject(one.partner)),
            *(told.value(one.kind, "kind"), one.note or told.missing),
        )
        for one in _talks_of(told, period)
    ]
    return _grid(told, ("day", "place", "talker", "partner", "talk_kind", "content"), rows)


def _admissions(told: PaperFormatter, period: Period) -> list[Block]:
    dates = ("applied", "activist", "candidate", "admitted", "confirmed")
    rows: list[tuple[Value, ...]] = [
        (one.name, told.words(f"stage.{one.stage}"), *(getattr(one, name) for name in dates), told.names(one.mentors))
        for one in told.view.snapshot.admissions.values()
        if one.closed is None or one.closed in period
    ]
    return _grid(told, ("person", "stage", *dates, "mentors"), rows)


def _sessions(kind: Kind) -> Page:
    def make(told: PaperFormatter, period: Period) -> list[Block]:
        held = registers.held(told.view.snapshot, period.start, period.end)
        found = [one for one in held if kind in one.kinds]
        if not found:
            return []
        table = registers.sessions(found)
        columns = ("day", "topic", "place", "expected", "present")
        places = [table.columns.index(one) for one in columns]
        # Each session's record, which follows, has all names.
        away = [told.away(registers.absences(one), "paper.month.in_record") or None for one in found]
        rows: list[tuple[Value, ...]] = [
            (number, *(told.value(row[place], name) for place, name in zip(places, columns, strict=True)), who)
            for number, (row, who) in enumerate(zip(table.rows, away, strict=True), 1)
        ]
        index = _grid(told, ("nth", "day", "topic", "place", "expected", "present", "away"), rows)
        return [*index, NewPage(), *book(told.view, told.words, found, kind)]

    return make


def _dues(told: PaperFormatter, period: Period) -> list[Block]:
    return list(dues(told.view, told.words, period)[0].blocks)


SECTIONS: dict[str, Page] = {
    "branch": _branch,
    "committee": _committee,
    "leaders": _leaders,
    "groups": _groups,
    "roster": _roster,
    "moves": _moves,
    "help": _help,
    "talks": _talks,
    "admissions": _admissions,
    "general_meeting": _sessions(Kind.GENERAL_MEETING),
    "committee_meeting": _sessions(Kind.COMMITTEE_MEETING),
    "group_meeting": _sessions(Kind.GROUP_MEETING),
    "lecture": _sessions(Kind.LECTURE),
    "party_day": _sessions(Kind.PARTY_DAY),
    "plan": plan,
    "summary": summary,
    "dues": _dues,
    "democratic_meeting": _sessions(Kind.DEMOCRATIC_MEETING),
    "appraisal": _sessions(Kind.APPRAISAL),
}
