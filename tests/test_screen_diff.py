"""What the diff sends leaves a terminal as what Textual wrote does, whatever the terminal's habits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from tests.random_frames import HABITS, compare
from tests.strategies import costly
from tui.terminal.cells import ASCII, HAN, NARROW, SIGNS, WIDE
from tui.terminal.screen_diff import ScreenDiff


@pytest.mark.parametrize("erase", [True, False])
@pytest.mark.parametrize("habits", [None, *HABITS])
@costly
@given(seed=st.integers(0, 2**32))
def test_random_frames(habits, erase, seed):
    if erase and habits is not None and not habits.bce:
        erase = False  # such a terminal is not told to erase in colour
    compare(seed, 30, habits, erase=erase)


def entered(width=20, height=4, **options):
    """A diff whose terminal shows an empty second screen."""
    diff = ScreenDiff(width, height, **options)
    diff.feed("\x1b[?1049h\x1b[?7l\x1b[1;1H")
    return diff


CASES = {
    "the same again": ("\x1b[1;1Hab\x1b[1;1H", "\x1b[1;1Hab\x1b[1;1H", ""),
    "one letter": ("\x1b[1;1Habcdef\x1b[1;1H", "\x1b[1;1HabXdef\x1b[1;1H", "\x1b[2CX\r"),
    "a short gap is written again": ("\x1b[1;1Habcdef\x1b[1;1H", "\x1b[1;1HXbcYef\x1b[1;1H", "XbcY\r"),
    "only the cursor": ("\x1b[1;1Hab\x1b[1;1H", "\x1b[1;1Hab\x1b[3;4H", "\x1b[3;4H"),
    "only the style": ("\x1b[1;1H\x1b[1ma\x1b[0m", "\x1b[1;1H\x1b[1;31ma\x1b[0m", "\r\x1b[1;31ma\x1b[m"),
    "half of a wide one": ("\x1b[1;1H党员\x1b[1;1H", "\x1b[1;1H党a \x1b[1;1H", "\x1b[2Ca \r"),
    "another wide one": ("\x1b[1;1H党员\x1b[1;1H", "\x1b[1;1H支员\x1b[1;1H", "支\r"),
    "the end of a row": ("\x1b[1;1H" + "a" * 20 + "\x1b[1;1H", "\x1b[1;1Ha" + " " * 19 + "\x1b[1;1H", "\x1b[C\x1b[K\r"),
    "disputed, as it came": ("\x1b[1;1Ha✅b\x1b[1;1H", "\x1b[1;1Ha✅c\x1b[1;1H", "a✅c\r"),
    "disputed, the same": ("\x1b[2;1H✅\n\x1b[3;1Ha\x1b[1;1H", "\x1b[2;1H✅\n\x1b[3;1Hb\x1b[1;1H", "\x1b[3Hb\x1b[H"),
    "a full row, disputed": (
        f"\x1b[1;1He\u0301{'a' * 19}\n\x1b[2;1Ha\x1b[1;1H",
        f"\x1b[1;1He\u0301{'a' * 19}\n\x1b[2;1Hb\x1b[1;1H",
        "\x1b[Bb\x1b[H",
    ),
    "a bell": ("\x1b[1;1Ha\x1b[1;1H", "\x07", "\x07"),
    "nothing": ("\x1b[1;1Ha\x1b[1;1H", "", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_the_difference_is_short(name):
    first, second, sent = CASES[name]
    diff = entered()
    diff.feed(first)
    assert diff.feed(second) == sent


def test_blanks_on_a_colour_are_erased_only_where_that_gives_the_colour():
    frame = "\x1b[1;1H\x1b[44m" + " " * 20 + "\x1b[0m\n\x1b[2;1H\x1b[44ma" + " " * 18 + "b\x1b[0m\x1b[1;1H"
    assert entered(erase=True).feed(frame) == "\x1b[44m\x1b[K\x1b[Ba\x1b[18X\x1b[18Cb\x1b[H\x1b[m"
    assert entered(erase=False).feed(frame) == f"\x1b[44m{' ' * 20}\x1b[2Ha{' ' * 18}b\x1b[H\x1b[m"


def test_what_is_forgotten_is_sent_again():
    diff, frame = entered(), "\x1b[1;1Hab\x1b[1;1H"
    diff.feed(frame)
    diff.forget()
    assert diff.feed(frame) == "\x1b[H\x1b[mab\r"
    diff.resize(10, 3)
    assert diff.feed(frame) == "\x1b[H\x1b[mab\r"


def test_ambiguous_characters_of_a_terminal_that_draws_them_wide_go_out_as_they_come():
    diff, frames = entered(), ["\x1b[1;1H“党”ab\x1b[1;1H", "\x1b[1;1H“党”ac\x1b[1;1H"]
    diff.set_ambiguous_wide(True)
    assert [diff.feed(frame) for frame in frames] == ["“党”ab\r", "“党”ac\r"]
    diff.set_ambiguous_wide(False)
    diff.feed(frames[0])
    assert diff.feed(frames[1]) == "\x1b[5Cc\r"


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["a", "党", " ", "b    c", "d     e ", " " * 12, "·", "✅", "e\u0301", "“"]),
        st.sampled_from(["", "1;31", "44"]),
    )
)


@given(rows=st.lists(PIECES, min_size=1, max_size=4), more=PIECES, fill=st.sampled_from(["", " ", "a"]))
def test_a_painted_picture_is_what_the_same_written_out_would_be(rows, more, fill):
    def cut(row):  # no row longer than the screen; filled, those without a doubt are as long
        row = [piece for at, piece in enumerate(row) if sum(2 * len(text) for text, _ in row[: at + 1]) <= 20]
        left = 20 - sum(len(text) + text.count("党") for text, _ in row)
        return row + [(fill * left, row[-1][1] if row and fill == " " else "")] * bool(fill and left)

    def written(row, y):
        return f"\x1b[{y};1H" + "".join(f"\x1b[{pen}m{text}\x1b[0m" if pen else text for text, pen in row)

    rows = [cut(row) for row in rows]
    painted, read = ScreenDiff(20, 4, erase=True), ScreenDiff(20, 4, erase=True)
    assert painted.enter() + painted.paint(rows) == read.feed(
        "\x1b[?1049h\x1b[?25l\x1b[?7l" + "\n".join(written(row, y) for y, row in enumerate(rows, 1))
    )
    later = written(cut(more), 2)
    assert painted.feed(later) == read.feed(later)


def test_the_widths_that_are_not_looked_up_are_those_of_rich():
    wide = [chr(code) for codes in (HAN, *WIDE) for code in codes]
    assert {get_character_cell_size(char) for char in wide} == {2}
    assert {get_character_cell_size(char) for char in (*map(chr, (*ASCII, *NARROW)), *SIGNS)} == {1}
