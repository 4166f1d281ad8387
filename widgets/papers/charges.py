"""The list of who answers for what (责任清单): each post with its counts of duties, and each rule with its post."""

from __future__ import annotations

from store.rules.charges import day_of
from widgets.papers.formatter import PaperFormatter, table_of
from widgets.papers.paper import PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.sections.charges import COUNTED, of_year, post_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.periods import Period
    from store.rules.charges import Charge
    from widgets.papers.paper import Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

RULES = ("rule", "institution", "cadence", "source", "person", "charge_post")


def papers(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    year = period.end.year
    charges, day = of_year(view, year), day_of(view.today, year)
    posts = PaperTable(
        head=(
            *(words(f"column.{name}") for name in ("layer", "person", "charge_post", "rules")),
            *(words(f"state.{state}") for state in COUNTED),
            words("column.signed"),
        ),
        rows=tuple(_post(formatter, charge) for charge in charges),
        joined=True,
    )
    rules = table_of(
        words,
        RULES,
        [row for charge in charges for row in _rules(formatter, charge, day)],
        widths=(8, 24, 8, 16, 10, 14),
    )
    note = Paragraph(text=words("paper.note.charges"))
    return (
        titled_paper(formatter, "charges", (posts, note), period),
        titled_paper(formatter, "charge_rules", (rules,), period, wide=True),
    )


def _post(formatter: PaperFormatter, charge: Charge) -> tuple[Value, ...]:
    rules: Value = formatter.words("charges.all") if charge.layer == 1 else len(charge.rules)
    return (
        charge.layer,
        _holder(formatter, charge),
        post_of(charge.who, formatter.view, formatter.words),
        rules,
        *map(charge.count, COUNTED),
        _signed(formatter, charge),
    )


def _signed(formatter: PaperFormatter, charge: Charge) -> Value:
    return None if charge.signed is None else str(formatter.words(f"charges.signed.{'yes' if charge.signed else 'no'}"))


def _rules(formatter: PaperFormatter, charge: Charge, day: date) -> list[tuple[Value, ...]]:
    rules = [formatter.view.pack.rule(id, day) for id in charge.rules]
    who = _holder(formatter, charge), post_of(charge.who, formatter.view, formatter.words)
    return [
        (
            rule.id,
            formatter.words.of(rule.name),
            formatter.words(f"cadence.{rule.cadence or 'event'}"),
            rule.source,
            *who,
        )
        for rule in rules
        if rule is not None
    ]


def _holder(formatter: PaperFormatter, charge: Charge) -> str:
    return str(formatter.view.person(charge.who.holder)) if charge.who.holder else formatter.missing
