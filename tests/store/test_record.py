"""A record is a value: built by name, compared by content, never changed in place."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given

from store import record, records
from store.record import Record
from store.records import TABLES, Group, Item, Kind, Member, Stored
from tests.strategies import stored

KINDS = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, Record)]


class Point(Record):
    x: int
    y: int = 0


class Named(Point):
    name: str = ""


def test_fields_come_from_the_annotations_inherited_ones_first() -> None:
    assert Named.fields == ("x", "y", "name")
    assert Named.defaults == {"y": 0, "name": ""}
    assert Point.fields == ("x", "y")


def test_defaults_fill_what_is_not_given() -> None:
    point = Named(x=1, name="a")
    assert (point.x, point.y, point.name) == (1, 0, "a")


@pytest.mark.parametrize(
    ("values", "said"),
    [({}, "Point needs 'x'"), ({"y": 1}, "Point needs 'x'"), ({"x": 1, "z": 2}, "Point has no z")],
)
def test_missing_and_unknown_fields_are_refused(values: dict, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Point(**values)


def test_fields_are_not_positional() -> None:
    with pytest.raises(TypeError):
        Point(1, 2)


def test_but_changes_some_fields_of_a_new_record() -> None:
    old = Named(x=1, y=2, name="a")
    assert old.but(y=3) == Named(x=1, y=3, name="a")
    assert old == Named(x=1, y=2, name="a")
    with pytest.raises(TypeError, match="Named has no z"):
        old.but(z=1)


def test_repr_says_what_differs_from_the_defaults() -> None:
    assert repr(Named(x=1)) == "Named(x=1)"
    assert repr(Named(x=1, name="a")) == "Named(x=1, name='a')"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_field_of_a_record_can_be_set(kind: type[Record]) -> None:
    record = tuple.__new__(kind, [None] * len(kind.fields))
    for name in kind.fields:
        with pytest.raises(AttributeError):
            setattr(record, name, 1)
        with pytest.raises(AttributeError):
            delattr(record, name)
    for index in range(len(kind.fields)):
        with pytest.raises(TypeError):
            record[index] = 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_field_hides_a_method_of_tuples_or_records(kind: type[Record]) -> None:
    taken = {name for name in dir(Record) if not name.startswith("_")} - {"count", "index"}
    assert not taken & set(kind.fields)


@given(stored)
def test_records_survive_pickle_and_copies(found: tuple[str, Stored]) -> None:
    _, record = found
    for twin in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record), record.but()):
        assert twin == record
        assert type(twin) is type(record)
    assert pickle.loads(pickle.dumps(record)).as_dict() == record.as_dict()


@given(stored)
def test_as_dict_names_every_field_in_order(found: tuple[str, Stored]) -> None:
    table, record = found
    assert tuple(record.as_dict()) == TABLES[table].fields
    assert TABLES[table](**record.as_dict()) == record


def test_records_with_plain_fields_can_be_keys() -> None:
    assert {Group(id="g1", name="一"): 1}[Group(id="g1", name="一")] == 1


def test_defaults_of_mappings_stay_empty() -> None:
    first = records.Meeting(id="m1", day=None, items=(Item(kind=Kind.STUDY),))
    assert first.reasons == {} == records.Meeting.defaults["reasons"]
    assert Member(id="p1", name="李明").posts == ()


def test_items_are_named_whenever_rubbish_is_collected() -> None:
    """In the middle of a line too: at which one that happens hangs on all that was made before."""
    each = (
        "import gc, sys; code = compile(open(sys.argv[1]).read(), 'record', 'exec')\n"
        "for often in range(1, 150):\n"
        "    gc.collect(); gc.set_threshold(often, 1000, 1000); exec(code, {'__name__': 'record'})"
    )
    done = subprocess.run([sys.executable, "-c", each, record.__file__], capture_output=True, text=True, check=False)
    assert done.stderr == ""
