"""The sheet of self-assessment (自评表): a line a target with what it stands on; who signs does so by hand."""

from __future__ import annotations

from store.rules.targets import rounded, sums
from widgets.papers.formatter import PaperFormatter, table_of
from widgets.papers.paper import Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.sections import targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction

    from store.periods import Period
    from store.rules.targets import TargetRow
    from widgets.papers.paper import Block, Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

COLUMNS = ("target", "standard", "weight", "actual", "points", "evidence_ids", "remark")


def papers(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    rows = targets.of_year(view, period.end.year)
    table = table_of(
        words,
        COLUMNS,
        [_row(formatter, one) for one in rows],
        widths=(20, 24, 6, 10, 7, 18, 15),
        joined=True,
    )
    blocks: list[Block] = [table]
    if not rows:
        blocks.append(Paragraph(text=words("targets.empty")))
    blocks.append(Paragraph(text=str(targets.sums_text(sums(rows), words))))
    blocks += [Paragraph(text=words(f"paper.targets.{line}"), right=True) for line in ("filled", "checked")]
    return (titled_paper(formatter, "targets", blocks, period, wide=True),)


def _row(formatter: PaperFormatter, row: TargetRow) -> tuple[Value, ...]:
    view, words = formatter.view, formatter.words
    of = row.target
    name = f"{of.id} {targets.name_of(row, view, words)}"
    return (
        f"{of.chapter}\n{name}" if of.chapter else name,
        of.standard or None,
        _number(of.weight),
        str(targets.actual_text(row, words)),
        _number(rounded(row.points)) if row.points is not None else str(targets.points_text(row, words)),
        " ".join(row.evidence) or None,
        _remark(formatter, row),
    )


def _remark(formatter: PaperFormatter, row: TargetRow) -> Value:
    """What is missing, and what the higher level gave."""
    remarks = (
        [str(targets.missing_text(row, formatter.view, formatter.words))] if row.missing or not row.evidence else []
    )
    if row.external is not None:
        remarks.append(str(formatter.words("targets.external", n=targets.plain(row.external))))
    return formatter.words("page.comma").join(text for text in remarks if text) or None


def _number(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
