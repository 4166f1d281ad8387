"""The files of rules that people write by hand: a branch's own, and those of the levels above it, wherever they are."""

from __future__ import annotations

from os.path import dirname, join, realpath

from store.disk.reading import load
from store.errors import Unsafe
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.disk.files import Files

LARGEST = 1 << 20
"""Bytes: more than whoever parses them will take."""


def real_path(name: str, below: str) -> str:
    """The real path of a file that another one names, whatever links lead there."""
    return realpath(join(dirname(below), name))


def read(files: Files, path: str) -> tuple[str, bytes] | None:
    """See `Disk.overlay`."""
    try:
        return realpath(path), load(files, path, most=LARGEST)[0]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except InvalidFile as bad:
        raise Unsafe(bad.code, path=path) from None
    except (OSError, Unsafe):
        raise Unsafe("unreadable", path=path) from None
