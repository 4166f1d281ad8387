"""What I stored can be taken back and brought again, after a restart too; what others stored since is never touched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import undo
from store.dues import PayDues
from store.edits import Add, Change, Delete, EditGroup, Rejected, TakeRoll, change
from store.journal_entry import DocumentChange
from store.records import DuesMonth, Status
from store.schema import with_document
from store.undo import taken_back
from store.vault import Outcome, Vault, Who
from tests.branches import branch, day, meeting, member
from tests.engines import FolderPlace

if TYPE_CHECKING:
    from store.schema import Tables
    from tests.engines import ServerPlace

    Place = FolderPlace | ServerPlace

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LI = Who(uid=1000, user="li")
WANG = Who(uid=1001, user="wang")
NUMBERS = count(1)
SHARED = Who(uid=1000, user="li", claimed="汪维")


@pytest.fixture
def vault(place: Place) -> Vault:
    vault = place.vault()
    vault.create(branch(), LI, NOW)
    return vault


def add(vault: Vault, name: str, by: Who = LI) -> str:
    return done(vault.commit(Add(table="members", record=member("", name)), by, NOW)).ids[0]


def note(vault: Vault, id: str, before: str, after: str, by: Who = LI, field: str = "note") -> Outcome | Rejected:
    return vault.commit(Change(table="members", id=id, base={field: before}, fields_={field: after}), by, NOW)


def done(outcome: Outcome | Rejected) -> Outcome:
    assert isinstance(outcome, Outcome), outcome
    return outcome


def refused(outcome: Outcome | Rejected) -> Rejected:
    assert isinstance(outcome, Rejected), outcome
    return outcome


def bare(vault: Vault) -> dict[str, list[dict[str, Any]]]:
    """The documents in order, without who stored them last."""
    tables = vault.engine.read().tables
    return {
        name: [{k: v for k, v in document.items() if k not in ("rev", "by", "at")} for document in table.values()]
        for name, table in tables.items()
        if name != "_meta" and table
    }


def test_undo_and_redo_walk_through_my_changes_also_after_a_restart(vault: Vault, place: Place) -> None:
    states = [bare(vault)]
    id = add(vault, "甲")
    states.append(bare(vault))
    for before, after in (("", "一"), ("一", "二")):
        done(note(vault, id, before, after))
        states.append(bare(vault))
    for state in states[-2::-1]:
        done(place.vault().undo(LI, NOW))
        assert bare(vault) == state
    assert refused(vault.undo(LI, NOW)).code == "nothing"
    for state in states[1:]:
        done(place.vault().redo(LI, NOW))
        assert bare(vault) == state
    assert refused(vault.redo(LI, NOW)).code == "nothing"
    assert vault.verify() == []


def test_undo_says_what_it_took_back(vault: Vault) -> None:
    id = add(vault, "甲")
    outcome = done(vault.undo(LI, NOW))
    assert (outcome.of, outcome.why, outcome.ids) == (2, "add_members", ())
    outcome = done(vault.redo(LI, NOW))
    assert (outcome.of, outcome.why, outcome.ids) == (2, "add_members", (id,))
    assert [(entry.why, entry.of) for entry in vault.history(id)] == [("redo", 2), ("undo", 2), ("add_members", None)]
    person = outcome.snapshot.members[id]
    assert (person.rev, person.by) == (4, "li")


def test_a_new_change_ends_what_can_be_brought_again(vault: Vault) -> None:
    add(vault, "甲")
    done(vault.undo(LI, NOW))
    add(vault, "乙")
    assert refused(vault.redo(LI, NOW)).code == "nothing"
    done(vault.undo(LI, NOW))
    assert refused(vault.undo(LI, NOW)).code == "nothing"


def test_what_another_has_stored_meanwhile_is_not_brought_again_beside_it(vault: Vault) -> None:
    who = {add(vault, name): day("2026-11-22") for name in ("甲", "乙")}
    pay = PayDues(month="2026-10", paid=who)
    done(vault.commit(pay, LI, NOW))
    done(vault.undo(LI, NOW))
    (theirs,) = done(vault.commit(pay, WANG, NOW)).ids
    found = refused(vault.redo(LI, NOW))
    assert (found.code, found.facts["id"], found.facts["by"]) == ("there", theirs, "wang")
    assert list(vault.read().dues) == [theirs]
    assert vault.verify() == []


def test_nor_is_a_month_that_another_has_recorded_meanwhile(vault: Vault) -> None:
    (id,) = done(vault.commit(PayDues(month="2026-10", paid={add(vault, "甲"): day("2026-11-22")}), LI, NOW)).ids
    done(vault.commit(change("dues", vault.read().dues[id], {"month": "2026-09"}), LI, NOW))
    (theirs,) = done(vault.commit(Add(table="dues", record=DuesMonth(id="", month="2026-10")), WANG, NOW)).ids
    found = refused(vault.undo(LI, NOW))
    assert (found.code, found.facts["id"]) == ("there", theirs)
    assert {one.month for one in vault.read().dues.values()} == {"2026-09", "2026-10"}


def test_only_mine_is_taken_back(vault: Vault) -> None:
    mine, theirs = add(vault, "甲"), add(vault, "乙", WANG)
    assert refused(vault.undo(SHARED, NOW)).code == "nothing"
    done(vault.undo(LI, NOW))
    assert list(vault.read().members) == [theirs]
    done(vault.redo(LI, NOW))
    assert list(vault.read().members) == [mine, theirs]


def test_what_another_changed_since_stays_and_the_same_field_is_refused_with_both_values(vault: Vault) -> None:
    id = add(vault, "甲")
    done(note(vault, id, "", "我的"))
    done(note(vault, id, "", "处长", WANG, field="admin_post"))
    done(vault.undo(LI, NOW))
    person = vault.read().members[id]
    assert (person.note, person.admin_post) == ("", "处长")
    done(vault.redo(LI, NOW))
    done(note(vault, id, "我的", "他的", WANG))
    before = vault.whole()
    no = refused(vault.undo(LI, NOW))
    assert (no.code, no.facts) == ("conflict", {"id": id, "field": "note", "mine": None, "theirs": "他的"})
    assert vault.whole() == before


def test_what_another_has_changed_is_not_removed_with_its_making(vault: Vault) -> None:
    id = add(vault, "甲")
    done(note(vault, id, "", "他的", WANG))
    no = refused(vault.undo(LI, NOW))
    at = vault.read().members[id].at
    assert at
    assert (no.code, no.facts) == ("changed", {"id": id, "by": "wang", "at": at})


def test_a_change_of_what_another_has_deleted_can_not_be_taken_back(vault: Vault) -> None:
    id = add(vault, "甲")
    done(note(vault, id, "", "我的"))
    done(vault.commit(Delete(table="members", id=id, rev=3), WANG, NOW))
    assert refused(vault.undo(LI, NOW)).code == "gone"


def test_one_import_is_one_step(vault: Vault) -> None:
    edits = tuple(Add(table="members", record=member("", name)) for name in "甲乙丙")
    done(vault.commit(EditGroup(edits=edits, why="import_roster"), LI, NOW))
    assert len(vault.read().members) == 3
    outcome = done(vault.undo(LI, NOW))
    assert (outcome.why, len(outcome.snapshot.members)) == ("import_roster", 0)


def test_the_deleted_comes_back_to_its_place_with_what_nobody_knew_of(tmp_path: Path) -> None:
    """Of a folder alone: on a server nobody brings in what the program does not know without its being damage."""
    folder = FolderPlace(tmp_path)
    vault = folder.vault()
    vault.create(branch(), LI, NOW)
    first = add(vault, "甲")
    add(vault, "乙")
    folder.rewrite(lambda text: text.replace('"甲"', '"甲", "x": {"y": [1]}'))
    state = bare(vault)
    done(vault.commit(Delete(table="members", id=first, rev=2), LI, NOW))
    done(vault.undo(LI, NOW))
    assert bare(vault) == state


def test_marks_of_others_stay_when_mine_are_taken_back(vault: Vault) -> None:
    people = [add(vault, name) for name in "甲乙丙"]
    held = done(vault.commit(Add(table="meetings", record=meeting("", "2026-11-20", "general_meeting")), LI, NOW)).ids[
        0
    ]

    def mark(by: Who, person: str, seen: str, status: str) -> None:
        edit = TakeRoll(meeting=held, marks={person: Status(status)}, on=day("2026-11-22"), seen={person: Status(seen)})
        done(vault.commit(edit, by, NOW))

    mark(LI, people[0], "present", "late")
    mark(LI, people[0], "late", "sick")
    mark(WANG, people[1], "present", "absent")
    done(vault.undo(LI, NOW))
    assert list(vault.read().meetings[held].roll.values()) == ["late", "absent", "present"]
    mark(WANG, people[0], "late", "official")
    no = refused(vault.undo(LI, NOW))
    assert (no.code, no.facts["field"], no.facts["member"]) == ("conflict", "roll", people[0])


def test_nothing_is_taken_back_from_behind_a_restore(vault: Vault, tmp_path: Path) -> None:
    add(vault, "甲")
    kept = vault.backup(str(tmp_path / "kept.json"))
    add(vault, "乙")
    done(vault.undo(LI, NOW))
    vault.restore(kept, LI, NOW)
    assert refused(vault.undo(LI, NOW)).code == refused(vault.redo(LI, NOW)).code == "nothing"


def test_what_another_has_put_back_already_is_passed_over(vault: Vault) -> None:
    id = add(vault, "甲")
    done(note(vault, id, "", "一"))
    done(note(vault, id, "一", "", WANG))
    outcome = done(vault.undo(LI, NOW))
    assert (outcome.of, outcome.snapshot.members) == (2, {})


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from("甲乙丙")),
        st.tuples(st.just("note"), st.integers(0, 3), st.sampled_from(["", "一", "二"])),
        st.tuples(st.just("delete"), st.integers(0, 3)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=9,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_taking_everything_back_leads_to_the_beginning_and_bringing_it_again_to_the_end(
    place: Place, steps: list[tuple[Any, ...]]
) -> None:
    vault = place.vault(f"branch{next(NUMBERS)}")
    vault.create(branch(), LI, NOW)
    beginning = bare(vault)
    for kind, *rest in steps:
        people = list(vault.read().members.values())
        if kind == "add":
            add(vault, rest[0])
        elif kind in ("undo", "redo"):
            getattr(vault, kind)(LI, NOW)
        elif people:
            person = people[rest[0] % len(people)]
            if kind == "delete":
                done(vault.commit(Delete(table="members", id=person.id, rev=person.rev), LI, NOW))
            else:
                done(note(vault, person.id, person.note, rest[1]))
    end = bare(vault)
    taken = 0
    while isinstance(vault.undo(LI, NOW), Outcome):
        taken += 1
    assert bare(vault) == beginning
    for _ in range(taken):
        done(vault.redo(LI, NOW))
    assert bare(vault) == end
    assert vault.verify() == []
    vault.close()


@pytest.mark.parametrize(
    ("number", "numbers"),
    [("1", "1 2 4"), ("3", "2 3 4"), ("9", "2 4 9"), ("2", "2 4 5")],
    ids=["first", "in", "last", "taken"],
)
def test_a_document_is_placed_by_its_number(number: str, numbers: str) -> None:
    assert " ".join(with_document({"2": {}, "4": {}}, number, {})) == numbers


def test_what_names_no_record_is_told(tmp_path: Path) -> None:
    """Of a folder alone: what is wrong with rows stands in `tests/server/test_engine.py`."""
    vault = FolderPlace(tmp_path).vault()
    vault.create(branch(), LI, NOW)
    id = add(vault, "甲")
    path = Path(vault.engine.path)
    tables = json.loads(path.read_bytes())
    tables["members"]["1"]["group"] = "g9"
    tables["members"]["2"] = {"id": "p9"}
    tables["training"] = {"1": {"id": "t1", "member": "p7", "day": "2026-11-01", "hours": 2, "session": "m7"}}
    path.write_text(json.dumps(tables))
    assert [(p.code, p.place) for p in vault.verify()] == [
        ("outside", "branch.json"),
        ("record", "members/2/name"),
        ("reference", f"members/{id}/group"),
        ("reference", "training/t1/member"),
        ("reference", "training/t1/session"),
    ]


AT = {"rev": 9, "by": "li", "at": "2026-11-22T01:30:00+00:00"}


def test_what_was_only_stamped_since_is_as_it_was() -> None:
    """Who last stored a document, when and at which revision, is no one's own words."""
    made = {"id": "p1", "name": "李明", "rev": 1, "by": "wang", "at": "2026-01-01T00:00:00+00:00"}
    change = DocumentChange(table="members", number="1", id="p1", before=None, after=made)
    assert taken_back({"members": {"1": made | AT}}, [change], AT) == {"members": {}}


