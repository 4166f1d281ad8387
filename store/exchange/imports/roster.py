"""A roster that comes in: sheets to a plan of new and changed members, every doubtful row refused with its reason."""

from __future__ import annotations

from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.roster_fields import ADULT, place_remarks, read
from store.exchange.imports.roster_kind import told_by_answer, told_by_part, told_by_title
from store.exchange.imports.roster_plan import RosterRow, plan
from store.exchange.imports.walker import SheetWalker
from store.exchange.tables import matching
from store.exchange.tables.cells import InvalidCell, says_nothing, time_of
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

SHAPED = frozenset(
    {"name", "sex", "ethnic", "birth", "kind", "joined", "full_since", "leader", "phone", "monthly_due"}
    | {"since", "until"}
)
"""Columns whose cells have a shape of their own: two of them out of shape are the sign of a shifted row."""
UNREADABLE = frozenset({"formula", "csv_formula", "error", "too_long"})
"""What is wrong with a cell as such: that of two of them says nothing of their columns."""
DATES = frozenset({"birth", "joined", "full_since", "since", "until"})


def plan_roster(
    sheets: Sequence[SheetRows], snapshot: Snapshot, today: date, progress: Progress | None = None
) -> ImportPlan:
    """What importing these sheets on a day would do. Nothing of a dropped column is in the plan."""
    reading = _RosterReading(snapshot, today)
    walker = SheetWalker(sheets, reading.ledger, progress)
    tables = list(walker.tables())
    for sheet, found in tables:
        unit = _RosterSheet(sheet, found, snapshot.branch, len(tables) > 1)
        reading.ledger.drop(sheet, found.others)
        if unit.other is not None:
            reading.ledger.refuse(sheet.name, code="other_branch", facts={"branch": unit.other})
            continue
        for row in walker.rows(sheet, found):
            reading.take(unit, row)
    return plan(reading.ledger, reading.people)


class _RosterSheet:
    """What a sheet as a whole says of its rows: where the columns are, and the group that its name is."""

    def __init__(self, sheet: SheetRows, found: Headings, branch: Branch | None, several: bool) -> None:
        self.sheet = sheet
        self.found = found
        self.group = ""
        self.other: str | None = None
        self.told = told_by_title(found.title) or told_by_title(sheet.name)
        self.read: dict[tuple[str, Cell], Any] = {}
        """What a field's text was read as: a column says the same of many matching."""
        name = sheet.name.strip()
        if "group" not in found.columns and (matching.group_of(branch, name) or matching.is_group_name(name)):
            self.group = name
        elif several and "branch" not in found.columns and "支部" in name and not matching.same_branch(branch, name):
            self.other = name

    def told_of(self, row: DataRow, note: str) -> tuple[str, ...]:
        """Texts beside a row's own columns that may say of its person who is a member, the nearest first."""
        others = [(text, plain(row.cells[column])) for column, text in self.found.others if column < len(row.cells)]
        asked = [told_by_answer(heading, text) for heading, text in others]
        return (*asked, *(text for _, text in others), note, told_by_part(row.part), self.told)

    def heading(self, column: int | None) -> str:
        return self.found.texts.get(column, "") if column is not None else ""


class _RosterReading:
    """What the sheets said, while they are read."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.ledger = ImportLedger("roster", snapshot, today)
        self.snapshot, self.today = snapshot, today
        self.people: list[RosterRow] = []

    def take(self, unit: _RosterSheet, row: DataRow) -> None:
        columns, cells = unit.found.columns, row.cells
        at = {field: cells[column] if column < len(cells) else None for field, column in columns.items()}
        name = at["name"].strip() if isinstance(at["name"], str) and sensitive_code(at["name"]) is None else ""

        def refuse(field: str | None, code: str, **facts: Any) -> None:
            column = columns.get(field) if field else None
            self.ledger.refuse(
                unit.sheet.name,
                row=row.row,
                column=column,
                heading=unit.heading(column),
                name=name,
                code=code,
                facts={fact: value for fact, value in facts.items() if value != ""},
            )

        known = unit.read
        for field, cell in at.items():
            why = None if isinstance(cell, str) and (field, cell) in known else sensitive_code(cell)
            if why is not None:
                refuse(field, why)
                return
        said: dict[str, Any] = {}
        wrong: list[tuple[str, str, str]] = []
        for field, cell in at.items():
            plain = isinstance(cell, str)
            if plain and (field, cell) in known:
                said[field] = known[field, cell]
                continue
            try:
                said[field] = read(field, cell, self.today, unit.sheet.epoch)
            except InvalidCell as unread:
                wrong.append((field, unread.code, unread.text))
                continue
            if plain:
                known[field, cell] = said[field]
        person = said.get("name")
        if isinstance(person, PersonName):
            said["name"] = person.name
            wrong += place_remarks(said, person.remarks, self.today)
        wrong += [(field, code, "") for field, code in _out_of_order(said)]
        if len([field for field, code, _ in wrong if field in SHAPED and code not in UNREADABLE]) > 1:
            refuse(wrong[0][0], "shifted", columns=tuple(unit.heading(columns.get(field)) for field, _, _ in wrong))
        elif wrong:
            field, code, text = wrong[0]
            refuse(field, code, text=text)
        elif said.get("branch") and not matching.same_branch(self.snapshot.branch, said["branch"]):
            refuse("branch", "other_branch", branch=said["branch"])
        else:
            if unit.group and not said.get("group"):
                said["group"] = unit.group
            if says_nothing(said.get("group")):
                said["group"] = ""
            said["told"] = unit.told_of(row, said.get("note") or "")
            for field in [field for field in at if field in DATES and time_of(at[field])]:
                self.ledger.remark(unit.sheet.name, row.row, said["name"], "time_left", text=time_of(at[field]))
            self.people.append(
                RosterRow(sheet=unit.sheet.name, row=row.row, name=said["name"], said=said, cell=columns["name"])
            )


def _out_of_order(said: dict[str, Any]) -> list[tuple[str, str]]:
    """Dates of one life in an order that no life has."""
    birth, joined, full = said.get("birth"), said.get("joined"), said.get("full_since")
    wrong = []
    if birth and joined and int(joined[:4]) - int(birth[:4]) < ADULT:
        wrong.append(("joined", "joined_too_young"))
    if joined and full and full < joined[: len(full)]:
        wrong.append(("full_since", "full_before_joined"))
    if said.get("since") and said.get("until") and said["until"] < said["since"]:
        wrong.append(("until", "out_before_in"))
    return wrong
