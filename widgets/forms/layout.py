"""Which fields a form of each kind of record has, in which order, and how each of them is written."""

from __future__ import annotations

from functools import cache

from store.field_types import types_of
from store.record import Record
from store.records import (
    Admission,
    Branch,
    Decision,
    DuesMonth,
    Exemption,
    Finding,
    Group,
    Item,
    Meeting,
    Member,
    Post,
    Talk,
    Training,
    Vote,
    Waiver,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.records import MemberId
    from store.text_enum import TextEnum


class PaidRow(Record):
    """One who has paid the dues of a month: a row of what the record keeps as a table."""

    member: MemberId
    day: date


class FormField(Record):
    """`how` its value is written (`spelling`); `of` are its choices, `row` is the record of each of its rows.

    `empty` is the value of no text; `needed`: there is none. `ahead`: a bare day is one to come. `awaited`: where it is
    empty, that is said.
    """

    name: str
    how: str
    of: type[TextEnum] | None = None
    row: type[Record] | None = None
    needed: bool = False
    empty: Any = None
    ahead: bool = False
    awaited: bool = False


SECTIONS: dict[type[Record], tuple[tuple[str, tuple[str, ...]], ...]] = {
    Branch: (
        ("", ("name", "founded", "records_since", "term_began", "leading_body")),
        ("", ("groups",)),
        ("more", ("note",)),
    ),
    Group: (("", ("name", "since", "until")),),
    Member: (
        ("", ("name", "kind", "group", "joined", "full_since")),
        ("", ("posts",)),
        ("", ("exemptions",)),
        ("stay", ("since", "until", "status", "mobile", "letter")),
        ("person", ("sex", "ethnic", "birth", "education", "degree", "major")),
        ("work", ("unit", "admin_post", "leader", "phone", "monthly_due")),
        ("more", ("pinyin", "note")),
    ),
    Post: (("", ("kind", "since", "until")),),
    Exemption: (("", ("kind", "since", "until", "reason")),),
    Meeting: (
        ("", ("day", "time", "end", "place", "topic", "group", "chair", "recorder", "guests", "tags")),
        ("", ("items",)),
        ("minutes", ("agenda", "minutes")),
        ("", ("decisions",)),
        ("", ("votes",)),
        ("more", ("nonvoters", "note")),
    ),
    Item: (("", ("kind", "topic", "period", "form", "hours", "lecturer", "content")),),
    Vote: (("", ("matter", "kind", "due", "present", "yes", "no", "abstain", "written")),),
    Decision: (("", ("text", "owner", "due", "done")),),
    Training: (
        ("", ("member", "day", "until", "hours", "kind", "form", "topic")),
        ("more", ("organiser", "level", "place", "certificate", "session", "tags", "note")),
    ),
    Finding: (
        ("", ("rule", "period", "subject", "result", "day", "inspector", "text")),
        ("rectify", ("owner", "due", "evidence", "closed", "closing")),
        ("more", ("tags", "note")),
    ),
    Talk: (("", ("talker", "partner", "day", "kind", "place", "tags", "note")),),
    DuesMonth: (("", ("month",)), ("", ("paid",)), ("more", ("note",))),
    PaidRow: (("", ("member", "day")),),
    Admission: (
        ("", ("name", "stage", "member", "mentors", "sponsors")),
        ("applicant", ("applied", "talked", "activist", "examined")),
        ("candidate", ("candidate", "reviewed", "trained_days", "trained_hours", "notice_from", "notice_until")),
        ("probation", ("prereview", "admitted", "approved", "oath", "requested", "extended_until")),
        ("confirm", ("confirmed", "confirmation_approved", "archived", "closed")),
        ("more", ("note",)),
    ),
    Waiver: (("", ("rule", "period", "subject", "reason", "name", "day")),),
}
"""The same order on every form and every screen. A section is named, or is one field of rows."""

ELSEWHERE: dict[type[Record], frozenset[str]] = {Meeting: frozenset({"roll", "reasons", "roll_day"})}
"""What a form does not ask for: a roll is called, with its reasons and on its day."""
ROWS: dict[tuple[type[Record], str], type[Record]] = {(DuesMonth, "paid"): PaidRow}
"""The rows as which a mapping is filled in: a key and its value."""
OURS = frozenset({"id", "rev", "by", "at"})

_AWAITED = {
    Meeting: {"time", "place", "topic", "chair", "recorder", "agenda", "minutes"},
    Item: {"topic"},
    Decision: {"owner", "due"},
    Vote: {"yes", "no", "abstain"},
    Finding: {"text", "owner", "due"},
    Member: {"joined", "birth", "unit", "monthly_due"},
}
_HOW = {
    "str": "text",
    "bool": "yes",
    "int": "count",
    "date": "day",
    "Partial": "partial",
    "Month": "month",
    "Clock": "clock",
    "Hours": "hours",
    "DayAhead": "day",
    "MemberId": "member",
    "MeetingId": "session",
    "GroupId": "group",
    "Subject": "subject",
    "Person": "person",
    "Signature": "text",
    "RuleId": "rule",
    "PeriodLabel": "period",
    "Place": "text",
    "Note": "note",
    "LongText": "long",
}
"""How a value of each meaning is written; one of a vocabulary is chosen, a record is a row."""
_HOW_SEVERAL = {"Person": "people", "MemberId": "members", "Tag": "tags", "Line": "lines", "date": "days"}


@cache
def fields_of(kind: type[Record]) -> dict[str, FormField]:
    """The fields of a form by name, in its order."""
    return {name: _field(kind, name) for _, names in SECTIONS[kind] for name in names}


def _field(kind: type[Record], name: str) -> FormField:
    type = types_of(kind)[name]
    if type.many == "dict":
        how, row = "rows", ROWS[kind, name]
    elif type.record is not None:
        how, row = "rows", type.record
    else:
        how, row = "choice" if type.choices else (_HOW_SEVERAL if type.many else _HOW)[type.of], None
    return FormField(
        name=name,
        how=how,
        of=type.choices,
        row=row,
        needed=name not in kind.defaults or (how == "choice" and kind.defaults[name] is not None),
        empty=kind.defaults.get(name),
        ahead=type.of == "DayAhead",
        awaited=name in _AWAITED.get(kind, ()),
    )
