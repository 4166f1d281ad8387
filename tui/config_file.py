"""Writing one setting into the config file, which is its owner's own and stays as it was written else."""

from __future__ import annotations

import os

from tui.config import make_private_folders


def remember(name: str, value: str | bool, path: str) -> None:
    """Set one plain setting and leave every other line as it is; raises OSError with the path of the file."""
    from tui.files.errors import FileError  # a first picture writes nothing
    from tui.files.saving import save

    file = os.path.realpath(path)  # a link to it stays one
    try:
        with open(file, encoding="utf-8-sig", errors="surrogateescape", newline="") as there:
            lines = there.read().splitlines(keepends=True)
    except FileNotFoundError:
        lines = []
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    setting = f"{name} = {str(value).lower()}{end}" if isinstance(value, bool) else f'{name} = "{value}"{end}'
    top = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    old = next((n for n in range(top) if lines[n].partition("=")[0].strip(" \t\"'") == name), None)
    if old is None:
        lines.insert(0, setting)
    else:
        lines[old] = setting
    make_private_folders(os.path.dirname(file))
    try:
        save(file, "".join(lines).encode(errors="surrogateescape"), over=True)
    except FileError as bad:
        raise OSError(bad.facts.get("os") or 0, bad.code, file) from None