@pytest.mark.parametrize("now", ["text", 7, [1]])
def test_an_object_that_became_something_else_is_not_put_back(now: object) -> None:
    before, after = {"id": "p1", "x": {"a": 1}}, {"id": "p1", "x": {"a": 2}}
    change = DocumentChange(table="members", number="1", id="p1", before=before, after=after)
    refusal = Rejected(code="conflict", facts={"id": "p1", "field": "x", "mine": {"a": 1}, "theirs": now})
    assert taken_back({"members": {"1": {"id": "p1", "x": now}}}, [change], AT) == refusal


@pytest.mark.parametrize("place", ["now", "before", "after"])
def test_what_is_no_object_in_one_of_three_places_is_taken_back_as_a_whole_or_not_at_all(place: str) -> None:
    x = {"now": {"a": 1, "b": 9}, "before": {"a": 1}, "after": {"a": 2}} | {place: "text"}
    before, after = {"id": "p1", "x": x["before"]}, {"id": "p1", "x": x["after"]}
    change = DocumentChange(table="members", number="1", id="p1", before=before, after=after)
    refusal = Rejected(code="conflict", facts={"id": "p1", "field": "x", "mine": x["before"], "theirs": x["now"]})
    assert taken_back({"members": {"1": {"id": "p1", "x": x["now"]}}}, [change], AT) == refusal


