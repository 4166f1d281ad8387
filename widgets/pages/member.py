"""A member's card: who it is, what is open, every session and every hour of a year, talks, dues.

The id of its target is a member's, with `/2025` behind it for another year than the running one.
"""

from __future__ import annotations

from store.dues import is_free
from store.field_types import paths
from store.partial_dates import last_day_of
from store.rules import participation, training
from store.rules.evaluation import OPEN
from store.rules.figures import TrainingState
from store.snapshot import lasts
from widgets.display import shown
from widgets.kinds import registry
from widgets.kinds.defaults import day_field, shows_at
from widgets.pages import fields, links
from widgets.pages.page_writer import TableLine
from widgets.pages.record import write_end
from widgets.pages.roll import rate
from widgets.pages.training import hours_entries
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Cell, Target
from widgets.sections.training import is_unknown
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import DuesMonth, Exemption, Member, Post
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

PEOPLE = ("MemberId", "Person")
APART = ("dues", "admission")
"""Kinds of which a card tells in a way of its own."""


def page(writer: PageWriter, target: Target) -> Document | None:
    view = writer.view
    asked = _member_and_year(view, target.id)
    if asked is None:
        return None
    member, year = asked
    _card(writer, member)
    _open(writer, member)
    _sessions(writer, member, year)
    _hours(writer, member, year)
    _records(writer, member, year)
    _dues(writer, member, year)
    _case(writer, member)
    _years(writer, member, year)
    write_end(writer, member)
    title = member.name if year == view.today.year else f"{member.name} · {year}"
    return writer.document(shown(title), Target(kind="member", id=member.id))


def _member_and_year(view: View, id: str) -> tuple[Member, int] | None:
    """The member and the year that an id asks for."""
    members = view.snapshot.members
    if id in members:
        return members[id], view.today.year
    id, _, label = id.rpartition("/")
    if id not in members or not (len(label) == 4 and label.isascii() and label.isdigit() and label >= "1000"):
        return None
    return members[id], int(label)


def _card(writer: PageWriter, member: Member) -> None:
    words, view = writer.words, writer.view
    wanted = (
        ("field.group", view.name(member.group) if member.group else ""),
        ("field.birth", member.birth),
        ("field.joined", member.joined),
        ("field.unit", member.unit),
        ("field.phone", member.phone),
    )
    known = (
        ("field.full_since", member.full_since),
        ("field.sex", member.sex),
        ("field.ethnic", member.ethnic),
        ("field.education", member.education),
        ("field.degree", member.degree),
        ("field.major", member.major),
        ("field.admin_post", member.admin_post),
        ("field.leader", words("page.yes") if member.leader else ""),
        ("field.monthly_due", member.monthly_due),
        ("field.since", member.since.isoformat() if member.since else ""),
        ("field.until", member.until.isoformat() if member.until else ""),
        ("field.status", member.status),
        ("field.mobile", member.mobile),
        ("field.letter", member.letter.isoformat() if member.letter else ""),
        ("field.pinyin", member.pinyin),
    )
    writer.fields(
        [
            writer.field("field.Member.kind", words(f"member.{member.kind}")),
            *(fields.required_field(writer, key, value) for key, value in wanted),
            *fields.present_fields(writer, known),
            *(writer.field("page.post", _post(member, post, view, words)) for post in member.posts),
            *(writer.field("page.exemption", _exemption(member, one, view, words)) for one in member.exemptions),
            *fields.present_fields(writer, (("field.note", member.note),)),
        ]
    )


def _span(member: Member, span: Post | Exemption, view: View, words: Words) -> str:
    """From when until when, and whether that is past or to come: with the membership it is over too."""
    text = words("page.span", since=span.since.isoformat() if span.since else "…", until=span.until or "…")
    return text if lasts(member, view.today) and lasts(span, view.today) else words("page.not_now", text=text)


def _post(member: Member, post: Post, view: View, words: Words) -> str:
    return f"{words(f'post.{post.kind}')}  {_span(member, post, view, words)}"


def _exemption(member: Member, exemption: Exemption, view: View, words: Words) -> str:
    text = f"{words(f'exemption.{exemption.kind}')}  {_span(member, exemption, view, words)}"
    return f"{text}  {exemption.reason}" if exemption.reason else text


def _open(writer: PageWriter, member: Member) -> None:
    """Duties that are about this member and not settled: running clocks, talks due, hours to go."""
    duties = [duty for duty in writer.view.figures.execution if duty.subject == member.id and duty.state in OPEN]
    writer.listed("page.open_duties", [links.duty_entry(writer.view, duty, writer.words) for duty in duties])


def _sessions(writer: PageWriter, member: Member, year: int) -> None:
    words, view = writer.words, writer.view
    marks = [
        (meeting, status)
        for meeting, status in participation.history(view.snapshot, member.id, view.today)
        if meeting.day.year == year
    ]
    figures = view.once(("participation", year), lambda: participation.participation(view.snapshot, view.today, year))
    figure = next((one for one in figures if one.member == member.id), None)
    writer.heading("page.sessions", year=year)
    if figure is None or not figure.expected:
        writer.text(words("page.no_sessions"), role="info")
    else:
        facts = {name: getattr(figure, name) for name in ("expected", "present", "late", "leave", "absent")}
        writer.text(words("page.took_part", rate=rate(figure.present, figure.expected, words), **facts), role="strong")
        if figure.in_a_row:
            writer.text(words("page.in_a_row", n=figure.in_a_row), role="warn")
    writer.table(
        [
            TableLine(
                cells=(
                    Cell(text=words.glyph(status), role=STATE_ROLES[status]),
                    Cell(text=shown(meeting.day.isoformat())),
                    Cell(text=words(f"attendance.{status}"), role=STATE_ROLES[status]),
                    Cell(text=kinds_of(meeting, view, words)),
                    Cell(text=shown(meeting.reasons.get(member.id) or meeting.main_topic), role="dim"),
                ),
                target=Target(kind="meeting", id=meeting.id),
            )
            for meeting, status in reversed(marks)
        ]
    )


