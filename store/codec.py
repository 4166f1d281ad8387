"""Record to plain JSON object and back: the only place that knows how a value is spelled on disk.

The spelling follows from the annotation of a field (`records`), so a new field needs nothing here. A field that has its
default is not written. A document that is not what its record says becomes a `Fault`, never an exception.
"""

from __future__ import annotations

from datetime import date

from store import records
from store.record import Record
from store.records import TABLES, Fault, Stored
from store.schema import fresh_numbers
from store.snapshot import Snapshot
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from store.generation import Damage
    from store.schema import Document, Tables

    Reader = Callable[[Any], Any]

META = "_meta"
NO_DEFAULT = object()


class _InvalidValue(Exception):
    """A value that a field can't have: `type` for a wrong JSON type, `value` for a wrong value of the right one."""

    def __init__(self, code: str, field: str | None = None) -> None:
        self.code = code
        self.field = field


def _exactly(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _InvalidValue("type")
        return value

    return read


_text = _exactly(str)


_days: dict[str, date] = {}
"""Every day that was read before: a branch writes the same few over and over."""


def _day(value: Any) -> date:
    try:
        return _days[value]
    except (KeyError, TypeError):
        day = _days[value] = _new_day(value)
        return day


def _new_day(value: Any) -> date:
    if type(value) is not str:
        raise _InvalidValue("type")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _InvalidValue("value") from None
    if len(value) != 10 or value[7] != "-" or not 1900 <= day.year < 2200:
        raise _InvalidValue("value")
    return day


def _month(value: Any) -> str:
    _day(_text(value) + "-01")
    return value  # type: ignore[no-any-return]


def _partial(value: Any) -> str:
    if type(value) is str and len(value) in (4, 7):
        _day(f"{value}-01-01"[:10])
    else:
        _day(value)
    return value  # type: ignore[no-any-return]


def _clock(value: Any) -> str:
    if _text(value)[2:3] != ":" or len(value) != 5:
        raise _InvalidValue("value")
    hour, minute = value[:2], value[3:]
    if not (value.isascii() and hour.isdigit() and minute.isdigit() and hour < "24" and minute < "60"):
        raise _InvalidValue("value")
    return value  # type: ignore[no-any-return]


def _hours(value: Any) -> float:
    if type(value) is not int and type(value) is not float:
        raise _InvalidValue("type")
    if not (0 <= value <= 10_000 and (value * 2) % 1 == 0):
        raise _InvalidValue("value")
    return value


def _number(value: Any) -> float:
    if type(value) is not int and type(value) is not float:
        raise _InvalidValue("type")
    if not abs(value) < 2**53:
        raise _InvalidValue("value")
    return value


def _count(value: Any) -> int:
    if type(value) is not int:
        raise _InvalidValue("type")
    if not 0 <= value < 2**53:
        raise _InvalidValue("value")
    return value


_flag = _exactly(bool)
_SCALARS: dict[str, Reader] = {
    "str": _text,
    "bool": _flag,
    "int": _count,
    "date": _day,
    "Partial": _partial,
    "Month": _month,
    "Clock": _clock,
    "Hours": _hours,
    "Number": _number,
}
"""How a value is read; any other type is a vocabulary, a record, or another name for one of these (`records`)."""
_PLAIN: dict[Reader, type] = {_text: str, _flag: bool}
"""The JSON type of which a value is the field's value as it stands: the reader need not be called."""
_readers: dict[str, Reader] = {}
_plans: dict[type[Record], _ReadPlan] = {}


def _reader(annotation: str) -> Reader:
    """The function that reads values of an annotation, made once."""
    if annotation not in _readers:
        _readers[annotation] = _make_reader(annotation)
    return _readers[annotation]


def _make_reader(annotation: str) -> Reader:
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if annotation.endswith(" | None"):
        return _or_none(_reader(annotation.removesuffix(" | None")))
    if annotation.startswith("tuple["):
        return _sequence(_reader(annotation.removeprefix("tuple[").removesuffix(", ...]")))
    if annotation.startswith("dict["):
        values = annotation.rpartition(", ")[2].removesuffix("]")
        choices = getattr(records, values, None)
        if isinstance(choices, type) and issubclass(choices, TextEnum):
            return _mapping_of_choices(choices)
        return _mapping(_reader(values))
    kind: Any = getattr(records, annotation)
    if kind.__name__ in _SCALARS:  # another name for one of them
        return _SCALARS[kind.__name__]
    return _choice(kind) if issubclass(kind, TextEnum) else lambda value: _decode(kind, value)


def _or_none(read: Reader) -> Reader:
    def read_any(value: Any) -> Any:
        return None if value is None else read(value)

    if read in _PLAIN:
        _PLAIN[read_any] = _PLAIN[read]
    return read_any


def _sequence(read: Reader) -> Reader:
    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _InvalidValue("type")
        return tuple([read(item) for item in value])

    return read_all


def _mapping(read: Reader) -> Reader:
    def read_all(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise _InvalidValue("type")
        return {key: read(item) for key, item in value.items()}

    return read_all


def _mapping_of_choices(kind: type[TextEnum]) -> Reader:
    """As `_mapping`, without a call a value: of the marks of ten years there are thirty thousand."""
    member_of = {member.value: member for member in kind}.__getitem__
    one_by_one = _mapping(_choice(kind))

    def read_all(value: Any) -> dict[str, Any]:
        try:
            return dict(zip(value, map(member_of, value.values()), strict=True))
        except (KeyError, TypeError, AttributeError):
            return one_by_one(value)  # type: ignore[no-any-return]  # to say what is wrong

    return read_all


def _choice(kind: type[TextEnum]) -> Reader:
    by_value = {member.value: member for member in kind}

    def read(value: Any) -> TextEnum:
        try:
            return by_value[value]
        except (KeyError, TypeError):
            raise _InvalidValue("value" if type(value) is str else "type") from None

    return read


class _ReadPlan:
    """How a kind of record is read: the index, plain type and reader of each field, the defaults as a row, the fields
    without.
    """

    __slots__ = ("needed", "readers", "row")

    def __init__(self, kind: type[Record]) -> None:
        self.row = [kind.defaults.get(name, NO_DEFAULT) for name in kind.fields]
        readers = [_reader(annotation) for annotation in kind.annotations.values()]
        self.readers = {name: (at, _PLAIN.get(readers[at]), readers[at]) for at, name in enumerate(kind.fields)}
        self.needed = [index for index, default in enumerate(self.row) if default is NO_DEFAULT]


def _decode(kind: type[Record], value: Any) -> Record:
    """Walks over the fields that are there, which are few; what is wrong is found out field by field."""
    plan = _plans.get(kind)
    if plan is None:
        plan = _plans[kind] = _ReadPlan(kind)
    if type(value) is not dict:
        raise _InvalidValue("type")
    row = plan.row.copy()
    readers = plan.readers
    try:
        for name, item in value.items():
            index, plain, read = readers[name]
            row[index] = item if type(item) is plain else read(item)
    except KeyError:  # a field that this program does not know
        known = {name: item for name, item in value.items() if name in readers}
        return _decode(kind, known)
    except _InvalidValue:
        raise _complaint(plan, value) from None
    for index in plan.needed:
        if row[index] is NO_DEFAULT:
            raise _complaint(plan, value)
    return tuple.__new__(kind, row)


def _complaint(plan: _ReadPlan, value: Any) -> _InvalidValue:
    """What is wrong with the first field, in their order, that has something wrong with it."""
    for name, (index, _, read) in plan.readers.items():
        try:
            if name in value:
                read(value[name])
            elif index in plan.needed:
                return _InvalidValue("missing", name)
        except _InvalidValue as bad:
            return _InvalidValue(bad.code, name if bad.field is None else f"{name}.{bad.field}")
    raise AssertionError(value)


def decode(table: str, doc: str, value: Any) -> Stored | Fault:
    """The record of a document, or what is wrong with it."""
    try:
        record: Any = _decode(TABLES[table], value)
        if not record.id:
            raise _InvalidValue("value", "id")
        if table == "meetings" and not record.items:
            raise _InvalidValue("value", "items")
    except _InvalidValue as bad:
        id = value.get("id") if type(value) is dict else None
        return Fault(
            table=table, doc=doc, id=id if type(id) is str else None, field=bad.field, code=bad.code, value=value
        )
    return record  # type: ignore[no-any-return]


def encode(value: Any) -> Any:
    """The JSON value of a record or of any value that a field can have; fields that have their default are left out."""
    if isinstance(value, Record):
        defaults = value.defaults
        return {
            name: encode(item)
            for name, item in zip(value.fields, value, strict=True)
            if name not in defaults or item != defaults[name]
        }
    if type(value) is tuple:
        return [encode(item) for item in value]
    if type(value) is dict:
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, TextEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def lay(raw: Any, old: Any, new: Any) -> Any:
    """The JSON value of `new`, laid over the one that `old` was read from: what did not change, and what this program
    does not know, stays as it was written, in its order.
    """
    if old == new and type(old) is type(new):
        return raw
    if isinstance(new, Record) and type(old) is type(new) and type(raw) is dict:
        laid = dict(raw)
        for name, before, after in zip(new.fields, old, new, strict=True):
            if before == after:
                continue
            if name in new.defaults and after == new.defaults[name]:
                laid.pop(name, None)
            else:
                laid[name] = lay(raw.get(name), before, after)
        return laid
    if type(new) is tuple and type(old) is tuple and type(raw) is list and len(raw) == len(old):
        return _lay_sequence(raw, old, new)
    return encode(new)


def _lay_sequence(raw: list[Any], old: tuple[Any, ...], new: tuple[Any, ...]) -> list[Any]:
    """Items that stay keep their spelling wherever they move; a changed item is laid over the one that it was."""
    left = list(range(len(old)))
    same: dict[int, int] = {}
    for place, item in enumerate(new):
        for index in left:
            if old[index] == item:
                same[place] = index
                left.remove(index)
                break
    laid = []
    for place, item in enumerate(new):
        if place in same:
            laid.append(raw[same[place]])
            continue
        was = _former(item, place if len(old) == len(new) else None, old, left)
        laid.append(encode(item) if was is None else lay(raw[was], old[was], item))
    return laid


def _former(item: Any, place: int | None, old: tuple[Any, ...], left: list[int]) -> int | None:
    """Which of the items left over a changed one was: that with its id, else that in its place."""
    id = getattr(item, "id", None)
    if id is not None:
        return next((index for index in left if old[index].id == id), None)
    return place if place in left else None


ONE_TOO_MANY = ("twice", "second", "month")
"""Codes of faults that are no more than that there is another such record before them."""


def snapshot_of(
    tables: Tables,
    revision: int,
    as_of: Any = None,
    damage: Damage | None = None,
    earlier: tuple[Tables, Snapshot] | None = None,
) -> Snapshot:
    """All documents decoded. Faults are also the second of two with one id (`twice`), a branch beside the branch
    (`second`) and dues of a month that has its own already (`month`); tables that are none of ours are left aside.

    `earlier` is an earlier snapshot and the tables that it was decoded from: what is the same document still, the very
    object, is the same record.
    """
    earlier_tables, before = earlier or ({}, Snapshot())
    faulty = {(fault.table, fault.doc) for fault in before.faults}
    decoded: dict[str, Mapping[str, Stored]] = {}
    faults: list[Fault] = []
    months: set[str] = set()
    for table in TABLES:
        documents, former, records = tables.get(table, {}), earlier_tables.get(table, {}), before.tables[table]
        if documents is former and earlier:
            decoded[table] = records
            faults += [fault for fault in before.faults if fault.table == table]
            continue
        sound: dict[str, Stored] = {}
        for doc, value in documents.items():
            if former and former.get(doc) is value and (table, doc) not in faulty:
                record: Stored | Fault = records[value["id"]]
            else:
                record = decode(table, doc, value)
            if isinstance(record, Fault):
                faults.append(record)
            elif record.id in sound:
                faults.append(Fault(table=table, doc=doc, id=record.id, field="id", code="twice", value=value))
            elif sound and table == "branch":
                faults.append(Fault(table=table, doc=doc, id=record.id, field=None, code="second", value=value))
            elif table == "dues" and record.month in months:  # type: ignore[attr-defined]
                faults.append(Fault(table=table, doc=doc, id=record.id, field="month", code="month", value=value))
            else:
                sound[record.id] = record
                if table == "dues":
                    months.add(record.month)  # type: ignore[attr-defined]
        decoded[table] = sound
    day = None
    if as_of is not None:
        try:
            day = _day(as_of)
        except _InvalidValue as bad:
            faults.append(Fault(table=META, doc="1", id=None, field="as_of", code=bad.code, value=as_of))
    return Snapshot(revision, decoded, tuple(faults), day, damage)


def lay_snapshot(tables: Tables, old: Snapshot, new: Snapshot, stamp: Document) -> Tables:
    """The tables of `new`, laid over those that `old` was decoded from; `stamp` (rev, by, at) marks what changed.

    Only records that are not the same object are compared: an edit replaces what it changes and nothing else.
    """
    laid: Tables = dict(tables)
    for name in TABLES:
        before, after = old.tables[name], new.tables[name]
        if before is after:
            continue
        documents = dict(laid.get(name, {}))
        faulty = {fault.doc for fault in old.faults if fault.table == name}
        numbers = {value["id"]: doc for doc, value in documents.items() if doc not in faulty}
        fresh = fresh_numbers(documents)
        for id in before.keys() - after.keys():
            del documents[numbers[id]]
        for id, record in after.items():
            was = before.get(id)
            if record is was:
                continue
            if was is None:
                documents[next(fresh)] = encode(record) | stamp
            elif record != was:
                documents[numbers[id]] = lay(documents[numbers[id]], was, record) | stamp
        laid[name] = documents
    return laid
