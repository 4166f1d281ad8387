"""A gathering: when and where, what its items count for, who came and who did not, votes, decisions, minutes."""

from __future__ import annotations

from store.records import Status
from store.rules import quorum
from store.snapshot import expected_at
from widgets.display import shown
from widgets.pages import fields, links, roll, targets
from widgets.pages.page_writer import PageField, TableLine
from widgets.pages.record import write_end
from widgets.sections.execution import duty_role
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Cell, Target
from widgets.theme import STATE_ROLES
from widgets.when.date_text import COUNTED_DAYS, distance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Item, Meeting, Vote
    from store.rules.figures import Duty
    from store.rules.quorum import QuorumStanding
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def page(sheet: PageWriter, target: Target) -> Document | None:
    meeting = sheet.view.snapshot.meetings.get(target.id)
    if meeting is None:
        return None
    words = sheet.words
    _when_and_where(sheet, meeting)
    _items(sheet, meeting)
    _roll(sheet, meeting)
    _agenda(sheet, meeting)
    _votes(sheet, meeting)
    _decisions(sheet, meeting)
    sheet.heading("field.minutes")
    sheet.text(meeting.minutes or words("unknown.full"), role="" if meeting.minutes else "info")
    sheet.part("field.note", meeting.note)
    links.about(sheet, meeting)
    write_end(sheet, meeting)
    return sheet.document(shown(f"{kinds_of(meeting, sheet.view, words)} {meeting.day.isoformat()}"), target)


def _when_and_where(sheet: PageWriter, meeting: Meeting) -> None:
    words, view = sheet.words, sheet.view
    time = f"{meeting.time or words('unknown.full')}–{meeting.end}" if meeting.end else meeting.time
    day = f"{meeting.day.isoformat()} {words(f'weekday.{meeting.day.weekday()}')}"
    if abs((meeting.day - view.today).days) <= COUNTED_DAYS:
        day += f"  {distance(meeting.day, view.today, words)}"
    sheet.fields(
        [
            sheet.field("field.day", day),
            fields.required_field(sheet, "page.from_to", time),
            fields.required_field(sheet, "field.place", meeting.place),
            *fields.present_fields(
                sheet,
                (
                    ("field.group", view.name(meeting.group) if meeting.group else ""),
                    ("field.topic", meeting.topic),
                    ("field.guests", words("page.comma").join(view.person(guest) for guest in meeting.guests)),
                    ("field.tags", fields.hash_tags(meeting.tags)),
                ),
            ),
            fields.person(sheet, "field.chair", meeting.chair),
            fields.person(sheet, "field.recorder", meeting.recorder),
        ]
    )


def _items(sheet: PageWriter, meeting: Meeting) -> None:
    words, view = sheet.words, sheet.view
    years = {meeting.day.year, meeting.day.year - 1}
    named = [links.day_of(item.period) for item in meeting.items if item.period]
    duties = links.duties_of_record(view, meeting.id, years | {day.year for day in named if day})
    sheet.heading("page.items_counted")
    shown: set[str] = set()
    for item in meeting.items:
        sheet.text(_item_line(item, words))
        facts = _item_facts(item, sheet)
        if facts:
            sheet.fields(facts)
        mine = [duty for duty in duties if item.kind in _kinds(duty) and duty.key not in shown]
        shown.update(duty.key for duty in mine)
        _counts(sheet, mine)
        if item.content:
            sheet.text(item.content)
    rest = [duty for duty in duties if duty.key not in shown]
    if rest:
        _counts(sheet, rest)
    if not meeting.held:
        sheet.text(words("page.counts_when_held"), role="dim")
    elif not duties:
        sheet.text(words("page.counts_for_none"), role="dim")


def _kinds(duty: Duty) -> tuple[str, ...]:
    """The kinds of item that a rule counts, by its own data."""
    params = duty.rule.params
    return (params.get("kind", ""), *params.get("kinds", ()))


def _item_line(item: Item, words: Words) -> Shown:
    made_up = words("page.makes_up", period=item.period) if item.period else ""
    return shown("  ".join(part for part in (words(f"kind.{item.kind}"), item.topic, made_up) if part))


def _item_facts(item: Item, sheet: PageWriter) -> list[PageField]:
    words = sheet.words
    hours = words("page.hours", n=f"{item.hours:g}") if item.hours is not None else ""
    found = [fields.person(sheet, "field.lecturer", item.lecturer)] if item.lecturer else []
    return [*found, *fields.present_fields(sheet, (("field.form", item.form), ("field.hours", hours)))]


def _counts(sheet: PageWriter, duties: list[Duty]) -> None:
    words = sheet.words
    sheet.table(
        [
            TableLine(
                cells=(
                    Cell(text=words("page.counts_for"), role="dim"),
                    Cell(text=shown(f"{duty.rule.id} {duty.period}")),
                    Cell(text=words.glyph(duty.state), role=duty_role(duty)),
                    Cell(text=links.duty_name(sheet.view, duty, words)),
                ),
                target=targets.of_duty(duty),
            )
            for duty in duties
        ]
    )


