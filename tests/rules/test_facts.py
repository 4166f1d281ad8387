"""Every duty of the golden tables with all that it says, and what the sample leads to: to be read when it changes.

The tables say what matters of each line of the law; a fact that is dropped, swapped or mistyped is seen here.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.rule import Rule
from store.record import Record
from store.rules import all_figures, entries
from store.rules.ahead import ahead
from store.rules.charges import charges
from store.rules.coverage import coverage
from store.rules.evaluation import Evaluation
from store.rules.hints import hints
from store.rules.institutions import of_rule
from store.rules.matters import matters
from store.rules.qualities import facts
from store.rules.targets import sheet
from store.rules.teams import teams
from store.rules.trend import trend
from store.snapshot import Snapshot
from store.vault import Vault
from tests.desk import TODAY, branch_folder, golden
from tests.rules import test_golden, test_golden_duties, test_golden_edges, test_golden_law
from tests.rules.build import d, snap
from tests.rules.test_golden import judged
from tests.rules.test_parts import EARN

if TYPE_CHECKING:
    from store.packs.rule import Pack
    from store.rules.figures import Duty

DEMO_RULES = Path(__file__).parents[2] / "tui" / "demo_rules.toml"
TABLES = (test_golden, test_golden_law, test_golden_duties, test_golden_edges)


def said(value: Any) -> str:
    """A value in one line, of records what is not empty in them."""
    if isinstance(value, Rule):
        return value.id
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in value.fields}
        return " ".join(f"{name}={said(one)}" for name, one in fields.items() if one not in (None, "", (), {}))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{said(key)}: {said(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (tuple, frozenset)):
        parts = map(said, value)
        return "(" + ", ".join(sorted(parts) if isinstance(value, frozenset) else parts) + ")"
    return str(value.value) if isinstance(value, Enum) else str(value)


def test_all_that_is_said_of_each_duty_of_the_tables() -> None:
    lines = []
    for case in (case for table in TABLES for case in table.CASES):
        pack = getattr(case, "pack", NATIONAL)
        found = judged(case.key, case.today, snap(*case.records, **case.snap), pack)
        lines.append(f"{case.name}: {'no such duty' if found is None else said(found)}")
    golden("verdicts", lines)


def listed(found: Duty, snapshot: Snapshot, today: date, pack: Pack) -> str:
    """Whether a duty of an event is on a list that begins on its last day, and on one that begins the day after."""
    days = (found.due, found.due + timedelta(1))
    return " ".join(
        "listed" if any(one.key == found.key for one in of_rule(case, found.rule, day, date(2030, 12, 31))) else "gone"
        for day in days
        for case in [Evaluation(snapshot, today, pack)]
    )


def test_what_of_an_event_is_still_on_the_list() -> None:
    lines = []
    for case in (case for table in TABLES for case in table.CASES):
        pack, snapshot = getattr(case, "pack", NATIONAL), snap(*case.records, **case.snap)
        found = judged(case.key, case.today, snapshot, pack)
        if found is not None and found.rule.cadence is None:
            lines.append(f"{case.name}: {found.state.value} {listed(found, snapshot, d(case.today), pack)}")
    golden("verdicts-listed", lines)


def test_all_that_a_hint_says() -> None:
    lines = []
    for code, record in EARN.items():
        found = hints(snap(record), TODAY, NATIONAL, date(2026, 1, 1), date(2026, 12, 31))
        lines += [f"{code}: {said(one)}" for one in found]
    golden("verdicts-hints", lines)


def test_all_that_the_sample_leads_to(tmp_path: Path) -> None:
    snapshot = Vault(str(branch_folder(tmp_path / "branch"))).read()
    figures = all_figures.figures(snapshot, TODAY, NATIONAL)
    lines = [said(one) for one in (*figures.execution, *figures.attention.tasks)]
    lines += [said(one) for one in (*figures.meetings, *figures.participation, *figures.training, *figures.findings)]
    lines += [said(one) for one in ahead(snapshot, TODAY, NATIONAL)]
    lines += [said(one) for one in hints(snapshot, TODAY, NATIONAL, date(2025, 1, 1), TODAY)]
    golden("verdicts-sample", lines)


def twice(snapshot: Snapshot, order: int) -> Snapshot:
    """Every record of a day beside another of the same day; each table of them in its order, or (-1) from behind."""
    tables = {}
    for name, table in snapshot.tables.items():
        rows = dict(table)
        if name not in ("branch", "members", "dues", "admissions"):
            rows |= {f"{id}x": one.but(id=f"{id}x") for id, one in table.items()}
            rows = dict(list(rows.items())[::order])
        tables[name] = rows
    return Snapshot(1, tables)


def test_of_two_records_of_one_day_the_first_by_its_id_stands_first_wherever_it_is_stored(tmp_path: Path) -> None:
    snapshot = Vault(str(branch_folder(tmp_path / "branch"))).read()
    pack = overlay(NATIONAL, tomllib.loads(DEMO_RULES.read_text(encoding="utf-8")), "local.toml")
    there, back = (led_to(twice(snapshot, order), pack) for order in (1, -1))
    assert [one[:80] for one, other in zip(there, back, strict=True) if one != other] == []


def led_to(snapshot: Snapshot, pack: Pack) -> list[str]:
    asked = snapshot, TODAY, pack
    figures = all_figures.figures(*asked)
    found = [*figures.execution, *figures.attention.tasks, *figures.meetings, *figures.participation, *figures.training]
    found += [*figures.findings, *ahead(*asked), *hints(*asked, date(2025, 1, 1), TODAY), *charges(*asked, 2026)]
    found += [*entries.rows(*asked), *entries.running(*asked), *sheet(*asked, 2026), *teams(*asked, 2026)]
    found += [*coverage(*asked, TODAY), *facts(*asked), *matters(snapshot, TODAY)]
    return [said(one) for one in (*found, *trend(snapshot, pack, TODAY, TODAY))]


def test_all_that_the_registers_of_the_sample_lead_to(tmp_path: Path) -> None:
    """Registers, targets, who answers, teams and coverage, today and once the year is over."""
    snapshot = Vault(str(branch_folder(tmp_path / "branch"))).read()
    pack = overlay(NATIONAL, tomllib.loads(DEMO_RULES.read_text(encoding="utf-8")), "local.toml")
    lines = []
    for today in (TODAY, date(2027, 2, 1)):
        asked = snapshot, today, pack
        for row in charges(*asked, 2026):
            keys = ", ".join(f"{duty.key} {duty.state}" for duty in row.duties)
            lines.append(f"{said(row.but(duties=()))} duties=({keys})")
        found = [*entries.rows(*asked), *entries.running(*asked), *sheet(*asked, 2026), *teams(*asked, 2026)]
        found += [*coverage(*asked, today), *facts(*asked), *matters(snapshot, today)]
        lines += [said(one) for one in found]
        lines += [said(one) for one in trend(snapshot, pack, today, today)]
    golden("verdicts-registers", lines)


def test_what_a_rule_of_the_units_own_needs_and_begins_with() -> None:
    """Of each predicate: the fields without which there is none, and the rule that they make."""
    lines = []
    for predicate in dict.fromkeys(rule.predicate for rule in NATIONAL.rules):
        given = {"id": "LOC-1", "name": "读书会", "predicate": predicate}
        lacks = [field for _, _, field, _ in overlay(NATIONAL, {"rule": [given]}, "local.toml").faults]
        filled = {field: "month" if field == "cadence" else like(predicate, field) for field in lacks}
        pack = overlay(NATIONAL, {"rule": [given | filled]}, "local.toml")
        assert pack.faults == ()
        (made,) = (rule for rule in pack.rules if rule.id == "LOC-1")
        fields = (f"{name}={said(getattr(made, name))}" for name in made.fields)
        lines.append(f"{predicate} needs {lacks}: {' '.join(fields)}")
    golden("verdicts-own-rules", lines)


def like(predicate: str, field: str) -> Any:
    """What the first rule of a predicate has there, as a file writes it."""
    value = next(rule.params[field] for rule in NATIONAL.rules if rule.predicate == predicate)
    return list(value) if isinstance(value, tuple) else value
