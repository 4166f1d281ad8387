"""What lies behind a tag or a fact of page 9: the records, the members whom they reached, and who has not heard."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import TableLine
from widgets.pages.targets import of_person
from widgets.sections import coverage
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.rules.coverage import Coverage
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(sheet: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year, a set and a tag; without a tag, the whole set."""
    words = sheet.words
    year, _, key = target.id.partition("/")
    name, _, tag = key.partition("/")
    rows = [one for one in coverage.of_year(sheet.view, int(year)) if one.set == name] if year.isdecimal() else []
    if not rows:
        return None
    title = words("coverage.title", year=year, what=words(f"tagset.{name}"))
    if not tag:
        sheet.text(words("coverage.unused", set=words(f"tagset.{name}")), role="info")
        sheet.text(words("coverage.how", tags=words("page.comma").join(coverage.tag_of(one, words) for one in rows)))
        return sheet.document(title, target)
    row = next((one for one in rows if one.tag == tag), None)
    if row is None:
        return None
    _records(sheet, row)
    return sheet.document(words("coverage.title", year=year, what=coverage.tag_of(row, words)), target)


def _records(sheet: PageWriter, row: Coverage) -> None:
    view = sheet.view
    for name in ("sessions", "trainings", "entries"):
        listed(sheet, f"coverage.of.{name}", getattr(row, name))
    listed(sheet, "coverage.of.implied", row.implied)
    for key, ids in (("unheard", [id for id in row.of if id not in row.members]), ("heard", row.members)):
        people = [TableLine(cells=(Cell(text=shown(view.person(id))),), target=of_person(view, id)) for id in ids]
        sheet.listed(f"coverage.{key}", people, "page.items_n")


def listed(sheet: PageWriter, key: str, ids: Iterable[str]) -> None:
    """Records under a heading; nothing where there are none."""
    lines = [links.record_entry(sheet.view, id, sheet.words) for id in ids]
    sheet.listed(key, lines, "page.records")


def quality(sheet: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year, a quality and a fact."""
    words, view = sheet.words, sheet.view
    year, _, key = target.id.partition("/")
    every = coverage.facts_of_year(view, int(year)) if year.isdecimal() else []
    fact = next((one for one in every if f"{one.quality}/{one.code}" == key), None)
    if fact is None:
        return None
    sheet.text(coverage.fact_text(fact, words), role="strong")
    sheet.text(words("coverage.facts_are"), role="dim")
    if fact.code in ("forms", "new_forms"):
        sheet.text(words("page.comma").join(map(shown, fact.those)))
    else:
        listed(sheet, "coverage.those", fact.those)
        listed(sheet, "coverage.others", [id for id in fact.all_of or () if id not in fact.those])
    return sheet.document(words("coverage.title", year=year, what=words(f"quality.{fact.quality}")), target)
