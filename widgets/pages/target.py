"""A target that explains itself: the standard, how its points follow, every record that shows it, and what is missing;
and the sheet as a whole, by how its lines stand.
"""

from __future__ import annotations

from store.packs.target import Measure, Points
from store.rules.targets import Standing, sums
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import PageField, TableLine
from widgets.pages.targets import of_person
from widgets.sections import targets
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.rules.targets import TargetRow
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.words.lexicon import Words


def sheet_page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is the year."""
    view, words = writer.view, writer.words
    if not target.id.isdecimal():
        return None
    rows = targets.of_year(view, int(target.id))
    writer.text(targets.sums_text(sums(rows), words), role="strong")
    writer.text(words("targets.sums_are"), role="dim")
    for standing in Standing:
        those = [row for row in rows if row.standing is standing]
        if those:
            weight = targets.plain(sum((row.target.weight for row in those), start=those[0].target.weight * 0))
            writer.heading(f"targets.standing.{standing}", note=words("targets.weight_of", n=weight))
            writer.table([_entry(writer, row, target.id) for row in those])
    return writer.document(words("targets.title", year=target.id), target)


def _entry(writer: PageWriter, row: TargetRow, year: str) -> TableLine:
    words, view = writer.words, writer.view
    glyph, role = targets.LOOKS[row.standing]
    cells = (
        Cell(text=words.glyph(glyph), role=role),
        Cell(text=shown(row.target.id)),
        Cell(text=shown(targets.plain(row.target.weight))),
        Cell(text=targets.points_text(row, words), role=role),
        Cell(text=targets.name_of(row, view, words)),
    )
    return TableLine(cells=cells, target=Target(kind="target", id=f"{year}/{row.target.id}/{row.period.label}"))


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is the year of the sheet, the target and its period."""
    view, words = writer.view, writer.words
    row = targets.find(target.id, view)
    if row is None:
        return None
    writer.fields(_fields(writer, row))
    writer.part("targets.standard", row.target.standard)
    _listed(writer, "targets.missing", row.missing)
    _listed(writer, "targets.unknown_of", row.unknown)
    _listed(writer, "page.counted", row.evidence)
    writer.heading("page.remedy")
    writer.text(_remedy(row, words), role="strong" if row.standing in (Standing.GAP, Standing.UNKNOWN) else "dim")
    return writer.document(shown(f"{row.target.id} {targets.name_of(row, view, words)} · {row.period.label}"), target)


def _fields(writer: PageWriter, row: TargetRow) -> list[PageField]:
    words = writer.words
    glyph, role = targets.LOOKS[row.standing]
    standing = f"{words.glyph(glyph)} {words(f'targets.standing.{row.standing}')}"
    fields = [
        writer.field("page.state", standing, role=role),
        writer.field("targets.field.weight", targets.plain(row.target.weight)),
        writer.field("targets.field.actual", targets.actual_text(row, words)),
        writer.field("targets.field.points", targets.points_text(row, words), role=role),
        writer.field("targets.field.measure", _measure(writer, row), alone=True),
        writer.field("targets.field.formula", formula(row, words), alone=True),
    ]
    if row.target.chapter:
        fields.append(writer.field("targets.field.chapter", row.target.chapter))
    if row.lost:
        fields.append(writer.field("targets.field.lost", targets.decimal(row.lost)))
    if row.external is not None:
        fields.append(writer.field("targets.field.external", targets.plain(row.external)))
    return fields


def _measure(writer: PageWriter, row: TargetRow) -> Shown:
    """What is counted, with what the target says of it."""
    words, params = writer.words, row.target.params
    if row.target.measure is Measure.SHARE:
        return words("targets.measure.share", of=words(f"targets.of.{params['of']}"), what=_with(params["with"], words))
    values = [
        str(words("page.comma").join(value)) if isinstance(value, tuple) else str(value) for value in params.values()
    ]
    what = words("page.comma").join(text for text in values if text != "True")
    return words(f"targets.measure.{row.target.measure}", what=what)


def _with(condition: str, words: Words) -> Shown:
    name, _, tag = condition.partition(":")
    return words(f"targets.with.{name}", tag=tag)


def formula(row: TargetRow, words: Words) -> Shown:
    """How the points follow, in words."""
    target = row.target
    weight, goal = targets.plain(target.weight), targets.plain(target.goal) if target.goal is not None else ""
    steps = words("page.comma").join(
        words("targets.step", least=targets.plain(least), gives=targets.plain(gives)) for least, gives in target.steps
    )
    key = "targets.formula.cap" if target.cap is not None else f"targets.formula.{target.points}"
    if goal and target.points in (Points.ALL, Points.RATIO) and target.cap is None:
        key += "_goal"
    cap = targets.plain(target.cap) if target.cap is not None else ""
    return words(key, weight=weight, goal=goal, each=targets.plain(target.each), steps=steps, cap=cap)


def _listed(writer: PageWriter, key: str, ids: Iterable[str]) -> None:
    writer.listed(key, [_line(writer, id) for id in ids], "page.records")


def _line(writer: PageWriter, id: str) -> TableLine:
    """A duty or a record by its key or id; a member by name."""
    view, words = writer.view, writer.words
    duty = links.duty_of(view, id) if "/" in id else None
    if duty is not None:
        return links.duty_entry(view, duty, words)
    if id in view.snapshot.members:
        return TableLine(cells=(Cell(text=shown(view.person(id))),), target=of_person(view, id))
    return links.record_entry(view, id, words)


def _remedy(row: TargetRow, words: Words) -> Shown:
    """What would close it."""
    target = row.target
    if row.standing is Standing.KEPT:
        return words("page.nothing_to_do")
    if row.standing is Standing.NONE:
        return words("page.does_not_apply")
    if target.measure is Measure.TYPED:
        return words("targets.remedy.typed", id=target.id, period=row.period.label, unit=target.params["unit"])
    return words(f"targets.remedy.{target.measure}")
