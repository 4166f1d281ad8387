"""A roster that comes in: sheets to a plan of new and changed members, every doubtful row refused with its reason."""

from __future__ import annotations

from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.roster_fields import ADULT, place_remarks, read
from store.exchange.imports.roster_kind import kind_answered, kind_in_part, kind_in_title
from store.exchange.imports.roster_plan import RosterRow, plan
from store.exchange.imports.walker import SheetWalker
from store.exchange.tables import matching
from store.exchange.tables.cells import InvalidCell, is_pending, says_nothing, time_of
from store.exchange.tables.headings import plain
from store.exchange.tables.names import PersonName
from store.exchange.tables.sensitive import sensitive_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.imports.walker import Progress
    from store.exchange.tables.headings import DataRow, Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.records import Branch
    from store.snapshot import Snapshot

    _Refusal = tuple[str, str, dict[str, Any]]
    """The field in which a row is wrong, a code, its facts."""

SHAPED = frozenset(
    {"name", "sex", "ethnic", "birth", "kind", "joined", "full_since", "leader", "phone", "monthly_due"}
    | {"since", "until"}
)
"""Columns whose cells have a shape of their own: two of them out of shape are the sign of a shifted row."""
UNREADABLE = frozenset({"formula", "csv_formula", "error", "too_long"})
"""What is wrong with a cell as such: that of two of them says nothing of their columns."""
TOLD = frozenset({"name", "kind", "id", "note"})
"""Columns in which a text that says 待定 is not as good as an empty cell."""
DATES = frozenset({"birth", "joined", "full_since", "since", "until"})


def plan_roster(
    sheets: Sequence[SheetRows], snapshot: Snapshot, today: date, progress: Progress | None = None
) -> ImportPlan:
    """What importing these sheets on a day would do. Nothing of a dropped column is in the plan."""
    reading = _RosterReading(snapshot, today)
    walker = SheetWalker(sheets, reading.ledger, progress)
    tables = list(walker.tables())
    for sheet, header in tables:
        unit = _RosterSheet(sheet, header, snapshot.branch, len(tables) > 1)
        reading.ledger.drop(sheet, header.others)
        if unit.other is not None:
            reading.ledger.refuse(sheet.name, code="other_branch", facts={"branch": unit.other})
            continue
        for row in walker.rows(sheet, header):
            reading.take(unit, row)
    return plan(reading.ledger, reading.people)


class _RosterSheet:
    """What a sheet as a whole says of its rows: where the columns are, and the group that its name is."""

    def __init__(self, sheet: SheetRows, header: Headings, branch: Branch | None, several: bool) -> None:
        self.sheet = sheet
        self.header = header
        self.group = ""
        self.other: str | None = None
        self.kind = kind_in_title(header.title) or kind_in_title(sheet.name)
        self.read: dict[tuple[str, Cell], Any] = {}
        """What a field's text was read as: a column says the same of many matching."""
        name = sheet.name.strip()
        if "group" not in header.columns and (matching.group_of(branch, name) or matching.is_group_name(name)):
            self.group = name
        elif several and "branch" not in header.columns and "支部" in name and not matching.same_branch(branch, name):
            self.other = name

    def kind_texts(self, row: DataRow, note: str) -> tuple[str, ...]:
        """Texts beside a row's own columns that may say of its person who is a member, the nearest first."""
        others = [(text, plain(row.cells[column])) for column, text in self.header.others if column < len(row.cells)]
        asked = [kind_answered(heading, text) for heading, text in others]
        return (*asked, *(text for _, text in others), note, kind_in_part(row.part), self.kind)

    def heading(self, column: int | None) -> str:
        return self.header.texts.get(column, "") if column is not None else ""


