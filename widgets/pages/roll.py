"""Everyone who was expected at a gathering, one line each: the list behind 应到, 实到, 请假 and 缺席."""

from __future__ import annotations

from store.records import CAME, LEAVE, Status
from store.snapshot import exempt_on, expected_at, invited
from widgets.display import shown
from widgets.pages import targets
from widgets.pages.page_writer import TableLine
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Cell
from widgets.share import percent
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.records import Meeting
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target
    from widgets.words.lexicon import Words


def sums(marks: Mapping[str, Status], words: Words) -> Shown:
    """应到, 实到, 请假, 缺席 and the rate of a roll; the rate is unknown where nobody was expected."""
    came = sum(status in CAME for status in marks.values())
    facts = {
        "expected": len(marks),
        "came": came,
        "leave": sum(status in LEAVE for status in marks.values()),
        "absent": sum(status is Status.ABSENT for status in marks.values()),
        "rate": rate(came, len(marks), words),
    }
    return words("roll.sums", **facts)


def rate(came: int, expected: int, words: Words) -> Shown:
    """Present of expected in whole percent."""
    return shown(percent(came, expected)) if expected else words("unknown.short")


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    meeting = view.snapshot.meetings.get(target.id)
    if meeting is None:
        return None
    expected = expected_at(view.snapshot, meeting)
    if meeting.roll is None:
        writer.text(words("page.not_called", n=len(expected)), role="info")
        writer.gap()
        writer.table([_entry(writer, meeting, id) for id in expected])
    else:
        writer.text(sums(meeting.roll, words), role="strong")
        _by_status(writer, meeting, meeting.roll)
    _exempt(writer, meeting, expected)
    title = f"{kinds_of(meeting, view, words)} {meeting.day.isoformat()} · {words('field.roll')}"
    return writer.document(shown(title), target)


def _by_status(writer: PageWriter, meeting: Meeting, marks: Mapping[str, Status]) -> None:
    for status in reversed(tuple(Status)):
        ids = [id for id, mark in marks.items() if mark is status]
        writer.listed(f"attendance.{status}", [_entry(writer, meeting, id) for id in ids], "page.people")


def _entry(writer: PageWriter, meeting: Meeting, id: str) -> TableLine:
    view, words = writer.view, writer.words
    member = view.snapshot.members.get(id)
    status = meeting.marks.get(id)
    glyph = Cell(text=words.glyph(status), role=STATE_ROLES[status]) if status else Cell(text=shown(" "))
    about = [view.name(member.group) if member and member.group else ""]
    if id in meeting.nonvoters:
        about.append(words("page.no_vote"))
    about.append(meeting.reasons.get(id, ""))
    cells = (glyph, Cell(text=shown(view.person(id))), Cell(text=shown("  ".join(part for part in about if part))))
    return TableLine(cells=cells, target=targets.of_person(view, id))


def _exempt(writer: PageWriter, meeting: Meeting, expected: Iterable[str]) -> None:
    """Who belongs to this session and is not expected, and why: they are out of 应到, never out of the list."""
    view, words = writer.view, writer.words
    known = set(expected)
    entries = []
    for member in invited(view.snapshot, meeting):
        exemption = exempt_on(member, meeting.day)
        if exemption is None or member.id in known:
            continue
        why = words(f"exemption.{exemption.kind}")
        cells = (
            Cell(text=shown(view.person(member.id))),
            Cell(text=shown(f"{why}  {exemption.reason}" if exemption.reason else why)),
        )
        entries.append(TableLine(cells=cells, target=targets.of_person(view, member.id)))
    writer.listed("page.not_expected", entries, "page.people")
