"""Who has paid the dues of one month."""

from __future__ import annotations

from store.record import Record
from widgets import json_objects as objects
from widgets.forms.invalid_field import complaint
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import dues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.records import DuesMonth, MemberId
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class PaidRow(Record):
    """One who has paid the dues of a month: a row of what the record keeps as a mapping."""

    member: MemberId
    day: date


def _summary(record: DuesMonth, view: View, words: Words) -> tuple[str, str, str]:
    return record.month, "", words("page.dues.paid_n", n=len(record.paid))


def _checks(record: DuesMonth, view: View) -> Iterator[tuple[str, InvalidField]]:
    if any(other.month == record.month and id != record.id for id, other in view.snapshot.dues.items()):
        yield "month", complaint("month_twice", text=record.month)


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    for month in sorted(view.snapshot.dues.values(), key=lambda one: (one.month, one.id)):
        names = [view.person(member) for member in month.paid]
        yield ListLine(
            cells=(month.id, month.month, words("cli.paid", n=len(names)), month.note),
            search=(month.id, month.month, month.note, *names),
            json=objects.record_object(view.snapshot, month.id) or {},
        )


KIND = RecordKind(
    id="dues",
    table="dues",
    form=(("", ("month",)), ("", ("paid",)), ("more", ("note",))),
    rows={"paid": PaidRow},
    summary=_summary,
    page=dues.page,
    lines=_lines,
    checks=_checks,
)
