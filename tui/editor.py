"""A text in the user's own editor, with the board out of the way meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile

from textual.app import SuspendNotSupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App


def command(environ: Mapping[str, str]) -> list[str]:
    """The editor that $VISUAL or $EDITOR names, with its arguments; none where neither does."""
    wish = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        return shlex.split(wish)
    except ValueError:
        return []


def edited(app: App[int], text: str) -> str | None:
    """The text as it was left in the editor; None where there is no editor, or it failed. The file is the user's alone
    while it is there, and is gone afterwards.
    """
    words = command(os.environ)
    if not words:
        return None
    with tempfile.TemporaryDirectory(prefix="zhibu-") as folder:
        path = os.path.join(folder, "text.txt")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        try:
            with app.suspend():
                code = subprocess.run([*words, path], check=False).returncode
            with open(path, encoding="utf-8") as file:
                return file.read().rstrip("\n") if code == 0 else None
        except (OSError, SuspendNotSupported, UnicodeDecodeError):
            return None
