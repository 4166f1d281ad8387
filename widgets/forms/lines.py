"""A form as lines of a page: sections, labels, texts with the cursor in one of them, complaints beside their fields."""

from __future__ import annotations

from store.box.messages import BOX
from store.record import Record
from store.records import Meeting, Vote, VoteKind
from store.rules import quorum
from widgets.display import pad, shown, width, wrap, wrap_whole
from widgets.field_labels import label
from widgets.forms import choices
from widgets.forms.field_text import read, spelled
from widgets.forms.form import MORE, parts, rows_of
from widgets.forms.invalid_field import InvalidField, complaint_text
from widgets.forms.layout import fields_of, inner_of, sections_of
from widgets.forms.wrapped import clusters, line_of, spans
from widgets.pages.meeting import vote_lines
from widgets.stored_text import name as record_name
from widgets.when.date_text import day_in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from widgets.display import Shown
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form, FormReading, FormSlot
    from widgets.forms.layout import FormField
    from widgets.sections.view import View
    from widgets.typed_text import TypedText
    from widgets.words.lexicon import Words

    Part = tuple[str, str]

LABEL_AT_MOST = 20
INDENT = 2


class FormLine(Record):
    """Shown parts with their roles; `slot` is the path that a click here goes to. `caret` is the part (of one
    character) on which the cursor stands.
    """

    parts: tuple[Part, ...]
    slot: str = ""
    caret: int | None = None


def value_cells(form: Form, cells: int, words: Words) -> int:
    """How wide a field is."""
    return max(8, cells - _label_cells(form, words) - 2)


def _label_cells(form: Form, words: Words) -> int:
    own = [label(form.kind, name, words) for name, field in form.fields_.items() if field.how != "rows"]
    inner = [
        label(field.row, name, words)
        for field in form.fields_.values()
        if field.row is not None
        for name in fields_of(field.row)
    ]
    return min(LABEL_AT_MOST, max(width(text) for text in (*own, *inner)) + 2) + INDENT


