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


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year, a set and a tag; without a tag, the whole set."""
    words = writer.words
    year, _, key = target.id.partition("/")
    name, _, tag = key.partition("/")
    rows = [one for one in coverage.of_year(writer.view, int(year)) if one.set == name] if year.isdecimal() else []
    if not rows:
        return None
    title = words("coverage.title", year=year, what=words(f"tagset.{name}"))
    if not tag:
        writer.text(words("coverage.unused", set=words(f"tagset.{name}")), role="info")
        writer.text(words("coverage.how", tags=words("page.comma").join(coverage.tag_of(one, words) for one in rows)))
        return writer.document(title, target)
    row = next((one for one in rows if one.tag == tag), None)
    if row is None:
        return None
    _records(writer, row)
    return writer.document(words("coverage.title", year=year, what=coverage.tag_of(row, words)), target)


def _records(writer: PageWriter, row: Coverage) -> None:
    view = writer.view
    for name in ("sessions", "trainings", "entries"):
        list_records(writer, f"coverage.of.{name}", getattr(row, name))
    list_records(writer, "coverage.of.implied", row.implied)
    for key, ids in (("unheard", [id for id in row.of if id not in row.members]), ("heard", row.members)):
        people = [TableLine(cells=(Cell(text=shown(view.person(id))),), target=of_person(view, id)) for id in ids]
        writer.listed(f"coverage.{key}", people, "page.items_n")


def list_records(writer: PageWriter, key: str, ids: Iterable[str]) -> None:
    """Records under a heading; nothing where there are none."""
    lines = [links.record_entry(writer.view, id, writer.words) for id in ids]
    writer.listed(key, lines, "page.records")


def quality(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year, a quality and a fact."""
    words, view = writer.words, writer.view
    year, _, key = target.id.partition("/")
    every = coverage.facts_of_year(view, int(year)) if year.isdecimal() else []
    fact = next((one for one in every if f"{one.quality}/{one.code}" == key), None)
    if fact is None:
        return None
    writer.text(coverage.fact_text(fact, words), role="strong")
    writer.text(words("coverage.facts_are"), role="dim")
    if fact.code in ("forms", "new_forms"):
        writer.text(words("page.comma").join(map(shown, fact.those)))
    else:
        list_records(writer, "coverage.those", fact.those)
        list_records(writer, "coverage.others", [id for id in fact.all_of or () if id not in fact.those])
    return writer.document(words("coverage.title", year=year, what=words(f"quality.{fact.quality}")), target)
