"""A file's name as it is typed: what it means, and how it can go on."""

from __future__ import annotations

import os

SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls")
"""Endings of files that may be imported; an .xls is offered so that importing it can say what to do with it."""
MOST = 2000
"""Entries of a folder that are looked at."""


def path_of(text: str) -> str:
    """The path that a typed or pasted text means: without quotes around it, `~` as the home folder."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return os.path.expanduser(text)


def completion(text: str) -> tuple[str, list[str]]:
    """The text as far as it can only go on in one way, and the names it may go on with; folders end with a `/`."""
    folder, start = os.path.split(text)
    names = _names(path_of(folder) or ".", start)
    together = os.path.commonprefix(names)  # noqa: RUF071 (signs are what is typed)
    return (os.path.join(folder, together) if len(together) >= len(start) else text), names


def _names(folder: str, start: str) -> list[str]:
    """Folders and sheets in a folder whose names begin so; hidden ones where a dot has been typed."""
    names = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST), entries, strict=False):
                if not entry.name.startswith(start) or (entry.name.startswith(".") and not start):
                    continue
                if _is_folder(entry):
                    names.append(entry.name + "/")
                elif entry.name.lower().endswith(SHEETS):
                    names.append(entry.name)
    except (OSError, ValueError):
        return []
    return sorted(names)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
