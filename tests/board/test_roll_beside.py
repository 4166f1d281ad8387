"""Beside the names of a roll call: rate, quorum and who is not there with the reason, where there is room for them."""

from __future__ import annotations

import pytest

from store.records import CAME, Status
from store.rules.quorum import QuorumRule, QuorumStanding
from tests.desk import branch_folder, desk
from widgets.display import width
from widgets.roll_beside import beside
from widgets.roll_marks import RollPerson, sheet
from widgets.words.lexicon import words_of


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def person(n: int, status: Status, reason: str = "") -> RollPerson:
    return RollPerson(id=f"m{n}", name=f"党员{n}", pinyin="", status=status, marked=False, theirs=None, reason=reason)


def lines(people, standing=None, lang="zh", cells=26, high=18) -> list[str]:
    made = beside(people, standing, words_of(lang), cells, high)
    assert len(made) <= high
    return ["".join(text for text, _ in line) for line in made]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_is_not_there_stands_with_the_reason(lang):
    people = [
        person(1, Status.PRESENT),
        person(2, Status.SICK, "住院，" * 12),
        person(3, Status.ABSENT),
        person(4, Status.LATE),
    ]
    said = lines(people, lang=lang)
    assert "50%" in said[0]
    assert "2" in said[0]
    assert next(at for at, line in enumerate(said) if "党员" in line) == 1
    assert not any("党员1" in line or "党员4" in line for line in said)
    assert "".join(line.strip() for line in said[2:-1]) == "住院，" * 12
    assert all(width(line) <= 26 for line in said)


@pytest.mark.parametrize("present", [11, 12])
def test_the_quorum_says_whether_it_is_reached(present):
    standing = QuorumStanding(present=present, due=22, needed=12, code=next(iter(QuorumRule)))
    said = lines([person(1, Status.PRESENT)], standing)
    assert f"{present}/12" in said[1]
    assert ("不够" in said[1]) == (present < 12)


def test_where_not_all_have_room_the_rest_is_counted():
    people = [person(n, Status.ABSENT, "出差" if n % 2 else "") for n in range(30)]
    said = lines(people, high=10)
    named = sum("党员" in line for line in said)
    assert f"还有 {30 - named} 人" in said[-1]
    assert len(lines(people[:9], high=14)) == 14  # exactly as many as there is room for: nothing is counted
    assert "还有" not in lines(people[:9], high=14)[-1]


@pytest.mark.parametrize("count", [0, 1, 7, 22, 60, 200])
@pytest.mark.parametrize(("cells", "high"), [(76, 18), (116, 34), (196, 44), (56, 10), (36, 5)])
def test_every_name_has_a_place_and_no_two_the_same(count, cells, high):
    shape, side = sheet(count, 24, cells, high)
    assert shape.rows <= high
    assert shape.columns * 24 + side <= max(cells, 24)
    assert side == 0 or (shape.page >= count and side >= 24)
    places = {(at // shape.rows, at % shape.rows) for at in range(min(count, shape.page))}
    assert len(places) == min(count, shape.page)


@pytest.mark.parametrize(("count", "columns"), [(8, 1), (9, 2), (16, 2), (17, 3)])
def test_where_there_is_room_for_more_columns_none_is_shorter_than_eight_names(count, columns):
    shape, _ = sheet(count, 24, 196, 44)
    assert shape.columns == columns


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_it_follows_each_mark(folder, size):
    async with desk(folder, size=size) as d:
        await d.press("left_square_bracket", "k", "r")
        away = [one for one in d.app.screen._people if one.status not in CAME]
        edge = d.lines[1].rindex("│", 0, -3)
        assert all(any(one.name in line[edge:] for line in d.lines) for one in away)
        first = d.app.screen._people[0]
        await d.press("6")
        assert any(first.name in line[edge - 2 :] for line in d.lines)
        await d.press("home", "1")
        assert not any(first.name in line[edge - 2 :] for line in d.lines)


async def test_a_small_window_has_the_names_alone(folder):
    async with desk(folder, size=(60, 16)) as d:
        await d.press("left_square_bracket", "k", "r")
        assert d.app.words("roll.beside", rate="81%", n=4) not in d.text
