"""A person at the board: opens it on a folder, presses keys, looks at the screen.

async with desk(size=(80, 24)) as d:
    await d.press("2", "j")
    assert "李文静" in d.line_with("✗")
"""

from __future__ import annotations

import asyncio
import os
import shutil
import unicodedata
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual._wait import wait_for_idle
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from store.packs.national import NATIONAL
from store.vault import Vault, Who
from tui import navigation
from tui.program import program
from tui.session import Session
from widgets.keymap import Keymap
from widgets.panel import Panel
from widgets.sections.view import View

SAMPLE = Path(__file__).parent.parent / "sample_data.json"
GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 22)
WHO = Who(uid=1000, user="wangwei")


def branch_folder(folder: Path, sample: Path = SAMPLE) -> Path:
    """A branch's folder with a copy of the sample in it."""
    folder.mkdir(mode=0o700)
    shutil.copy(sample, folder / "branch.json")
    os.chmod(folder / "branch.json", 0o600)
    return folder


def _not_yet(compositor: Compositor, **how) -> None:
    """Nobody sees the frames between two looks at the screen: what has changed is drawn when a test looks at it, and
    at the end. To draw is a third of what a key takes.
    """


async def _rest() -> None:
    """Returns when this thread has nothing else to do, or has turned round for so long that somebody never rests."""
    for _ in range(1000):
        await asyncio.sleep(0)
        if not asyncio.get_running_loop()._ready:
            return


def _character_of(key: str) -> str | None:
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return key if len(key) == 1 else None


@cache
def sample_view(today: date) -> View:
    """The sample as it was read and judged once; nobody can change it."""
    with TemporaryDirectory() as place:
        return View(Vault(str(branch_folder(Path(place) / "branch"))).read(), today, NATIONAL)


class Desk:
    def __init__(self, app, pilot, vault: Vault) -> None:
        self.app = app
        self.pilot = pilot
        self.vault = vault

    def open(self, target) -> None:
        navigation.open_page(self.app, target)

    def form(self, table: str, id: str | None = None, **how) -> None:
        navigation.open_form(self.app, table, id, **how)

    def roll(self, meeting: str) -> None:
        navigation.open_roll(self.app, meeting)

    async def press(self, *keys: str) -> None:
        """Keys by the names that Textual has for them, each when the one before has been answered."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(name, _character_of(name)))
            await self._answered()
        await self.settled()

    async def types(self, text: str) -> None:
        """Characters as a terminal sends them, whatever they are, all in one go."""
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.settled()

    async def _answered(self) -> None:
        """Returns when nothing is left to do that keys have led to, but for what another thread still works at."""
        await _rest()
        await self.app.key_queue.rest()
        await self.app.session.settled()
        await _rest()

    async def settled(self) -> None:
        """Returns when the queue is empty and what was begun is done or waits for a key; `lines` draws the screen.

        Not by Textual's `Pilot.pause`, which sleeps until the process has been idle for a fiftieth of a second: of
        thousands of keys that is minutes.
        """
        await self._answered()
        await self.pilot._wait_for_screen()
        if any(worker.is_running for worker in self.app.workers):
            await wait_for_idle(0)
        await self._answered()
        self.app.screen._on_timer_update()
        await _rest()

    async def polled(self) -> None:
        """As if the next second had come."""
        await self.app.poll()
        await self.settled()  # the board's own poll may have been the one to read

    @property
    def lines(self) -> list[str]:
        visible_screen_stack.set(self.app._background_screens)
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def panel(self, section: str) -> Panel:
        return self.app.screen.query_one(f"#panel-{section}", Panel)

    @property
    def focused(self) -> str:
        return self.app.screen.panel.section.ID


@asynccontextmanager
async def desk(
    folder: Path | str, size=(80, 24), lang="zh", today=TODAY, rules=None, own_keys=None, boxed=None, **options
):
    """`folder` may be the address of a branch on a server. `boxed` is the branch's box, where it has one; it is opened
    as the program opens it.
    """
    vault = Vault(str(folder))
    stamp = vault.stamp()
    box = boxed.opened() if boxed is not None else None
    session = Session(
        vault, NATIONAL, WHO, today=lambda: today, now=lambda: datetime.now(UTC), rules=rules, stamp=stamp, box=box
    )
    unchanged = isinstance(folder, Path) and (folder / "branch.json").read_bytes() == SAMPLE.read_bytes() and not box
    view = sample_view(today) if unchanged else session.view(vault.read())
    keymap = Keymap(own_keys)
    async with seated(program(session, view, lang=lang, keymap=keymap, **options), vault, size) as made:
        yield made


@asynccontextmanager
async def seated(app, vault: Vault, size: tuple[int, int]):
    """A person at a board, which runs until they leave it."""
    with patch.object(Compositor, "render_update", _not_yet):
        async with app.run_test(size=size) as pilot:
            made = Desk(app, pilot, vault)
            await made.settled()
            yield made
            if app.return_code is None:  # it has not been left
                assert made.lines


def golden(name: str, lines: list[str]) -> None:
    """Compare a screen with the picture kept of it; `ZHIBU_GOLDEN=write` keeps a new one."""
    path = GOLDEN / f"{name}.txt"
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    if os.environ.get("ZHIBU_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == kept, f"not what tests/golden/{path.name} has: is it meant? ZHIBU_GOLDEN=write keeps it"
