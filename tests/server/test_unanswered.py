"""The connection dies after a change was sent and before the answer: whatever it was typed into, nothing typed is lost
and nothing is stored twice. At the keys of a board, and on the command line, of a real server.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from store.server import sending
from store.vault import Vault
from tests.board.test_inout import named
from tests.board.test_roll import opened
from tests.board.test_unanswered import drafts_in
from tests.desk import branch_folder, desk
from tests.engines import ServerPlace
from tests.exchange.books import book
from tests.server.proxy import DOWN, UP, Break, Proxy
from tests.server.test_engine import socket_of
from tui.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from tests.desk import Desk
    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow
LINE = "支委会 12-10 14:00 @三楼会议室 研究发展对象"
NOBODY = Break(1, UP)
SHEET = book(("名册", [["姓名", "部门"], ["新来人", "办公室"]]))


class Network:
    """What lies between a program and the server: it may break at the next change, and then lets nobody through."""

    def __init__(self, proxy: Proxy) -> None:
        self.broken = False
        self._proxy = proxy
        self._next = NOBODY
        proxy.plan = self._plan

    def _plan(self, number: int) -> Break | None:
        at, self._next = self._next, NOBODY
        return at if self.broken else None

    def breaks_at_the_next_change(self, *, stored: bool) -> None:
        """`stored`: it has reached the server, whose answer is what gets lost."""
        self.broken = True
        at = Break(0, DOWN if stored else UP, since=b"zhibu.commit_1")
        if not self._proxy.seen:
            self._next = at
        for pair in self._proxy.seen:
            pair.break_at, pair.counting = at, False


@pytest.fixture
def place(postgres: Postgres, database: str, tmp_path: Path) -> ServerPlace:
    """The sample on a server."""
    made = ServerPlace(postgres, database)
    folder = branch_folder(tmp_path / "sample")
    assert run(["move", str(folder), made.url("branch", "wangwei")], {"HOME": str(tmp_path)}) == 0
    return made


@contextmanager
def reached(place: ServerPlace, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Network, str]]:
    monkeypatch.setattr(sending, "PATIENCE", 0.4)
    with Proxy(socket_of(place)) as proxy:
        yield Network(proxy), f"postgresql://wangwei@127.0.0.1:{proxy.port}/{place.database}/branch"


class Way(NamedTuple):
    """How something is brought to where keys send it, the keys, and what of it is on the screen until it is stored."""

    begun: Callable[[Desk], Awaitable[object]]
    keys: tuple[str, ...]
    shows: str


async def a_form(d: Desk) -> None:
    d.form("members")
    await d.settled()
    await d.types("新来人")


async def a_line(d: Desk) -> None:
    await d.press("a")
    await d.types(LINE)


async def a_roll(d: Desk) -> None:
    await opened(d)
    await d.press("down", "6")


async def a_mark(d: Desk) -> None:
    """Of one who was there, as it had been stored."""
    await opened(d)
    await d.press("enter", "escape")
    d.roll(max(d.app.view.snapshot.meetings, key=lambda id: d.app.view.snapshot.meetings[id].rev))
    await d.settled()
    await d.press("6")


async def an_import(d: Desk) -> None:
    await named(d, "1", "r.xlsx")


WAYS = {
    "form": Way(a_form, ("ctrl+s",), "新来人"),
    "line": Way(a_line, ("enter",), "研究发展对象"),
    "roll": Way(a_roll, ("enter",), "缺席 1"),
    "mark": Way(a_mark, ("enter",), "缺席 1"),
    "import": Way(an_import, ("ctrl+s",), "新来人"),
}


def revisions(place: ServerPlace) -> int:
    return Vault(place.url("branch", "wangwei")).read().revision


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("what", WAYS)
async def test_at_the_board(
    place: ServerPlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str, stored: bool
) -> None:
    way = WAYS[what]
    (tmp_path / "r.xlsx").write_bytes(SHEET)
    monkeypatch.chdir(tmp_path)
    with reached(place, monkeypatch) as (network, url):
        async with desk(url, size=(100, 30), drafts=drafts_in(tmp_path / "branch")) as d:
            await way.begun(d)
            before = revisions(place)
            network.breaks_at_the_next_change(stored=stored)
            await d.press(*way.keys)
            assert "还不知道" in d.text, d.text
            for _ in range(2):  # asked for again while nobody knows, which sends nothing
                assert way.shows in d.text, d.text
                assert revisions(place) == before + stored
                await d.press(*way.keys)
            network.broken = False
            await d.polled()
            assert ("已经存上" in d.text) == stored, d.text
            if not stored:
                assert "没有存上" in d.text, d.text
                assert way.shows in d.text, d.text
                await d.press(*way.keys)
            assert revisions(place) == before + 1
            assert not d.app.drafts.any
            assert d.vault.verify() == []


# -- on the command line

ASKS = {
    "line": ("add", LINE),
    "mark": ("mark", "{held}", "翟明远=sick"),
    "import": ("import", "roster", "r.xlsx", "--yes"),
}


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("what", ASKS)
def test_on_the_command_line(
    place: ServerPlace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    what: str,
    stored: bool,
) -> None:
    (tmp_path / "r.xlsx").write_bytes(SHEET)
    monkeypatch.chdir(tmp_path)
    snapshot = Vault(place.url("branch", "wangwei")).read()
    held = max((one for one in snapshot.meetings.values() if one.roll and "p2" in one.roll), key=lambda one: one.day).id
    words = [one.format(held=held) for one in ASKS[what]]
    capsys.readouterr()

    def zhibu(*words: str) -> tuple[int, str, str]:
        with reached(place, monkeypatch) as (network, url):
            if network_breaks:
                network.breaks_at_the_next_change(stored=stored)
            code = run([*words, "--data", url, "--today", "2026-11-22", "--lang", "zh"], {"HOME": str(tmp_path)})
        said = capsys.readouterr()
        return code, said.out, said.err

    before, network_breaks = revisions(place), True
    code, _, err = zhibu(*words)
    assert (code, "还不知道存没存上" in err, "Traceback" in err) == (1, True, False), err
    assert revisions(place) == before + stored
    network_breaks = False
    asked = err.split("zhibu ")[-1].split()
    code, out, err = zhibu(*asked)
    assert (code, bool(out), "没有存上" in err) == ((0, True, False) if stored else (1, False, True))
    if not stored:
        assert zhibu(*words)[0] == 0
    assert revisions(place) == before + 1
    assert Vault(place.url("branch", "wangwei")).verify() == []
