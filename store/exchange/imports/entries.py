"""Entries of registers that come in: the monthly list of tasks (重点工作清单), a row an entry."""

from __future__ import annotations

import re
from datetime import date

from store import periods
from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.roster_fields import POSTS, note_of
from store.exchange.tables import column_date, headings, matching, session_column
from store.exchange.tables.cells import InvalidCell, is_pending, partial_of, says_nothing, text_of
from store.exchange.tables.columns import SUMMED, field_of, is_total, key_of
from store.exchange.tables.sheet import has_columns
from store.folding import fold
from store.packs.register import DECISION
from store.packs.registers import DECISIONS, registers
from store.periods import Cadence
from store.records import Entry
from store.rules.entries import due_of
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.imports.walker import Progress
    from store.exchange.tables.headings import Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.packs.register import Register
    from store.snapshot import Snapshot

USUAL = "directive"
"""The register of a row that names none: a list of tasks hands on what was arranged."""
_MONTH_DAY = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号]?|底前?|末前?)?(?:前|之前|以前)?")
_OPEN = frozenset(
    {
        "长期",
        "常态",
        "常态化",
        "持续",
        "持续推进",
        "全年",
        "长期坚持",
        "longterm",
        "随时",
        "即时",
        "立即",
        "经常",
        "ongoing",
    }
    | {f"{each}{time}" for each in ("每", "按") for time in ("周", "月", "季", "季度", "半年", "年", "年度")}
)
"""What stands for a day where there is none, or one again and again."""
_ENDS = {
    **dict.fromkeys(("年底", "年末", "年内", "今年底", "本年底"), Cadence.YEAR),
    **dict.fromkeys(("月底", "月末", "月内", "本月底", "本月内"), Cadence.MONTH),
    **dict.fromkeys(("季末", "季度末", "本季度末", "本季度内"), Cadence.QUARTER),
}
"""The end of which running period is meant by words alone."""
_BEFORE = re.compile(r"(?:(?<=月)底|末)?(?:之|以)?前?$")
_SPLIT = re.compile(r"[,，、;；/\n]")
_WORD = re.compile(r"[^ （(]+")
"""What stands behind a post: who holds it, that it is vacant."""
_PART = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
"""How the parts of a list are numbered, of which the tasks have figures."""
AHEAD = 20
"""Years that two figures of a year may lie ahead: a task may be due in 28.3.5."""
STEP = 200


def plan_entries(
    sheets: Sequence[SheetRows],
    snapshot: Snapshot,
    today: date,
    settings: Mapping[str, Any],
    progress: Progress | None = None,
) -> ImportPlan:
    """What importing these sheets on a day would do; `settings` are those of the branch's pack."""
    reading = _EntryReading(snapshot, today, settings)
    total = max(1, sum(len(sheet.rows) for sheet in sheets))
    done = 0
    for sheet in sheets:
        if sheet.hidden:
            reading.ledger.refuse(sheet.name, code="hidden_sheet")
            continue
        header = headings.find(sheet, "entries")
        if header is None:
            if any(cell is not None for row in sheet.rows for cell in row):
                code = "no_matter_heading" if has_columns(sheets) else "one_column"
                reading.ledger.refuse(sheet.name, code=code)
            continue
        if header.beside is not None:
            at = {"column": header.beside, "heading": header.texts[header.beside]}
            reading.ledger.refuse(sheet.name, code="side_by_side", **at)
            continue
        reading.ledger.dropped += header.dropped
        reading.ledger.drop(sheet, header.others)
        for number, row in _rows(sheet, header, reading.ledger):
            done += 1
            if progress is not None and done % STEP == 0:
                progress(done, total)
            reading.read(sheet, header, number, row)
    if progress is not None:
        progress(total, total)
    return reading.ledger.plan()


