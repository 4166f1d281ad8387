"""Moving on a page: nothing is passed over, and what Enter would open is always in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.display import shown
from widgets.pages.document import PageLine
from widgets.pages.page_cursor import PageCursor, after_move, begin, same_place
from widgets.sections.section import Cell, Target

MOVES = ["move.up", "move.down", "move.page_up", "move.page_down", "move.first", "move.last", "move.left"]


def page(picture: str) -> list[PageLine]:
    """A line a character: `o` opens something of its own, `.` does not."""
    return [
        PageLine(cells=(Cell(text=shown(letter)),), target=Target(kind="k", id=str(n)) if letter == "o" else None)
        for n, letter in enumerate(picture)
    ]


@pytest.mark.parametrize(
    ("picture", "height", "moves", "top", "cursor"),
    [
        ("..o.o...", 9, [], 0, 2),
        ("........", 9, [], 0, None),
        ("..o.o...", 9, ["move.down"], 0, 4),
        ("..o.o...", 9, ["move.down", "move.down"], 0, 4),
        ("..o.o...", 9, ["move.down", "move.up"], 0, 2),
        ("o....o", 3, ["move.down"], 1, None),
        ("o....o", 3, ["move.down"] * 2, 2, None),
        ("o....o", 3, ["move.down"] * 3, 3, 5),
        ("o....o", 3, ["move.down"] * 9, 3, 5),
        ("o....o", 3, ["move.down"] * 3 + ["move.up"], 2, None),
        ("o....o", 3, ["move.last"], 3, 5),
        ("o....o", 3, ["move.last", "move.first"], 0, 0),
        ("oooooo", 3, ["move.page_down"], 2, 2),
        ("oooooo", 3, ["move.page_down"] * 2, 3, 5),
        ("oooooo", 3, ["move.last", "move.up"], 3, 4),
        ("oooooo", 3, ["move.down"] * 3, 1, 3),
        ("oooooo", 3, ["move.left"], 0, 0),
        ("", 3, ["move.down", "move.last"], 0, None),
    ],
)
def test_steps(picture: str, height: int, moves: list[str], top: int, cursor: int | None) -> None:
    lines = page(picture)
    walk = begin(lines, height)
    for move in moves:
        walk = after_move(lines, walk, height, move)
    assert walk == PageCursor(top=top, cursor=cursor)


@given(st.text("o.", max_size=40), st.integers(1, 12), st.lists(st.sampled_from(MOVES), max_size=30))
def test_the_cursor_is_in_sight_and_opens_something(picture: str, height: int, moves: list[str]) -> None:
    lines = page(picture)
    walk = begin(lines, height)
    for move in moves:
        walk = after_move(lines, walk, height, move)
        assert 0 <= walk.top <= max(0, len(lines) - height)
        in_sight = range(walk.top, walk.top + height)
        if walk.cursor is None:
            assert not any(lines[index].target for index in in_sight if index < len(lines))
        else:
            assert walk.cursor in in_sight
            assert lines[walk.cursor].target is not None


@given(st.text("o.", max_size=40), st.integers(1, 12))
def test_going_down_passes_every_line_that_opens_something(picture: str, height: int) -> None:
    lines = page(picture)
    walk = begin(lines, height)
    passed = [walk.cursor]
    for _ in range(3 * len(lines) + 3):
        walk = after_move(lines, walk, height, "move.down")
        if walk.cursor != passed[-1]:
            passed.append(walk.cursor)
    assert [index for index in passed if index is not None] == [n for n, letter in enumerate(picture) if letter == "o"]
    assert walk.top == max(0, len(lines) - height)


def test_a_page_written_again_keeps_the_cursor_on_the_same_thing() -> None:
    old = page("..o.o.o.")
    walk = after_move(old, begin(old, 4), 4, "move.down")
    target = old[walk.cursor or 0].target
    new = [*page("...."), *old]
    again = same_place(new, walk, target, 4)
    assert new[again.cursor or 0].target == target
    assert again.top <= (again.cursor or 0) < again.top + 4
    gone = same_place(page("......"), walk, target, 4)
    assert gone.cursor is None
