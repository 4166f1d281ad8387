"""A box in two folders: whole messages or a clear no, never through a link, and the last writer says the latest."""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest

from store.box.messages import LARGEST, Down, Receipt, SentItem, Up
from store.box.messages import InvalidBox as Invalid
from store.disk.box_folder import BoxError, BoxFolder
from tests.faults import Failing
from widgets import error_text
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 22)
UP = Up(unit="one", name="第一党支部", as_of=DAY, revision=3, members=24)
ITEM = SentItem(
    origin="e12", kind="notice", title="报送党员教育培训情况", day=DAY, due=date(2026, 12, 5), reply="number"
)
DOWN = Down(unit="one", sender="机关党委", as_of=DAY, items=(ITEM,))
WORDS = [words_of("zh"), words_of("en")]


@pytest.fixture
def box(tmp_path: Path) -> BoxFolder:
    for half in ("up", "down"):
        (tmp_path / half).mkdir(mode=0o700)
    return BoxFolder(tmp_path)


def down_file(box: BoxFolder) -> Any:
    from pathlib import Path

    return Path(box.place) / "down" / "down.json"


def test_what_was_written_is_read(box: BoxFolder) -> None:
    assert box.read_up() is None
    assert box.read_down() is None
    box.write_up(lambda: UP)
    box.write_down(lambda: DOWN)
    assert box.read_up() == UP
    assert box.read_down() == DOWN


def test_a_stamp_moves_with_its_own_half_alone(box: BoxFolder) -> None:
    before = box.up_stamp(), box.down_stamp()
    box.write_down(lambda: DOWN)
    assert box.up_stamp() == before[0]
    assert box.down_stamp() != before[1]


def test_files_are_the_folders_groups_or_nobody_elses(box: BoxFolder, tmp_path: Path) -> None:
    box.write_up(lambda: UP)
    assert stat.S_IMODE(os.stat(tmp_path / "up" / "up.json").st_mode) == 0o600
    os.chmod(tmp_path / "down", 0o2770)
    box.write_down(lambda: DOWN)
    found = os.stat(tmp_path / "down" / "down.json")
    assert stat.S_IMODE(found.st_mode) == 0o660
    assert found.st_gid == os.stat(tmp_path / "down").st_gid


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    (path.parent / "elsewhere").write_text(json.dumps({"schema": 1}))
    path.symlink_to("elsewhere")


def _broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(path.parent)  # the name of a socket is short
    with suppress(OSError), socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.fchdir(here)
    os.close(here)


@pytest.mark.parametrize("put", [_fifo, _folder, _link, _broken_link, _socket])
def test_what_is_no_file_is_neither_read_nor_written_through(put: Any, box: BoxFolder, tmp_path: Path) -> None:
    path = tmp_path / "down" / "down.json"
    put(path)
    before = {one.name: os.lstat(one) for one in (tmp_path / "down").iterdir()}
    with pytest.raises(BoxError) as reading:
        box.read_down()
    with pytest.raises(BoxError) as writing:
        box.write_down(lambda: DOWN)
    for told in (reading.value, writing.value):
        assert told.code in ("box_link", "box_inner_link", "box_not_file")
        for words in WORDS:
            assert str(path) in error_text.error(words, told), told
            assert f"({told.code})" not in error_text.error(words, told)
    after = {one.name: os.lstat(one) for one in (tmp_path / "down").iterdir() if one.name != ".lock"}
    assert {name: one.st_mtime_ns for name, one in after.items()} == {
        name: one.st_mtime_ns for name, one in before.items()
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[]", "type"),
        (b"null", "type"),
        (b'{"schema": 1}', "missing"),
        (b'{"schema": 2}', "schema"),
        (b'{"schema": 1, "schema": 1}', "twice"),
        (b'{"schema": NaN}', "number"),
        ("机关党委".encode("gbk"), "not_utf8"),
        (b'{"schema": 1, "unit": "\\ud800"}', "surrogate"),
        (b"[" * 100 + b"]" * 100, "deep"),
        (b" " * (LARGEST + 1), "too_big"),
    ],
)
def test_what_is_no_message_is_told_and_not_used(data: bytes, code: str, box: BoxFolder) -> None:
    path = down_file(box)
    path.write_bytes(data)
    with pytest.raises(Invalid) as bad:
        box.read_down()
    assert bad.value.code == code
    for words in WORDS:
        assert str(path) in error_text.box(words, bad.value, str(path))
    assert path.read_bytes() == data


