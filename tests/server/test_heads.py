"""A committee of all branches of a server: named by one line, read by their heads, the rest when it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.box_text import brief_text, head_text, heads_in
from store.committee.brief import brief_of
from store.committee.head import head_of
from store.committee.units import DENIED, NOTHING, OTHER_UNIT, READING, Committee, Unit, UnitCounts
from store.engines import box_at, units_at
from store.errors import Unreachable
from store.server import box_rows
from store.vault import Vault
from tests.box.test_box_folder import UP
from tests.committee.hall import hall, up
from tests.server.many import committee, fill
from tui import unit_boxes
from tui.local_rules import rules_of
from tui.unit_boxes import UnitBoxes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def units(postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Unit, ...]:
    """Of a database with 12 branches, of which all but the last have sent their counts, asked for three at a time."""
    monkeypatch.setattr(box_rows, "FRESH", 0.0)
    monkeypatch.setattr(unit_boxes, "FEW", 5)
    monkeypatch.setattr(unit_boxes, "AT_ONCE", 3)
    postgres.sql("insert into zhibu.access values ('*', 'dba', 'above')", database=database)
    places = [postgres.url(database, f"u{n}") for n in range(12)]
    for n, place in enumerate(places[:-1]):
        box_at(place).write_up(lambda n=n: up(n))  # type: ignore[misc]
    return tuple([Unit(unit=f"u{n}", name=f"第{n}支部", box=place) for n, place in enumerate(places)])


def test_heads_stand_beside_what_they_are_of(postgres: Postgres, database: str, units: tuple[Unit, ...]) -> None:
    heads = postgres.sql("select branch, head from zhibu.summary where way = 'up'", database=database)
    read = dict(zip([branch for branch, _ in heads], heads_in([head for _, head in heads]), strict=True))
    assert read == {f"u{n}": head_of(up(n)) for n in range(11)}
    assert all(len(head) < 1500 for _, head in heads)


def test_many_are_read_by_their_heads_and_more_when_it_is_looked_at(units: tuple[Unit, ...]) -> None:
    boxes, asked = UnitBoxes(Committee(units=units), box_at, on_board=True), []
    boxes.on_request = lambda: asked.append(boxes.is_wanted)
    read = boxes.read()
    assert read["u11"] == UnitCounts(code=NOTHING)
    assert [read[f"u{n}"].up for n in range(11)] == [head_of(up(n)) for n in range(11)]
    assert boxes.brief("u1") is read["u1"]
    assert boxes.whole("u2") == UnitCounts(code=READING)
    assert asked == [True, True]
    assert boxes.see()
    assert (boxes.brief("u1").up, boxes.whole("u2").up) == (brief_of(up(1)), up(2))
    assert not boxes.is_wanted


def test_those_in_sight_are_read_by_one_question(
    postgres: Postgres, database: str, units: tuple[Unit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A brief that is none is read from what it is of, alone."""
    postgres.sql("update zhibu.summary set brief = '{' where branch = 'u2'", database=database)
    boxes = UnitBoxes(Committee(units=units), box_at, on_board=True)
    boxes.read()
    asked: list[str] = []
    alone = box_rows.Rows.brief
    monkeypatch.setattr(box_rows.Rows, "brief", lambda rows, name: asked.append(name) or alone(rows, name))
    for n in range(5):
        boxes.brief(f"u{n}")
    boxes.see()
    assert [boxes.brief(f"u{n}").up for n in range(5)] == [up(n) if n == 2 else brief_of(up(n)) for n in range(5)]
    assert asked == ["u2"]