def _roll(sheet: PageWriter, meeting: Meeting) -> None:
    words, view = sheet.words, sheet.view
    everyone = Target(kind="roll", id=meeting.id)
    expected = expected_at(view.snapshot, meeting)
    sheet.heading("field.roll")
    if meeting.roll is None:
        text = words("page.not_called", n=len(expected))
        sheet.text(text, role="info", target=everyone)
        if meeting.leave:
            sheet.text(words("page.on_leave", n=len(meeting.leave)))
            absentees(sheet, meeting)
        return
    sheet.text(roll.sums(meeting.roll, words), role="strong", target=everyone)
    for standing in (quorum.measured(view.snapshot, meeting, measure) for measure in quorum.measures(meeting)):
        sheet.text(quorum_line(standing, words), role="" if standing.reached else "warn")
    absentees(sheet, meeting)
    present = [id for id, status in meeting.roll.items() if status is Status.PRESENT]
    if present:
        names = words("page.comma").join(view.person(id) for id in present)
        sheet.fields([PageField(label=words("page.were_present", n=len(present)), value=names, target=everyone)])


def absentees(sheet: PageWriter, meeting: Meeting) -> None:
    """Who did not come, those without leave first, then those who were late; a line each, with the reason. Before the
    roll, who asked for leave.
    """
    words, view = sheet.words, sheet.view
    marks = meeting.leave if meeting.roll is None else meeting.roll
    entries = []
    for status in [one for one in reversed(tuple(Status)) if one is not Status.PRESENT]:
        for id, mark in marks.items():
            if mark is not status:
                continue
            reason = meeting.reasons.get(id, "")
            unknown = not reason and status is not Status.LATE
            entries.append(
                TableLine(
                    cells=(
                        Cell(text=words.glyph(status), role=STATE_ROLES[status]),
                        Cell(text=shown(view.person(id))),
                        Cell(text=words(f"attendance.{status}"), role=STATE_ROLES[status]),
                        Cell(
                            text=words("page.no_reason") if unknown else shown(reason),
                            role="info" if unknown else "",
                        ),
                    ),
                    target=targets.of_person(view, id),
                )
            )
    sheet.table(entries, wrapped=True)


def quorum_line(standing: QuorumStanding, words: Words) -> Shown:
    """Voters who came of those due, how many are needed and by which measure, and whether that is reached."""
    if not standing.due:
        return words("page.quorum.nobody")
    key = "page.quorum.reached" if standing.reached else "page.quorum.not_reached"
    return words(
        "page.quorum",
        whole=words(f"page.whole.{standing.code}"),
        due=standing.due,
        present=standing.present,
        needed=standing.needed,
        measure=words(f"page.measure.{standing.code}"),
        verdict=words(key, n=standing.missing),
    )


def _agenda(sheet: PageWriter, meeting: Meeting) -> None:
    if not meeting.agenda:
        return
    sheet.heading("field.agenda")
    for number, matter in enumerate(meeting.agenda, 1):
        sheet.text(f"{number}. {matter}")


def _votes(sheet: PageWriter, meeting: Meeting) -> None:
    if not meeting.votes:
        return
    sheet.heading("field.votes")
    for vote in meeting.votes:
        _vote(sheet, meeting, vote)


def _vote(sheet: PageWriter, meeting: Meeting, vote: Vote) -> None:
    sheet.text(f"{vote.matter}  ({sheet.words(f'vote.{vote.kind}')})")
    for text, role in vote_lines(sheet.view, meeting, vote, sheet.words):
        sheet.text(text, role=role)


def vote_lines(view: View, meeting: Meeting, vote: Vote, words: Words) -> Iterator[tuple[Shown, str]]:
    """How a vote stands, with its arithmetic: texts and their roles."""
    missing = words("unknown.short")
    standing = quorum.ballot(view.snapshot, meeting, vote)
    yield quorum_line(standing, words), "" if standing.reached else "warn"
    counts = {name: missing if count is None else count for name, count in _counted(vote)}
    written = words("page.vote.written", n=vote.written) if vote.written else ""
    yield shown(words("page.vote", **counts) + written), ""
    if vote.yes is None:
        yield words("page.vote.unknown"), "info"
        return
    whole = quorum.whole_of(vote, standing, view.pack)
    carried = quorum.carried(vote.yes, whole) and standing.reached
    key = "page.vote.carried" if carried else "page.vote.not_carried"
    if quorum.carried(vote.yes, whole) and not standing.reached:
        key = "page.vote.no_quorum"
    of_due = whole == standing.due
    sums = words("page.vote.sum" if of_due else "page.vote.sum_present", yes=vote.yes, twice=vote.yes * 2, whole=whole)
    yield shown(f"{sums}{words(key)}"), "good" if carried else "warn"
    given = vote.yes + (vote.no or 0) + (vote.abstain or 0)
    if None not in (vote.no, vote.abstain) and given != standing.present + vote.written:
        yield words("page.vote.uneven", given=given, ballots=standing.present + vote.written), "warn"


def _counted(vote: Vote) -> tuple[tuple[str, int | None], ...]:
    return ("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain)


def _decisions(sheet: PageWriter, meeting: Meeting) -> None:
    if not meeting.decisions:
        return
    words, view = sheet.words, sheet.view
    sheet.heading("field.decisions")
    for number, decision in enumerate(meeting.decisions, 1):
        sheet.text(f"{number}. {decision.text}")
        owner = view.person(decision.owner) if decision.owner else words("unknown.full")
        due = decision.due.isoformat() if decision.due else words("unknown.full")
        if decision.done:
            state, role = words("page.done_on", day=decision.done.isoformat()), "good"
        elif decision.due and decision.due < view.today:
            state, role = words("page.over", n=(view.today - decision.due).days), "warn"
        else:
            state, role = words("page.not_done"), ""
        line = words("page.decision", owner=owner, due=due, state=state)
        sheet.text(line, role=role, target=targets.of_person(view, decision.owner))
