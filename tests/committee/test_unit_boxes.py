"""Reading what came up and writing what goes down: one bad box is told, the others are whole."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest

from store.box.messages import SCHEMA, Up
from store.box.objects import object_of
from store.committee.units import WHY, Committee, Unit
from store.disk.box_folder import BoxFolder
from store.errors import Damaged
from store.records import Entry, Finding, Result
from tests.branches import branch, snapshot
from tui.unit_boxes import UnitBoxes

TODAY = date(2026, 11, 22)
UP = Up(unit="one", name="一支部", as_of=TODAY, revision=3, members=24)
NOTICE = Entry(id="e2", kind="notice", title="报送情况", day=TODAY)


@pytest.fixture
def boxes(tmp_path) -> UnitBoxes:
    units = []
    for name in ("one", "two", "three"):
        for half in ("up", "down"):
            (tmp_path / name / half).mkdir(parents=True, mode=0o700)
        units.append(Unit(unit=name, name=name, box=str(tmp_path / name)))
    return UnitBoxes(Committee(units=tuple(units), liaison=("方谨言",)), BoxFolder)


def put(tmp_path, unit: str, text: str) -> None:
    (tmp_path / unit / "up" / "up.json").write_text(text, encoding="utf-8")


def spelled(**fields) -> str:
    return json.dumps(object_of(UP) | fields)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (spelled(unit="two"), ""),
        (spelled(), "other_unit"),
        ("{", "damaged"),
        ("", "damaged"),
        (spelled(unit="two", members=-1), "damaged"),
        (spelled(unit="two", schema=SCHEMA + 1), "newer"),
        (" " * 300_000, "large"),
        (None, "nothing"),
    ],
)
def test_one_box_says_why_and_the_others_are_whole(boxes, tmp_path, text, code) -> None:
    put(tmp_path, "one", spelled())
    if text is not None:
        put(tmp_path, "two", text)
    read = boxes.read()
    assert read["one"].up == UP
    assert (read["two"].code, read["three"].code) == (code, "nothing")
    assert not code or code in WHY


def test_what_there_is_no_time_for_is_read_another_time(boxes, tmp_path) -> None:
    put(tmp_path, "one", spelled())
    assert {counts.code for counts in boxes.read(0).values()} == {"reading"}
    assert boxes.moved()
    assert boxes.read(60)["one"].up == UP
    assert not boxes.moved()
    put(tmp_path, "one", spelled(members=99))
    assert boxes.read(0)["one"].up == UP  # what was known before
    assert boxes.moved()
    assert boxes.read()["one"].up.members == 99


def _fifo(path) -> None:
    os.mkfifo(path)


def _link(path) -> None:
    (path.parent / "elsewhere").write_text(spelled(unit="two"))
    path.symlink_to("elsewhere")


def _folder(path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [_fifo, _link, _folder])
def test_what_is_no_file_is_not_read(boxes, tmp_path, make) -> None:
    make(tmp_path / "two" / "up" / "up.json")
    put(tmp_path, "one", spelled())
    assert [one.code for one in boxes.read().values()] == ["", "not_file", "nothing"]


def test_a_folder_that_is_gone_or_a_link_is_told(boxes, tmp_path) -> None:
    for half in ("up", "down"):
        (tmp_path / "two" / half).rmdir()
    (tmp_path / "three" / "up").rmdir()
    (tmp_path / "three" / "up").symlink_to(tmp_path / "one" / "up")
    put(tmp_path, "one", spelled(unit="three"))
    assert [one.code for one in boxes.read().values()] == ["other_unit", "missing", "not_file"]
    troubles = boxes.write(lambda: snapshot(branch(), NOTICE), TODAY)
    assert [unit.unit for unit, _ in troubles] == ["two"]
    assert BoxFolder(tmp_path / "one").read_down().items[0].title == "报送情况"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_the_system_forbids_is_told(boxes, tmp_path) -> None:
    put(tmp_path, "two", spelled(unit="two"))
    (tmp_path / "two" / "up" / "up.json").chmod(0)
    assert boxes.read()["two"].code == "denied"


def test_a_box_is_read_again_only_when_it_moved(boxes, tmp_path) -> None:
    put(tmp_path, "one", spelled())
    boxes.read()
    assert not boxes.moved()
    opened = []
    boxes._open = lambda place: opened.append(place) or BoxFolder(place)
    first = boxes.ups["one"].up
    assert boxes.read()["one"].up is first
    BoxFolder(tmp_path / "one").write_up(lambda: UP.but(revision=4))
    assert boxes.moved()
    assert boxes.read()["one"].up.revision == 4
    assert not boxes.moved()


def test_each_unit_gets_what_concerns_it_and_nothing_else(boxes, tmp_path) -> None:
    told = Finding(
        id="f3", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, day=TODAY, text="缺记录", unit="two"
    )
    some = NOTICE.but(id="e4", title="只给一", to=("one",))
    assert boxes.write(lambda: snapshot(branch(), NOTICE, some, told), TODAY) == []
    one, two, three = (BoxFolder(tmp_path / name).read_down() for name in ("one", "two", "three"))
    assert [[item.title for item in down.items] for down in (one, two, three)] == [
        ["报送情况", "只给一"],
        ["报送情况"],
        ["报送情况"],
    ]
    assert [len(down.findings) for down in (one, two, three)] == [0, 1, 0]
    assert one.liaison == ("方谨言",)


def test_a_box_that_says_the_same_is_left_as_it_is(boxes, tmp_path) -> None:
    boxes.write(lambda: snapshot(branch(), NOTICE), TODAY)
    before = (tmp_path / "one" / "down" / "down.json").stat()
    later = date(2026, 11, 25)
    boxes.write(lambda: snapshot(branch(), NOTICE), later)
    UnitBoxes(boxes.committee, BoxFolder).write(lambda: snapshot(branch(), NOTICE), later)
    after = (tmp_path / "one" / "down" / "down.json").stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)  # reading changes other times
    boxes.write(lambda: snapshot(branch(), NOTICE.but(title="改过")), later)
    assert BoxFolder(tmp_path / "one").read_down().items[0].title == "改过"


def test_what_was_taken_back_is_taken_down(boxes, tmp_path) -> None:
    boxes.write(lambda: snapshot(branch(), NOTICE), TODAY)
    boxes.write(lambda: snapshot(branch()), TODAY)
    assert BoxFolder(tmp_path / "one").read_down().items == ()


def test_nothing_goes_down_of_records_that_can_t_be_read(boxes, tmp_path) -> None:
    boxes.write(lambda: snapshot(branch(), NOTICE), TODAY)
    sound = iter([snapshot(branch())])

    def latest():
        for records in sound:
            return records
        raise Damaged("not_json", place="1:1")

    assert [unit.unit for unit, _ in boxes.write(latest, TODAY)] == ["one", "two", "three"]
    assert boxes.write(latest, TODAY) == []
    assert len(BoxFolder(tmp_path / "one").read_down().items) == 1


def test_our_own_half_that_is_damaged_is_replaced(boxes, tmp_path) -> None:
    (tmp_path / "one" / "down" / "down.json").write_text("{", encoding="utf-8")
    assert boxes.write(lambda: snapshot(branch(), NOTICE), TODAY) == []
    assert len(BoxFolder(tmp_path / "one").read_down().items) == 1


def test_a_newer_program_s_half_is_left_to_it(boxes, tmp_path) -> None:
    text = json.dumps({"schema": SCHEMA + 1})
    (tmp_path / "one" / "down" / "down.json").write_text(text, encoding="utf-8")
    assert [unit.unit for unit, _ in boxes.write(lambda: snapshot(branch(), NOTICE), TODAY)] == ["one"]
    assert (tmp_path / "one" / "down" / "down.json").read_text(encoding="utf-8") == text
