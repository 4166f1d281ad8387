"""The next 90 days: windows that close, clocks that run out and promises that fall due, by day, a line each."""

from __future__ import annotations

from store.rules.ahead import DAYS, ahead
from widgets.display import shown
from widgets.pages import targets
from widgets.pages.page_writer import TableLine
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.ahead import Coming
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    coming = view.once("ahead", lambda: ahead(view.snapshot, view.today, view.pack))
    writer.table([_entry(one, view, words) for one in coming])
    if not coming:
        writer.text(words("page.nothing_ahead", days=DAYS), role="dim")
    return writer.document(words("page.ahead", days=DAYS), target)


def _entry(coming: Coming, view: View, words: Words) -> TableLine:
    left = (coming.day - view.today).days
    opens = targets.of_duty(coming.duty) if coming.duty else targets.of_record(view, coming.record or "")
    cells = (
        Cell(text=days_left(left, words), role="bad" if left < 0 else "warn" if left <= 7 else ""),
        Cell(text=shown(coming.day.isoformat())),
        Cell(text=words(f"ahead.{coming.code}"), role="dim"),
        Cell(text=about(coming, view, words)),
    )
    return TableLine(cells=cells, target=opens)


def days_left(left: int, words: Words) -> Shown:
    return words("days.left", n=left) if left >= 0 else words("days.over", n=-left)


def about(coming: Coming, view: View, words: Words) -> Shown:
    """What falls on the day, with whom it concerns where that is someone: a duty by its rule, a promise by its text."""
    if coming.duty is not None:
        name, subject = words.of(coming.duty.rule.name), coming.duty.subject
    elif coming.code in ("exemption", "post"):
        name, subject = words(f"{coming.code}.{coming.facts['kind']}"), coming.record
    else:
        name, subject = shown(str(coming.facts.get("text", ""))), None
    case = view.snapshot.admissions.get(subject or "")
    who = case.name if case else view.person(subject) if subject else ""
    return words("ahead.about", name=name, who=who) if who and who != subject else name
