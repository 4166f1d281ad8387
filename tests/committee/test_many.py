"""A board of hundreds of units: it opens before all are read, says how far that is, answers keys, and ends up right."""

from __future__ import annotations

import asyncio
import threading
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.box_text import as_file
from store.committee.board import committee_figures
from store.committee.brief import brief_of
from store.committee.head import head_of
from store.committee.units import Committee, Unit, UnitCounts
from store.engines import box_at
from store.packs.national import NATIONAL
from store.records import Finding, Result
from tests.branches import branch, snapshot
from tests.committee.hall import hall, made, put, up
from tests.committee.test_figures import counts, notice
from tests.committee.test_figures import up as bare
from tests.desk import TODAY
from tests.server.many import committee
from tui import unit_boxes, unit_reading
from tui.unit_boxes import UnitBoxes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.box.messages import Up
    from tests.server.postgres import Postgres

MANY = 300
FINDING = Finding(id="f1", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, unit="one", day=TODAY, due=TODAY)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Boxes are read 25 at a time, and beyond fifty of them once this is set."""
    monkeypatch.setattr(unit_boxes, "AT_ONCE", 25)
    monkeypatch.setattr(unit_reading, "ROUND", 0.0001)
    opened, read, turns = threading.Event(), UnitBoxes._read, count()

    def slowly(boxes: UnitBoxes, units: object) -> None:
        if next(turns) > 1:
            opened.wait(20)
        read(boxes, units)

    monkeypatch.setattr(UnitBoxes, "_read", slowly)
    return opened


async def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError


@cache
def many() -> list[str]:
    return [as_file(up(n % 8, unit=f"u{n}")).decode() for n in range(MANY)]


def in_folders(folder: Path) -> Path:
    return made(folder, many())


async def seen_while_read(home: Path, gate: threading.Event, expected: dict[str, Up]) -> None:
    """`expected` is what the units say, in the order of their rows."""
    async with hall(home, size=(120, 40), first=0.0) as h:
        matrix = h.panel("matrix").state
        await until(lambda: "正在读 50/300" in h.lines[1])
        late = h.app.view.committee_figures.attention
        assert (late.unread, late.units_overdue <= 50) == (250, True)
        await h.press("j", "j", "right")
        assert matrix.index == 2  # with fifty read, and no more to come
        await h.press("G")
        assert "读取中" in h.text
        assert h.app.view.committee_figures.attention.unread == 250
        gate.set()
        await until(lambda: not h.app.view.committee_figures.attention.unread)
        await until(lambda: all(one.code == "" for one in h.app.view.committee_figures.rows[-20:]))
        await h.settled()
        assert "正在读" not in h.lines[1]
        assert "读取中" not in h.text
        assert matrix.index == MANY - 1
        view = h.app.view
        whole = {id: UnitCounts(up=one) for id, one in expected.items()}
        right = committee_figures(view.snapshot, view.committee, whole, TODAY, view.pack)
        found = view.committee_figures
        assert (found.attention, found.reminders) == (right.attention, right.reminders)
        for one, same in zip(found.rows[-20:], right.rows[-20:], strict=True):
            assert {id: cell[:2] for id, cell in one.cells.items()} == {id: cell[:2] for id, cell in same.cells.items()}
            assert one.as_of == same.as_of


async def test_a_board_of_hundreds_of_folders(gate: threading.Event, tmp_path: Path) -> None:
    await seen_while_read(in_folders(tmp_path), gate, {f"u{n}": up(n % 8, unit=f"u{n}") for n in range(MANY)})


@pytest.mark.slow
async def test_a_board_of_hundreds_on_a_server(
    postgres: Postgres, database: str, gate: threading.Event, tmp_path: Path
) -> None:
    postgres.sql("insert into zhibu.access values ('*', 'dba', 'above')", database=database)
    names = sorted(f"u{n}" for n in range(MANY))
    said = {name: up(n % 8, unit=name, name=f"{name}支部") for n, name in enumerate(names)}
    for name, one in said.items():
        box_at(postgres.url(database, name)).write_up(lambda one=one: one)  # type: ignore[misc]
    await seen_while_read(committee(tmp_path / "c", postgres.url(database)), gate, said)


async def test_a_change_in_one_of_hundreds_is_shown(tmp_path: Path) -> None:
    async with hall(in_folders(tmp_path), size=(120, 40), first=60.0) as h:
        assert "正在读" not in h.lines[1]
        put(tmp_path, 0, up(0, unit="u0", members=99))
        await h.app.poll()
        await h.settled()
        assert h.app.view.ups["u0"].up.members == 99


# What a head says is what the whole says


@given(st.lists(counts, max_size=12), st.dates(TODAY.replace(year=2025), TODAY.replace(year=2027)), st.booleans())
def test_a_head_and_a_brief_say_what_the_whole_says(duties: list, as_of, liaison: bool) -> None:
    one = bare(as_of=as_of, duties=tuple(duties), vacant=("secretary",), visits={"2026-H2": 0})
    over = Committee(units=(Unit(unit="one", name="一", box="/b"),), liaison=("方谨言",) if liaison else ())
    records = snapshot(branch(level="committee"), notice(due=TODAY), FINDING)
    of_whole, *others = [
        committee_figures(records, over, {"one": UnitCounts(up=said)}, TODAY, NATIONAL)
        for said in (one, head_of(one), head_of(brief_of(one)))
    ]
    for other in others:
        assert other.attention == of_whole.attention
        assert (other.reminders, other.inspections) == (of_whole.reminders, of_whole.inspections)
        assert [row[:6] for row in other.traffic] == [row[:6] for row in of_whole.traffic]
