"""What leaves, as the bytes of a file: one writer a format. The board and the command line call this, and then save."""

from __future__ import annotations

import json
import shlex
import sys
from importlib.util import find_spec

from tui.files.errors import FileError
from widgets.papers import text_formats

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.vault import Vault
    from widgets.papers.paper import Paper

    Progress = Callable[[int, int], None]


NEEDED = {"docx": ("docx", "python-docx"), "xlsx": ("openpyxl", "openpyxl"), "ics": ("icalendar", "icalendar")}
"""What writes a format: the module, and the package to install that brings it."""


def can_write(suffix: str) -> bool:
    return suffix not in NEEDED or find_spec(NEEDED[suffix][0]) is not None


def lacking(suffix: str) -> FileError:
    """What a format that can't be written wants, with the command that brings it into this installation."""
    package = NEEDED[suffix][1]
    command = f"{shlex.quote(sys.executable)} -m pip install {package}"
    return FileError("no_writer", suffix=suffix, package=package, command=command)


def as_bytes(papers: Sequence[Paper], suffix: str, progress: Progress | None = None) -> bytes:
    """The bytes of papers in a format (`xlsx`, `docx`, `md`, `csv`, `txt`); raises FileError."""
    if not can_write(suffix):
        raise lacking(suffix)
    if suffix == "xlsx":
        from tui.files import sheet_writer

        return sheet_writer.written(papers, progress)
    if suffix == "docx":
        from tui.files import word_writer

        return word_writer.written(papers, progress)
    texts = {"md": text_formats.markdown, "csv": text_formats.csv_text, "txt": text_formats.lines}
    return texts[suffix](papers).encode("utf-8", "replace")


def all_records(vault: Vault) -> bytes:
    """All records as they are, also the fields that this program does not know; `restore` takes them back. Raises a
    StoreError.
    """
    generation = vault.engine.read()
    return (json.dumps(generation.tables, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