def _hours(writer: PageWriter, member: Member, year: int) -> None:
    words, view = writer.words, writer.view
    figures = view.figures.training
    if year != view.today.year:
        figures = view.once(("training", year), lambda: training.training(view.snapshot, view.today, view.pack, year))
    figure = next((one for one in figures if one.member == member.id), None)
    writer.heading("page.training", year=year)
    if figure is None:
        writer.text(words("page.no_training"), role="info")
        return
    role = {"met": "good", "behind": "warn", "unknown": "info"}.get(figure.state, "")
    if figure.state is TrainingState.EXEMPT:
        writer.text(words("page.training.exempt"), role="dim")
    else:
        asked = f"{figure.required:g}"
        sums = words("page.training.sums", hours=f"{figure.hours:g}", required=asked)
        sums = words("training.required", n=asked) if is_unknown(figure) else sums
        writer.text(f"{sums}  {words(f'training.state.{figure.state}')}", role=role)
    notes = [words(f"training.kind.{kind}") + f"{hours:g}" for kind, hours in figure.by_kind.items()]
    if figure.course_done is not None:
        notes.append(words("page.training.course" if figure.course_done else "page.training.no_course"))
    if figure.self_study:
        notes.append(words("page.training.self", n=f"{figure.self_study:g}"))
    if figure.required and figure.state not in ("met", "unknown"):
        notes.append(words("page.training.pace", n=f"{figure.pace:.0f}"))
    if figure.prorated is not None:
        notes.append(words("page.training.prorated", n=f"{figure.prorated:g}"))
    if notes:
        writer.text(words("page.comma").join(notes))
    if not figure.records:
        writer.text(words("page.no_training"), role="info")
    writer.table(hours_entries(writer, figure.records, year))


def _records(writer: PageWriter, member: Member, year: int) -> None:
    """Of the kinds that show in the panel of people, talks among them, those of the year (undated: this one) that name
    the member.
    """
    words, view = writer.words, writer.view
    for kind in registry.kinds():
        if kind.panel != "participation" or kind.id in APART or not paths(kind.record, PEOPLE):
            continue
        day = day_field(kind)
        records = [
            (str(getattr(record, day, None) or view.today), record.id)
            for record in view.snapshot.tables[kind.table].values()
            if member.id in shows_at(record)
        ]
        records = [(when, id) for when, id in records if when.startswith(f"{year}-")]
        if records:
            own = f"page.{kind.table}"
            what, note = words(f"table.{kind.table}"), words("page.times", n=len(records))
            writer.heading(own if words.has(own) else "page.of_year", note=note, year=year, what=what)
            writer.table([links.record_entry(view, id, words) for _, id in sorted(records, reverse=True)])


def _dues(writer: PageWriter, member: Member, year: int) -> None:
    """The months that are on record, but those for which nothing was to be paid: not here yet, gone, or free of it."""
    words = writer.words
    months = [
        dues
        for dues in writer.view.snapshot.dues.values()
        if dues.month.startswith(f"{year}-") and (member.id in dues.paid or _owing(member, dues))
    ]
    if not months:
        return
    writer.heading("page.dues", year=year)
    entries = []
    for dues in sorted(months, key=lambda dues: dues.month):
        paid = dues.paid.get(member.id)
        mark: Shown = words("page.dues.paid", day=paid.isoformat()) if paid else words("page.dues.unpaid")
        entries.append(
            TableLine(
                cells=(
                    Cell(text=words.glyph("present" if paid else "unknown"), role="good" if paid else "info"),
                    Cell(text=shown(dues.month)),
                    Cell(text=mark),
                ),
                target=Target(kind="dues", id=dues.id),
            )
        )
    writer.table(entries)


def _owing(member: Member, dues: DuesMonth) -> bool:
    ended = last_day_of(dues.month)
    return ended is not None and lasts(member, ended) and not is_free(member)


def _case(writer: PageWriter, member: Member) -> None:
    cases = [case.id for case in writer.view.snapshot.admissions.values() if case.member == member.id]
    writer.listed("page.admissions", [links.record_entry(writer.view, id, writer.words) for id in cases])


def _years(writer: PageWriter, member: Member, year: int) -> None:
    """The other years of which something is recorded of this member."""
    snapshot = writer.view.snapshot
    years = {meeting.day.year for meeting in snapshot.meetings.values() if member.id in (meeting.roll or ())}
    years |= {record.day.year for record in snapshot.training.values() if record.member == member.id}
    years = {one for one in years if one <= writer.view.today.year} - {year}
    if years:
        writer.heading("page.other_years")
        for other in sorted(years, reverse=True):
            id = member.id if other == writer.view.today.year else f"{member.id}/{other}"
            writer.text(writer.words("page.year", year=other), target=Target(kind="member", id=id))
