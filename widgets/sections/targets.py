"""Page 6: the sheet of targets, with the three sums above it that are never one percentage."""

from __future__ import annotations

from store.packs.registers import register_of
from store.packs.target import Measure, Points
from store.periods import Cadence
from store.rules.targets import Standing, Sums, rounded, sheet, sums
from widgets import registers
from widgets.display import shown, width
from widgets.sections.section import WHOLE, Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from store.rules.targets import TargetRow
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "targets"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top
EXPORT = "targets"
LOOKS = {
    Standing.GAP: ("overdue", "bad"),
    Standing.UNKNOWN: ("unknown", "info"),
    Standing.KEPT: ("met", "good"),
    Standing.OPEN: ("upcoming", ""),
    Standing.NONE: ("na", "dim"),
}
"""The glyph of each standing, and its role."""
NAMED = 2
"""So many of what is missing are named; the rest are counted."""


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    return (
        Column(id="mark", least=1, most=1),
        Column(id="name", least=24, most=44),
        Column(id="weight", least=3, most=5, align="right"),
        Column(id="actual", least=width(words("targets.so_far", n="000/000")), most=18),
        Column(id="rule", least=8, most=16, rank=1),
        Column(id="points", least=max(5, width(words("state.unknown"))), most=7, align="right"),
        Column(id="missing", least=15, most=60, rank=2),
    )


def of_year(view: View, year: int) -> list[TargetRow]:
    return view.once(("targets", year), lambda: sheet(view.snapshot, view.today, view.pack, year))


def rows(view: View, shift: int) -> Sequence[Row]:
    """The sums, then a row a target, in the order of the sheet."""
    year = shown_period(view.today, shift).start.year
    targets = of_year(view, year)
    if not targets:
        return []
    first = Row(key="sum", target=Target(kind="targets", id=str(year)), search=(), value=sums(targets))
    return [first, *(_row(one, year) for one in targets)]


def _row(row: TargetRow, year: int) -> Row:
    of = row.target
    return Row(
        key=f"{of.id}/{row.period.label}",
        target=Target(kind="target", id=f"{year}/{of.id}/{row.period.label}"),
        search=(of.id, of.name, of.chapter),
        value=row,
    )


def find(id: str, view: View) -> TargetRow | None:
    """The row that the id of an asked `target` names: a year, the target and its period."""
    year, _, key = id.partition("/")
    rows = of_year(view, int(year)) if year.isdecimal() else []
    return next((row for row in rows if f"{row.target.id}/{row.period.label}" == key), None)


def line_for(target: Target, view: View, words: Words) -> str:
    """The beginning of the line that reports the figure of a typed target; "" for any other."""
    row = find(target.id, view)
    register = register_of(view.pack.settings, "figure")
    if row is None or register is None or row.target.measure is not Measure.TYPED:
        return ""
    return f"{words.of(registers.typed(register))} {row.target.id} {row.period.label} {row.target.params['unit']}="


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if isinstance(row.value, Sums):
        return {WHOLE: Cell(text=sums_text(row.value, words), role="strong")}
    target_row: TargetRow = row.value
    glyph, role = LOOKS[target_row.standing]
    name = f"{target_row.target.id} {name_of(target_row, view, words)}"
    if target_row.period.label != shown_period(view.today, shift).label:
        name = f"{name} {target_row.period.label}"
    return {
        "mark": Cell(text=words.glyph(glyph), role=role),
        "name": Cell(text=shown(name)),
        "weight": Cell(text=shown(plain(target_row.target.weight)), role="dim"),
        "actual": Cell(text=actual_text(target_row, words)),
        "rule": Cell(text=points_rule(target_row, words), role="dim"),
        "points": Cell(text=points_text(target_row, words), role=role),
        "missing": Cell(text=missing_text(target_row, view, words), role=role),
    }


def name_of(row: TargetRow, view: View, words: Words) -> Shown:
    """The name on the sheet; of a weight on a rule, that rule's."""
    if row.target.source:
        return shown(row.target.name)
    rule = view.pack.rule(row.target.id, view.today)
    return words.of(rule.short) if rule is not None else shown(row.target.name)


def plain(number: Fraction) -> str:
    """A number without needless zeros."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def decimal(number: Fraction) -> str:
    """Points with their one decimal."""
    return f"{float(rounded(number)):.1f}"


def sums_text(total: Sums, words: Words) -> Shown:
    text = words(
        "targets.sums",
        weight=plain(total.weight),
        points=decimal(total.points),
        known=plain(total.known),
        unknown=plain(total.unknown),
        open=plain(total.open),
    )
    if not total.unpointed:
        return text
    return shown(text + words("targets.unpointed", n=plain(total.unpointed)))


def actual_text(row: TargetRow, words: Words) -> Shown:
    """So much of so much; where nothing is known that, and not zero."""
    if row.actual is None or (row.standing is Standing.UNKNOWN and not row.of):
        return words("state.unknown")
    n = plain(row.actual) if row.of is None else f"{plain(row.actual)}/{plain(row.of)}"
    return words("targets.so_far" if row.standing is Standing.OPEN else "targets.actual", n=n)


def points_rule(row: TargetRow, words: Words) -> Shown:
    """How points follow, in a word."""
    target = row.target
    if target.points is Points.DEDUCT:
        return words("targets.rule.deduct", each=plain(target.each))
    if target.points in (Points.STEPS, Points.NONE):
        return words(f"targets.rule.{target.points}")
    if target.goal is not None and target.measure is not Measure.SESSIONS:
        share = target.measure is not Measure.TYPED and target.goal <= 1
        goal = f"{plain(target.goal * 100)}%" if share else plain(target.goal)
        return words("targets.rule.goal", goal=goal)
    return words(f"targets.rule.{target.points}")


def points_text(row: TargetRow, words: Words) -> Shown:
    if row.standing is Standing.UNKNOWN:
        return words("state.unknown")
    return shown(decimal(row.points)) if row.points is not None else words("targets.no_points")


def missing_text(row: TargetRow, view: View, words: Words) -> Shown:
    """What is missing where something is, else how many records show it."""
    lacking = row.missing or (row.unknown if row.standing is Standing.UNKNOWN else ())
    if not lacking and row.standing is Standing.UNKNOWN:
        return words("targets.to_enter" if row.target.measure is Measure.TYPED else "targets.nothing_yet")
    if lacking and row.target.measure is Measure.SHARE:
        return words("targets.people_missing", n=len(lacking))
    if lacking:
        named = words("page.comma").join(_record_text(view, id) for id in lacking[:NAMED])
        more = words("targets.more", n=len(lacking) - NAMED) if len(lacking) > NAMED else ""
        return words(f"targets.{'lacks' if row.missing else 'unknown'}", what=named + more)
    return words("targets.evidence", n=len(row.evidence)) if row.evidence else shown("")


def _record_text(view: View, id: str) -> str:
    """A duty by its period and group; a record by its id."""
    if "/" not in id:
        return id
    _, period, *subject = id.split("/", 2)
    return " ".join((period, *(view.group(one) for one in subject)))
