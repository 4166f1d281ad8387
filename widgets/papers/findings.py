"""What inspections found, counted alike in every paper of a period."""

from __future__ import annotations

from store.exchange.exports import inspection
from widgets.papers.paper import Paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.records import Finding
    from widgets.papers.formatter import PaperFormatter


def found_in(formatter: PaperFormatter, period: Period) -> tuple[list[Finding], list[Finding]]:
    """What inspections found in a period, or was open in it; and what of that is still to be rectified, by its day."""
    view = formatter.view
    every = inspection.inspections(view.snapshot, view.pack, period.start, formatter.last(period))
    findings = inspection.standing(every)
    return findings, [one for one in inspection.open_findings(view.snapshot, view.today) if one in findings]


def found_line(formatter: PaperFormatter, findings: list[Finding], still: list[Finding]) -> Paragraph:
    """How many they are, and how many of them are closed and open."""
    n, left = len(findings), len(still)
    return Paragraph(text=formatter.words("paper.circular.found", n=n, open=left, closed=n - left))
