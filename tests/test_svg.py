"""The pictures of the READMEs: well-formed, and every character on the cell where a terminal has it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.desk import GOLDEN
from tests.make_pictures import FOLDER
from tests.svg import BARS, HIGH, LINES, WIDE, joined, kind, segments
from widgets.display import width

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_character_has_its_cell_and_chinese_exactly_two(lang):
    root = ElementTree.fromstring((FOLDER / f"board-{lang}.svg").read_text(encoding="utf-8"))
    rows = [[" "] * 80 for _ in range(24)]
    for text in root.iter(f"{SVG}text"):
        said = text.text or ""
        assert int(text.get("textLength", 0)) == width(said) * WIDE
        assert {width(char) for char in said} in ({1}, {2})
        x, y = int(text.get("x", 0)) // WIDE, int(text.get("y", 0)) // HIGH
        cells = [cell for char in said for cell in ((char, "") if width(char) == 2 else (char,))]
        rows[y][x : x + len(cells)] = cells
    drawn = str.maketrans(dict.fromkeys([*LINES, *BARS], " "))
    kept = (GOLDEN / f"board-{lang}-80x24.txt").read_text(encoding="utf-8").splitlines()
    assert ["".join(row).rstrip() for row in rows] == [line.translate(drawn).rstrip() for line in kept]


@pytest.mark.parametrize("char", LINES)
def test_a_line_ends_where_its_neighbour_begins(char):
    edges = {(0, HIGH / 2), (WIDE, HIGH / 2), (WIDE / 2, 0), (WIDE / 2, HIGH)}
    middle = WIDE / 2, HIGH / 2
    assert kind(char) == "line"
    for a, b, c, d in segments(LINES[char], 0, 0):
        assert {(a, b), (c, d)} <= edges | {middle}
        assert a == c or b == d


def test_strokes_that_go_on_are_one():
    assert joined({(0, 5, 8, 5), (8, 5, 16, 5), (24, 5, 32, 5), (4, 0, 4, 19)}) == [
        (0, 5, 16, 5),
        (24, 5, 32, 5),
        (4, 0, 4, 19),
    ]
