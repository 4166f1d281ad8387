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


class EditorError(Exception):
    """Nothing came back from an editor: the word that says why."""


def edit(app: App[int], text: str) -> str:
    """The text as it was left in the editor; raises `EditorError` where there is no editor, or it failed.

    The file is the user's alone while it is there, and is gone afterwards.
    """
    words = command(os.environ)
    if not words:
        raise EditorError("forms.no_editor")
    with tempfile.TemporaryDirectory(prefix="zhibu-") as folder:
        path = os.path.join(folder, "text.txt")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        try:
            with app.suspend():  # what is raised in there would leave the board suspended
                code = _run([*words, path])
        except SuspendNotSupported:
            code = None
        if code is None:
            raise EditorError("forms.no_editor")
        try:
            with open(path, encoding="utf-8") as file:
                written = file.read().rstrip("\n")
        except (OSError, UnicodeDecodeError):
            code = 1
        if code:
            raise EditorError("forms.editor_failed")
        return written


def _run(words: list[str]) -> int | None:
    """The exit code of a program, None where it can't be begun."""
    try:
        return subprocess.run(words, check=False).returncode
    except OSError:
        return None
