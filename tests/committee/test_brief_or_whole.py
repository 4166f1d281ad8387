"""Whatever is shown, listed or exported of a committee is the same whether its boxes have briefs or not, and of a box
that has one no more is read than is looked at.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from store.box_text import brief_at_end, encoded
from store.disk.box_folder import BoxFolder
from store.periods import Cadence, containing
from tests.committee.hall import hall, made, put, twelve, up, view_of, written
from tests.desk import TODAY, WHO
from tests.tiers import crossed, quick
from tui.drafts import Drafts
from tui.first_frame import FirstBoard, FirstSession, board_of
from widgets.keymap import Keymap
from widgets.pages.registry import document
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.section import Target
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from widgets.sections.view import View

COMMANDS = (
    *(("status", how) for how in ("--json", "--plain", "--short")),
    *(("list", what, "--json") for what in ("branches", "sent", "findings")),
    *(("show", "u1", *how) for how in ((), ("--json",))),
    *(("export", what, "--period", "2026-Q3", "-o", "-") for what in ("circular", "matrix")),
    ("export", "up", "-o", "-"),
)
CHOSEN = 'columns = ["OL-03", "TR-05", "notice", "OL-01"]\n'


def without_briefs(folder: Path, units: int = 12) -> None:
    """As an older program has written them."""
    for number in range(units):
        box = BoxFolder(folder / "box" / f"u{number}")
        data = box.text("up")
        if data is not None and brief_at_end(data) is not None:
            whole = box.read_up()
            assert whole is not None
            put(folder, number, encoded(whole).decode())


def seen(view: View) -> list[object]:
    """Every panel in every period, and the pages behind the rows."""
    words, found = words_of("zh"), []
    board = FirstBoard(FirstSession(WHO, readonly=True), view, words, Keymap(), Drafts(), board_of(view))
    for _ in range(7):
        found.append(board.lines((150, 50), "", ()))
        board.panels[0].shift_by(-1)
    targets = [row.target for section in SECTIONS for row in section.rows(view, 0) if row.target.kind != "cell"]
    cells = [f"u{n}/{id}/{label}" for n in (0, 1, 3, 4) for id in ("OL-03", "TR-05", "directive") for label in LABELS]
    targets += [Target(kind="attention", id=""), *(Target(kind="unit", id=f"u{n}") for n in range(5))]
    targets += [Target(kind="cell", id=id) for id in cells]
    pages = [document(target, view, words, 80) for target in targets]
    return found + [page and page.lines for page in pages]


LABELS = ("", "2026", "2026-Q3")


@pytest.mark.parametrize(("days", "columns"), crossed([0, -30, 45], ["", CHOSEN]))
def test_what_is_seen_is_the_same(tmp_path: Path, days: int, columns: str) -> None:
    home = twelve(tmp_path)
    units = home / "committee.toml"
    units.write_text(columns + units.read_text(encoding="utf-8"), encoding="utf-8")
    briefly = seen(view_of(home, TODAY + timedelta(days)))
    without_briefs(tmp_path)
    assert seen(view_of(home, TODAY + timedelta(days))) == briefly


@pytest.mark.parametrize("day", quick(["2027-02-03"], ["2026-11-22", "2027-02-03"]))
def test_what_is_printed_is_the_same(zhibu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("ZHIBU_TODAY", day)
    home = twelve(tmp_path)
    briefly = [zhibu("--data", home, *words) for words in COMMANDS]
    assert [answer.code for answer in briefly] == [0] * len(COMMANDS)
    without_briefs(tmp_path)
    for words, before in zip(COMMANDS, briefly, strict=True):
        after = zhibu("--data", home, *words)
        assert (after.out, after.err) == (before.out, before.err), words


# No more than is looked at


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The boxes that were read in full."""
    found: list[str] = []
    read = BoxFolder.read_up

    def told(box: BoxFolder) -> object:
        found.append(box.place.rpartition("/")[2])
        return read(box)

    monkeypatch.setattr(BoxFolder, "read_up", told)
    return found


async def test_what_a_row_opens_is_read_when_it_is_opened(tmp_path: Path, read_whole: list[str]) -> None:
    home = made(tmp_path, [written(at) for at in range(40)])
    async with hall(home, size=(120, 40)) as h:
        await h.press("j", "k", "G")
        assert h.lines
        await h.press("g")
        assert h.lines
        assert read_whole == []
        await h.press("j", "enter")
        assert read_whole == ["u1"]
        await h.press("escape", "enter")
        assert read_whole == ["u1"]
        await h.press("escape", "left_square_bracket")
        assert h.lines
        assert 8 < len(read_whole) < 30  # the rows in sight
        assert len(set(read_whole)) == len(read_whole)


def test_once_a_box_says_something_else_all_of_that_is_read_again(tmp_path: Path, read_whole: list[str]) -> None:
    from store.vault import Vault
    from tui.local_rules import rules_of
    from tui.unit_boxes import boxes_of

    home = made(tmp_path, [up(0), up(1)])
    vault = Vault(str(home))
    boxes = boxes_of(vault.read(), rules_of(vault).pack)
    assert boxes is not None
    boxes.read()
    assert [boxes.whole(id).up for id in ("u0", "u0", "u1")] == [up(0), up(0), up(1)]
    assert read_whole == ["u0", "u1"]
    put(tmp_path, 0, up(0, as_of=date(2026, 11, 21), members=99))
    assert boxes.whole("u0").up == up(0)  # as the board shows it
    boxes.read()
    assert boxes.whole("u0").up.members == 99
    put(tmp_path, 1, "{")
    put(tmp_path, 0, up(5))
    boxes.read()
    assert [boxes.whole(id).code for id in ("u0", "u1", "u9") if boxes.whole(id)] == ["other_unit", "damaged"]
    assert boxes.whole("u9") is None


def test_what_was_damaged_since_says_so(tmp_path: Path) -> None:
    home = made(tmp_path, [up(0), up(1)])
    view = view_of(home)
    put(tmp_path, 0, "{")
    assert view.whole("u0").code == "damaged"
    assert view.whole("u1").up == up(1)
    period = containing(TODAY, Cadence.QUARTER)
    assert [row.code for row in view.committee_figures_of(period).rows] == ["damaged", ""]
    assert [row.code for row in view.committee_figures.rows] == ["", ""]
    assert seen(view)
