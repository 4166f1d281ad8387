"""A workbook's rows, read by a process of its own whose memory and time are bounded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date, timedelta

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
STEP = 200


def read(file: BinaryIO, progress: Progress | None = None) -> tuple[SheetRows, ...]:
    """The sheets of an .xlsx; raises FileTrouble. `progress` may raise to give up, which ends the process."""
    bounds = {
        "memory": limits.MEMORY_BYTES,
        "cpu": limits.CPU_SECONDS,
        "unpacked": limits.UNPACKED_BYTES,
        "members": limits.MEMBERS,
        "rows": limits.ROWS,
        "columns": limits.COLUMNS,
        "sheets": limits.SHEETS,
    }
    # expat, which resolves no external entity; libxml2 would, where lxml is installed.
    environ = os.environ | {"OPENPYXL_LXML": "False", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    file.seek(0)
    child = subprocess.Popen(
        [sys.executable, "-P", CHILD, json.dumps(bounds)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
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
    sheets: list[tuple[str, bool, date, list[tuple[Cell, ...]]]] = []
    total = done = 0
    assert child.stdout is not None
    for line in child.stdout:
        kind, *rest = json.loads(line)
        if kind == "end":
            return tuple(
                SheetRows(name=name, rows=tuple(rows), epoch=epoch, hidden=hidden)
                for name, hidden, epoch, rows in sheets
            )
        if kind == "bad":
            raise FileError(rest[0], **rest[1])
        if kind == "total":
            total = rest[0]
        elif kind == "sheet":
            name, hidden, shift = rest
            sheets.append((name, hidden, EPOCH + timedelta(days=shift), []))
        else:
            number, cells = rest
            rows = sheets[-1][3]
            rows += [()] * (number - 1 - len(rows))
            rows.append(tuple([_cell(cell) if type(cell) is list else cell for cell in cells]))
            done += 1
            if progress is not None and done % STEP == 0:
                progress(done, max(total, done))
    # Ended without a last word: killed by a bound on time or memory.
    raise FileError("too_long" if child.wait() in (-9, -24) else "too_much_memory")


def _cell(tagged: list[Any]) -> Cell:
    kind, value = tagged
    if kind == "d":
        return date.fromisoformat(value)
    return MonthCell(label=value) if kind == "m" else ErrorCell(code=value)