def test_a_file_of_the_largest_size_is_read(box: BoxFolder) -> None:
    box.write_down(lambda: DOWN)
    data = down_file(box).read_bytes()
    down_file(box).write_bytes(data + b" " * (LARGEST - len(data)))
    assert box.read_down() == DOWN


def test_what_no_reader_takes_is_not_written(box: BoxFolder) -> None:
    box.write_up(lambda: UP)
    received = tuple(Receipt(origin=f"e{n}", day=DAY, state="done", reply="报" * 9_000) for n in range(20))
    with pytest.raises(Invalid) as bad:
        box.write_up(lambda: UP.but(revision=4, received=received))
    assert bad.value.code == "too_big"
    assert box.read_up() == UP


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    box = BoxFolder(tmp_path / "none")
    for asked in (box.read_up, box.read_down, lambda: box.write_up(lambda: UP)):
        with pytest.raises(BoxError) as told:
            asked()
        assert told.value.code == "box_missing"
        assert "zhibu doctor" in error_text.error(WORDS[1], told.value)
    assert not (tmp_path / "none").exists()
    assert box.up_stamp() is None


def test_a_half_that_is_a_link_to_another_folder(box: BoxFolder, tmp_path: Path) -> None:
    (tmp_path / "down").rmdir()
    (tmp_path / "down").symlink_to("up")
    for asked in (box.read_down, lambda: box.write_down(lambda: DOWN)):
        with pytest.raises(BoxError) as told:
            asked()
        assert told.value.code == "box_inner_link"
    assert list((tmp_path / "up").iterdir()) == []


def test_a_folder_that_anyone_may_write_is_not_believed(box: BoxFolder, tmp_path: Path) -> None:
    box.write_down(lambda: DOWN)
    os.chmod(tmp_path / "down", 0o777)
    with pytest.raises(BoxError) as told:
        box.read_down()
    assert told.value.code == "box_open_folder"


def _refused(box: BoxFolder) -> BoxError | None:
    try:
        box.write_up(lambda: UP.but(revision=4))
    except BoxError as told:
        return told
    return None


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG])
def test_a_disk_that_fails_at_any_step_leaves_the_old_message(error: int, box: BoxFolder, tmp_path: Path) -> None:
    box.write_up(lambda: UP)
    nth = 0
    while True:
        nth += 1
        files = Failing(error, nth)
        told = _refused(BoxFolder(tmp_path, files))
        if not files.failed:
            break
        if told is not None:  # the folder's time of a lock that was just made may fail without harm
            later = told.code == "box_unconfirmed"
            assert box.read_up() == (UP.but(revision=4) if later else UP), files.failed
            assert all(f"({told.code})" not in error_text.error(words, told) for words in WORDS)
        assert [one.name for one in (tmp_path / "up").iterdir() if one.name.endswith(".tmp")] == []
        box.write_up(lambda: UP)
    assert nth > 3


def test_what_a_killed_writer_left_is_removed_by_the_next(box: BoxFolder, tmp_path: Path) -> None:
    left = tmp_path / "up" / ".branch.json.99999.up.json.tmp"
    left.write_text("{")
    box.write_up(lambda: UP)
    assert {one.name for one in (tmp_path / "up").iterdir()} == {"up.json", ".lock"}


def _number(place: str) -> int:
    with open(f"{place}/revision") as file:
        return int(file.read())


def _climb(place: str, times: int) -> None:
    """Write what a number in a file says by then, after having raised it."""
    box = BoxFolder(place)
    for _ in range(times):
        with open(f"{place}/revision", "r+") as file:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            number = int(file.read()) + 1
            file.seek(0)
            file.write(str(number))
        box.write_up(lambda: UP.but(revision=_number(place)))


def test_of_several_writers_the_last_says_the_latest(box: BoxFolder, tmp_path: Path) -> None:
    (tmp_path / "revision").write_text("0")
    context = get_context("fork")
    writers = [context.Process(target=_climb, args=(box.place, 20)) for _ in range(3)]
    for one in writers:
        one.start()
    seen = 0
    while any(one.is_alive() for one in writers):
        found = box.read_up()
        if found is not None:
            assert found.revision >= seen
            seen = found.revision
    assert [one.exitcode for one in writers] == [0, 0, 0]
    last = box.read_up()
    assert last is not None
    assert last.revision == 60


def test_importing_it_is_cheap() -> None:
    import subprocess
    import sys

    code = "import sys, store.disk.box_folder; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"tinydb", "textual", "rich", "store.disk.lock", "store.disk.writing"} & set(loaded)
