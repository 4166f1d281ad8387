"""The picture drawn before Textual is there is the very one that Textual draws first: every cell and every style."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.codec import encode
from store.packs.national import NATIONAL
from store.vault import Vault
from tests.branches import member
from tests.desk import TODAY, WHO, branch_folder, desk
from tests.strategies import costly, snapshots
from tests.tiers import quick
from tui.drafts import Drafts
from tui.first_frame import FirstBoard, FirstSession
from tui.terminal.cells import Cells
from widgets import draw
from widgets.display import width
from widgets.keymap import Keymap
from widgets.sections.view import View
from widgets.theme import THEMES, styles
from widgets.words.lexicon import LANGUAGES, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from store.snapshot import Snapshot

SIZES = [(80, 24), (60, 16), (61, 17), (81, 25), (120, 40), (121, 41), (200, 50)]


async def check(folder: Path, size: tuple[int, int], lang: str = "zh", today: date = TODAY, **options: Any) -> None:
    drafts = options.setdefault("drafts", Drafts())
    async with desk(folder, size=size, lang=lang, today=today, **options) as d:
        app = d.app
        words = words_of(lang, ascii=app.ascii)
        first = FirstBoard(FirstSession(WHO, readonly=app.session.readonly), app.view, words, app.keymap, drafts)
        lines = first.lines(size, "", ())
        drawn = app.screen._compositor.render_strips()
        assert len(lines) == len(drawn) == size[1]
        for y, (line, strip) in enumerate(zip(lines, drawn, strict=True)):
            ours = [(character, draw._styles[role]) for text, role in line for character in text]
            theirs = [(character, segment.style) for segment in strip for character in segment.text]
            assert "".join(text for text, _ in line) == strip.text, y
            for at, ((character, style), (_, found)) in enumerate(zip(ours, theirs, strict=True)):
                assert str(style.without_color) == str(found.without_color), (y, at, character)
                assert (style.color, style.bgcolor) == (found.color, found.bgcolor), (y, at, character)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return branch_folder(tmp_path / "branch")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_table_of_widths_is_loaded_for_it(folder: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.terminal.cells._width", pytest.fail)
    cells, view = Cells(), View(Vault(str(folder)).read(), TODAY, NATIONAL)
    first = FirstBoard(FirstSession(WHO, readonly=False), view, words_of(lang), Keymap(), Drafts())
    assert all(cells.of(text) for line in first.lines((120, 40), "", ()) for text, _ in line)


@pytest.mark.parametrize(
    ("size", "lang"),
    quick([((80, 24), "zh"), ((60, 16), "en"), ((81, 25), "en"), ((121, 41), "zh")], product(SIZES, LANGUAGES)),
)
async def test_at_every_size_in_both_languages(folder: Path, size: tuple[int, int], lang: str) -> None:
    await check(folder, size, lang)


@pytest.mark.parametrize(
    ("theme", "colours"),
    quick(
        [*((theme, 256) for theme in THEMES), ("dark", 0), ("light", 16)],
        [(theme, colours) for theme in THEMES for colours in (0, 16, 256)],
    ),
)
async def test_in_every_theme(folder: Path, theme: str, colours: int) -> None:
    await check(folder, (80, 24), theme=theme, colours=colours)


async def test_in_ascii(folder: Path) -> None:
    await check(folder, (100, 30), ascii=True)


def with_records(folder: Path, **tables: dict[str, dict[str, Any]]) -> Path:
    file = folder / "branch.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    for table, documents in tables.items():
        stored[table] |= documents
    file.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    return folder


async def test_with_records_that_can_not_be_read(folder: Path) -> None:
    await check(with_records(folder, members={"9000": {"id": "p9000", "name": 3}}), (120, 40))


async def test_of_two_hundred_people_with_hostile_names(folder: Path) -> None:
    names = ["[red]张[/]", "\u202e李", "王\x1b[31m", "a" * 90, "👩‍👩‍👧", "e\u0301\u0301\u0301"]
    more = {str(9000 + n): encode(member(f"p{9000 + n}", names[n % len(names)] + str(n))) for n in range(200)}
    await check(with_records(folder, members=more), (120, 40))


async def test_of_a_branch_with_nothing_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir(mode=0o700)
    empty = {"_meta": {"1": {"schema": 1, "revision": 1}}, "branch": {"1": {"id": "b1", "name": "某某支部"}}}
    (folder / "branch.json").write_text(json.dumps(empty, ensure_ascii=False), encoding="utf-8")
    for lang in ("zh", "en"):
        await check(folder, (80, 24), lang)


async def test_with_a_draft_that_waits(folder: Path, tmp_path: Path) -> None:
    drafts = Drafts(str(tmp_path / "drafts"), "b1", str(folder))
    drafts.keep("quick/meeting", "支委会 12-10 学习党章")
    await check(folder, (80, 24), drafts=drafts)


@costly
@given(
    snapshot=snapshots(),
    size=st.tuples(st.integers(60, 210), st.integers(16, 60)),
    lang=st.sampled_from([*LANGUAGES]),
)
def test_every_line_is_as_wide_as_the_terminal(snapshot: Snapshot, size: tuple[int, int], lang: str) -> None:
    columns, lines = size
    view = View(snapshot, date(2026, 11, 22), NATIONAL)
    first = FirstBoard(FirstSession(WHO, readonly=True), view, words_of(lang), Keymap(), Drafts())
    made = first.lines((columns, lines), "", ())
    assert [sum(width(text) for text, _ in line) for line in made] == [columns] * lines
    assert {role for line in made for _, role in line} <= styles("dark", 256).keys()
