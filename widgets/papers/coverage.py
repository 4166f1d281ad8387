"""The year in review (年度回顾): what was covered, and the facts of the five qualities, as tables."""

from __future__ import annotations

from store.rules.coverage import CoverageState
from widgets.papers.formatter import PaperFormatter, table_of
from widgets.papers.paper import PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.sections import coverage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.rules.coverage import Coverage
    from widgets.papers.paper import Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

COLUMNS = ("tagset", "tag", "sessions", "trainings", "entries", "reached", "standing")


def papers(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    year = period.end.year
    tags = table_of(
        words,
        COLUMNS,
        [_tag(formatter, one) for one in coverage.of_year(view, year)],
    )
    facts = PaperTable(
        head=(words("column.fact"),),
        rows=tuple((str(coverage.fact_text(one, words)),) for one in coverage.facts_of_year(view, year)),
    )
    note = Paragraph(text=words("coverage.facts_are"))
    return (
        titled_paper(formatter, "coverage", (tags,), period),
        titled_paper(formatter, "qualities", (facts, note), period),
    )


def _tag(formatter: PaperFormatter, covered: Coverage) -> tuple[Value, ...]:
    words = formatter.words
    known = covered.state is not CoverageState.UNKNOWN
    counts = [len(getattr(covered, name)) if known else None for name in ("sessions", "trainings", "entries")]
    reached = f"{len(covered.members)}/{len(covered.of)}" if known else None
    names = words(f"tagset.{covered.set}"), str(coverage.tag_of(covered, words))
    return (*names, *counts, reached, words(f"coverage.state.{covered.state}"))
