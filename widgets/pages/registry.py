"""Which function writes the page of which kind of thing. Kinds of records say theirs in `widgets.kinds`."""

from __future__ import annotations

from widgets.kinds.registry import TABLE_OF, kind_of
from widgets.pages import (
    admission_list,
    ahead,
    attention,
    cell,
    charge,
    committee_attention,
    coverage,
    decision,
    duty,
    faults,
    hints,
    incoming,
    lead,
    record,
    roll,
    rule,
    set_aside,
    target,
    team,
    trend,
    unit,
)
from widgets.pages.page_writer import PageWriter
from widgets.sections.execution import ASIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from widgets.pages.document import Document
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _today(writer: PageWriter, target: Target) -> Document | None:
    """What needs a hand: of a committee, in its units."""
    write = attention.page if writer.view.committee is None else committee_attention.page
    return write(writer, target)


DERIVED: Mapping[str, Callable[[PageWriter, Target], Document | None]] = {
    "roll": roll.page,
    "duty": duty.page,
    "rule": rule.page,
    "charge": charge.page,
    "team": team.page,
    "coverage": coverage.page,
    "quality": coverage.quality,
    "target": target.page,
    "targets": target.sheet_page,
    "lead": lead.page,
    "cases": admission_list.page,
    "attention": _today,
    "cell": cell.page,
    "unit": unit.page,
    "begin_units": committee_attention.beginning,
    "ahead": ahead.page,
    "trend": trend.page,
    "hints": hints.page,
    "faults": faults.page,
    "decision": decision.page,
    "incoming": incoming.page,
    **dict.fromkeys(ASIDE, set_aside.page),
}
"""Pages of what is no record."""
PAGES = (*TABLE_OF, *DERIVED)


def document(target: Target, view: View, words: Words, width: int) -> Document | None:
    """The page of a target as it stands in a view, no line wider than `width` (from 20 cells); None where the thing is
    not there, or not any more.
    """
    if target.kind in TABLE_OF:
        write = kind_of(target.kind).page or record.page
    elif target.kind in DERIVED:
        write = DERIVED[target.kind]
    else:
        return None
    return write(PageWriter(view, words, width), target)
