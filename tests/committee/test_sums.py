"""A committee above a committee: what goes up is the sum of its branches' counts, of which nothing is lost."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.box.messages import LARGEST, DutyCount, Up
from store.box.objects import object_of, up_of
from store.box_text import as_file
from store.committee.cells import counts_of
from store.committee.sums import up_of_committee
from store.committee.units import Committee, Unit, UnitCounts
from store.disk.box_folder import BoxFolder
from store.packs.national import NATIONAL
from store.records import Entry
from tests.branches import branch, snapshot
from tests.committee.hall import made, put, sample_up, up
from tests.committee.strategies import UPS
from tests.desk import TODAY


def summed(found: list[Up | None], today: date = TODAY, *records) -> Up:
    units = tuple(Unit(unit=f"u{n}", name=f"{n}") for n in range(len(found)))
    read = {f"u{n}": UnitCounts(up=one) for n, one in enumerate(found)}
    own = snapshot(branch(name="机关党委", level="committee"), *records)
    return up_of_committee(own, Committee(units=units), read, today, NATIONAL, unit="org")


def numbers(counts) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one in counts:
        for state, n in one.n.items():
            found[one.rule, str(state)] = found.get((one.rule, str(state)), 0) + n
    return {key: n for key, n in found.items() if n}


@given(st.lists(UPS, max_size=4), st.integers(0, 60))
def test_sums_are_those_of_the_branches(found: list[Up], days: int) -> None:
    today = TODAY + timedelta(days)
    whole = summed(found, today)
    assert whole.members == sum(one.members for one in found)
    each = [count for one in found for counts in counts_of(one, today).values() for count in counts]
    assert numbers(whole.duties) == numbers(each)
    assert sorted(whole.vacant) == sorted(post for one in found for post in one.vacant)
    for month in whole.attendance:
        parts = [one.attendance.get(month, (0, 0)) for one in found]
        assert whole.attendance[month] == (sum(p for p, _ in parts), sum(e for _, e in parts))
    for half, n in whole.visits.items():
        assert n == sum(one.visits[half] for one in found)
    assert up_of(json.loads(json.dumps(object_of(whole)))) == whole


def test_a_branch_without_counts_is_unknown_in_each_period() -> None:
    one = up(0, duties=(DutyCount(rule="OL-01", period="2026-Q3", due=date(2026, 9, 30), n={"met": 1}),))
    whole = summed([one, None, None])
    assert whole.duties[0].n == {"met": 1, "unknown": 2}
    assert (whole.level, whole.branches, whole.unit) == ("committee", 3, "org")


def test_a_committee_below_counts_its_own_branches() -> None:
    assert summed([up(0, level="committee", branches=7), up(1)]).branches == 8


def test_what_it_received_is_its_own() -> None:
    entry = Entry(id="e3", kind="notice", title="甲", day=TODAY, origin="box:e9")
    assert [one.origin for one in summed([up(1)], TODAY, entry).received] == ["e9"]


def test_the_sums_of_many_branches_fit_into_a_box() -> None:
    found = []
    for n in range(60):
        moved = [one if len(one.period) < 8 else one.but(due=one.due - timedelta(n)) for one in sample_up().duties]
        found.append(sample_up().but(unit=f"u{n}", duties=tuple(moved)))
    assert len(as_file(summed(found))) < LARGEST / 2


def test_three_levels_one_above_the_other(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    below = made(tmp_path / "below", [up(0), up(1), None], records=())
    above = made(tmp_path / "above", [None], records=())
    (below / "local.toml").write_text(f'box = "{tmp_path / "above" / "box" / "u0"}"\nunit = "u0"\n', encoding="utf-8")
    assert zhibu("--data", below, "export", "up").code == 0
    (row,) = json.loads(zhibu("--data", above, "list", "branches", "--json").out)
    assert (row["why"], row["members"]) == (None, 48)
    assert row["cells"]["OL-03"]["n"] > 0
    assert zhibu("--data", above, "add", "通知", "!12-05", "回复=数", "报送").code == 0
    (came,) = json.loads(zhibu("--data", below, "list", "inbox", "--json").out)
    answer = zhibu("--data", below, "receive", "e10", "38")
    assert answer.code == 0, answer.err
    (sent,) = json.loads(zhibu("--data", above, "list", "sent", "--json").out)
    assert (sent["received"], sent["closed"], sent["answers"][0]["reply"]) == (1, 1, "38")
    box = BoxFolder(tmp_path / "below" / "box" / "u0")
    assert box.read_down() is None or box.read_down().items == ()  # what came down is not sent on
    assert came["id" if "id" in came else "origin"].endswith("e10")


def test_export_up_is_asked_again_when_a_branch_has_written(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    below = made(tmp_path, [up(0), None], records=())
    first = json.loads(zhibu("--data", below, "export", "up", "-o", "-").out)
    put(tmp_path, 1, up(1))
    second = json.loads(zhibu("--data", below, "export", "up", "-o", "-").out)
    assert (first["members"], second["members"]) == (24, 48)
    assert (first["branches"], second["branches"]) == (2, 2)