def test_what_has_moved_is_read_alone(units: tuple[Unit, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = UnitBoxes(Committee(units=units), box_at, on_board=True)
    boxes.read()
    boxes.moved()
    assert not boxes.moved()
    asked: list[list[str]] = []
    heads = box_rows.Rows.heads
    monkeypatch.setattr(box_rows.Rows, "heads", lambda rows, names: asked.append([*names]) or heads(rows, names))
    box_at(units[4].box).write_up(lambda: up(4, members=99))
    box_at(units[11].box).write_up(lambda: up(11))
    assert boxes.moved()
    assert (boxes.read()["u4"].up.members, boxes.ups["u11"].up) == (99, head_of(up(11)))
    assert asked == [["u4"], ["u11"]]


@pytest.mark.parametrize("on_board", [True, False])
def test_what_stands_for_counts_gives_way_to_them_once_they_are_read(
    postgres: Postgres, database: str, units: tuple[Unit, ...], on_board: bool
) -> None:
    false = up(4).but(members=1, vacant=("secretary",))
    said = {"head": head_text(false).decode(), "brief": brief_text(false).decode()}
    for name, text in said.items():
        postgres.sql(f"update zhibu.summary set {name} = '{text}' where branch = 'u4'", database=database)
    boxes = UnitBoxes(Committee(units=units), box_at, on_board=on_board)
    assert boxes.read()["u4"].up.members == 1
    others = {id: counts for id, counts in boxes.ups.items() if id != "u4"}
    boxes.whole("u4")
    boxes.see()
    assert boxes.ups["u4"].up == (head_of if on_board else brief_of)(up(4))
    assert boxes.brief("u4").up == (up(4) if on_board else brief_of(up(4)))
    assert boxes.whole("u4").up == up(4)
    assert boxes.read()["u4"].up.members == up(4).members
    assert {id: counts for id, counts in boxes.ups.items() if id != "u4"} == others


def test_a_branch_that_is_named_twice_is_read_for_both(units: tuple[Unit, ...]) -> None:
    again = Unit(unit="x4", name="另名", box=units[4].box.replace("/u4?", "/%754?"))
    read = UnitBoxes(Committee(units=(*units, again)), box_at, on_board=True).read()
    assert (read["u4"].up, read["x4"]) == (head_of(up(4)), UnitCounts(code=OTHER_UNIT, place="u4"))


FORGED = r'{"schema": 1}\n' + "u4" + r"\t" + head_text(up(7).but(unit="u4")).decode()


@pytest.mark.parametrize("head", ["", "{", "null", '{"schema": 1}', FORGED, "[" * 5000])
def test_a_head_that_is_none_is_read_from_what_it_is_of(
    postgres: Postgres, database: str, units: tuple[Unit, ...], head: str
) -> None:
    postgres.sql(f"update zhibu.summary set head = E'{head}' where branch = 'u3'", database=database)
    boxes = UnitBoxes(Committee(units=units), box_at, on_board=True)
    assert [boxes.read()[f"u{n}"].up for n in range(11)] == [head_of(up(n)) for n in range(11)]


def test_whoever_sees_some_sees_their_heads_alone(postgres: Postgres, database: str, units: tuple[Unit, ...]) -> None:
    postgres.sql("drop role if exists overseer", "create role overseer login")
    postgres.sql(
        "insert into zhibu.access values ('u1', 'overseer', 'above'), ('u11', 'overseer', 'above'),"
        " ('u2', 'overseer', 'read')",
        database=database,
    )
    url = postgres.url(database, "", "overseer")
    assert [(one.unit, one.name) for one in units_at(url)] == [("u1", up(1).name)]
    all_of = Committee(units=tuple([one.but(box=postgres.url(database, one.unit, "overseer")) for one in units]))
    read = UnitBoxes(all_of, box_at, on_board=True).read()
    assert {id: one.code for id, one in read.items() if one.up is None} == {
        f"u{n}": NOTHING if n == 11 else DENIED for n in range(12) if n not in (1, 2)
    }


def test_a_server_is_named_in_one_line(postgres: Postgres, empty_database: str, database: str, tmp_path: Path) -> None:
    postgres.sql("insert into zhibu.access values ('*', 'dba', 'above')", database=database)
    fill(postgres, database, 4)
    box_at(postgres.url(database, "云川 一")).write_up(lambda: UP.but(unit="云川 一", name='第"一"\\支部'))
    box_at(postgres.url(database, "y1")).write_up(lambda: UP.but(unit="y1", name='第"一"\\支部'))
    former = '{"schema": 1, "unit": "b3", "name": "第3党支部", "shows": "head 1"}'
    postgres.sql(f"update zhibu.summary set head = '{former}' where branch = 'b3'", database=database)
    home = committee(tmp_path / "c", postgres.url(database))
    rules = rules_of(Vault(str(home)))
    found = rules.pack.settings["committee"]
    assert [(one.unit, one.name) for one in found.units] == [
        ("b0", "某某党支部"),
        *((f"b{n}", f"第{n}党支部") for n in (1, 2, 3)),
        ("y1", '第"一"\\支部'),
    ]
    assert [facts["where"] for _, facts in rules.complaints] == ["server 云川 一"]  # a space: no line could name it
    boxes = UnitBoxes(found, box_at)
    assert {one.up.unit for one in boxes.read().values()} == {one.unit for one in found.units}


def test_an_address_that_is_none_is_a_mistake_in_the_file(tmp_path: Path) -> None:
    home = committee(tmp_path / "c", "postgresql://")
    rules = rules_of(Vault(str(home)))
    assert [(key, facts["where"]) for key, facts in rules.complaints] == [("overlay.value", "server")]


async def test_a_server_that_falls_silent_is_told_and_what_it_said_stays(
    postgres: Postgres, database: str, units: tuple[Unit, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = committee(tmp_path / "c", postgres.url(database))

    def silent(rows: box_rows.Rows) -> str:
        raise Unreachable("unreachable", path="db1", host="db1")

    async with hall(home, size=(120, 40), first=60.0) as h:
        with monkeypatch.context() as patched:
            patched.setattr(box_rows.Rows, "look", silent)
            await h.app.poll()
            await h.settled()
            assert "db1" in h.lines[-1]
            assert h.app.view.ups["u1"].up is not None
        box_at(units[1].box).write_up(lambda: up(1, members=77))
        await h.app.poll()
        await h.settled()
        assert h.app.view.ups["u1"].up.members == 77