class FormWriter:
    """Writes the lines of one form; `path` is the slot under the cursor, `typed` its text with the cursor in it."""

    def __init__(
        self, form: Form, reading: FormReading, path: str, typed: TypedText, scope: TextScope, cells: int
    ) -> None:
        self.form = form
        self.reading = reading
        self.path = path
        self.typed = typed
        self.scope = scope
        self.words = scope.words
        self.cells = cells
        self.labels = _label_cells(form, scope.words)
        self.room = value_cells(form, cells, scope.words)

    def lines(self) -> list[FormLine]:
        lines: list[FormLine] = []
        for section, all in sections_of(self.form.kind):
            names = [name for name in all if name not in self.form.hidden]
            if section and names:
                lines += [FormLine(parts=()), self._heading(self.words(f"forms.section.{section}"))]
            for name in names:
                field = self.form.fields_[name]
                lines += self._rows(name, field) if field.how == "rows" else self._field(name, field, self.form.kind)
        return lines

    def _heading(self, text: Shown) -> FormLine:
        return FormLine(parts=((text, "title"),))

    def _rows(self, name: str, field: FormField) -> Iterator[FormLine]:
        yield FormLine(parts=())
        yield self._heading(label(self.form.kind, name, self.words))
        assert field.row is not None
        rows = self.form.rows(name)
        for number in range(len(rows)):
            for place, (inner, its) in enumerate(inner_of(field).items()):
                mark = f"{number + 1}." if not place else ""
                yield from self._field(f"{name}.{number}.{inner}", its, field.row, mark)
            yield from self._ballot(name, number)
        path = f"{name}.{MORE}"
        role = "strong" if path == self.path else "dim"
        mark = self.words.glyph("opens") if path == self.path else " "
        yield FormLine(parts=((f"{mark} ", "strong"), (self.words("forms.more"), role)), slot=path)
        yield from self._theirs(name, field)
        yield from self._complained(path)

    def _field(self, path: str, field: FormField, kind: type[Record], mark: str = "") -> Iterator[FormLine]:
        is_current = path == self.path
        name, _, inner = parts(path)
        text = self.typed.text if is_current else self.form.text(path, self.scope)
        by_roll = self._by_roll(path) if not text else None
        sign = self.words.glyph("opens") if is_current else " "
        head = pad(f"{sign} {mark}{label(kind, inner or name, self.words)}", self.labels)
        drawn = self._text(text, field, is_current)
        if by_roll is not None and not is_current:
            drawn = iter(((((self.words("forms.from_roll", n=by_roll), "dim"),), None),))
        for at, (line, caret) in enumerate(drawn):
            before = ((head, "strong" if is_current else ""),) if not at else ((" " * self.labels, ""),)
            yield FormLine(parts=(*before, *line), slot=path, caret=None if caret is None else caret + 1)
        if is_current and by_roll is not None:
            note = self.words("forms.goes_by_roll", n=by_roll)
            yield FormLine(parts=((" " * self.labels, ""), (note, "dim")), slot=path)
        elif is_current:
            yield from self._aside(field, text)
        if goes_up(self.form, path):
            yield FormLine(parts=((" " * self.labels, ""), (self.words("forms.goes_up"), "dim")), slot=path)
        yield from self._theirs(path, field)
        yield from self._complained(path)

    def _theirs(self, path: str, field: FormField) -> Iterator[FormLine]:
        """What another has stored in a field of mine meanwhile."""
        if path not in self.form.theirs or path not in self.form.typed:
            return
        if field.how == "rows":
            rows = [brief(row, self.scope) for row in rows_of(field, self.form.theirs[path])]
            value = self.words("page.semicolon").join(rows)
        else:
            value = spelled(field, self.form.theirs[path], self.scope)
            value = choices.name(field, value, self.words) if value in choices.codes(field) else value
        text = self.words("forms.theirs", text=value or self.words("value.none"))
        for line in wrap(text, self.room):
            yield FormLine(parts=((" " * self.labels, ""), (line, "warn")), slot=path)

    def _text(self, text: str, field: FormField, is_current: bool) -> Iterator[tuple[tuple[Part, ...], int | None]]:
        """Lines of parts, and which of them the cursor is on."""
        chosen = text in choices.codes(field)
        if chosen or (not text and not is_current):
            wanted = self.words("forms.needed" if field.needed else "unknown.full") if not text else ""
            role = "info" if field.awaited or field.needed else "dim"
            what = choices.name(field, text, self.words) if chosen else wanted if role == "info" else shown("")
            if is_current:
                yield ((what, "strong"), (" ", "")), 1
            else:
                yield ((what, "" if chosen else role),), None
            return
        lines = spans(text, self.room)
        at = line_of(lines, self.typed.cursor) if is_current else -1
        for number, (start, end) in enumerate(lines):
            if number != at:
                yield ((shown(text[start:end]), ""),), None
                continue
            cursor = self.typed.cursor
            under = next((span for span in clusters(text, cursor, end)), None)
            after = under[1] if under else end
            yield (
                (
                    (shown(text[start:cursor]), ""),
                    (shown(text[cursor:after]) if under else " ", ""),
                    (shown(text[after:end]), ""),
                ),
                1,
            )

    def _aside(self, field: FormField, text: str) -> Iterator[FormLine]:
        """What there is to choose from, or what the text is taken for."""
        codes = choices.codes(field)
        if codes:
            names = [choices.name(field, code, self.words) for code in codes]
            lines = wrap_whole((f"{number % 10} {name}" for number, name in enumerate(names, 1)), self.room)
        else:
            note = interpretation(field, text, self.scope)
            lines = wrap(note, self.room) if note else []
        for line in lines:
            yield FormLine(parts=((" " * self.labels, ""), (line, "dim")), slot=self.path)

    def _complained(self, path: str) -> Iterator[FormLine]:
        complaint = self.reading.complaints.get(path)
        if complaint is None:
            return
        text = complaint_text(complaint, self.scope.today, self.words)
        mark = self.words.glyph("not_executed")
        for line in wrap(f"{mark} {text}", self.room):
            yield FormLine(parts=((" " * self.labels, ""), (line, "bad")), slot=path)

    def _by_roll(self, path: str) -> int | None:
        """The voters due or present of a vote that says nothing of them: those of the roll."""
        name, number, inner = parts(path)
        meeting = self.form.base
        if name != "votes" or inner not in ("due", "present") or not isinstance(meeting, Meeting):
            return None
        kind = self.form.text(f"votes.{number}.kind", self.scope)
        vote = Vote(matter="", kind=VoteKind(kind) if kind in set(VoteKind) else VoteKind.RESOLUTION)
        standing = quorum.ballot(self.scope.view.snapshot, meeting, vote)
        return standing.due if inner == "due" else standing.present if meeting.held else None

    def _ballot(self, name: str, number: int) -> Iterator[FormLine]:
        """The arithmetic of a vote as it stands in the form."""
        votes = self.reading.values.get(name) if name in self.form.typed else self.form.seen(name)
        meeting = self.form.base
        if name != "votes" or not isinstance(meeting, Meeting) or not votes or number >= len(votes):
            return
        assert isinstance(votes[number], Vote)
        for text, role in vote_lines(self.scope.view, meeting, votes[number], self.words):
            for line in wrap(text, self.room):
                yield FormLine(parts=((" " * self.labels, ""), (line, role or "dim")))


