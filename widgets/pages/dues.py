"""One month's dues: who has paid, and of whom no payment is recorded."""

from __future__ import annotations

from store import periods
from store.dues import is_free
from store.snapshot import members_on
from widgets.display import shown
from widgets.pages import targets
from widgets.pages.page_writer import TableLine
from widgets.pages.record import counts_for, write_end
from widgets.sections.section import Cell
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    dues = view.snapshot.dues.get(target.id)
    if dues is None:
        return None
    month = periods.parse(dues.month)
    roster = [one.id for one in members_on(view.snapshot, month.end) if not is_free(one)] if month else []
    everyone = list(dict.fromkeys((*roster, *dues.paid)))
    open_ones = [id for id in everyone if id not in dues.paid]
    writer.text(words("page.dues.sums", n=len(dues.paid), all=len(everyone)), role="strong")
    if dues.note:
        writer.text(dues.note)
    writer.listed("page.dues.open", [_entry(writer, id, None) for id in open_ones], "page.people")
    writer.listed("page.dues.done", [_entry(writer, id, day) for id, day in dues.paid.items()], "page.people")
    if month:
        counts_for(writer, dues.id, {month.start.year})
    write_end(writer, dues)
    return writer.document(shown(f"{words('table.dues')} · {period_text(dues.month, words)}"), target)


def _entry(writer: PageWriter, id: str, paid: date | None) -> TableLine:
    view, words = writer.view, writer.words
    member = view.snapshot.members.get(id)
    cells = (
        Cell(text=words.glyph("present" if paid else "unknown"), role="good" if paid else "info"),
        Cell(text=shown(view.person(id))),
        Cell(text=shown(member.monthly_due if member else ""), role="dim"),
        Cell(text=words("page.dues.paid", day=paid.isoformat()) if paid else words("page.dues.unpaid")),
    )
    return TableLine(cells=cells, target=targets.of_person(view, id))
