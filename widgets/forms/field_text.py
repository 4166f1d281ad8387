"""The text of a value in its field, and the value of a text: one pair of functions for each way of writing.

What `spelled` gives is read back as the same value, unless the value is one that nobody can type (a control character
in a name from an old file); such a value stays as long as its field is left alone.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from store.exchange.tables.cells import InvalidCell, amount_of
from store.exchange.tables.sensitive import sensitive_code
from store.periods import parse
from store.records import MOST_HOURS
from widgets.forms import choices, field_registers
from widgets.forms.invalid_field import InvalidField, complaint, of_trouble, of_when
from widgets.forms.wrapped import BREAK
from widgets.quick_line import duties, groups, people, tags
from widgets.quick_line.reading import InvalidToken
from widgets.typed_text import LINE_AT_MOST
from widgets.when.moments import read_when
from widgets.when.numerals import InvalidDate, full_match, normal
from widgets.when.periods import read_month, read_period
from widgets.when.times import read_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from widgets.forms.layout import FormField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

TEXT_AT_MOST = 50_000
YEARS = range(1900, 2200)
PEOPLE = ("people", "members")
COMMAS = str.maketrans(dict.fromkeys("，,、;；\n", ","))
_ISO = r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?"
_ROW = r"(\d{4})(\d\d)(\d\d)?"


class TextScope:
    """Among which records, on which day and in which language a text is read."""

    __slots__ = ("today", "view", "words")

    def __init__(self, view: View, words: Words) -> None:
        self.view = view
        self.words = words
        self.today = view.today


def spelled(field: FormField, value: Any, scope: TextScope) -> str:
    """The text of a value; rows have none."""
    if value is None:
        return ""
    how, view = field.how, scope.view
    if how == "yes":
        return choices.YES if value else choices.NO
    if how == "hours":
        return f"{value:g}" if value < 100_000 else str(value)
    if how == "number":
        return f"{Decimal(repr(value)).normalize():f}"
    if how in field_registers.READERS:
        return field_registers.spelled(how, value, view, scope.words)
    if how == "day":
        return str(value.isoformat())
    if how == "days":
        return " ".join(day.isoformat() for day in value)
    if how == "lines":
        return BREAK.join(value)
    if how == "tags":
        return " ".join(f"#{tag}" for tag in value)
    if how in PEOPLE:
        return ", ".join(_typed_person(one, view) for one in value)
    if how in ("person", "member"):
        return _typed_person(value, view)
    if how == "group":
        return view.name(value)
    if how == "subject":
        return _typed_person(value, view) if value in view.snapshot.members else view.name(value)
    return str(value)


def _typed_person(reference: str, view: View) -> str:
    """What to type for a member, told apart from namesakes; someone from outside is written as they are."""
    return people.typed_person(reference, view) if reference in view.snapshot.members else reference


def read(field: FormField, text: str, scope: TextScope) -> Any:
    """The value that a text means in a field, None where it is empty and may be, or a `InvalidField`."""
    plain = "".join(text.split()) if field.how in _TIGHT else text.strip()
    if sensitive_code(text) is not None:
        return complaint("secret")
    long = field.how in ("long", "lines", "note")
    if len(text) > (TEXT_AT_MOST if long else LINE_AT_MOST):
        return complaint("too_long", most=TEXT_AT_MOST if long else LINE_AT_MOST)
    if not all(c.isprintable() or (long and c in "\n\t") or c == "\u3000" for c in text):
        return complaint("control")
    if not plain:
        return complaint("needed") if field.needed else field.empty
    of_registers = field_registers.READERS.get(field.how)
    return of_registers(plain, scope.view) if of_registers is not None else _READERS[field.how](field, plain, scope)


_TIGHT = frozenset({"partial", "month", "clock", "hours", "count", "period", "number"})


def _text(field: FormField, text: str, scope: TextScope) -> Any:
    return text


def _lines(field: FormField, text: str, scope: TextScope) -> Any:
    return tuple(line.strip() for line in text.split(BREAK) if line.strip())


def _exact(text: str) -> tuple[str, ...] | None:
    """Year, month and day of a text that says its year, as far as it goes; None for any other text."""
    said = normal(text)
    match = full_match(_ROW, said) or full_match(_ISO, said)
    if match is None:
        return None
    return tuple(part.zfill(2) for part in match.groups() if part)


def _partial(field: FormField, text: str, scope: TextScope) -> Any:
    parts = _exact(text)
    if parts is None:
        return complaint("partial", text=text)
    try:
        day = date(*map(int, (*parts, "1", "1")[:3]))
    except ValueError:
        return complaint("no_day", text=text)
    return "-".join(parts) if day.year in YEARS else complaint("no_day", text=text)


def _day(field: FormField, text: str, scope: TextScope) -> Any:
    parts = _exact(text)
    if parts is not None and len(parts) == 3:
        found = _partial(field, text, scope)
        return found if isinstance(found, InvalidField) else date.fromisoformat(found)
    moment = read_when(text, scope.today, "meeting" if field.ahead else "record")
    if (parts is not None and moment is None) or (isinstance(moment, InvalidDate) and moment.code == "unread"):
        return complaint("day" if parts is None else "which_day", text=text)
    if isinstance(moment, InvalidDate):
        return of_when(moment)
    if moment is None or moment.day is None:
        return complaint("day", text=text)
    return moment.day if moment.time is None else complaint("no_time", text=text)


def _days(field: FormField, text: str, scope: TextScope) -> Any:
    days = []
    for part in text.translate(COMMAS).replace(",", " ").split():
        day = _day(field, part, scope)
        if isinstance(day, InvalidField):
            return day
        days.append(day)
    return tuple(days)


def _month(field: FormField, text: str, scope: TextScope) -> Any:
    parts = _exact(text)
    if parts is not None and len(parts) == 2:
        return _partial(field, text, scope)
    said = read_month(text, scope.today)
    return said if isinstance(said, str) else complaint("month", text=text)


def _clock(field: FormField, text: str, scope: TextScope) -> Any:
    span = read_time(text)
    if span is None or (isinstance(span, InvalidDate) and span.code == "unread"):
        return complaint("clock", text=text)
    if isinstance(span, InvalidDate):
        return of_when(span)
    return span.start if span.end is None else complaint("one_clock", text=text)


def _hours(field: FormField, text: str, scope: TextScope) -> Any:
    match = full_match(r"(\d{1,5})(?:\.(\d))?(?:学时|课时|小时|hours|h)?", normal(text))
    if match is None or match[2] not in (None, "0", "5"):
        return complaint("hours", text=text)
    value = int(match[1]) + (0.5 if match[2] == "5" else 0)
    return value if value <= MOST_HOURS else complaint("hours", text=text)


def _amount(field: FormField, text: str, scope: TextScope) -> Any:
    try:
        return amount_of(text) or ""
    except InvalidCell:
        return complaint("amount", text=text)


def _count(field: FormField, text: str, scope: TextScope) -> Any:
    match = full_match(r"(\d{1,16})(?:人|票|天)?", normal(text))
    return int(match[1]) if match and int(match[1]) < 2**53 else complaint("count", text=text)


def _choice(field: FormField, text: str, scope: TextScope) -> Any:
    codes = choices.find(field, text, scope.words)
    if len(codes) == 1:
        return codes[0] == choices.YES if field.of is None else field.of(codes[0])
    return complaint("several" if codes else "no_choice", text=text)


def _period(field: FormField, text: str, scope: TextScope) -> Any:
    if parse(text) is not None:
        return text
    parts = _exact(text)
    if parts is not None and len(parts) == 3:
        return _partial(field, text, scope)  # of a rule on each event: its day
    said = read_period(text, scope.today)
    return said if isinstance(said, str) else of_when(said) if said else complaint("period", text=text)


def _person(field: FormField, text: str, scope: TextScope) -> Any:
    person = people.find(text, scope.view, scope.today, outside=True)
    if isinstance(person, InvalidToken) and person.code == "nobody" and any(c.isupper() for c in text):
        return text  # Anna Lee; initials are typed in small letters
    return of_trouble(person, text) if isinstance(person, InvalidToken) else person


def _member(field: FormField, text: str, scope: TextScope) -> Any:
    person = _person(field, text, scope)
    if isinstance(person, InvalidField) or person in scope.view.snapshot.members:
        return person
    return complaint("no_member", text=text)


def _people(field: FormField, text: str, scope: TextScope) -> Any:
    named: list[str] = []
    for part in text.translate(COMMAS).split(","):
        if not part.strip():
            continue
        person = (_member if field.how == "members" else _person)(field, part.strip(), scope)
        if isinstance(person, InvalidField):
            return person
        if person not in named:
            named.append(person)
    return tuple(named)


def _group(field: FormField, text: str, scope: TextScope) -> Any:
    found = groups.find(text, scope.view, bare=True)
    return found[0].id if len(found) == 1 else complaint("several" if found else "no_group", text=text)


def _tags(field: FormField, text: str, scope: TextScope) -> Any:
    chosen: list[str] = []
    for part in text.translate(COMMAS).replace("＃", "#").replace("#", ",").replace(" ", ",").split(","):
        if not part:
            continue
        tag = tags.find(part, scope.view)
        if isinstance(tag, InvalidToken):
            return of_trouble(tag, part)
        if tag not in chosen:
            chosen.append(tag)
    return tuple(chosen)


def _rule(field: FormField, text: str, scope: TextScope) -> Any:
    if any(rule.id == text for rule in scope.view.pack.rules):
        return text
    found = duties.find(text, scope.view, scope.today)
    return of_trouble(found, text) if isinstance(found, InvalidToken) else found.id


def _subject(field: FormField, text: str, scope: TextScope) -> Any:
    if text in scope.view.snapshot.meetings or text in scope.view.snapshot.admissions:
        return text
    found = groups.find(text, scope.view)
    return found[0].id if len(found) == 1 else _member(field, text, scope)


def _number(field: FormField, text: str, scope: TextScope) -> Any:
    match = full_match(r"-?\d{1,16}(?:\.\d{1,400})?%?", normal(text))
    if match is None:
        return complaint("number", text=text)
    plain = match[0].removesuffix("%")
    value = float(plain) if "." in plain else int(plain)
    return value if abs(value) < 2**53 else complaint("number", text=text)


def _session(field: FormField, text: str, scope: TextScope) -> Any:
    return text if text in scope.view.snapshot.meetings else complaint("no_session", text=text)


_READERS: dict[str, Callable[[FormField, str, TextScope], Any]] = {
    "text": _text, "long": _text, "note": _text, "lines": _lines, "yes": _choice, "choice": _choice, "count": _count,
    "day": _day, "days": _days, "partial": _partial, "month": _month, "clock": _clock, "hours": _hours,
    "person": _person, "people": _people, "member": _member, "members": _people, "group": _group, "period": _period,
    "tags": _tags, "rule": _rule, "subject": _subject, "session": _session,
    "number": _number, "amount": _amount,
}  # fmt: skip
