"""Who could give a right that the system denies: what modes and owners really say, for groups may be no way in."""

from __future__ import annotations

import os
from shlex import quote
from stat import S_IMODE, S_ISDIR

from store.generation import BACKUPS, JOURNAL, LOCK
from tui.cli.user_groups import group_name
from tui.config import user_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = (JOURNAL, LOCK, BACKUPS)
"""What of a branch's folder is written in its place; its file is replaced."""


def advice(path: str, *, write: bool) -> dict[str, str]:
    """The facts of `ask.<ask>` of the words; none where the modes deny nothing, and so something else does."""
    for place, right in _rights(os.path.abspath(path), write):
        try:
            status = os.stat(place)
        except OSError:
            return {}
        if os.access(place, right):
            continue
        facts = {"at": place, "mode": f"{S_IMODE(status.st_mode):04o}", "owner": user_name(status.st_uid)}
        if status.st_uid == os.geteuid():
            letters = "".join(letter for letter, bit in (("r", os.R_OK), ("w", os.W_OK), ("x", os.X_OK)) if right & bit)
            return facts | {"ask": "own", "at": quote(place), "right": letters}
        group = group_name(status.st_gid)
        return facts | {"ask": "group" if status.st_mode >> 3 & right == right else "owner", "group": group}
    return {}


def _rights(path: str, write: bool) -> Iterator[tuple[str, int]]:
    """What has to be had on the way to a path and there, from the root on."""
    while write and not os.path.lexists(path) and os.access(os.path.dirname(path), os.X_OK):
        path = os.path.dirname(path)  # where it was to be made
    parents = path.split(os.sep)
    yield from ((os.sep.join(parents[:number]) or os.sep, os.X_OK) for number in range(1, len(parents)))
    right = os.W_OK if write else os.R_OK
    if not _is_folder(path):
        yield path, right
        return
    yield path, right | os.X_OK
    for inner in WRITTEN if write else ():
        inner = os.path.join(path, inner)
        if os.path.lexists(inner):
            yield inner, right | (os.X_OK if _is_folder(inner) else 0)


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(os.stat(path).st_mode)
    except OSError:
        return False
