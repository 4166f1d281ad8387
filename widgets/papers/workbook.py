"""The branch's work book of a year, in the 19 sections of the printed one, in its order (domain 2.12)."""

from __future__ import annotations

from store.admission import stage_on
from store.exchange.exports import record_tables
from store.exchange.exports.roster import roster
from store.records import COMMITTEE_POSTS, Kind, MemberKind, PostKind, Talk
from store.snapshot import groups_on, kind_on, members_on, posts_on
from widgets.papers.formatter import PaperFormatter, table_of
from widgets.papers.meetings import book
from widgets.papers.paper import NewPage, Paper, PaperTable, Paragraph
from widgets.papers.record_tables import dues, sheet
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
    formatter = PaperFormatter(view, words)
    papers = []
    for number, (code, make) in enumerate(SECTIONS.items(), 1):
        blocks = make(formatter, period) or [Paragraph(text=formatter.missing)]
        title = words(
            "paper.title.workbook", n=number, what=words(f"book.{code}"), period=formatter.period(period.label)
        )
        wide = code in ("roster", "dues")
        papers.append(
            Paper(name=f"{number} {words(f'book.{code}')}", title=title, blocks=tuple(blocks), landscape=wide)
        )
    return tuple(papers)


def _pairs(*rows: tuple[str, Value]) -> PaperTable:
    return PaperTable(head=(), rows=rows, widths=(1, 3))


def _grid(formatter: PaperFormatter, columns: tuple[str, ...], rows: list[tuple[Value, ...]]) -> list[Block]:
    if not rows:
        return []
    return [table_of(formatter.words, columns, rows)]


def _branch(formatter: PaperFormatter, period: Period) -> list[Block]:
    branch, words = formatter.view.snapshot.branch, formatter.words
    if branch is None:
        return []
    day = formatter.last(period)
    members = members_on(formatter.view.snapshot, day)
    groups = formatter.join(group.name for group in groups_on(formatter.view.snapshot, day))
    return [
        _pairs(
            (words("book.field.name"), branch.name),
            (words("book.field.founded"), formatter.day(branch.founded)),
            (words("book.field.term"), formatter.day(branch.term_began)),
            (words("book.field.members"), len(members)),
            (words("book.field.groups"), groups or words("record.none")),
        )
    ]


def _holders(
    formatter: PaperFormatter, period: Period, posts: frozenset[PostKind]
) -> list[tuple[Member, list[PostKind]]]:
    day = formatter.last(period)
    holders = []
    for member in members_on(formatter.view.snapshot, day):
        held = [post for post in posts_on(member, day) if post in posts]
        if held:
            holders.append((member, held))
    return holders


def _committee(formatter: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (
            member.name,
            member.admin_post or formatter.missing,
            member.joined or formatter.missing,
            formatter.value(tuple(posts), "posts"),
        )
        for member, posts in _holders(formatter, period, COMMITTEE_POSTS)
    ]
    return _grid(formatter, ("person", "admin_post", "joined", "post"), rows)


def _leaders(formatter: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (formatter.view.name(one.group) if one.group else formatter.missing, one.name, one.phone or formatter.missing)
        for one, _ in _holders(formatter, period, frozenset({PostKind.GROUP_LEADER}))
    ]
    return _grid(formatter, ("group", "person", "phone"), rows)


def _groups(formatter: PaperFormatter, period: Period) -> list[Block]:
    snapshot, day = formatter.view.snapshot, formatter.last(period)
    rows: list[tuple[Value, ...]] = []
    for group in groups_on(snapshot, day):
        ids = [one.id for one in members_on(snapshot, day) if one.group == group.id]
        rows.append((group.name, len(ids), formatter.names(ids)))
    return _grid(formatter, ("group", "people", "names"), rows)


def _moves(formatter: PaperFormatter, period: Period) -> list[Block]:
    day = formatter.last(period)
    rows: list[tuple[Value, ...]] = []
    for member in formatter.view.snapshot.members.values():
        if member.since is not None and period.start <= member.since <= day:
            rows.append((member.since, member.name, formatter.words("book.moved_in"), member.letter))
        if member.until is not None and period.start <= member.until <= day:
            rows.append((member.until, member.name, formatter.words("book.moved_out"), member.letter))
    rows.sort(key=lambda row: str(row[0]))
    return _grid(formatter, ("day", "person", "move", "letter"), rows)


