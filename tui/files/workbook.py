"""A workbook's rows, read by a process of its own whose memory and time are bounded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta

from store.exchange.tables.sheet import EPOCH, ErrorCell, MonthCell, SheetRows
from tui.files import limits
from tui.files.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

    from store.exchange.tables.sheet import Cell

    Progress = Callable[[int, int], None]

CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "workbook_child.py")


def read(file: BinaryIO, progress: Progress | None = None) -> tuple[SheetRows, ...]:
    """The sheets of an .xlsx; raises FileError. `progress` may raise to give up, which ends the process."""
    bounds = {
        "memory": limits.MEMORY_BYTES,
        "cpu": limits.CPU_SECONDS,
        "unpacked": limits.UNPACKED_BYTES,
        "members": limits.MEMBERS,
        "rows": limits.ROWS,
        "last_row": limits.LAST_ROW,
        "columns": limits.COLUMNS,
        "cells": limits.CELLS,
        "elements": limits.ELEMENTS,
        "strings": limits.STRINGS,
        "styles": limits.STYLES,
        "areas": limits.AREAS,
        "cell": limits.CELL_CHARACTERS,
        "characters": limits.CHARACTERS,
        "sheets": limits.SHEETS,
    }
    file.seek(0)
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", CHILD, json.dumps(bounds)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Timer(limits.WALL_SECONDS, child.kill)
    late.start()
    try:
        return _collected(child, progress)
    finally:
        late.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _collected(child: subprocess.Popen[bytes], progress: Progress | None) -> tuple[SheetRows, ...]:
    sheets: list[_SheetSoFar] = []
    texts: dict[str, str] = {}
    assert child.stdout is not None
    for line in child.stdout:
        kind, *rest = json.loads(line)
        if kind == "row":
            number, cells = rest
            rows = sheets[-1].rows
            rows += [()] * (number - 1 - len(rows))
            rows.append(tuple([_cell(cell, texts) for cell in cells]))
        elif kind == "sheet":
            sheets.append(_SheetSoFar(*rest))
        elif kind == "at":
            if progress is not None:
                progress(rest[0], max(rest))
        elif kind == "end":
            return tuple(sheet.read() for sheet in sheets)
        else:
            raise FileError(rest[0], **rest[1])
    # Ended without a last word: killed by a bound on time or memory.
    raise FileError("too_long" if child.wait() in (-9, -24) else "too_much_memory")


class _SheetSoFar:
    def __init__(
        self, name: str, hidden: bool, shift: int, columns: list[int], rows: list[int], areas: list[list[int]]
    ) -> None:
        self._name, self._hidden, self._epoch = name, hidden, EPOCH + timedelta(days=shift)
        self._hidden_columns, self._hidden_rows = tuple(columns), tuple(row - 1 for row in rows)
        self._areas = tuple((row - 1, left, right) for row, left, right in areas)
        self.rows: list[tuple[Cell, ...]] = []

    def read(self) -> SheetRows:
        return SheetRows(
            name=self._name,
            rows=tuple(self.rows),
            epoch=self._epoch,
            hidden=self._hidden,
            hidden_columns=self._hidden_columns,
            hidden_rows=self._hidden_rows,
            across=self._areas,
        )


def _cell(raw: Any, texts: dict[str, str]) -> Cell:
    """A cell; a text that many cells have is kept once."""
    if type(raw) is str:
        return texts.setdefault(raw, raw)
    if type(raw) is not list:
        plain: Cell = raw
        return plain
    kind, value = raw
    if kind == "d":
        return date.fromisoformat(value)
    if kind == "t":
        return datetime.fromisoformat(value)
    return MonthCell(label=value) if kind == "m" else ErrorCell(code=value)
