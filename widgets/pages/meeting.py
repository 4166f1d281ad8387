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


def page(writer: PageWriter, target: Target) -> Document | None:
    meeting = writer.view.snapshot.meetings.get(target.id)
    if meeting is None:
        return None
    words = writer.words
    _when_and_where(writer, meeting)
    _items(writer, meeting)
    _roll(writer, meeting)
    _agenda(writer, meeting)
    _votes(writer, meeting)
    _decisions(writer, meeting)
    writer.heading("field.minutes")
    writer.text(meeting.minutes or words("unknown.full"), role="" if meeting.minutes else "info")
    writer.part("field.note", meeting.note)
    links.about(writer, meeting)
    write_end(writer, meeting)
    return writer.document(shown(f"{kinds_of(meeting, writer.view, words)} {meeting.day.isoformat()}"), target)


def _when_and_where(writer: PageWriter, meeting: Meeting) -> None:
    words, view = writer.words, writer.view
    time = f"{meeting.time or words('unknown.full')}–{meeting.end}" if meeting.end else meeting.time
    day = f"{meeting.day.isoformat()} {words(f'weekday.{meeting.day.weekday()}')}"
    if abs((meeting.day - view.today).days) <= COUNTED_DAYS:
        day += f"  {distance(meeting.day, view.today, words)}"
    writer.fields(
        [
            writer.field("field.day", day),
            fields.required_field(writer, "page.from_to", time),
            fields.required_field(writer, "field.place", meeting.place),
            *fields.present_fields(
                writer,
                (
                    ("field.group", view.name(meeting.group) if meeting.group else ""),
                    ("field.topic", meeting.topic),
                    ("field.guests", words("page.comma").join(view.person(guest) for guest in meeting.guests)),
                    ("field.tags", fields.hash_tags(meeting.tags)),
                ),
            ),
            fields.person(writer, "field.chair", meeting.chair),
            fields.person(writer, "field.recorder", meeting.recorder),
        ]
    )


def _items(writer: PageWriter, meeting: Meeting) -> None:
    words, view = writer.words, writer.view
    years = {meeting.day.year, meeting.day.year - 1}
    named = [links.day_of(item.period) for item in meeting.items if item.period]
    duties = links.duties_of_record(view, meeting.id, years | {day.year for day in named if day})
    writer.heading("page.items_counted")
    shown: set[str] = set()
    for item in meeting.items:
        writer.text(_item_line(item, words))
        facts = _item_facts(item, writer)
        if facts:
            writer.fields(facts)
        mine = [duty for duty in duties if item.kind in _kinds(duty) and duty.key not in shown]
        shown.update(duty.key for duty in mine)
        _counts(writer, mine)
        if item.content:
            writer.text(item.content)
    rest = [duty for duty in duties if duty.key not in shown]
    if rest:
        _counts(writer, rest)
    if not meeting.held:
        writer.text(words("page.counts_when_held"), role="dim")
    elif not duties:
        writer.text(words("page.counts_for_none"), role="dim")


def _kinds(duty: Duty) -> tuple[str, ...]:
    """The kinds of item that a rule counts, by its own data."""
    params = duty.rule.params
    return (params.get("kind", ""), *params.get("kinds", ()))


def _item_line(item: Item, words: Words) -> Shown:
    made_up = words("page.makes_up", period=item.period) if item.period else ""
    return shown("  ".join(part for part in (words(f"kind.{item.kind}"), item.topic, made_up) if part))


def _item_facts(item: Item, writer: PageWriter) -> list[PageField]:
    words = writer.words
    hours = words("page.hours", n=f"{item.hours:g}") if item.hours is not None else ""
    found = [fields.person(writer, "field.lecturer", item.lecturer)] if item.lecturer else []
    return [*found, *fields.present_fields(writer, (("field.form", item.form), ("field.hours", hours)))]


def _counts(writer: PageWriter, duties: list[Duty]) -> None:
    words = writer.words
    writer.table(
        [
            TableLine(
                cells=(
                    Cell(text=words("page.counts_for"), role="dim"),
                    Cell(text=shown(f"{duty.rule.id} {duty.period}")),
                    Cell(text=words.glyph(duty.state), role=duty_role(duty)),
                    Cell(text=links.duty_name(writer.view, duty, words)),
                ),
                target=targets.of_duty(duty),
            )
            for duty in duties
        ]
    )


