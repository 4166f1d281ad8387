"""What a file says and what we read of it: there and back, strictly, and never losing what we do not know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store import codec, records
from store.field_types import field_type
from store.records import TABLES, Fault, Member, Stored, Talk
from store.text_enum import TextEnum
from tests.branches import branch, day, meeting, member
from tests.strategies import documents, json_values, snapshots, some, stored

if TYPE_CHECKING:
    from store.record import Record
    from store.snapshot import Snapshot

DAY = {"id": "m1", "day": "2026-10-09", "items": [{"kind": "study"}]}
NEEDED = {
    "str": "x",
    "date": "2026-10-09",
    "Month": "2026-10",
    "Hours": 1,
    "Item": {"kind": "study"},
    "Result": "partly",
    "Kind": "study",
    "PostKind": "secretary",
    "ExemptionKind": "ill",
}
NO_OBJECT = [("x", "type"), ([], "type"), (1, "type")]
WRONG = {
    "str": [(1, "type"), (None, "type"), (True, "type"), ([], "type"), ({}, "type"), (1.0, "type")],
    "bool": [(1, "type"), (0, "type"), ("true", "type"), (None, "type")],
    "int": [(True, "type"), (1.0, "type"), ("1", "type"), (-1, "value"), (2**53, "value"), (None, "type")],
    "Hours": [
        *[(True, "type"), ("8", "type"), (None, "type"), (float("nan"), "value"), (float("inf"), "value")],
        *[(-0.5, "value"), (0.25, "value"), (10_000.5, "value"), (10**400, "value")],
    ],
    "Number": [
        *[(True, "type"), ("8", "type"), (None, "type"), (float("nan"), "value"), (float("inf"), "value")],
        *[(2**53, "value"), (-(2**53), "value"), (10**400, "value")],
    ],
    "date": [
        *[(20261009, "type"), (None, "type"), (["2026-10-09"], "type"), ("", "value"), ("2026-10", "value")],
        *[("2026-W01-1", "value"), ("2026-282", "value"), ("20261009", "value"), ("2026-02-29", "value")],
        *[("2026-10-09T00:00", "value"), (" 2026-10-09", "value"), ("2026-10-9", "value"), ("1899-12-31", "value")],
        *[("2200-01-01", "value"), ("２０２６-10-09", "value"), ("2026-10-09Z", "value"), ("2026-W01", "value")],
    ],
    "Month": [
        *[(202610, "type"), ("2026", "value"), ("2026-13", "value"), ("2026-10-09", "value"), ("2026-W1", "value")],
        *[("2026-1", "value"), ("", "value"), ("1899-12", "value")],
    ],
    "Partial": [
        *[(1998, "type"), (1998.07, "type"), ("98", "value"), ("1998-7", "value"), ("1998-13", "value")],
        *[("1998-07-32", "value"), ("199807", "value"), ("1998-W1", "value"), ("1998-W01-1", "value"), ("", "value")],
    ],
    "Clock": [
        *[(1400, "type"), ("14", "value"), ("24:00", "value"), ("14:60", "value"), ("9:30", "value"), ("", "value")],
        *[("14:00:00", "value"), ("１４:00", "value"), ("14：00", "value"), ("1a:00", "value"), ("+1:00", "value")],
    ],
}


def wrong(annotation: str) -> list[tuple[str, object, str]]:
    """Ways in which a field so annotated can be wrong: (place below the field, value, code)."""
    field = field_type(annotation)
    if field.optional:
        return [case for case in wrong(annotation.removesuffix(" | None")) if case[1] is not None]
    if field.many == "tuple":
        inner = [(below, [value], code) for below, value, code in wrong(field.of)]
        return [("", "x", "type"), ("", {}, "type"), ("", None, "type"), ("", [None], "type"), *inner]
    if field.many == "dict":
        inner = [(below, {"p1": value}, code) for below, value, code in wrong(field.of)]
        return [("", "x", "type"), ("", [], "type"), ("", None, "type"), *inner]
    if base(annotation) in WRONG:
        return [("", value, code) for value, code in WRONG[base(annotation)]]
    kind = getattr(records, annotation)
    if issubclass(kind, TextEnum):
        return [("", 1, "type"), ("", ["x"], "type"), ("", "", "value"), ("", "Nothing", "value"), ("", True, "type")]
    cases = [("", value, code) for value, code in NO_OBJECT]
    for name, inner in kind.annotations.items():
        nested = smallest(kind)
        cases += [(f".{name}{below}", nested | {name: value}, code) for below, value, code in wrong(inner)]
        if name not in kind.defaults:
            cases.append((f".{name}", {key: value for key, value in nested.items() if key != name}, "missing"))
    return cases


def base(annotation: str) -> str:
    """The name of what a type is spelled as: an id is a text."""
    return annotation if annotation in WRONG else getattr(getattr(records, annotation, None), "__name__", annotation)


def smallest(kind: type[Record]) -> dict:
    """The least that a document of a kind must say."""
    types = {name: field_type(kind.annotations[name]) for name in kind.fields if name not in kind.defaults}
    one = {name: NEEDED[base(type.of)] for name, type in types.items()}
    return {name: [one[name]] if type.many else one[name] for name, type in types.items()}


FAULTS = [
    (table, field + below, smallest(kind) | {field: value}, code)
    for table, kind in TABLES.items()
    for field, annotation in kind.annotations.items()
    for below, value, code in wrong(annotation)
]


def test_the_table_of_wrong_values_covers_every_annotation() -> None:
    assert len(FAULTS) > 1000


@pytest.mark.parametrize("table", TABLES)
def test_the_smallest_document_is_sound(table: str) -> None:
    assert isinstance(codec.decode(table, "1", smallest(TABLES[table])), TABLES[table])


def test_every_wrong_type_shape_and_value_is_a_fault_that_names_its_field() -> None:
    for table, field, value, code in FAULTS:
        found = codec.decode(table, "7", value)
        assert isinstance(found, Fault), (field, value)
        assert (found.table, found.doc, found.field, found.code) == (table, "7", field, code), value
        assert found.value is value


@pytest.mark.parametrize(
    ("table", "value", "field", "code", "id"),
    [
        ("members", {"name": "李明"}, "id", "missing", None),
        ("members", {"id": "p1"}, "name", "missing", "p1"),
        ("members", {"id": "", "name": "李明"}, "id", "value", ""),
        ("members", {"id": 1, "name": "李明"}, "id", "type", None),
        ("members", [], None, "type", None),
        ("members", "x", None, "type", None),
        ("members", None, None, "type", None),
        ("meetings", DAY | {"items": []}, "items", "value", "m1"),
        ("meetings", DAY | {"items": [{"kind": "study"}, {"kind": "Study"}]}, "items.kind", "value", "m1"),
        ("meetings", DAY | {"roll": {"p1": "here"}}, "roll", "value", "m1"),
    ],
)
def test_faults_say_where(table: str, value: object, field: str | None, code: str, id: str | None) -> None:
    found = codec.decode(table, "3", value)
    assert isinstance(found, Fault)
    assert (found.field, found.code, found.id) == (field, code, id)


@given(st.sampled_from(sorted(TABLES)), json_values)
def test_decoding_never_raises(table: str, value: object) -> None:
    assert isinstance(codec.decode(table, "1", value), (Fault, TABLES[table]))


@given(stored)
def test_there_and_back(found: tuple[str, Stored]) -> None:
    table, record = found
    written = json.loads(json.dumps(codec.encode(record), allow_nan=False))
    assert written == codec.encode(record)
    again = codec.decode(table, "1", written)
    assert again == record
    assert type(again) is type(record)
    assert codec.encode(again) == written


@given(stored)
def test_what_has_its_default_is_not_written(found: tuple[str, Stored]) -> None:
    _, record = found
    written = codec.encode(record)
    for name, value in record.as_dict().items():
        assert (name in written) == (name not in record.defaults or value != record.defaults[name])


def test_tuples_inside_a_record_come_back_as_records() -> None:
    old = member("p1", "李明", "secretary")
    again = codec.decode("members", "1", codec.encode(old))
    assert type(again.posts[0]) is records.Post


NESTS = sorted(
    (table, name)
    for table, kind in TABLES.items()
    for name, annotation in kind.annotations.items()
    if not annotation.startswith("dict[")
)


@given(st.data(), json_values)
def test_unknown_fields_survive_a_change_of_any_known_one(data: st.DataObject, extra: object) -> None:
    table, name = data.draw(st.sampled_from(NESTS))
    kind = TABLES[table]
    old, other = data.draw(some(kind)), data.draw(some(kind))
    new = old.but(**{name: getattr(other, name)})
    raw = {"ξ": extra} | codec.encode(old) | {"未知": {"a": extra}}
    laid = codec.lay(raw, old, new)
    assert laid["ξ"] == extra
    assert laid["未知"] == {"a": extra}
    assert codec.decode(table, "1", laid) == new


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_laying_yields_the_new_record_and_keeps_the_rest_as_written(table: str, data: st.DataObject) -> None:
    old, new = data.draw(some(TABLES[table])), data.draw(some(TABLES[table]))
    raw = {"ξ": 1} | codec.encode(old)
    laid = codec.lay(raw, old, new)
    assert codec.decode(table, "1", laid) == new
    kept = [key for key in raw if key in laid]
    assert [key for key in laid if key in raw] == kept
    assert all(laid[key] is raw[key] for key in kept if key == "ξ" or getattr(old, key) == getattr(new, key))


def test_untouched_values_keep_their_own_spelling_and_order() -> None:
    raw = {"note": "", "x": 1, "name": "李明", "kind": "full", "id": "p1", "leader": False, "posts": [], "mobile": "B"}
    old = codec.decode("members", "1", raw)
    laid = codec.lay(raw, old, old.but(name="李小明", mobile="", unit="办公室"))
    assert json.dumps(laid, ensure_ascii=False) == json.dumps(
        {
            "note": "",
            "x": 1,
            "name": "李小明",
            "kind": "full",
            "id": "p1",
            "leader": False,
            "posts": [],
            "unit": "办公室",
        },
        ensure_ascii=False,
    )


def test_unknown_fields_of_nested_records_survive_a_change_beside_and_inside_them() -> None:
    raw = {
        "id": "b1",
        "name": "支部",
        "groups": [{"id": "g1", "name": "一", "colour": "red"}, {"name": "二", "id": "g2", "colour": "blue"}],
    }
    old = codec.decode("branch", "1", raw)
    one, two = old.groups
    renamed = codec.lay(raw, old, old.but(groups=(one, two.but(name="贰"))))
    assert renamed["groups"] == [raw["groups"][0], {"name": "贰", "id": "g2", "colour": "blue"}]
    assert list(renamed["groups"][1]) == ["name", "id", "colour"]
    swapped = codec.lay(raw, old, old.but(groups=(two, one)))
    assert swapped["groups"] == raw["groups"][::-1]
    fewer = codec.lay(raw, old, old.but(groups=(two,)))
    assert fewer["groups"] == [raw["groups"][1]]
    both = codec.lay(raw, old, old.but(groups=(two.but(name="贰"),)))
    assert both["groups"] == [{"name": "贰", "id": "g2", "colour": "blue"}]
    more = codec.lay(raw, old, old.but(groups=(records.Group(id="g0", name="零"), one, two.but(name="贰"))))
    assert more["groups"] == [
        {"id": "g0", "name": "零"}, raw["groups"][0], {"name": "贰", "id": "g2", "colour": "blue"},
    ]  # fmt: skip


def test_a_document_number_names_the_fault_and_the_rest_is_read() -> None:
    tables = {
        "members": {"1": {"id": "p1", "name": "李明"}, "4": {"id": "p2"}, "9": {"id": "p3", "name": "王芳"}},
        "strange": {"1": {"a": 1}},
    }
    found = codec.snapshot_of(tables, 5)
    assert list(found.members) == ["p1", "p3"]
    (fault,) = found.faults
    assert (fault.table, fault.doc, fault.id, fault.field, fault.code) == ("members", "4", "p2", "name", "missing")
    assert found.revision == 5
    assert found.as_of is None


def test_the_second_of_two_with_one_id_is_a_fault() -> None:
    one, two = {"id": "p1", "name": "李明"}, {"id": "p1", "name": "王芳"}
    found = codec.snapshot_of({"members": {"1": one, "2": two}}, 1)
    assert found.members["p1"].name == "李明"
    assert [(f.doc, f.id, f.field, f.code, f.value) for f in found.faults] == [("2", "p1", "id", "twice", two)]


def test_a_branch_beside_the_branch_is_a_fault() -> None:
    found = codec.snapshot_of({"branch": {"1": {"id": "b1", "name": "一"}, "2": {"id": "b2", "name": "二"}}}, 1)
    assert found.branch.name == "一"
    assert [(f.doc, f.id, f.field, f.code) for f in found.faults] == [("2", "b2", None, "second")]


def test_dues_of_a_month_that_has_its_own_already_are_a_fault_and_counted_nowhere() -> None:
    paid = {"p1": "2026-10-08"}
    first, second = {"id": "d1", "month": "2026-10"}, {"id": "d2", "month": "2026-10", "paid": paid}
    found = codec.snapshot_of({"dues": {"1": first, "2": second, "3": {"id": "d3", "month": "2026-11"}}}, 1)
    assert list(found.dues) == ["d1", "d3"]
    assert [(f.doc, f.id, f.field, f.code, f.value) for f in found.faults] == [("2", "d2", "month", "month", second)]


def test_dues_that_are_the_only_ones_of_their_month_again_are_read_again() -> None:
    first, second = {"id": "d1", "month": "2026-10"}, {"id": "d2", "month": "2026-10", "paid": {"p1": "2026-10-08"}}
    tables = {"dues": {"1": first, "2": second}}
    earlier = tables, codec.snapshot_of(tables, 1)
    same = codec.snapshot_of({"dues": dict(tables["dues"])}, 2, earlier=earlier)
    assert (list(same.dues), same.faults) == (["d1"], earlier[1].faults)
    alone = codec.snapshot_of({"dues": {"2": second}}, 2, earlier=earlier)
    assert (list(alone.dues), alone.faults) == (["d2"], ())


@pytest.mark.parametrize(("as_of", "code"), [("2026-W01-1", "value"), (20261122, "type"), ({}, "type")])
def test_a_wrong_as_of_is_a_fault_and_no_day(as_of: object, code: str) -> None:
    found = codec.snapshot_of({}, 1, as_of)
    assert found.as_of is None
    assert [(f.table, f.field, f.code) for f in found.faults] == [("_meta", "as_of", code)]


def test_as_of_is_a_day() -> None:
    assert codec.snapshot_of({}, 1, "2026-11-22").as_of == day("2026-11-22")


STAMP = {"rev": 6, "by": "wangwei", "at": "2026-11-22T01:00:00+00:00"}


def spelled(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@given(snapshots(), st.sampled_from(sorted(TABLES.keys() - {"branch"})), documents, st.data())
def test_a_faulty_document_survives_a_write_as_it_was(
    base: Snapshot, table: str, bad: dict, data: st.DataObject
) -> None:
    assume(isinstance(codec.decode(table, "x", bad), Fault))
    tables = {
        name: {str(n): codec.encode(r) for n, r in enumerate(found.values(), 1)} for name, found in base.tables.items()
    }
    tables[table] = {"77": bad} | tables[table]
    tables["theirs"] = {"1": bad}
    old = codec.snapshot_of(tables, base.revision)
    assert [fault.value for fault in old.faults] == [bad]
    new = old.with_records({table: {"new": data.draw(some(TABLES[table])).but(id="new")}})
    laid = codec.lay_snapshot(tables, old, new, STAMP)
    assert spelled(laid[table]["77"]) == spelled(bad)
    assert spelled(laid["theirs"]) == spelled({"1": bad})
    again = codec.snapshot_of(laid, base.revision + 1)
    assert [fault.value for fault in again.faults] == [bad]
    assert len(again.tables[table]) == len(old.tables[table]) + 1


@given(snapshots(), snapshots())
def test_laying_a_snapshot_writes_the_new_one_and_stamps_what_changed(old: Snapshot, new: Snapshot) -> None:
    tables = {
        name: {str(n): codec.encode(r) for n, r in enumerate(found.values(), 1)} for name, found in old.tables.items()
    }
    before = json.dumps(tables)
    old = codec.snapshot_of(tables, old.revision)
    again = codec.snapshot_of(codec.lay_snapshot(tables, old, new, STAMP), 6)
    assert json.dumps(tables) == before
    assert again.faults == ()
    for name, wanted in new.tables.items():
        assert again.tables[name].keys() == wanted.keys()
        for id, record in wanted.items():
            stamp = {} if record == old.tables[name].get(id) else STAMP
            assert again.tables[name][id] == record.but(**stamp)


@given(snapshots(), snapshots(), st.data())
def test_what_is_known_already_reads_the_same(old: Snapshot, new: Snapshot, data: st.DataObject) -> None:
    """Reading with the last generation at hand is reading: whatever was kept, changed, moved, broken or taken away."""

    def spell(found: Snapshot) -> dict[str, dict]:
        return {
            name: {str(n): codec.encode(record) for n, record in enumerate(table.values())}
            for name, table in found.tables.items()
        }

    before, after = spell(old), spell(new)
    for tables in (before, after):
        name = data.draw(st.sampled_from(sorted(tables)))
        tables[name] |= {str(10 + n): bad for n, bad in enumerate(data.draw(st.lists(documents, max_size=2)))}
    for name, table in before.items():
        kept = [(doc, value) for doc, value in table.items() if data.draw(st.booleans())]
        moved = data.draw(st.sampled_from(["5", "20"]))
        after[name] = dict(
            data.draw(st.permutations([*after[name].items(), *kept, *[(moved, v) for _, v in kept[:1]]]))
        )
        if data.draw(st.booleans()):
            after[name] = table
    known = codec.snapshot_of(before, 1)
    plain, quick = codec.snapshot_of(after, 2), codec.snapshot_of(after, 2, earlier=(before, known))
    assert quick.tables == plain.tables
    assert [list(table) for table in quick.tables.values()] == [list(table) for table in plain.tables.values()]
    assert quick.faults == plain.faults
    assert codec.snapshot_of(before, 2, earlier=(before, known)).tables == known.tables


def test_new_documents_get_numbers_above_all_others() -> None:
    tables = {"members": {"3": {"id": "p3", "name": "李明"}, "x": {"id": "p9", "name": "王芳"}, "12": {"bad": 1}}}
    old = codec.snapshot_of(tables, 5)
    laid = codec.lay_snapshot(tables, old, old.with_records({"members": {"p6": member("p6"), "p3": None}}), STAMP)
    assert list(laid["members"]) == ["x", "12", "13"]
    assert laid["members"]["13"] == {"id": "p6", "name": "p6"} | STAMP


def test_a_record_put_back_unchanged_is_not_stamped() -> None:
    tables = {"members": {"1": {"id": "p1", "name": "李明", "rev": 2}}}
    old = codec.snapshot_of(tables, 5)
    same = Member(**old.members["p1"].as_dict())
    laid = codec.lay_snapshot(tables, old, old.with_records({"members": {"p1": same}}), STAMP)
    assert laid == tables


def test_encode_writes_enums_days_and_nothing_of_the_defaults() -> None:
    assert codec.encode(meeting("m1", "2026-10-09", "study", roll={"p1": "late"})) == {
        "id": "m1",
        "day": "2026-10-09",
        "items": [{"kind": "study"}],
        "roll": {"p1": "late"},
    }
    assert codec.encode(Talk(id="k1", talker="p1", partner="p2", day=day("2026-01-01"))) == {
        "id": "k1",
        "talker": "p1",
        "partner": "p2",
        "day": "2026-01-01",
    }
    assert codec.encode(branch()) == {
        "id": "b1",
        "name": "某某党支部",
        "founded": "2010-01-01",
        "groups": [{"id": "g1", "name": "第一党小组"}, {"id": "g2", "name": "第二党小组"}],
    }
