"""A form as a value: a record as it was seen, what has been typed over it, and the edit that the two come to."""

from __future__ import annotations

from itertools import islice

from store.admission import Admit
from store.edits import Add, Change
from store.record import Record
from store.records import TABLES, Group, Member, Stored
from widgets.forms.field_text import read, spelled
from widgets.forms.invalid_field import InvalidField
from widgets.forms.layout import fields_of, inner_of
from widgets.kinds.registry import of_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from store.edits import Edit
    from widgets.forms.field_text import TextScope
    from widgets.forms.layout import FormField

    Row = dict[str, str]
    """What was typed into one row; under `ORIGIN` the number of the row of the record that it was, or nothing."""

ORIGIN = ""
MORE = "+"


class FormSlot(Record):
    """One place of a form that the cursor stands on: a field, a field of a row, or (`MORE`) what adds a row.

    `path` is `day`, `items.0.topic` or `items.+`.
    """

    path: str
    field: FormField


class FormReading(Record):
    """What a form says: values of the fields that were touched, and complaints by path."""

    values: dict[str, Any]
    complaints: dict[str, InvalidField]


class Form(Record):
    """`base` is the record as its author saw it, None of a new one; `typed` are texts, and of fields of rows the rows,
    by name: of the fields that were touched, and of no others. Of a `committee` it asks for more.
    """

    table: str
    base: Stored | None = None
    typed: dict[str, Any] = {}  # noqa: RUF012
    theirs: dict[str, Any] = {}  # noqa: RUF012  # what others have stored in fields of mine, where that was shown
    committee: bool = False
    case: str = ""  # of a new member the case of admission that has led to it

    @property
    def kind(self) -> type[Stored]:
        return TABLES[self.table]

    @property
    def fields_(self) -> dict[str, FormField]:
        return fields_of(self.kind)

    def seen(self, name: str) -> Any:
        """The value of a field before anything was typed."""
        return getattr(self.base, name) if self.base is not None else self.kind.defaults.get(name)

    # What stands in it

    def text(self, path: str, scope: TextScope) -> str:
        name, number, inner = parts(path)
        field = self.fields_[name]
        if not inner:
            typed = self.typed.get(name)
            return typed if isinstance(typed, str) else spelled(field, self.seen(name), scope)
        row = self.rows(name)[int(number)]
        if inner in row:
            return row[inner]
        return spelled(inner_of(field)[inner], self._former(name, row).get(inner), scope)

    def rows(self, name: str) -> list[Row]:
        typed = self.typed.get(name)
        if isinstance(typed, list):
            return typed
        return [{ORIGIN: str(number)} for number in range(len(self.seen(name) or ()))]

    def _former(self, name: str, row: Row) -> dict[str, Any]:
        """The values of a row before anything was typed: those of the record that it was, else the defaults."""
        of = self.fields_[name].row
        assert of is not None
        if not row[ORIGIN]:
            return dict(of.defaults)
        seen, number = self.seen(name), int(row[ORIGIN])
        if isinstance(seen, dict):
            return dict(zip(of.fields, next(islice(seen.items(), number, None)), strict=True))
        record: Record = seen[number]
        return record.as_dict()

    @property
    def hidden(self) -> frozenset[str]:
        """Fields that are not asked for here."""
        kind = of_record(self.kind)
        return kind.of_committee if kind is not None and not self.committee else frozenset()

    def slots(self) -> list[FormSlot]:
        slots: list[FormSlot] = []
        for name, field in self.fields_.items():
            if name in self.hidden:
                continue
            if field.how != "rows":
                slots.append(FormSlot(path=name, field=field))
                continue
            for number in range(len(self.rows(name))):
                slots += [
                    FormSlot(path=f"{name}.{number}.{inner}", field=its) for inner, its in inner_of(field).items()
                ]
            slots.append(FormSlot(path=f"{name}.{MORE}", field=field))
        return slots

    # What is typed

    def type(self, path: str, text: str, scope: TextScope) -> Form:
        """With another text in a place; a field that says again what was seen is not touched any more."""
        name, number, inner = parts(path)
        field = self.fields_[name]
        if not inner:
            typed = {key: value for key, value in self.typed.items() if key != name}
            return self.but(typed=typed if text == spelled(field, self.seen(name), scope) else typed | {name: text})
        rows = [dict(row) for row in self.rows(name)]
        row = {key: value for key, value in rows[int(number)].items() if key != inner}
        former = self._former(name, row).get(inner)
        rows[int(number)] = row if text == spelled(inner_of(field)[inner], former, scope) else row | {inner: text}
        return self._with_rows(name, rows)

    def add(self, name: str, values: Mapping[str, str] | None = None) -> Form:
        """With one row more."""
        return self._with_rows(name, [*self.rows(name), {ORIGIN: "", **(values or {})}])

    def drop(self, name: str, number: int) -> Form:
        """With one row less."""
        rows = self.rows(name)
        return self._with_rows(name, rows[:number] + rows[number + 1 :])

    def _with_rows(self, name: str, rows: list[Row]) -> Form:
        typed = {key: value for key, value in self.typed.items() if key != name}
        untouched = rows == [{ORIGIN: str(number)} for number in range(len(self.seen(name) or ()))]
        return self.but(typed=typed if untouched else typed | {name: rows})

    def filled(self, values: Mapping[str, Any], scope: TextScope) -> Form:
        """With values given from elsewhere, as if they had been typed; what is no field of the form is left aside."""
        form = self
        for name, value in values.items():
            field = self.fields_.get(name)
            if field is None or value == self.seen(name):
                continue
            if field.how != "rows":
                form = form.type(name, spelled(field, value, scope), scope)
                continue
            rows: list[Row] = []
            for record in rows_of(field, value):
                texts = {inner: spelled(its, getattr(record, inner), scope) for inner, its in inner_of(field).items()}
                rows.append({ORIGIN: "", **{inner: text for inner, text in texts.items() if text}})
            form = form._with_rows(name, rows)
        return form

    # What it comes to

    def read(self, scope: TextScope) -> FormReading:
        values: dict[str, Any] = {}
        complaints: dict[str, InvalidField] = {}
        for name, field in self.fields_.items():
            if name not in self.typed:
                if self.base is None and name not in self.kind.defaults:
                    value = read(field, "", scope) if field.how != "rows" else InvalidField(key="forms.bad.needs_row")
                    complaints[f"{name}.{MORE}" if field.how == "rows" else name] = value
                continue
            if field.how == "rows":
                values[name] = self._read_rows(name, field, scope, complaints)
                continue
            value = read(field, self.typed[name], scope)
            if isinstance(value, InvalidField):
                complaints[name] = value
            else:
                values[name] = value
        if self.base is None and "made" in self.kind.fields:
            values["made"] = scope.today
        return FormReading(values=values, complaints=complaints)

    def _read_rows(self, name: str, field: FormField, scope: TextScope, complaints: dict[str, InvalidField]) -> Any:
        made = []
        for number, row in enumerate(self.rows(name)):
            former = self._former(name, row)
            if not row[ORIGIN] and not any(text.strip() for inner, text in row.items() if inner != ORIGIN):
                continue  # a row that was added and left empty is none
            values = dict(former)
            for inner, its in inner_of(field).items():
                if inner not in row and inner in former:
                    continue
                value = read(its, row.get(inner, ""), scope)
                if isinstance(value, InvalidField):
                    complaints[f"{name}.{number}.{inner}"] = value
                else:
                    values[inner] = value
            made.append(values)
        if any(path.startswith(f"{name}.") for path in complaints):
            return ()
        if not made and field.needed:
            complaints[f"{name}.{MORE}"] = InvalidField(key="forms.bad.needs_row")
        assert field.row is not None
        if field.row is Group:
            _number_groups(made, scope.view.snapshot.revision + 1)
        records = [field.row(**values) for values in made]
        if isinstance(self.kind.defaults.get(name), dict):
            return dict(tuple(record) for record in records)
        return tuple(records)

    def edit(self, reading: FormReading) -> Edit | None:
        """What would store it; None where nothing is another. Only for a reading without complaints."""
        if self.base is None and self.case:
            return Admit(record=Member(id="", **reading.values), case=self.case)
        if self.base is None:
            return Add(table=self.table, record=self.kind(id="", **reading.values))
        changed = {name: value for name, value in reading.values.items() if value != self.seen(name)}
        if not changed:
            return None
        base = {name: self.theirs.get(name, self.seen(name)) for name in changed}
        return Change(table=self.table, id=self.base.id, base=base, fields_=changed)

    # What others do meanwhile

    def over(self, theirs: Stored) -> Form:
        """The same typing over the record as it is now: what I touched still stands on what I had seen of it."""
        if self.base is None or self.base.id != theirs.id:
            return self
        mine = {name: self.seen(name) for name in self.typed}
        return self.but(base=theirs.but(**mine))

    def knowing(self, theirs: Stored, mine: Mapping[str, Any]) -> Form:
        """After its author was shown what another has stored in fields of mine: saving again is then a decision."""
        shown = {
            name: getattr(theirs, name)
            for name, value in mine.items()
            if getattr(theirs, name) not in (self.seen(name), value)
        }
        return self.but(theirs=self.theirs | shown)


def parts(path: str) -> tuple[str, str, str]:
    """Field, number of the row, field of the row; the latter two empty where there is no row."""
    name, _, rest = path.partition(".")
    number, _, inner = rest.partition(".")
    return name, number, inner


def rows_of(field: FormField, value: Any) -> list[Record]:
    """The records of a field of rows; of a table its pairs."""
    assert field.row is not None
    if isinstance(value, dict):
        return [field.row(**dict(zip(field.row.fields, pair, strict=True))) for pair in value.items()]
    return list(value or ())


def _number_groups(rows: list[dict[str, Any]], revision: int) -> None:
    """An id for each group that has none, after the revision that creates it: never one that was used before."""
    taken = {row["id"] for row in rows if "id" in row}
    for row in rows:
        if "id" not in row:
            spare = (f"g{revision}" + (f".{more}" if more > 1 else "") for more in range(1, len(rows) + 2))
            row["id"] = next(id for id in spare if id not in taken)
            taken.add(row["id"])
