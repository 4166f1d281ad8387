"""A branch whose file is damaged, under an open board: it stays open on the last good state, and says so."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from store.errors import Damaged
from tests.desk import WHO, branch_folder, desk
from tests.tiers import crossed, quick


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


HARMS = {
    "a comma too many": lambda data: data.rstrip()[:-1] + b",}\n",
    "cut short": lambda data: data[: len(data) // 2],
    "a tab in a text": lambda data: data.replace("学习".encode(), "学\t习".encode(), 1),
    "a bad escape": lambda data: data.replace("学习".encode(), b"\\x", 1),
    "a key twice": lambda data: data.replace(b'"id": "p2"', b'"id": "p2", "id": "p2"', 1),
    "in GBK": lambda data: data.decode().encode("gbk", "replace"),
    "empty": lambda data: b"",
}


async def stored_once(d) -> None:
    """A generation to fall back to."""
    await d.press("a")
    await d.types("党课 11-20 学习")
    await d.press("enter")


@pytest.mark.parametrize("name", quick(["a key twice"], HARMS))
async def test_the_board_stays_and_says_where(folder, name):
    async with desk(folder) as d:
        await stored_once(d)
        file = folder / "branch.json"
        good = file.read_bytes()
        before = len(d.app.view.snapshot.meetings)
        file.write_bytes(HARMS[name](good))
        await d.polled()
        assert d.app.is_running
        assert re.match(r" branch\.json .+（\d+:\d+", d.lines[-1])
        assert len(d.app.view.snapshot.meetings) == before
        await d.press("j")
        assert "branch.json" not in d.lines[-1]
        assert "数据已损坏，只能看" in d.lines[1]
        with pytest.raises(Damaged):
            d.vault.undo(WHO, datetime.now(UTC))
        file.write_bytes(b"\xef\xbb\xbf" + good)  # a mark alone is overlooked
        await d.polled()
        assert d.app.view.snapshot.damage is None
        assert "损坏" not in d.lines[1]
        assert "又能读了" in d.lines[-1]


@pytest.mark.parametrize(("key", "lang"), crossed(["", "R", "u"], ["zh", "en"]))
async def test_without_a_good_backup_it_says_so_all_the_same(folder, key, lang):
    """Nothing to fall back to but what is on the screen; whatever is tried next is answered with the damage."""
    async with desk(folder, lang=lang) as d:
        file = folder / "branch.json"
        good = file.read_bytes()
        file.write_bytes(good[:-3])
        before = d.app.view.snapshot.tables
        await d.polled()
        if key:
            await d.press("j", key)
        assert re.match(r" branch\.json .+[（(]\d+:\d+.+zhibu verify.+zhibu restore[^…]*$", d.lines[-1])
        assert d.lines[1].rstrip().endswith(" n")
        assert d.app.view.snapshot.tables == before
        await d.press("j")
        assert d.app.words("attention.damage") in d.lines[1]
        file.write_bytes(good)
        await d.polled()
        assert d.app.words("attention.damage") not in d.lines[1]


async def test_a_board_that_is_opened_on_damage_says_so_first(folder):
    async with desk(folder) as d:
        await stored_once(d)
    file = folder / "branch.json"
    file.write_bytes(file.read_bytes()[:-3])
    async with desk(folder, lang="en") as d:
        assert "damaged" in d.lines[1]
        assert "branch.json" in d.lines[-1]


async def test_a_board_that_waits_says_for_whom(folder):
    import asyncio
    import fcntl
    import os

    async with desk(folder) as d:
        await stored_once(d)
        handle = os.open(folder / ".lock", os.O_WRONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        waiting = asyncio.create_task(d.app.session.undo())
        for _ in range(100):
            await asyncio.sleep(0.1)
            await d.pilot.pause()
            if "正在写入" in d.lines[-1]:
                break
        assert f"进程 {os.getpid()}" in d.lines[-1]
        os.close(handle)
        assert (await waiting).snapshot.revision


async def test_an_earlier_file_in_the_place_of_the_last_is_told(folder):
    file = folder / "branch.json"
    async with desk(folder, size=(120, 24)) as d:
        earlier = file.read_bytes()
        await stored_once(d)
        known = d.app.view.snapshot.revision
        file.write_bytes(earlier)
        await d.polled()
        assert d.app.view.snapshot.revision < known
        assert "换回了较早的" in d.lines[-1]
        assert "zhibu verify" in d.lines[-1]


async def test_a_folder_that_is_gone_keeps_what_was_typed_until_it_is_back(folder, tmp_path):
    async with desk(folder, size=(240, 24)) as d:
        await d.press("a")
        await d.types("党课 11-20 学习")
        folder.rename(tmp_path / "away")
        for step in (d.polled, lambda: d.press("enter")):
            await step()
            assert "放回原处" in d.lines[-1]
            assert "init" not in d.lines[-1]
        (tmp_path / "away").rename(folder)
        await d.polled()
        await d.press("enter")
        assert "已存好" in d.lines[-1]


@pytest.mark.parametrize("polled", [False, True], ids=["before the next look", "after it"])
async def test_another_branch_in_the_place_of_this_one_is_told(folder, polled):
    async with desk(folder, size=(120, 24)) as d:
        before = json.loads((folder / "branch.json").read_bytes())
        (of,) = before["branch"].values()
        of |= {"id": "bother", "name": "第九党支部"}
        await d.press("a")
        await d.types("党课 11-20 学习")
        count = len(d.vault.read().meetings)
        (folder / "branch.json").write_text(json.dumps(before, ensure_ascii=False), encoding="utf-8")
        await (d.polled() if polled else d.press("enter"))
        assert "另一个支部" in d.lines[-1]
        assert "第九党支部" in d.lines[-1]
        assert len(d.vault.read().meetings) == count