def interpretation(field: FormField, text: str, scope: TextScope) -> str:
    """What a text is taken for, where that is not just what it says; empty where nothing can be made of it."""
    if not text.strip():
        return ""
    value = read(field, text, scope)
    if isinstance(value, InvalidField) or value in (None, ""):
        return ""
    words, view = scope.words, scope.view
    meaning: str
    if field.how == "day":
        meaning = day_in_words(value, scope.today, words)
    elif field.how == "rule":
        rule = next((one for one in reversed(view.pack.rules) if one.id == value), None)
        meaning = f"{value} {words.of(rule.name)}" if rule else value
    elif field.how == "session":
        meeting = view.snapshot.meetings[value]
        meaning = f"{meeting.day.isoformat()} {meeting.topic}"
    elif field.how in ("text", "note", "long", "lines"):
        return ""
    else:
        meaning = spelled(field, value, scope)
    return words("forms.meant", text=meaning) if meaning != text.strip() else ""


def brief(row: Record, scope: TextScope) -> str:
    """A row in a few words."""
    kind = type(row)
    texts = [
        choices.name(field, text, scope.words) if text in choices.codes(field) else text
        for name, field in fields_of(kind).items()
        if (text := spelled(field, getattr(row, name), scope)) and getattr(row, name) != kind.defaults.get(name)
    ]
    return " ".join(texts)


GOES_UP = {"entries": ("result", "dropped"), "findings": ("closing",)}
"""Of what came down, what goes up as it is typed."""


def goes_up(form: Form, path: str) -> bool:
    """Whether what is typed into a field is read above."""
    return path in GOES_UP.get(form.table, ()) and getattr(form.base, "origin", "").startswith(BOX)


def title(form: Form, view: View, words: Words) -> Shown:
    """What the form is of."""
    what = words(f"table.{form.table}")
    case = view.snapshot.admissions.get(form.case)
    if case is not None:
        return words("forms.title.admit", name=case.name)
    if form.base is None:
        return words("forms.title.new", what=what)
    return words("stored.of", what=words("forms.title.edit", what=what), name=record_name(form.base, view, words))


def hint(slot: FormSlot, words: Words) -> Shown:
    """What the keys do in a field of its kind."""
    how = "more" if slot.path.endswith(f".{MORE}") else slot.field.how
    return words(
        {"long": "forms.keys.long", "lines": "forms.keys.long", "more": "forms.keys.more"}.get(
            how, "forms.keys.choice" if choices.codes(slot.field) and how != "more" else "forms.keys.line"
        )
    )
