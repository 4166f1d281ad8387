"""What no field can say alone: spans the wrong way round, ballots beyond their voters, what another record forbids."""

from __future__ import annotations

from store.records import Admission, DuesMonth, Finding, Group, Kind, Meeting, Member, Talk, Training, Vote
from widgets.forms.invalid_field import complaint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.record import Record
    from store.records import Stored
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form, FormReading
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View


BESIDE = {
    "until": {"since", "day"},
    "end": {"time"},
    "time": {"end"},
    "notice_until": {"notice_from"},
    "closed": {"day"},
    "due": {"day"},
    "group": {"items"},
    "partner": {"talker"},
}
"""About which field a complaint stands where another one was typed."""


def checked(form: Form, record: Stored, touched: set[str], view: View) -> dict[str, InvalidField]:
    """Complaints by path about a record as it would be stored; of fields that nobody touched there are none."""
    found = dict(_of_record(record))
    for name, field in form.fields_.items():
        if field.how == "rows":
            rows = getattr(record, name)
            for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
                found |= {f"{name}.{number}.{inner}": said for inner, said in _of_row(row)}
    if isinstance(record, Meeting):
        found |= dict(_of_meeting(record, form, view))
    if isinstance(record, DuesMonth) and any(
        other.month == record.month and id != record.id for id, other in view.snapshot.dues.items()
    ):
        found["month"] = complaint("month_twice", text=record.month)
    return {path: said for path, said in found.items() if _concerns(path, touched)}


def _concerns(path: str, touched: set[str]) -> bool:
    """Whether a complaint is about what was typed here, or about what was typed beside it."""
    name = path.partition(".")[0]
    return name in touched or not touched.isdisjoint(BESIDE.get(name, ()))


def _of_record(record: Stored) -> Iterator[tuple[str, InvalidField]]:
    if isinstance(record, Talk) and record.talker == record.partner:
        yield "partner", complaint("same_person")
    if isinstance(record, Member | Group):
        yield from _span(record, "since", "until")
    if isinstance(record, Training):
        yield from _span(record, "day", "until")
    if isinstance(record, Finding):
        yield from _span(record, "day", "closed")
        yield from _span(record, "day", "due")
    if isinstance(record, Admission):
        yield from _span(record, "notice_from", "notice_until")


def _of_row(row: Any) -> Iterator[tuple[str, InvalidField]]:
    if "since" in row.fields:
        yield from _span(row, "since", "until")
    if isinstance(row, Vote):
        counts = [count for count in (row.yes, row.no, row.abstain) if count is not None]
        if row.due is not None and row.present is not None and row.present > row.due:
            yield "present", complaint("more_than_due", due=row.due)
        elif row.present is not None and sum(counts) > row.present + row.written:
            yield "yes", complaint("more_than_came", n=sum(counts), ballots=row.present + row.written)


def _span(record: Record, first: str, last: str) -> Iterator[tuple[str, InvalidField]]:
    start, end = getattr(record, first), getattr(record, last)
    if start is not None and end is not None and end < start:
        yield last, complaint("before", day=start)


def _of_meeting(meeting: Meeting, form: Form, view: View) -> Iterator[tuple[str, InvalidField]]:
    if meeting.end is not None and meeting.time is None:
        yield "time", complaint("needed")
    elif meeting.end is not None and meeting.time is not None and meeting.end <= meeting.time:
        yield "end", complaint("before_time", time=meeting.time)
    if meeting.held and meeting.day > view.today:
        yield "day", complaint("held", day=meeting.day)
    groups = view.snapshot.branch.groups if view.snapshot.branch else ()
    if Kind.GROUP_MEETING in meeting.kinds and meeting.group is None and groups:
        yield "group", complaint("needs_group")


def judged(form: Form, scope: TextScope) -> FormReading:
    """What a form says, with every complaint; those about two fields together once each can be read by itself."""
    reading = form.read(scope)
    if reading.complaints:
        return reading
    values = reading.values
    record = form.base.but(**values) if form.base is not None else form.kind(id="", **values)
    return reading.but(complaints=checked(form, record, set(form.typed), scope.view))
