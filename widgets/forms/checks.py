"""What no field can say alone: spans the wrong way round, ballots beyond their voters, what another record forbids."""

from __future__ import annotations

from widgets.forms.invalid_field import complaint
from widgets.kinds import registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "result": {"done"},
}
"""About which field a complaint stands where another one was typed."""


def complaints_of(form: Form, record: Stored, touched: set[str], view: View) -> dict[str, InvalidField]:
    """Complaints by path about a record as it would be stored; of fields that nobody touched there are none."""
    kind = registry.of_table(form.table)
    complaints = dict(kind.checks(record, view)) if kind.checks is not None else {}
    for name, field in form.fields_.items():
        if field.how == "rows":
            rows = getattr(record, name)
            for number, row in enumerate(rows if type(rows) is tuple else ()):
                if "since" in row.fields:
                    complaints |= {f"{name}.{number}.{inner}": why for inner, why in span(row, "since", "until")}
    return {path: said for path, said in complaints.items() if _concerns(path, touched)}


def _concerns(path: str, touched: set[str]) -> bool:
    """Whether a complaint is about what was typed here, or about what was typed beside it."""
    name = path.partition(".")[0]
    return name in touched or not touched.isdisjoint(BESIDE.get(name, ()))


def span(record: Record, first: str, last: str) -> Iterator[tuple[str, InvalidField]]:
    """The complaint about a last day before the first one."""
    start, end = getattr(record, first), getattr(record, last)
    if start is not None and end is not None and end < start:
        yield last, complaint("before", day=start)


def reading_of(form: Form, scope: TextScope) -> FormReading:
    """What a form says, with every complaint; those about two fields together once each can be read by itself."""
    reading = form.read(scope)
    if reading.complaints:
        return reading
    values = reading.values
    record = form.base.but(**values) if form.base is not None else form.kind(id="", **values)
    return reading.but(complaints=complaints_of(form, record, set(form.typed), scope.view))
