"""A form with a cursor in it: where it stands, what keys make of the text there, how it goes from field to field."""

from __future__ import annotations

from store.record import Record
from widgets.forms import choices
from widgets.forms.field_text import PEOPLE, read, spelled
from widgets.forms.form import MORE, parts
from widgets.forms.invalid_field import InvalidField
from widgets.forms.wrapped import BREAK, beside
from widgets.key_reading import FOLDED
from widgets.typed_text import TypedText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form, FormSlot

LONG = frozenset({"long", "lines"})
"""Fields in which Enter begins a line."""
MANY = LONG | {"note"}
"""Fields that a paste of several lines may go into as it is."""
AS_TYPED = MANY | {"text"}
ENDS = {"home": 0, "end": -1, "ctrl+home": 0, "ctrl+end": -1}
"""Keys that go to the first field or the last one; in a text the plain ones go to its own ends first."""


class FormCursor(Record):
    """`here` is the path of a slot of the form, `typed` its text with the cursor in it. `pressed` is the key that has
    just gone to an end of that text: the same one again goes to that end of the form.
    """

    form: Form
    path: str
    typed: TypedText = TypedText()
    pressed: str = ""

    @property
    def slot(self) -> FormSlot:
        return next(slot for slot in self.form.slots() if slot.path == self.path)

    @property
    def on_more(self) -> bool:
        """Whether it stands on the line that adds a row."""
        return self.path.endswith(f".{MORE}")

    # Going

    def go(self, path: str, scope: TextScope) -> FormCursor:
        """To another slot; what was typed is spelled out as it is taken."""
        form = _settled(self, scope)
        paths = [slot.path for slot in form.slots()]
        if path not in paths:
            name = parts(path)[0]
            path = next((one for one in paths if parts(one)[0] == name), paths[0])
        return cursor_at(form, path, scope)

    def step(self, steps: int, scope: TextScope) -> FormCursor:
        paths = [slot.path for slot in self.form.slots()]
        at = max(0, min(len(paths) - 1, paths.index(self.path) + steps))
        return self.go(paths[at], scope)

    @property
    def last(self) -> bool:
        return self.form.slots()[-1].path == self.path

    # Keys

    def press(self, key: str, character: str, scope: TextScope, cells: int) -> FormCursor | None:
        """What a key of typing makes of it; None where it is no such key here."""
        slot = self.slot
        if key in ENDS and (self.pressed == key or key not in ("home", "end") or not self._in_text):
            paths = [one.path for one in self.form.slots()]
            return self.go(paths[ENDS[key]], scope)
        if self.on_more:
            return None
        if choices.codes(slot.field):
            return self._choose(key, character, scope)
        if slot.field.how in LONG and key == "enter":
            return self._typing(self.typed.insert(BREAK), scope)
        if key in ("up", "down"):
            at = beside(self.typed.text, self.typed.cursor, cells, -1 if key == "up" else 1)
            return None if at is None else self.but(typed=self.typed.but(cursor=at))
        if key in ENDS:
            return self.but(typed=self.typed.key(key) or self.typed, pressed=key)
        made = TypedText() if key == "ctrl+u" and slot.field.how not in LONG else self.typed.key(key)
        if made is None and character:
            made = self.typed.insert(character)
        return None if made is None else self._typing(made, scope)

    @property
    def _in_text(self) -> bool:
        """Whether there is a text to go about in here."""
        return not self.on_more and not choices.codes(self.slot.field)

    def paste(self, text: str, scope: TextScope) -> FormCursor:
        """Lines stay lines where there may be some; elsewhere they are joined, and nothing is lost."""
        if self.on_more:
            return self
        text = text.replace("\r\n", BREAK).replace("\r", BREAK).replace("\t", " ").strip(BREAK)
        how = self.slot.field.how
        if how not in MANY:
            text = (", " if how in PEOPLE else " ").join(line for line in text.split(BREAK) if line.strip())
        return self._typing(self.typed.insert(text), scope)

    def text(self, text: str, scope: TextScope) -> FormCursor:
        """Another text in the place of the one here."""
        return self._typing(TypedText.of(text), scope)

    def _typing(self, typed: TypedText, scope: TextScope) -> FormCursor:
        return self.but(form=self.form.type(self.path, typed.text, scope), typed=typed, pressed="")

    def _choose(self, key: str, character: str, scope: TextScope) -> FormCursor | None:
        field, text = self.slot.field, self.typed.text
        character = FOLDED.get(character, character)
        chosen = text in choices.codes(field)
        if character.isascii() and character.isdigit():
            code = choices.numbered(field, character)
            return self if code is None else self.text(code, scope)
        if key in ("left", "right"):
            return self.text(choices.stepped(field, text, 1 if key == "right" else -1), scope)
        if chosen and (key in ("backspace", "delete", "ctrl+u") or character):
            return self.text("" if not character.strip() else character, scope)
        made = self.typed.key(key) or (self.typed.insert(character) if character else None)
        return None if made is None else self._typing(made, scope)

    # Rows

    def add(self, scope: TextScope) -> FormCursor:
        """A row more in the list that the cursor is in, and the cursor in it."""
        name = parts(self.path)[0]
        form = _settled(self, scope).add(name)
        row = f"{name}.{len(form.rows(name)) - 1}."
        first = next(slot.path for slot in form.slots() if slot.path.startswith(row))
        return cursor_at(form, first, scope)

    def drop(self, scope: TextScope) -> FormCursor | None:
        """Without the row that the cursor is in; None where it is in none."""
        name, number, inner = parts(self.path)
        if not inner:
            return None
        form = self.form.drop(name, int(number))
        left = len(form.rows(name))
        at = min(int(number), left - 1)
        return cursor_at(form, f"{name}.{at}.{inner}" if left else f"{name}.{MORE}", scope)


def cursor_at(form: Form, path: str, scope: TextScope) -> FormCursor:
    """The cursor behind the text of a slot; at the beginning of a long one."""
    if path.endswith(f".{MORE}"):
        return FormCursor(form=form, path=path)
    text = form.text(path, scope)
    return FormCursor(form=form, path=path, typed=TypedText.of(text))


def _settled(entering: FormCursor, scope: TextScope) -> Form:
    """The form with what is under the cursor spelled out, where it was touched and can be taken."""
    form, path, text = entering.form, entering.path, entering.typed.text
    if path.endswith(f".{MORE}") or parts(path)[0] not in form.typed or not text.strip():
        return form
    field = entering.slot.field
    if field.how in AS_TYPED:
        return form
    value = read(field, text, scope)
    return form if isinstance(value, InvalidField) else form.type(path, spelled(field, value, scope), scope)
