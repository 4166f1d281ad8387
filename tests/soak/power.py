"""Power is lost: what was not synced may be there, or not, or in part, whatever the order in which it was done.

The calls of some commits are recorded on a model of a disk. At every moment, every disk that may be found afterwards is
built and must hold the last acknowledged change. A commit that leaves out a sync must be noticed by the same check.
"""

from __future__ import annotations

import os
import shutil
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

from store.disk.disk import Disk
from store.errors import StoreError
from tests.faults import Watched
from tests.soak import ground
from tests.soak.crashes import found, set_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 48
"""Disks that are built of one moment; where there are more, some are drawn by lot."""


class Model(Watched):
    """The real calls, and beside them what of it a disk is bound to keep.

    Of a file, `kept` bytes and the bytes `now`; of a folder, `kept` names and the changes of names since its last sync.
    """

    def __init__(self, root: str, leaves_out: str = "") -> None:
        self.root = root
        self.leaves_out = leaves_out
        self.path: dict[int, str] = {}
        self.bytes_now: dict[int, bytes] = {}
        self.bytes_kept: dict[int, bytes] = {}
        self.entries: dict[str, dict[str, int]] = {}
        self.pending: dict[str, list[tuple[str, str, int]]] = {}
        self.files = 0
        self.file_of: dict[int, int] = {}
        self.acknowledged = 0
        self.moments: list[tuple[int, Any, Any, Any, Any]] = []

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if name == "fsync" and self.leaves_out:
            folder = os.path.isdir(self.path[args[0]])
            journal = self.path[args[0]].endswith(".jsonl")
            if self.leaves_out == ("folder" if folder else "journal" if journal else "file"):
                return None
        result = call()
        getattr(self, f"on_{name}", lambda *_: None)(result, *args)
        if hasattr(self, f"on_{name}"):
            self.moment()
        return result

    def moment(self) -> None:
        """Remember the disk as it is now, and how many changes have been acknowledged."""
        names = {folder: dict(entries) for folder, entries in self.entries.items()}
        pending = {folder: list(changes) for folder, changes in self.pending.items()}
        self.moments.append((self.acknowledged, names, pending, dict(self.bytes_kept), dict(self.bytes_now)))

    def _at(self, at: int | None, name: str) -> str:
        return os.path.normpath(name if at is None else os.path.join(self.path[at], name))

    def _change(self, what: str, path: str, inode: int) -> None:
        self.pending.setdefault(os.path.dirname(path), []).append((what, os.path.basename(path), inode))

    def on_open(self, handle: int, name: str, flags: int, mode: int, at: int | None) -> None:
        path = self._at(at, name)
        self.path[handle] = path
        if flags & os.O_CREAT:
            self.files += 1
            self.file_of[os.fstat(handle).st_ino] = inode = self.files  # the kernel gives an inode's number again
            self.bytes_now[inode], self.bytes_kept[inode] = b"", b""
            self._change("set", path, inode)

    def on_make_folder(self, _: Any, name: str, mode: int, at: int | None) -> None:
        path = self._at(at, name)
        self._change("folder", path, 0)

    def on_write(self, written: int, handle: int, data: Any) -> None:
        self.bytes_now[self.file_of[os.fstat(handle).st_ino]] += bytes(data[:written])

    def on_truncate(self, _: Any, handle: int, size: int) -> None:
        inode = self.file_of[os.fstat(handle).st_ino]
        self.bytes_now[inode] = self.bytes_now[inode][:size]

    def on_fsync(self, _: Any, handle: int) -> None:
        path = self.path[handle]
        if os.path.isdir(path):
            apply(self.entries.setdefault(path, {}), self.pending.pop(path, []))
        else:
            inode = self.file_of[os.fstat(handle).st_ino]
            self.bytes_kept[inode] = self.bytes_now[inode]

    def on_link(self, _: Any, name: str, new: str, at: int, to: int) -> None:
        path = self._at(to, new)
        self._change("set", path, self.file_of[os.stat(path, follow_symlinks=False).st_ino])

    def on_rename(self, _: Any, name: str, new: str, at: int, to: int | None) -> None:
        old, path = self._at(at, name), self._at(at if to is None else to, new)
        inode = 0 if os.path.isdir(path) else self.file_of[os.stat(path, follow_symlinks=False).st_ino]
        self.pending.setdefault(os.path.dirname(path), []).append(
            (f"move {os.path.basename(old)}", os.path.basename(path), inode)
        )

    def on_remove(self, _: Any, name: str, at: int) -> None:
        self._change("gone", self._at(at, name), 0)