class _RosterReading:
    """What the sheets said, while they are read."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.ledger = ImportLedger("roster", snapshot, today)
        self.snapshot, self.today = snapshot, today
        self.people: list[RosterRow] = []

    def take(self, unit: _RosterSheet, row: DataRow) -> None:
        columns, cells = unit.header.columns, row.cells
        at = {field: cells[column] if column < len(cells) else None for field, column in columns.items()}
        pending = {field: plain(cell) for field, cell in at.items() if field not in TOLD and is_pending(cell)}
        at |= dict.fromkeys(pending)
        refused = self._sensitive(unit, at) or self._person(unit, row, at)
        if refused is not None:
            name = at["name"].strip() if isinstance(at["name"], str) and sensitive_code(at["name"]) is None else ""
            field, code, facts = refused
            column = columns.get(field)
            facts = {fact: value for fact, value in facts.items() if value != ""}
            self.ledger.refuse(
                unit.sheet.name,
                row=row.row,
                column=column,
                heading=unit.heading(column),
                name=name,
                code=code,
                facts=facts,
            )
            return
        for field, text in pending.items():
            self.ledger.remark(unit.sheet.name, row.row, self.people[-1].name, "pending", field=field, text=text)

    def _sensitive(self, unit: _RosterSheet, at: dict[str, Cell]) -> _Refusal | None:
        """The first cell that must not be stored; what was read before was none."""
        for field, cell in at.items():
            if not (isinstance(cell, str) and (field, cell) in unit.read) and (code := sensitive_code(cell)):
                return field, code, {}
        return None

    def _person(self, unit: _RosterSheet, row: DataRow, at: dict[str, Cell]) -> _Refusal | None:
        """Takes the person of a row, or says what is wrong with it."""
        columns = unit.header.columns
        values, wrong = self._read(unit, at)
        if len([field for field, code, _ in wrong if field in SHAPED and code not in UNREADABLE]) > 1:
            return wrong[0][0], "shifted", {"columns": tuple(unit.heading(columns.get(field)) for field, _, _ in wrong)}
        if wrong:
            field, code, text = wrong[0]
            return field, code, {"text": text}
        if values.get("branch") and not matching.same_branch(self.snapshot.branch, values["branch"]):
            return "branch", "other_branch", {"branch": values["branch"]}
        if unit.group and not values.get("group"):
            values["group"] = unit.group
        if says_nothing(values.get("group")):
            values["group"] = ""
        values["kind_texts"] = unit.kind_texts(row, values.get("note") or "")
        for field in [field for field in at if field in DATES and time_of(at[field])]:
            self.ledger.remark(unit.sheet.name, row.row, values["name"], "time_left", text=time_of(at[field]))
        self.people.append(
            RosterRow(sheet=unit.sheet.name, row=row.row, name=values["name"], values=values, cell=columns["name"])
        )
        return None

    def _read(self, unit: _RosterSheet, at: dict[str, Cell]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
        """What the cells of a row say, and what is wrong with them: fields, codes, texts."""
        values: dict[str, Any] = {}
        wrong: list[tuple[str, str, str]] = []
        for field, cell in at.items():
            if isinstance(cell, str) and (field, cell) in unit.read:
                values[field] = unit.read[field, cell]
                continue
            try:
                values[field] = read(field, cell, self.today, unit.sheet.epoch)
            except InvalidCell as unread:
                wrong.append((field, unread.code, unread.text))
                continue
            if isinstance(cell, str):
                unit.read[field, cell] = values[field]
        person = values.get("name")
        if isinstance(person, PersonName):
            values["name"] = person.name
            wrong += place_remarks(values, person.remarks, self.today)
        return values, wrong + [(field, code, "") for field, code in _out_of_order(values)]


def _out_of_order(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Dates of one life in an order that no life has."""
    birth, joined, full = values.get("birth"), values.get("joined"), values.get("full_since")
    wrong = []
    if birth and joined and int(joined[:4]) - int(birth[:4]) < ADULT:
        wrong.append(("joined", "joined_too_young"))
    if joined and full and full < joined[: len(full)]:
        wrong.append(("full_since", "full_before_joined"))
    if values.get("since") and values.get("until") and values["until"] < values["since"]:
        wrong.append(("until", "out_before_in"))
    return wrong
