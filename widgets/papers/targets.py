"""The sheet of self-assessment (自评表): a line a target with what it stands on; who signs does so by hand."""

from __future__ import annotations

from store.rules.targets import rounded, sums
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import PaperTable, Paragraph
from widgets.papers.registers import titled
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
    told = PaperFormatter(view, words)
    found = targets.of_year(view, period.end.year)
    table = PaperTable(
        head=tuple(words(f"column.{name}") for name in COLUMNS),
        rows=tuple(_row(told, one) for one in found),
        widths=(20, 24, 6, 10, 7, 18, 15),
        joined=True,
    )
    blocks: list[Block] = [table]
    if not found:
        blocks.append(Paragraph(text=words("targets.empty")))
    blocks.append(Paragraph(text=str(targets.sums_text(sums(found), words))))
    blocks += [Paragraph(text=words(f"paper.targets.{line}"), right=True) for line in ("filled", "checked")]
    return (titled(told, "targets", blocks, period, wide=True),)


def _row(told: PaperFormatter, one: TargetRow) -> tuple[Value, ...]:
    view, words = told.view, told.words
    of = one.target
    name = f"{of.id} {targets.name_of(one, view, words)}"
    return (
        f"{of.chapter}\n{name}" if of.chapter else name,
        of.standard or None,
        _number(of.weight),
        str(targets.actual_text(one, words)),
        _number(rounded(one.points)) if one.points is not None else str(targets.points_text(one, words)),
        " ".join(one.evidence) or None,
        _remark(told, one),
    )


def _remark(told: PaperFormatter, one: TargetRow) -> Value:
    """What is missing, and what the higher level gave."""
    said = [str(targets.missing_text(one, told.view, told.words))] if one.missing or not one.evidence else []
    if one.external is not None:
        said.append(str(told.words("targets.external", n=targets.plain(one.external))))
    return told.words("page.comma").join(text for text in said if text) or None


def _number(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