def _talks_of(formatter: PaperFormatter, period: Period) -> list[Talk]:
    last = formatter.last(period)
    found = [one for one in formatter.view.snapshot.talks.values() if period.start <= one.day <= last]
    return sorted(found, key=lambda one: (one.day, one.id))


def _help(formatter: PaperFormatter, period: Period) -> list[Block]:
    """帮困: visits (送学上门) are what is recorded of it."""
    rows: list[tuple[Value, ...]] = [
        (one.day, formatter.subject(one.talker), formatter.subject(one.partner), one.note or formatter.missing)
        for one in _talks_of(formatter, period)
        if one.kind == "visit"
    ]
    return _grid(formatter, ("day", "talker", "partner", "content"), rows)


def _talks(formatter: PaperFormatter, period: Period) -> list[Block]:
    rows: list[tuple[Value, ...]] = [
        (
            *(
                talk.day,
                talk.place or formatter.missing,
                formatter.subject(talk.talker),
                formatter.subject(talk.partner),
            ),
            *(formatter.value(talk.kind, "kind"), talk.note or formatter.missing),
        )
        for talk in _talks_of(formatter, period)
    ]
    return _grid(formatter, ("day", "place", "talker", "partner", "talk_kind", "content"), rows)


def _roster(formatter: PaperFormatter, period: Period) -> list[Block]:
    """The roster of the period's last day: who has come or was confirmed since is not told as being so then."""
    snapshot, day = formatter.view.snapshot, formatter.last(period)
    there = {one.id: one for one in members_on(snapshot, day)}
    on_probation = [one for one in there.values() if kind_on(one, day) is MemberKind.PROBATIONARY]
    there |= {one.id: one.but(kind=MemberKind.PROBATIONARY, full_since=None) for one in on_probation}
    return list(sheet(formatter, roster(snapshot.with_records({"members": there}), day), "roster").blocks)


def _admissions(formatter: PaperFormatter, period: Period) -> list[Block]:
    """The cases that were open in the period, each as it stood at its end."""
    dates, day = ("applied", "activist", "candidate", "admitted", "confirmed"), formatter.last(period)
    rows: list[tuple[Value, ...]] = []
    for case in formatter.view.snapshot.admissions.values():
        stage = stage_on(case, day)
        if stage is None or (case.closed is not None and case.closed < period.start):
            continue
        known = (getattr(case, name) for name in dates)
        reached = (one if one is not None and one <= day else None for one in known)
        rows.append((case.name, formatter.words(f"stage.{stage}"), *reached, formatter.names(case.mentors)))
    return _grid(formatter, ("person", "stage", *dates, "mentors"), rows)


def _sessions(kind: Kind) -> Page:
    def make(formatter: PaperFormatter, period: Period) -> list[Block]:
        held = formatter.held(period)
        meetings = [meeting for meeting in held if kind in meeting.kinds]
        if not meetings:
            return []
        table = record_tables.sessions(meetings)
        columns = ("day", "topic", "place", "expected", "present")
        places = [table.columns.index(one) for one in columns]
        # Each session's record, which follows, has all names.
        away = [
            formatter.away(record_tables.absences(meeting), "paper.month.in_record") or None for meeting in meetings
        ]
        rows: list[tuple[Value, ...]] = [
            (number, *(formatter.value(row[place], name) for place, name in zip(places, columns, strict=True)), who)
            for number, (row, who) in enumerate(zip(table.rows, away, strict=True), 1)
        ]
        index = _grid(formatter, ("nth", "day", "topic", "place", "expected", "present", "away"), rows)
        return [*index, NewPage(), *book(formatter.view, formatter.words, meetings, kind)]

    return make


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
    "dues": lambda formatter, period: list(dues(formatter.view, formatter.words, period)[0].blocks),
    "democratic_meeting": _sessions(Kind.DEMOCRATIC_MEETING),
    "appraisal": _sessions(Kind.APPRAISAL),
}
