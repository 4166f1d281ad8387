"""What needs a committee's hand, in words, and what opens it."""

from __future__ import annotations

from store.committee.figures import CommitteeTaskKind
from store.rules.figures import State
from widgets.display import shown, width
from widgets.sections.committee import units
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.committee.figures import CommitteeTask
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

UNIT = 12
"""Cells of a unit's name where there is little room."""


def text_of(task: CommitteeTask, view: View, words: Words, room: int | None = None) -> Shown:
    """A task in a few words: which unit, which institution of which period, which item. Where they have no room, names
    are short, and what is left is cut; but a unit is named whole, or nothing is said.
    """
    text = _sentence(task, view, words, short=False)
    if room is None or width(text) <= room:
        return text
    unit, cut = _unit(task, view), shown(_sentence(task, view, words, short=True), room)
    return cut if cut.startswith(unit) else unit if width(unit) <= room else shown("")


def _unit(task: CommitteeTask, view: View) -> Shown:
    """The unit's name as a line with little room has it; nothing of what has been sent to several."""
    return shown("") if task.kind is CommitteeTaskKind.ITEM else shown(units.name(task.unit, view), UNIT)


def _sentence(task: CommitteeTask, view: View, words: Words, *, short: bool) -> Shown:
    if task.kind is CommitteeTaskKind.ITEM:
        return words("committee.task.item", text=view.snapshot.entries[task.id].title)
    unit = shown(units.name(task.unit, view), UNIT if short else None)
    if task.kind is CommitteeTaskKind.TERM:
        return words("committee.task.term", unit=unit)
    rule = view.pack.rule(task.rule, view.today)
    name = words.of(rule.short if short else rule.name) if rule is not None else shown(task.rule)
    return words(f"committee.task.{task.kind}", unit=unit, name=name, period=task.period)


def target_of(task: CommitteeTask) -> Target:
    """The page of a task."""
    if task.kind is CommitteeTaskKind.ITEM:
        return Target(kind="entry", id=task.id)
    if task.kind is CommitteeTaskKind.TERM:
        return Target(kind="unit", id=task.unit)
    if task.kind is CommitteeTaskKind.DUTY:
        return Target(kind="cell", id=f"{task.unit}/{task.rule}/")
    return Target(kind="finding", id=task.id)


def unit_and_rule(target: Target | None, view: View) -> tuple[str, str] | None:
    """Which unit, and which of its institutions, a row or page is about; None where it is about none."""
    if target is None:
        return None
    if target.kind == "cell":
        unit, rule, _ = target.id.split("/", 2)
        return unit, rule
    if target.kind == "unit":
        return target.id, ""
    finding = view.snapshot.findings.get(target.id) if target.kind == "finding" else None
    return (finding.unit, finding.rule) if finding is not None and finding.unit else None


def line_for(section: str, target: Target | None, marked: Sequence[str], view: View, words: Words) -> tuple[bool, str]:
    """Whether a place suggests to send something rather than to inspect, and the beginning of its line: to the units
    that are marked, or to all; of an institution of the unit under the cursor.
    """
    from widgets.quick_line.units import typed

    named = unit_and_rule(target, view)
    if marked or section == "traffic":
        return True, _to(marked, view, words)
    if section == "reminders":
        return True, _to([named[0]] if named is not None else [], view, words)
    if named is None or section == "inspections":
        return False, f"{words('line.inspection')} "
    unit, rule = named
    parts = [words("line.inspection"), typed(unit, view), *([rule, _period(unit, rule, view)] if rule else [])]
    return False, "".join(f"{part} " for part in parts if part)


def _to(ids: Sequence[str], view: View, words: Words) -> str:
    from widgets.quick_line.units import typed

    to = f"+{','.join(typed(one, view) for one in ids)} " if ids else ""
    return f"{words('line.notice')} {to}"


def _period(unit: str, rule: str, view: View) -> str:
    """The last period in which something of an institution is overdue, where there is one."""
    row = units.row(unit, view)
    cell = row.cells.get(rule) if row is not None else None
    late = [one for one in cell.counts if one.n.get(State.OVERDUE)] if cell is not None else []
    return late[-1].period if late else ""