def _rows(sheet: SheetRows, header: Headings, ledger: ImportLedger) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows that are an entry's, with their numbers in the spreadsheet; the others are put down as skipped."""
    place = header.columns["name"]
    merged = {row for row, left, right in sheet.across if left <= place <= right}
    for index in range(header.below, len(sheet.rows)):
        row = sheet.rows[index]
        first = next((text for cell in row if cell is not None and (text := headings.plain(cell))), "")
        if not first:
            continue
        name = headings.plain(row[place]) if place < len(row) else ""
        filled = [at for at in header.columns.values() if at < len(row) and not says_nothing(row[at])]
        if name and field_of(name, "entries") == "name":
            ledger.skip(sheet.name, index + 1, "heading", first)
        elif key_of(name) in SUMMED:
            ledger.skip(sheet.name, index + 1, "total", name)
        elif filled == [place] and (index in merged or (first != name and _PART.fullmatch(first))):
            ledger.skip(sheet.name, index + 1, "divider", name)
        elif not filled or (is_total(first) and len(filled) < 2):
            ledger.skip(sheet.name, index + 1, "total" if is_total(first) else "free", first)
        else:
            yield index + 1, row


class _EntryReading:
    def __init__(self, snapshot: Snapshot, today: date, settings: Mapping[str, Any]) -> None:
        self.ledger = ImportLedger("entries", snapshot, today)
        self.snapshot, self.today = snapshot, today
        self.registers = registers(settings)
        self.known = matching.by_name(snapshot)
        self.stored = {_itself(one): one for one in snapshot.entries.values()}
        self.seen: set[tuple[str, str, str]] = set()

    def read(self, sheet: SheetRows, header: Headings, number: int, row: tuple[Cell, ...]) -> None:
        self.ledger.rows += 1
        where: dict[str, Any] = {"row": number}
        try:
            values = self._row_values(sheet, header, row)
        except _InvalidTask as at:
            column = header.columns.get(at.field)
            where |= {"column": column, "heading": header.texts.get(column, "") if column is not None else ""}
            self.ledger.refuse_cell(sheet.name, at.invalid, **where)
            return
        if values is None:
            self.ledger.skip(sheet.name, number, "decision", headings.plain(row[header.columns["name"]]))
            return
        self._put(sheet.name, number, values)

    def _row_values(self, sheet: SheetRows, header: Headings, row: tuple[Cell, ...]) -> dict[str, Any] | None:
        """The fields of a row; None of an agreed matter, which stands with its meeting."""

        def cell(field: str) -> Cell:
            column = header.columns.get(field)
            return row[column] if column is not None and column < len(row) else None

        def read_cell(field: str, read: Any) -> Any:
            try:
                return read(cell(field))
            except InvalidCell as invalid:
                raise _InvalidTask(field, invalid) from None

        title = read_cell("name", text_of)
        if not title:
            raise _InvalidTask("name", InvalidCell("no_matter"))
        named = read_cell("register", text_of)
        register = self._register(named)
        if register is not None and register.id == DECISION:
            return None
        notes = [read_cell("note", note_of) or ""]
        if named and register is None:
            notes.append(f"{header.texts[header.columns['register']]}：{named}")
        register = register or self.registers.get(USUAL) or next(iter(self.registers.values()))
        owner, others = self._owner("" if is_pending(cell("owner")) else read_cell("owner", _text_or_nothing))
        if others:
            notes.append(f"{header.texts[header.columns['owner']]}：{others}")
        due, open_end = read_cell("due", lambda one: self._due(one, sheet.epoch))
        if open_end:
            notes.append(f"{header.texts[header.columns['due']]}：{open_end}")
        year = session_column.year_of(sheet, header)
        day = read_cell("day", lambda one: self._label(one, one, sheet.epoch, year)) or self.today.isoformat()
        if len(day) < 10:
            raise _InvalidTask("day", InvalidCell("no_day"))
        if date.fromisoformat(day) > self.today:
            raise _InvalidTask("day", InvalidCell("future_date", day))
        values = {"doc": read_cell("doc", _text_or_nothing), "owner": owner, "due": due}
        kept = {name: value for name, value in values.items() if value and name in register.fields_}
        notes += [str(value) for name, value in values.items() if value and name not in register.fields_]
        result = read_cell("result", note_of) or ""
        return {"kind": register.id, "title": title, "day": date.fromisoformat(day), "result": result} | kept | {
            "note": "\n".join(filter(None, notes))
        }  # fmt: skip

    def _register(self, text: str) -> Register | None:
        wanted = key_of(text)
        for one in (*self.registers.values(), DECISIONS):
            if wanted and wanted in map(key_of, (one.id, one.name.zh, one.name.en, *one.words)):
                return one
        return None

    def _owner(self, text: str) -> tuple[str, str]:
        """Who answers, and what else the cell says: a post, a member by name, or the words themselves."""
        parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
        if not parts:
            return "", ""
        first = self._owner_of(parts[0])
        return (first, text if len(parts) > 1 else "") if first else (text, "")

    def _owner_of(self, text: str) -> str:
        # 宣传委员 解晓岚, publicity member (vacant): the post that it begins with, whoever holds it.
        begun = (text[: word.end()] for word in _WORD.finditer(text))
        post = POSTS.get(key_of(text)) or next((POSTS[key] for key in map(key_of, begun) if key in POSTS), None)
        if post is not None:
            return post.value
        here = [one for one in self.known.get(fold(text), ()) if lasts(one, self.today)]
        return here[0].id if len(here) == 1 else ""

    def _due(self, cell: Cell, epoch: date) -> tuple[date | None, str]:
        """The day by which, and words that say that there is none. Of a month it is the last day."""
        if says_nothing(cell):
            return None, ""
        line = text_of(cell) if isinstance(cell, str) else ""
        if key_of(line) in _OPEN or is_pending(line):
            return None, line
        running = _ENDS.get(key_of(line.removesuffix("前").removesuffix("之").removesuffix("以")))
        if running is not None:
            return periods.containing(self.today, running).end, ""
        match = _MONTH_DAY.fullmatch(line.replace(" ", ""))
        if match is not None and 1 <= int(match[1]) <= 12:
            label = f"{self.today.year}-{int(match[1]):02d}" + (f"-{int(match[2]):02d}" if match[2] else "")
        else:
            label = self._label(cell, _BEFORE.sub("", line), epoch, self.today.year)
        period = periods.parse(label)
        try:
            return (period.end if period is not None else date.fromisoformat(label)), ""
        except ValueError:
            raise InvalidCell("bad_date", line) from None

    def _label(self, cell: Cell, line: Cell, epoch: date, year: int | None) -> str:
        """The day or month that a cell says, or its text where that is shorter, as a label; of a span its last day, and
        of `year` where no year is written. Raises InvalidCell.
        """
        try:
            return partial_of(line or cell, date(self.today.year + AHEAD, 12, 31), epoch) or ""
        except InvalidCell as unread:
            spot = column_date.date_without_year(line, unread, year)
            return str(spot.until or spot.day or spot.month)

    def _put(self, sheet: str, row: int, values: dict[str, Any]) -> None:
        record = Entry(id="", **values)
        itself = _itself(record)
        if itself in self.seen:
            self.ledger.refuse(sheet, row=row, name=record.title, code="entry_twice")
            return
        self.seen.add(itself)
        old = self.stored.get(itself)
        if old is None:
            self.ledger.add(sheet, row, "entries", record)
            return
        given = {name: value for name, value in values.items() if name in ("due", "owner", "note", "result") and value}
        if given.get("due") == due_of(old, self.registers[old.kind]):
            given.pop("due", None)  # as the register has it: nobody typed it
        wanted = {name: value for name, value in given.items() if getattr(old, name) != value}
        self.ledger.change(sheet, row, "entries", old, wanted)


def _text_or_nothing(cell: Cell) -> str:
    return "" if says_nothing(cell) else text_of(cell)


class _InvalidTask(Exception):
    def __init__(self, field: str, invalid: InvalidCell) -> None:
        self.field, self.invalid = field, invalid
        super().__init__(field)


def _itself(entry: Entry) -> tuple[str, str, str]:
    """By what an entry is the same one when it comes in again."""
    return entry.kind, fold(entry.title), fold(entry.doc)