def apply(names: dict[str, int], changes: list[tuple[str, str, int]]) -> dict[str, int]:
    for what, name, inode in changes:
        if what == "gone":
            names.pop(name, None)
        else:
            names[name] = inode
        if what.startswith("move "):
            names.pop(what.removeprefix("move "), None)
    return names


def disks(moment: tuple[int, Any, Any, Any, Any], root: str, chance: Random) -> Iterator[dict[str, bytes]]:
    """Every disk (path to bytes) that may be found after the power went at this moment, or some of them."""
    _, names, pending, kept, now = moment
    choices: list[list[Any]] = []
    folders = sorted({root, f"{root}/backups", *names, *pending})
    for folder in folders:
        changes = pending.get(folder, [])
        if folder.endswith("backups") and len(changes) > 3:  # never synced: all, none, or the last few lost
            choices.append([changes, [], changes[:-1], changes[:-2]])
        else:
            subsets = product((False, True), repeat=min(len(changes), 10))
            choices.append(
                [[one for one, kept_it in zip(changes, chosen, strict=False) if kept_it] for chosen in subsets]
            )
    open_files = sorted(inode for inode in now if now[inode] != kept[inode])
    for inode in open_files:
        before, after = kept[inode], now[inode]
        half = after[: (len(before) + len(after)) // 2]
        choices.append([before, after, half, before + bytes(max(len(after) - len(before), 0))])
    total = 1
    for choice in choices:
        total *= len(choice)
    picks = product(*choices) if total <= MOST else ([chance.choice(one) for one in choices] for _ in range(MOST))
    for pick in picks:
        bytes_of = kept | dict(zip(open_files, pick[len(folders) :], strict=True))
        disk = {}
        for folder, changes in zip(folders, pick[: len(folders)], strict=True):
            for name, inode in apply(dict(names.get(folder, {})), changes).items():
                if inode:
                    disk[f"{folder}/{name}"] = bytes_of[inode]
        yield disk


def run(changes: int = 4, leaves_out: str = "", seed: int = 1) -> dict[str, int]:
    place = ground.a_folder()
    root = f"{place}/branch"
    chance = Random(seed)
    counts = {"moments": 0, "disks": 0, "lost": 0, "damaged": 0, "stuck": 0}
    try:
        os.mkdir(root, 0o700)
        model = Model(root, leaves_out)
        disk = Disk(root, model)
        found(disk)
        model.acknowledged = 1
        for number in range(changes):
            set_note(disk, str(number))
            model.acknowledged = number + 2
            model.moment()
        seen: set[Any] = set()
        for moment in model.moments:
            counts["moments"] += 1
            for files in disks(moment, root, chance):
                key = (moment[0], tuple(sorted(files.items())))
                if key not in seen:
                    seen.add(key)
                    counts["disks"] += 1
                    _judge(files, moment[0], root, f"{place}/{counts['disks']}", counts)
    finally:
        shutil.rmtree(place)
    return counts


def _judge(files: dict[str, bytes], acknowledged: int, root: str, folder: str, counts: dict[str, int]) -> None:
    os.makedirs(f"{folder}/backups", 0o700)
    for path, data in files.items():
        with open(path.replace(root, folder, 1), "wb") as file:
            file.write(data)
    if not os.listdir(f"{folder}/backups"):
        os.rmdir(f"{folder}/backups")
    try:
        generation = Disk(folder).read()
    except StoreError as error:
        if acknowledged or error.code != "missing":
            counts["lost" if error.code == "missing" else "damaged"] += 1
        return
    note = generation.tables["members"]["1"]["note"]
    reached = 1 if note == "new" else int(note) + 2
    counts["damaged"] += generation.damage is not None
    if not acknowledged <= reached <= acknowledged + 1:
        counts["lost"] += 1
    elif generation.damage is None:
        set_note(Disk(folder), "99")
        disk = Disk(folder)
        counts["stuck"] += disk.read().tables["members"]["1"]["note"] != "99" or bool(disk.verify())
    shutil.rmtree(folder)


MUST_BE_NONE = ("lost", "damaged", "stuck")
