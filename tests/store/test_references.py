"""What a field of any record names can't be taken away while it is named; the cases are made from the fields' types."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from store import records
from store.edits import Add, Change, Delete, EditGroup
from store.field_types import field_type, types_of
from store.records import TABLES, Admission, Entry, Fault, Stored, Talk
from store.references import TARGETS, dangling, referring, still_named
from store.rejected import Rejected
from store.snapshot import Snapshot
from store.vault import Outcome, Vault, Who
from tests.branches import branch, day, meeting, member

if TYPE_CHECKING:
    from pathlib import Path

    from store.edits import Edit
    from store.record import Record

SOME: dict[str, Any] = {
    "MemberId": "p2",
    "str": "x",
    "date": day("2026-10-09"),
    "Month": "2026-10",
    "float": 1.0,
    "RegisterId": "directive",
}
NAMED = {"members": "p1", "groups": "g2", "meetings": "m1", "admissions": "a1", "entries": "e1"}
"""The one record of each place that the cases name."""
EVERYWHERE: list[Stored] = [
    branch(),
    member("p1"),
    member("p2"),
    meeting("m1", "2026-10-09"),
    Admission(id="a1", name="方屿"),
    Entry(id="e1", kind="directive", title="优化营商环境", day=day("2026-10-09")),
]


def kinds() -> dict[type[Record], None]:
    """Every kind of record that a table holds, and those within."""
    found: dict[type[Record], None] = {}

    def walk(kind: type[Record]) -> None:
        found[kind] = None
        for type in types_of(kind).values():
            if type.record is not None:
                walk(type.record)

    for kind in TABLES.values():
        walk(kind)
    return found


def some(annotation: str) -> Any:
    """Some value of a type, the least that it can be."""
    type = field_type(annotation)
    if type.many:
        return {} if type.many == "dict" else (some(type.of),)
    if type.choices is not None:
        return next(iter(type.choices))
    if type.record is not None:
        return least(type.record)
    return SOME.get(type.of, SOME.get(getattr(type.kind, "__name__", "")))


def least(kind: type[Record], **given: Any) -> Any:
    needed = {name: some(kind.annotations[name]) for name in kind.fields if name not in kind.defaults}
    return kind(**(needed | given))


def naming(kind: type[Record], path: str, target: str, *, keys: bool) -> Any:
    """A record of a kind in which one field names a target."""
    name, _, inner = path.partition(".")
    type = types_of(kind)[name]
    value: Any = naming(type.record, inner, target, keys=keys) if type.record is not None else target
    if type.many == "tuple":
        value = (value,)
    elif type.many == "dict":
        value = {target: some(type.of)} if keys else {"x": target}
    return least(kind, **{name: value})


def places() -> list[tuple[str, str, str, str]]:
    """Every field of every table that names a record: with what it says, and a place where that record stands."""
    return [
        (table, field, of, where)
        for table, kind in TABLES.items()
        for field, of in referring(kind)
        for where in sorted(TARGETS[of]) or ("members",)
        if not (table == "branch" and where == "groups")
    ]


def store_with(table: str, field: str, of: str, where: str) -> Snapshot:
    kind = TABLES[table]
    keys = types_of(kind)[field.partition(".")[0]].keys == of
    record = naming(kind, field, NAMED[where], keys=keys).but(id="x1")
    tables: dict[str, dict[str, Stored]] = {name: {} for name in TABLES}
    for one in EVERYWHERE:
        tables[next(name for name, kind in TABLES.items() if isinstance(one, kind))][one.id] = one
    tables[table] = ({} if table == "branch" else tables[table]) | {"x1": record}
    return Snapshot(100, tables)


def taking_away(where: str) -> Edit:
    """The edit that takes away the record which the cases name; a group by a change of the branch."""
    if where != "groups":
        return Delete(table=where, id=NAMED[where], rev=0)
    groups = branch().groups
    left = tuple(group for group in groups if group.id != NAMED[where])
    return Change(table="branch", id="b1", base={"groups": groups}, fields_={"groups": left})


@pytest.mark.parametrize(("table", "field", "of", "where"), places())
def test_what_a_field_of_a_table_names_is_not_taken_away(table: str, field: str, of: str, where: str) -> None:
    snapshot = store_with(table, field, of, where)
    refused = taking_away(where).apply(snapshot)
    assert isinstance(refused, Rejected)
    assert refused.code == "named"
    assert refused.facts == {"id": NAMED[where], "table": table, "other": "x1", "field": field, "n": 1}
    assert list(dangling(snapshot)) == []


def chosen_and_gone(field: str, table: str, of: str, where: str) -> tuple[Snapshot, Stored, Stored]:
    """Records without the one that the cases name; a record of a table that names it, and one that names nothing."""
    seen = store_with(table, field, of, where)
    record, groups = seen.tables[table]["x1"], branch().groups
    left = {name: {id: one for id, one in rows.items() if id != "x1"} for name, rows in seen.tables.items()}
    if where == "groups":
        left["branch"] = {"b1": branch().but(groups=tuple(one for one in groups if one.id != NAMED[where]))}
    else:
        left[where].pop(NAMED[where])
    needed = field in type(record).fields and field not in type(record).defaults
    other = record.but(**{field: "p2"}) if needed else least(type(record), id="x1")
    return Snapshot(100, left), record, other


@pytest.mark.parametrize(("table", "field", "of", "where"), places())
def test_what_was_deleted_meanwhile_is_not_named_anew(table: str, field: str, of: str, where: str) -> None:
    """Its author chose it while it was there; the freshest data does not have it."""
    fresh, record, other = chosen_and_gone(field, table, of, where)
    base = fresh.with_records({table: {"x1": other}})
    name = field.partition(".")[0]
    added = Add(table=table, record=record)
    change = Change(table=table, id="x1", base={name: getattr(other, name)}, fields_={name: getattr(record, name)})
    for refused in (added.apply(fresh), change.apply(base), EditGroup(edits=(added,)).apply(fresh)):
        assert isinstance(refused, Rejected)
        assert (refused.code, refused.facts) == ("names_gone", {"id": NAMED[where], "table": table, "field": field})
    there = store_with(table, field, of, where).with_records({table: {"x1": None}})
    assert isinstance(added.apply(there), Snapshot)


@pytest.mark.parametrize(("table", "field", "of", "where"), places())
def test_who_named_it_before_may_change_something_else(table: str, field: str, of: str, where: str) -> None:
    """Older records may name what is gone; to change another field of theirs is no fault of who does."""
    fresh, record, _ = chosen_and_gone(field, table, of, where)
    named = fresh.with_records({table: {"x1": record}})
    other = "note" if "note" in record.fields else "reason"
    again = Change(table=table, id="x1", base={other: getattr(record, other)}, fields_={other: "另记"}).apply(named)
    assert isinstance(again, Snapshot)


def test_a_person_from_outside_is_a_free_name(vault: Vault) -> None:
    for name in ("外面的人", "p", "pa1", "p1x", "张三 p1", "p7.7.7"):
        stored(vault, talk_with(name))
    for id in ("p77", "p7.7"):
        refused = vault.commit(talk_with(id), LI, NOW)
        assert isinstance(refused, Rejected)
        assert (refused.code, refused.facts["id"]) == ("names_gone", id)


def test_a_change_is_not_taken_back_to_who_was_deleted_since(vault: Vault) -> None:
    id, other = (stored(vault, Add(table="members", record=member("", name))) for name in ("李明", "王强"))
    talk = stored(vault, talk_with(id))
    stored(vault, Change(table="talks", id=talk, base={"talker": id}, fields_={"talker": other}))
    rev = vault.read().members[id].rev
    assert isinstance(vault.commit(Delete(table="members", id=id, rev=rev), WANG, NOW), Outcome)
    refused = vault.undo(LI, NOW)
    assert isinstance(refused, Rejected)
    assert refused.facts == {"id": id, "table": "talks", "field": "talker"}


@pytest.mark.parametrize(("id", "taken"), [("p77", True), ("p78", False)])
def test_a_document_that_can_not_be_read_may_be_named(id: str, taken: bool) -> None:
    tables: dict[str, dict[str, Stored]] = {name: {} for name in TABLES} | {"members": {"p2": member("p2")}}
    fault = Fault(table="members", doc="7", id="p77", field=None, code="missing", value={"id": "p77"})
    assert isinstance(talk_with(id).apply(Snapshot(100, tables, faults=(fault,))), Snapshot) is taken


@pytest.mark.parametrize("where", NAMED)
def test_what_nobody_names_is_taken_away(where: str) -> None:
    tables = {name: {one.id: one for one in EVERYWHERE if isinstance(one, kind)} for name, kind in TABLES.items()}
    after = taking_away(where).apply(Snapshot(100, tables))
    assert isinstance(after, Snapshot)


@pytest.mark.parametrize(("table", "field", "of", "where"), [one for one in places() if TARGETS[one[2]]])
def test_a_name_of_nothing_is_found(table: str, field: str, of: str, where: str) -> None:
    kind = TABLES[table]
    keys = types_of(kind)[field.partition(".")[0]].keys == of
    record = naming(kind, field, "nothing", keys=keys).but(id="x1")
    tables: dict[str, dict[str, Stored]] = {"members": {"p2": member("p2")}}
    tables[table] = tables.get(table, {}) | {"x1": record}
    assert list(dangling(Snapshot(100, tables))) == [(table, "x1", field)]


def test_where_what_is_named_must_stand() -> None:
    """The cases above are made from this table, and so would not miss a line of it."""
    assert {of: set(places) for of, places in TARGETS.items()} == {
        "MemberId": {"members"},
        "MeetingId": {"meetings"},
        "GroupId": {"groups"},
        "Subject": {"members", "groups", "meetings", "admissions"},
        "EntryId": {"entries"},
        "Person": set(),
        "Owner": set(),
        "Concerned": set(),
        "Signature": set(),
    }


def test_a_refusal_tells_the_first_of_several_and_how_many_name_it() -> None:
    talks = [Talk(id=f"k{n}", talker="p1", partner="p2", day=day("2026-10-09")) for n in (1, 2)]
    tables: dict[str, dict[str, Stored]] = {
        "members": {one: member(one) for one in ("p1", "p2")}, "talks": {one.id: one for one in talks},
    }  # fmt: skip
    after = Snapshot(100, tables | {"members": {}})
    refused = still_named(Snapshot(100, tables), after)
    assert refused is not None
    assert refused.facts == {"id": "p1", "table": "talks", "other": "k1", "field": "talker", "n": 2}


def test_the_cases_are_of_every_kind_of_record() -> None:
    assert {one[0] for one in places()} == set(TABLES) - {"branch"}
    assert {"chair", "items.lecturer", "decisions.owner", "roll", "guests"} <= {
        one[1] for one in places() if one[0] == "meetings"
    }


# A field that names somebody is seen by nothing unless its type says so.

ELSE_NAMED = {"id", "kind", "status", "name", "form", "due", "owner", "result", "rule", "unit"}
"""Names that two records use for two things."""


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_a_list_of_texts_says_what_its_texts_are(kind: type[Record]) -> None:
    plain = [name for name, type in types_of(kind).items() if type.many and "str" in (type.keys, type.of)]
    assert [name for name in plain if types_of(kind)[name].keys != "MemberId"] == []


def test_a_field_of_one_name_means_the_same_in_every_record() -> None:
    said: dict[str, set[str]] = {}
    for kind in kinds():
        for name, type in types_of(kind).items():
            if name not in ELSE_NAMED:
                said.setdefault(name, set()).add(type.of)
    ahead = {"date", "DayAhead"}
    assert {name: of for name, of in said.items() if len(of) > 1 and not of <= ahead} == {}, "give it another name"


def test_every_meaning_that_names_a_record_is_known_to_the_walker() -> None:
    ids = {name for name in vars(records) if name.endswith("Id") and isinstance(getattr(records, name), type)}
    assert ids - {"RuleId", "RegisterId"} <= TARGETS.keys()


# Taking back


NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LI, WANG = Who(uid=1000, user="li"), Who(uid=1001, user="wang")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(str(tmp_path / "branch"))
    vault.create(branch(), LI, NOW)
    return vault


def stored(vault: Vault, edit: Edit, by: Who = LI) -> str:
    outcome = vault.commit(edit, by, NOW)
    assert isinstance(outcome, Outcome)
    return outcome.ids[0]


def talk_with(id: str) -> Add:
    return Add(table="talks", record=Talk(id="", talker=id, partner="外面的人", day=day("2026-11-20")))


def test_an_addition_is_not_taken_back_while_another_names_it(vault: Vault) -> None:
    id = stored(vault, Add(table="members", record=member("", "李明")))
    talk = stored(vault, talk_with(id), WANG)
    refused = vault.undo(LI, NOW)
    assert isinstance(refused, Rejected)
    assert refused.facts == {"id": id, "table": "talks", "other": talk, "field": "talker", "n": 1}
    assert id in vault.read().members
    assert isinstance(vault.undo(WANG, NOW), Outcome)
    assert isinstance(vault.undo(LI, NOW), Outcome)
    assert id not in vault.read().members


def test_a_new_group_is_not_taken_back_while_a_member_is_in_it(vault: Vault) -> None:
    groups = branch().groups
    more = (*groups, groups[0].but(id="g3", name="第三党小组"))
    stored(vault, Change(table="branch", id="b1", base={"groups": groups}, fields_={"groups": more}))
    stored(vault, Add(table="members", record=member("", "李明", group="g3")), WANG)
    refused = vault.undo(LI, NOW)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.facts["id"]) == ("named", "g3")


def test_a_deletion_is_not_brought_again_once_another_names_it(vault: Vault) -> None:
    id = stored(vault, Add(table="members", record=member("", "李明")))
    stored_rev = vault.read().members[id].rev
    assert isinstance(vault.commit(Delete(table="members", id=id, rev=stored_rev), LI, NOW), Outcome)
    assert isinstance(vault.undo(LI, NOW), Outcome)
    stored(vault, talk_with(id), WANG)
    refused = vault.redo(LI, NOW)
    assert isinstance(refused, Rejected)
    assert refused.code == "named"


def test_what_names_each_other_goes_together() -> None:
    snapshot = store_with("training", "session", "MeetingId", "meetings")
    both = (Delete(table="meetings", id="m1", rev=0), Delete(table="training", id="x1", rev=0))
    for edits in (both, both[::-1]):
        after = EditGroup(edits=edits).apply(snapshot)
        assert isinstance(after, Snapshot)
        assert still_named(snapshot, after) is None
    assert isinstance(EditGroup(edits=both[:1]).apply(snapshot), Rejected)
