"""Roll call: its values, and stories at the keys."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from store.edits import Add, Rejected, TakeRoll
from store.packs.national import NATIONAL
from store.records import Item, Kind, Meeting, Status, Vote, VoteKind
from store.snapshot import expected_at
from tests.branches import branch, meeting, member, snapshot
from tests.desk import WHO, branch_folder, desk, golden
from tests.tiers import crossed
from widgets.display import width
from widgets.roll_marks import (
    NameGrid,
    RollDraft,
    RollPerson,
    draft_from,
    edit,
    grid,
    ids_by_name,
    pasted_names,
    people,
    plain_draft,
    roll_of,
    step_index,
    with_mark,
    with_reason,
    without_mark,
)
from widgets.sections.view import View

DAY = date(2026, 11, 22)
P, L, O, S, E, V, A = Status  # noqa: E741


def a_view(roll=None, **fields):
    """A branch of four and a general meeting of today."""
    four = [member("p1", "张建国"), member("p2", "李文静"), member("p3", "王伟"), member("p4", "单以宁")]
    return View(
        snapshot(branch(), *four, meeting("m1", "2026-11-22", "general_meeting", roll=roll, **fields)), DAY, NATIONAL
    )


def of(view):
    return view.snapshot.meetings["m1"]


def statuses(view, draft):
    return [person.status for person in people(view, of(view), draft)]


def test_all_are_present_until_marked():
    view = a_view()
    assert statuses(view, RollDraft()) == [P, P, P, P]
    draft = with_mark(RollDraft(), of(view), "p2", S)
    assert statuses(view, draft) == [P, S, P, P]
    assert statuses(view, without_mark(draft, "p2")) == [P, P, P, P]


def test_what_another_stored_shows_unless_i_marked_it():
    draft = with_mark(RollDraft(), of(a_view()), "p2", S)
    later = a_view({"p1": "absent", "p2": "present", "p3": "late", "p4": "present"})
    assert statuses(later, draft) == [A, S, L, P]
    assert [person.theirs for person in people(later, of(later), draft)] == [None] * 4


def test_two_marks_on_one_person_show_both_until_one_decides():
    draft = with_mark(RollDraft(), of(a_view()), "p2", S)
    later = a_view({"p1": "present", "p2": "personal", "p3": "present", "p4": "present"})
    second = people(later, of(later), draft)[1]
    assert (second.status, second.theirs) == (S, E)
    assert isinstance(edit(of(later), draft, people(later, of(later), draft), DAY).apply(later.snapshot), Rejected)
    decided = with_mark(draft, of(later), "p2", S)
    assert people(later, of(later), decided)[1].theirs is None
    stored = edit(of(later), decided, people(later, of(later), decided), DAY).apply(later.snapshot)
    assert stored.meetings["m1"].roll["p2"] is S
    given_way = without_mark(draft, "p2")
    assert people(later, of(later), given_way)[1].status is E


def test_the_same_mark_by_both_is_no_difference():
    draft = with_mark(RollDraft(), of(a_view()), "p2", S)
    later = a_view({"p1": "present", "p2": "sick", "p3": "present", "p4": "present"})
    assert people(later, of(later), draft)[1].theirs is None


def test_who_is_not_expected_any_more_is_not_stored():
    view = a_view()
    draft = with_mark(with_mark(RollDraft(), of(view), "p2", S), of(view), "gone", A)
    made = edit(of(view), draft, people(view, of(view), draft), DAY)
    assert made.marks == {"p2": S}


def test_a_reason_goes_with_the_mark_and_can_be_taken_back():
    view = a_view({"p1": "absent", "p2": "present", "p3": "present", "p4": "present"}, reasons={"p1": "未请假"})
    draft = with_reason(with_mark(RollDraft(), of(view), "p2", S), of(view), "p2", "住院")
    made = edit(of(view), draft, people(view, of(view), draft), DAY).apply(view.snapshot)
    assert made.meetings["m1"].reasons == {"p1": "未请假", "p2": "住院"}
    draft = with_reason(RollDraft(), of(view), "p1", "")
    assert not draft.empty
    made = edit(of(view), draft, people(view, of(view), draft), DAY).apply(view.snapshot)
    assert made.meetings["m1"].reasons == {}


@pytest.mark.parametrize("value", [None, "x", 5, [], {"marks": 5}, {"marks": {"p1": "asleep", "p2": 3}, "seen": []}])
def test_a_kept_draft_that_is_none_of_ours_is_empty(value):
    assert draft_from(value).empty


marks = st.dictionaries(st.sampled_from(["p1", "p2", "p3", "p4"]), st.sampled_from(list(Status)))


@given(marks)
def test_what_the_sheet_shows_is_what_is_stored(made):
    view = a_view()
    draft = RollDraft()
    for id, status in made.items():
        draft = with_mark(draft, of(view), id, status)
    assert draft_from(json.loads(json.dumps(plain_draft(draft)))) == draft
    found = people(view, of(view), draft)
    stored = edit(of(view), draft, found, DAY).apply(view.snapshot)
    assert stored.meetings["m1"].roll == roll_of(found)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("lwj", ["p2"]), ("李", ["p2"]), ("w", ["p3", "p2"]), ("syn", ["p4"]), ("dyn", ["p4"]), ("zz", [])],
)
def test_names_are_found_by_what_is_typed(typed, ids):
    view = a_view()
    assert ids_by_name(people(view, of(view), RollDraft()), typed) == ids


@pytest.mark.parametrize(
    ("count", "wide", "cells", "lines", "columns", "rows"),
    [
        (24, 18, 76, 18, 2, 12),
        (18, 18, 76, 18, 1, 18),
        (200, 18, 76, 18, 4, 18),
        (200, 18, 196, 44, 5, 40),
        (1, 18, 76, 18, 1, 1),
        (0, 18, 76, 18, 1, 1),
        (9, 100, 40, 4, 1, 4),
        (9, 5, 40, 0, 8, 1),
    ],
)
def test_names_stand_in_as_few_columns_as_they_need(count, wide, cells, lines, columns, rows):
    assert grid(count, wide, cells, lines) == NameGrid(columns=columns, rows=rows)


@given(st.integers(1, 300), st.integers(1, 60), st.integers(1, 200), st.integers(1, 60))
def test_everyone_has_a_place_and_can_be_reached(count, wide, cells, lines):
    shape = grid(count, wide, cells, lines)
    assert shape.rows <= lines
    assert shape.columns == 1 or shape.columns * wide <= cells
    assert count <= shape.page or shape.columns == max(1, cells // wide)
    at, reached = 0, {0}
    for _ in range(count):
        at = step_index(at, count, shape, "move.down")
        reached.add(at)
    assert reached == set(range(count))
    for command in ("move.left", "move.right", "move.page_up", "move.page_down", "move.first", "move.last", "move.up"):
        assert 0 <= step_index(at, count, shape, command) < count
    if shape.rows < count <= shape.page:
        assert step_index(0, count, shape, "move.right") == shape.rows


# Stories


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def with_meeting(d, **fields) -> str:
    """A meeting without roll on the folder, by its id."""
    items = (Item(kind=Kind.GENERAL_MEETING, topic="讨论"),)
    made = Meeting(**({"id": "", "day": DAY, "items": items, "place": "报告厅"} | fields))
    return d.vault.commit(Add(table="meetings", record=made), WHO, datetime.now(UTC)).ids[0]


def stored(d, id):
    return d.vault.read().meetings[id]


async def opened(d, **fields) -> str:
    id = with_meeting(d, **fields)
    await d.polled()
    d.roll(id)
    await d.settled()
    return id


@pytest.mark.parametrize(("size", "lang"), crossed([(80, 24), (120, 40)], ["zh", "en"]), ids=str)
async def test_pictures_of_roll_call(folder, size, lang):
    async with desk(folder, size, lang) as d:
        await opened(d)
        await d.press("2", "down", "4", "6")
        assert [width(line) for line in d.lines] == [size[0]] * size[1]
        golden(f"roll-{lang}-{size[0]}x{size[1]}", d.lines)
        await d.press("enter")
        golden(f"roll-end-{lang}-{size[0]}x{size[1]}", d.lines)


async def test_digits_mark_and_move_on_enter_stores_and_the_absent_are_listed(folder):
    async with desk(folder) as d:
        id = await opened(d)
        ids = expected_at(d.app.view.snapshot, d.app.view.snapshot.meetings[id])
        assert f"应到 {len(ids)} · 实到 {len(ids)}" in d.text
        await d.press("down", "6", "4", "down", "2")
        assert f"实到 {len(ids) - 2} · 请假 1 · 缺席 1" in d.text
        await d.press("enter")
        expected = dict.fromkeys(ids, P) | {ids[1]: A, ids[2]: S, ids[4]: L}
        assert stored(d, id).roll == expected
        assert "已存好：点名" in d.lines[-1]
        names = [d.app.view.person(ids[1]), d.app.view.person(ids[2])]
        places = [d.text.index(name) for name in names]
        assert places == sorted(places)
        await d.press("escape")
        assert d.focused == "meetings"


async def test_a_pasted_list_of_names_is_marked_by_one_digit(folder):
    async with desk(folder) as d:
        id = await opened(d)
        sheet = d.app.screen._people
        names = [f"{n}. {person.name}" for n, person in enumerate(sheet[1:], 1)]
        d.app.post_message(events.Paste("\r\n".join([*names, "查无此人", ""])))
        await d.settled()
        assert f"认出名单里的 {len(sheet) - 1} 人" in d.lines[-1]
        assert "查无此人" in d.lines[-1]
        await d.press("5", "enter")
        roll = stored(d, id).roll
        assert [roll[person.id] for person in sheet] == [P] + [Status.PERSONAL] * (len(sheet) - 1)


@pytest.mark.parametrize(
    ("text", "ids", "unknown"),
    [
        ("张三、李四,王五；  赵六", ["a", "b", "c", "d"], []),
        ("1. 张 三\n2）李四 王五", ["a", "b", "c"], []),
        ("阿卜杜拉•买买提 张三", ["e", "a"], []),
        ("李静", [], ["李静"]),
        ("李静(一科) 张三 张三", ["f", "a"], []),
        ("", [], []),
    ],
)
def test_names_of_a_pasted_list(text, ids, unknown):
    names = ["张三", "李四", "王五", "赵六", "阿卜杜拉·买买提", "李静(一科)", "李静(二科)"]
    found = [RollPerson(id=id, name=name, pinyin="", status=P) for id, name in zip("abcdefg", names, strict=True)]
    assert pasted_names(text, found) == (ids, unknown)


async def test_nobody_missing_leads_straight_back(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.press("enter")
        assert set(stored(d, id).roll.values()) == {P}
        assert d.focused == "meetings"
        assert "已存好：点名" in d.lines[-1]


async def test_full_width_digits_of_an_input_method_count(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.types("６")
        await d.press("enter")
        assert A in stored(d, id).roll.values()


async def test_letters_look_for_a_name_and_the_digits_mark_it(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.types("lwj")
        assert "找：lwj" in d.text
        first = d.app.screen.call.person
        assert first.name.startswith("李文静")
        await d.press("tab")
        second = d.app.screen.call.person
        assert second.name.startswith("李文静")
        assert second.id != first.id
        await d.press("5")
        assert "找：" not in d.text
        await d.types("曾")
        assert d.app.screen.call.person.name == "曾令仪"
        await d.press("backspace", "enter")
        roll = stored(d, id).roll
        assert roll[second.id] is E
        assert roll[first.id] is P


async def test_escape_keeps_the_marks_for_the_next_time(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.press("6", "6", "escape")
        assert stored(d, id).roll is None
        assert d.focused == "meetings"
        assert "2 处" in d.lines[-1]
        d.roll(id)
        await d.settled()
        assert "2 处" in d.lines[-1]
        assert "缺席 2" in d.text
        await d.press("home", "0", "0", "escape")
        d.roll(id)
        await d.settled()
        assert "缺席 0" in d.text


async def test_a_meeting_of_tomorrow_is_refused(folder):
    async with desk(folder) as d:
        id = with_meeting(d, day=date(2026, 11, 23))
        await d.polled()
        d.roll(id)
        await d.settled()
        assert "2026-11-23" in d.lines[-1]
        assert d.focused == "meetings"


async def test_the_stored_roll_opens_and_only_what_is_marked_changes(folder):
    async with desk(folder) as d:
        old = next(m for m in d.app.view.snapshot.meetings.values() if m.roll and A in m.roll.values())
        d.roll(old.id)
        await d.settled()
        await d.press("2", "enter")
        first = next(iter(old.roll))
        assert stored(d, old.id).roll == old.roll | {first: L}
        await d.press("escape")
        rev = stored(d, old.id).rev
        d.roll(old.id)
        await d.settled()
        await d.press("enter")
        assert stored(d, old.id).rev == rev


async def test_another_board_marks_meanwhile(folder):
    async with desk(folder) as d:
        id = await opened(d)
        ids = expected_at(d.app.view.snapshot, d.app.view.snapshot.meetings[id])
        await d.press("4")
        d.vault.commit(TakeRoll(meeting=id, marks={ids[0]: E, ids[2]: A}, on=DAY), WHO, datetime.now(UTC))
        await d.polled()
        assert "不同" in d.text
        assert "请假 1 · 缺席 1" in d.text
        await d.press("enter")
        assert "病假" in d.lines[-1]
        assert "事假" in d.lines[-1]
        assert stored(d, id).roll[ids[0]] is E
        await d.press("4", "enter")
        assert stored(d, id).roll[ids[0]] is S
        assert stored(d, id).roll[ids[2]] is A


async def test_a_meeting_taken_away_says_so(folder):
    from store.edits import Delete

    async with desk(folder) as d:
        id = await opened(d)
        d.vault.commit(Delete(table="meetings", id=id, rev=stored(d, id).rev), WHO, datetime.now(UTC))
        await d.polled()
        assert "已不在" in d.text
        for key in ("6", "enter"):
            await d.press(key)
            assert "请对方撤销" in d.lines[-1]
        await d.press("escape")
        assert d.focused == "meetings"


async def test_a_reason_is_typed_beside_the_mark(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.press("4", "up", "slash")
        await d.types("住院qr6")
        await d.press("enter", "enter")
        first = next(iter(stored(d, id).roll))
        assert stored(d, id).reasons == {first: "住院qr6"}
        assert stored(d, id).roll[first] is S


async def test_the_reason_of_one_just_marked_is_asked_for_where_the_next_one_is_there(folder):
    async with desk(folder) as d:
        id = await opened(d)
        first = d.app.screen._people[0].id
        await d.press("slash")
        assert "到会的人没有事由" in d.text
        await d.press("4", "slash")
        assert f"{d.app.view.person(first)} 的事由" in d.text
        await d.types("住院　三天")
        await d.press("enter", "enter")
        assert stored(d, id).reasons == {first: "住院　三天"}


async def test_an_identity_number_is_no_reason(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.press("4", "up", "slash")
        await d.types("110101199003077")
        await d.press("enter")
        assert "身份证" in d.lines[-1]
        await d.press("escape", "enter")
        assert stored(d, id).reasons == {}


async def test_the_quorum_is_live(folder):
    async with desk(folder) as d:
        await opened(d, votes=(Vote(matter="接收", kind=VoteKind.ADMISSION),))
        assert "：达到" in d.text
        for _ in range(15):
            await d.press("6")
        assert "未达到" in d.text


async def test_two_hundred_people_fit_in_pages(folder):
    from store.edits import EditGroup

    async with desk(folder) as d:
        many = tuple(Add(table="members", record=member("", f"张{n:03}")) for n in range(200))
        d.vault.commit(EditGroup(edits=many), WHO, datetime.now(UTC))
        id = await opened(d)
        assert "第 1/" in d.text
        await d.press("end", "6")
        assert [width(line) for line in d.lines] == [80] * 24
        assert "张199" in d.text
        await d.press("enter")
        assert stored(d, id).roll[list(stored(d, id).roll)[-1]] is A


async def test_roll_call_from_the_meeting_s_page_and_back(folder):
    async with desk(folder) as d:
        id = with_meeting(d)
        await d.polled()
        from widgets.sections.section import Target

        d.open(Target(kind="meeting", id=id))
        await d.settled()
        await d.press("r", "escape")
        assert "尚未点名" in d.text
        await d.press("r", "enter")
        assert "实到" in d.text


async def test_no_key_gets_past_a_reason_that_is_typed(folder):
    async with desk(folder) as d:
        id = await opened(d)
        await d.press("6", "slash")
        await d.press("f2", "tab", "down", "delete", "up")
        await d.types("有事")
        await d.press("enter", "enter")
        roll = stored(d, id).roll
        assert list(stored(d, id).reasons.values()) == ["有事"]
        assert list(roll.values()).count("absent") == 1