def _roll(writer: PageWriter, meeting: Meeting) -> None:
    words, view = writer.words, writer.view
    everyone = Target(kind="roll", id=meeting.id)
    expected = expected_at(view.snapshot, meeting)
    writer.heading("field.roll")
    if meeting.roll is None:
        text = words("page.not_called", n=len(expected))
        writer.text(text, role="info", target=everyone)
        if meeting.leave:
            writer.text(words("page.on_leave", n=len(meeting.leave)))
            absentees(writer, meeting)
        return
    writer.text(roll.sums(meeting.roll, words), role="strong", target=everyone)
    for standing in (quorum.standing_by(view.snapshot, meeting, measure) for measure in quorum.measures(meeting)):
        writer.text(quorum_line(standing, words), role="" if standing.reached else "warn")
    absentees(writer, meeting)
    present = [id for id, status in meeting.roll.items() if status is Status.PRESENT]
    if present:
        names = words("page.comma").join(view.person(id) for id in present)
        writer.fields([PageField(label=words("page.were_present", n=len(present)), value=names, target=everyone)])


def absentees(writer: PageWriter, meeting: Meeting) -> None:
    """Who did not come, those without leave first, then those who were late; a line each, with the reason. Before the
    roll, who asked for leave.
    """
    words, view = writer.words, writer.view
    entries = []
    for status in [one for one in reversed(tuple(Status)) if one is not Status.PRESENT]:
        for id, mark in meeting.marks.items():
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
    writer.table(entries, wrapped=True)


def quorum_line(standing: QuorumStanding, words: Words) -> Shown:
    """Voters who came of those due, how many are needed and by which measure, and whether that is reached, as far as it
    is known.
    """
    if not standing.due:
        return words("page.quorum.nobody")
    reached = "reached" if standing.reached else "not_reached"
    key = f"page.quorum.{reached if standing.known else 'unknown'}"
    return words(
        "page.quorum",
        whole=words(f"page.whole.{standing.code}"),
        due=standing.due,
        present=standing.present if standing.known else words("unknown.short"),
        needed=standing.needed,
        measure=words(f"page.measure.{standing.code}"),
        verdict=words(key, n=standing.missing),
    )


def _agenda(writer: PageWriter, meeting: Meeting) -> None:
    if not meeting.agenda:
        return
    writer.heading("field.agenda")
    for number, matter in enumerate(meeting.agenda, 1):
        writer.text(f"{number}. {matter}")


def _votes(writer: PageWriter, meeting: Meeting) -> None:
    if not meeting.votes:
        return
    writer.heading("field.votes")
    for vote in meeting.votes:
        _vote(writer, meeting, vote)


def _vote(writer: PageWriter, meeting: Meeting, vote: Vote) -> None:
    writer.text(f"{vote.matter}  ({writer.words(f'vote.{vote.kind}')})")
    for text, role in vote_lines(writer.view, meeting, vote, writer.words):
        writer.text(text, role=role)


def vote_lines(view: View, meeting: Meeting, vote: Vote, words: Words) -> Iterator[tuple[Shown, str]]:
    """How a vote stands, with its arithmetic: texts and their roles."""
    missing = words("unknown.short")
    standing = quorum.ballot(view.snapshot, meeting, vote)
    yield quorum_line(standing, words), "" if standing.reached else "warn" if standing.known else "info"
    counts = {name: missing if count is None else count for name, count in _counted(vote)}
    written = words("page.vote.written", n=vote.written) if vote.written else ""
    yield shown(words("page.vote", **counts) + written), ""
    if vote.yes is None:
        yield words("page.vote.unknown"), "info"
        return
    if not standing.known:
        yield words("page.vote.no_roll"), "info"
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


def _decisions(writer: PageWriter, meeting: Meeting) -> None:
    if not meeting.decisions:
        return
    words, view = writer.words, writer.view
    writer.heading("field.decisions")
    for number, decision in enumerate(meeting.decisions, 1):
        writer.text(f"{number}. {decision.text}")
        owner = view.person(decision.owner) if decision.owner else words("unknown.full")
        due = decision.due.isoformat() if decision.due else words("unknown.full")
        if decision.done:
            state, role = words("page.done_on", day=decision.done.isoformat()), "good"
        elif decision.due and decision.due < view.today:
            state, role = words("page.over", n=(view.today - decision.due).days), "warn"
        else:
            state, role = words("page.not_done"), ""
        line = words("page.decision", owner=owner, due=due, state=state)
        writer.text(line, role=role, target=targets.of_person(view, decision.owner))