def test_what_a_change_brought_goes_and_what_it_took_comes_back() -> None:
    """In a document and in an object of it, beside what another has brought since."""
    before, after = {"a": 1, "c": 3, "x": {"k": 1, "m": 3}}, {"b": 2, "c": 4, "x": {"l": 2, "m": 4}}
    now = {"b": 2, "c": 4, "d": 9, "x": {"l": 2, "m": 4, "n": 9}}
    change = DocumentChange(
        table="members", number="1", id="p1", before={"id": "p1"} | before, after={"id": "p1"} | after
    )
    expected = {"a": 1, "c": 3, "d": 9, "x": {"k": 1, "m": 3, "n": 9}}
    assert taken_back({"members": {"1": {"id": "p1"} | now}}, [change], AT) == {
        "members": {"1": {"id": "p1"} | expected | AT}
    }


def test_what_a_file_has_no_table_of_any_more_comes_back_and_goes_all_the_same() -> None:
    talk = {"id": "k1", "note": "x"}
    made = DocumentChange(table="talks", number="1", id="k1", before=None, after=talk)
    taken = DocumentChange(table="talks", number="1", id="k1", before=talk, after=None)
    tables: Tables = {"members": {}}
    assert taken_back(tables, [made], AT) == {"members": {}}
    assert taken_back(tables, [taken], AT) == {"members": {}, "talks": {"1": talk | AT}}


def test_what_stands_under_another_number_by_now_is_found_by_its_id() -> None:
    before, after = {"id": "p1", "x": 1}, {"id": "p1", "x": 2}
    change = DocumentChange(table="members", number="1", id="p1", before=before, after=after)
    for number, of_another in (("3", {}), ("3", {"1": {"id": "p2"}}), ("0", {"1": {"id": "p2"}})):
        back = taken_back({"members": of_another | {number: after}}, [change], AT)
        assert back == {"members": of_another | {number: before | AT}}


def test_who_stored_a_document_last_is_none_of_its_own_words() -> None:
    assert undo._bare({"id": "p1", "rev": 3, "by": "wang", "at": "2026-11-22T09:00:00"}) == {"id": "p1"}


def test_what_another_changed_within_the_same_field_stays_where_it_stood() -> None:
    now, before, after = {"b": 9, "a": 1}, {"a": 0, "b": 2}, {"a": 1, "b": 2}
    assert list(undo._value(now, before, after).items()) == [("b", 9), ("a", 0)]


def test_behind_what_puts_all_documents_in_place_anew_nothing_is_taken_back() -> None:
    assert set(undo.ANEW) == {"init", "migrate", "restore", "purge"}
