"""Edits are applied to the freshest data: what others changed stays, what both changed is refused with both values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.edits import Add, Change, Delete, EditGroup, Rejected, TakeRoll, as_one, change, fresh_id
from store.records import TABLES, DuesMonth, Exemption, ExemptionKind, MemberKind, Status, Waiver
from tests.branches import branch, day, meeting, member, snapshot
from tests.strategies import some

if TYPE_CHECKING:
    from store.snapshot import Snapshot

TODAY = day("2026-10-09")
P1 = member("p1", "李明", unit="办公室", rev=3, by="wangwei", at="2026-01-01T00:00:00+00:00")


def refusal(result: object) -> tuple:
    assert isinstance(result, Rejected), result
    return result.code, result.facts


# -- new records and their ids


@pytest.mark.parametrize(("table", "id"), [("members", "p101"), ("meetings", "m101"), ("waivers", "w101")])
def test_an_id_names_the_revision_that_creates_the_record(table: str, id: str) -> None:
    assert fresh_id(snapshot(revision=100), table) == id


def test_several_of_one_revision_are_numbered() -> None:
    done = EditGroup(edits=tuple(Add(table="members", record=member("", name)) for name in "甲乙丙")).apply(
        snapshot(P1)
    )
    assert {id: person.name for id, person in done.members.items()} == {
        "p1": "李明", "p101": "甲", "p101.2": "乙", "p101.3": "丙",
    }  # fmt: skip
    assert done.members["p101.2"].id == "p101.2"


def test_the_id_that_a_new_record_carries_is_ignored() -> None:
    assert list(Add(table="members", record=member("p1", "王芳")).apply(snapshot(P1)).members) == ["p1", "p101"]


@pytest.mark.parametrize("table", TABLES)
def test_why_of_an_addition(table: str) -> None:
    assert Add(table=table, record=P1).why == f"add_{table}"


# -- changes of fields


def changed(name: str, mine: object, seen: object, theirs: object) -> object:
    found = snapshot(P1.but(**{name: theirs}))
    return Change(table="members", id="p1", base={name: seen}, fields_={name: mine}).apply(found)


@pytest.mark.parametrize(
    ("seen", "theirs", "mine", "result"),
    [
        ("a", "a", "b", "b"),
        ("a", "a", "a", "a"),
        ("a", "b", "b", "b"),
        ("a", "b", "c", None),
        ("a", "b", "a", None),
        ("", "b", "", None),
    ],
)
def test_three_way_merge_of_one_field(seen: str, theirs: str, mine: str, result: str | None) -> None:
    done = changed("note", mine, seen, theirs)
    if result is None:
        assert refusal(done) == ("conflict", {"id": "p1", "field": "note", "mine": mine, "theirs": theirs})
    else:
        assert done.members["p1"].note == result


def test_different_fields_of_two_people_both_stay() -> None:
    first = Change(table="members", id="p1", base={"unit": "办公室"}, fields_={"unit": "财务科"})
    second = Change(table="members", id="p1", base={"note": ""}, fields_={"note": "兼职"})
    for edits in ((first, second), (second, first)):
        done = EditGroup(edits=edits).apply(snapshot(P1))
        assert done.members["p1"] == P1.but(unit="财务科", note="兼职")


def test_one_conflicting_field_refuses_the_whole_change() -> None:
    base, mine = {"note": "", "unit": "人事科"}, {"note": "x", "unit": "财务科"}
    edit = Change(table="members", id="p1", base=base, fields_=mine)
    assert refusal(edit.apply(snapshot(P1)))[1]["field"] == "unit"


def test_a_change_of_what_is_gone() -> None:
    edit = Change(table="members", id="p9", base={"note": ""}, fields_={"note": "x"})
    assert refusal(edit.apply(snapshot(P1))) == ("gone", {"id": "p9"})


@given(st.data())
def test_changes_of_different_fields_commute(data: st.DataObject) -> None:
    old, mine, theirs = (data.draw(some(TABLES["members"])) for _ in range(3))
    # a group that is not there can not be chosen
    names = data.draw(st.permutations([name for name in old.fields if name not in ("id", "group")]))
    cut = data.draw(st.integers(0, len(names)))
    edits = [
        Change(
            table="members",
            id=old.id,
            base={name: getattr(old, name) for name in part},
            fields_={name: getattr(wanted, name) for name in part},
        )
        for part, wanted in ((names[:cut], mine), (names[cut:], theirs))
    ]
    one, other = (EditGroup(edits=tuple(order)).apply(snapshot(old)) for order in (edits, edits[::-1]))
    assert one.members[old.id] == other.members[old.id]
    assert all(getattr(one.members[old.id], name) == getattr(mine, name) for name in names[:cut])


# -- taking away


def test_delete_takes_away_what_its_author_saw() -> None:
    assert Delete(table="members", id="p1", rev=3).apply(snapshot(P1, member("p2"))).members.keys() == {"p2"}


def test_delete_is_refused_when_someone_changed_the_record() -> None:
    code, facts = refusal(Delete(table="members", id="p1", rev=2).apply(snapshot(P1)))
    assert (code, facts) == ("changed", {"id": "p1", "by": "wangwei", "at": "2026-01-01T00:00:00+00:00"})


def test_delete_of_what_is_gone() -> None:
    assert refusal(Delete(table="members", id="p2", rev=1).apply(snapshot(P1))) == ("gone", {"id": "p2"})


def test_several_are_all_or_none() -> None:
    found = snapshot(P1)
    edits = (Add(table="members", record=member("", "甲")), Delete(table="members", id="p9", rev=1))
    assert refusal(EditGroup(edits=edits).apply(found))[0] == "gone"
    assert list(found.members) == ["p1"]
    assert EditGroup(edits=()).apply(found) is found


# -- roll call

FOUR = (
    branch(),
    member("p1", group="g1"),
    member("p2", group="g1", kind=MemberKind.PROBATIONARY),
    member("p3", group="g2"),
    member("p4", exemptions=(Exemption(kind=ExemptionKind.FRAIL),)),
)


def held(*others: object, **marks: str) -> Snapshot:
    return snapshot(*FOUR, meeting("m1", "2026-10-09", "party_day", roll=marks or None), *others)


def roll(**fields) -> TakeRoll:
    return TakeRoll(**({"meeting": "m1", "marks": {}, "on": TODAY} | fields))


def test_the_first_roll_takes_all_who_are_expected_as_present() -> None:
    done = roll(marks={"p3": Status.SICK}, reasons={"p3": "住院"}).apply(held()).meetings["m1"]
    assert done.roll == {"p1": "present", "p2": "present", "p3": "sick"}
    assert list(done.roll) == ["p1", "p2", "p3"]
    assert done.reasons == {"p3": "住院"}
    assert done.nonvoters == ("p2",)
    assert done.roll_day == TODAY


def test_a_correction_changes_only_who_is_named() -> None:
    old = roll(marks={"p3": Status.SICK}).apply(held())
    later = roll(marks={"p1": Status.LATE}, seen=old.meetings["m1"].roll, on=day("2026-10-20")).apply(old)
    done = later.meetings["m1"]
    assert done.roll == {"p1": "late", "p2": "present", "p3": "sick"}
    assert done.roll_day == TODAY
    assert done.nonvoters == ("p2",)


def test_the_frozen_roll_outlives_the_roster() -> None:
    found = held(p1="present", p3="present").with_records({"members": {"p3": None}})
    done = roll(marks={"p3": Status.LATE}, seen={"p3": Status.PRESENT}).apply(found)
    assert done.meetings["m1"].roll == {"p1": "present", "p3": "late"}


@pytest.mark.parametrize(
    ("seen", "theirs", "mine", "result"),
    [
        (None, "present", "sick", "sick"),
        (None, "absent", "absent", "absent"),
        (None, "absent", "sick", None),
        (None, "absent", "present", None),
        ("absent", "absent", "present", "present"),
        ("sick", "absent", "personal", None),
        ("sick", "present", "present", "present"),
    ],
)
def test_two_people_take_one_roll(seen: str | None, theirs: str, mine: str, result: str | None) -> None:
    edit = roll(marks={"p1": Status(mine)}, seen=seen and {"p1": Status(seen)})
    done = edit.apply(held(p1=theirs, p2="late"))
    if result is None:
        facts = {"id": "m1", "field": "roll", "member": "p1", "mine": mine, "theirs": theirs}
        assert refusal(done) == ("conflict", facts)
    else:
        assert done.meetings["m1"].roll == {"p1": result, "p2": "late"}


def test_marks_of_different_people_by_two_both_stay() -> None:
    first, second = roll(marks={"p1": Status.SICK}), roll(marks={"p3": Status.LATE})
    for edits in ((first, second), (second, first)):
        done = EditGroup(edits=edits).apply(held())
        assert done.meetings["m1"].roll == {"p1": "sick", "p2": "present", "p3": "late"}


@pytest.mark.parametrize(
    ("seen", "theirs", "mine", "result"),
    [
        ({}, "", "住院", "住院"),
        ({}, "开会", "住院", None),
        ({"p1": "开会"}, "开会", "住院", "住院"),
        ({"p1": "开会"}, "出差", "住院", None),
        ({"p1": "开会"}, "住院", "住院", "住院"),
        ({"p1": "开会"}, "开会", "", None),
    ],
)
def test_reasons_are_merged_like_marks(seen: dict, theirs: str, mine: str, result: str | None) -> None:
    base = roll(marks={"p1": Status.SICK}, reasons={"p1": theirs}).apply(held())
    edit = roll(reasons={"p1": mine}, seen=base.meetings["m1"].roll, seen_reasons=seen)
    done = edit.apply(base)
    if mine == "":
        assert done.meetings["m1"].reasons == {}
    elif result is None:
        assert refusal(done) == (
            "conflict", {"id": "m1", "field": "reasons", "member": "p1", "mine": mine, "theirs": theirs},
        )  # fmt: skip
    else:
        assert done.meetings["m1"].reasons == {"p1": result}


def test_the_reason_of_someone_who_came_is_dropped() -> None:
    base = roll(marks={"p1": Status.SICK}, reasons={"p1": "住院"}).apply(held())
    done = roll(marks={"p1": Status.PRESENT}, seen=base.meetings["m1"].roll).apply(base)
    assert done.meetings["m1"].reasons == {}
    assert roll(reasons={"p9": "?"}).apply(held()).meetings["m1"].reasons == {}


def test_guests_are_set_only_when_they_are_given() -> None:
    base = snapshot(*FOUR, meeting("m1", "2026-10-09", "party_day", guests=("上级 方谨言",)))
    assert roll().apply(base).meetings["m1"].guests == ("上级 方谨言",)
    assert roll(guests=()).apply(base).meetings["m1"].guests == ()


@pytest.mark.parametrize(("on", "refused"), [("2026-10-08", True), ("2026-10-09", False), ("2026-10-10", False)])
def test_a_roll_before_the_day_is_refused(on: str, refused: bool) -> None:
    done = roll(on=day(on)).apply(held())
    assert isinstance(done, Rejected) is refused
    if refused:
        assert refusal(done) == ("future", {"id": "m1", "day": TODAY})


def test_a_roll_of_a_meeting_that_is_gone() -> None:
    assert refusal(roll(meeting="m2").apply(held())) == ("gone", {"id": "m2"})


@pytest.mark.parametrize("member_id", ["p4", "p9"])
def test_who_is_not_expected_has_no_mark(member_id: str) -> None:
    done = roll(marks={member_id: Status.PRESENT}).apply(held())
    assert refusal(done) == ("not_expected", {"id": "m1", "member": member_id})


def test_a_roll_of_nobody_is_refused() -> None:
    found = snapshot(meeting("m1", "2026-10-09", "party_day"))
    assert refusal(roll().apply(found)) == ("nobody", {"id": "m1"})


def test_a_duty_is_waived_once_however_many_do_so_at_once(tmp_path) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from datetime import date

    from store.vault import Outcome, Vault
    from tests.soak import ground

    folder = str(ground.found(tmp_path / "branch").engine.folder)
    waiver = Waiver(id="", rule="OL-01", period="2026-Q3", reason="因故", day=date(2026, 11, 22))

    def waive(number: int) -> object:
        one = waiver.but(subject="p2") if number % 2 else waiver
        return Vault(folder).commit(Add(table="waivers", record=one), ground.who(number), ground.AT)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(waive, range(8)))
    assert sum(isinstance(one, Outcome) for one in outcomes) == 2
    refused = [one for one in outcomes if not isinstance(one, Outcome)]
    assert {one.code for one in refused} == {"there"}
    assert all(one.facts["by"].startswith("user") for one in refused)
    assert len(Vault(folder).read().waivers) == 2


def test_a_month_has_its_dues_once() -> None:
    october, november = DuesMonth(id="d1", month="2026-10"), DuesMonth(id="d2", month="2026-11", by="li")
    found = snapshot(branch(), october, november)
    there = {"id": "d2", "by": "li", "at": ""}
    assert refusal(Add(table="dues", record=DuesMonth(id="", month="2026-11")).apply(found)) == ("there", there)
    moved = change("dues", october, {"month": "2026-11"})
    assert refusal(moved.apply(found)) == ("there", there)
    assert refusal(EditGroup(edits=(moved,)).apply(found)) == ("there", there)
    assert change("dues", october, {"month": "2026-12"}).apply(found).dues["d1"].month == "2026-12"
    assert change("dues", october, {"note": "补"}).apply(found).dues["d1"].note == "补"


def test_two_waivers_that_differ_in_one_of_three_are_two() -> None:
    one = Waiver(id="", rule="OL-03", period="2026-10", subject="g1", reason="汛期", day=TODAY)
    found = Add(table="waivers", record=one).apply(snapshot(branch()))
    assert refusal(Add(table="waivers", record=one.but(reason="机构改革")).apply(found))[0] == "there"
    (id,) = found.waivers
    theirs = found.with_records({"waivers": {id: found.waivers[id].but(by="li", at="2026-11-22T01:30:00+00:00")}})
    assert refusal(Add(table="waivers", record=one).apply(theirs))[1] == {
        "id": id,
        "by": "li",
        "at": "2026-11-22T01:30:00+00:00",
    }
    for other in ({"rule": "OL-06"}, {"period": "2026-09"}, {"subject": "g2"}):
        assert len(Add(table="waivers", record=one.but(**other)).apply(found).waivers) == 2


def test_one_edit_stays_itself_and_several_are_one_change() -> None:
    """What one line stores is told as that, not as a change of several."""
    first, second = (Delete(table="talks", id=id, rev=1) for id in ("t1", "t2"))
    assert as_one([first], "delete_several") is first
    both = as_one([first, second], "delete_several")
    assert (type(both), both.edits, both.why) == (EditGroup, (first, second), "delete_several")
