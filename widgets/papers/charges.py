"""The list of who answers for what (责任清单): each post with its counts of duties, and each rule with its post."""

from __future__ import annotations

from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import PaperTable, Paragraph
from widgets.papers.registers import titled
from widgets.sections.charges import COUNTED, of_year, post_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.rules.charges import Charge
    from widgets.papers.paper import Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

RULES = ("rule", "institution", "cadence", "source", "person", "charge_post")


def papers(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    told = PaperFormatter(view, words)
    found = of_year(view, period.end.year)
    posts = PaperTable(
        head=(
            *(words(f"column.{name}") for name in ("layer", "person", "charge_post", "rules")),
            *(words(f"state.{state}") for state in COUNTED),
            words("column.signed"),
        ),
        rows=tuple(_post(told, one) for one in found),
        joined=True,
    )
    rules = PaperTable(
        head=tuple(words(f"column.{name}") for name in RULES),
        rows=tuple(row for one in found for row in _rules(told, one)),
        widths=(8, 24, 8, 16, 10, 14),
    )
    note = Paragraph(text=words("paper.note.charges"))
    return (titled(told, "charges", (posts, note), period), titled(told, "charge_rules", (rules,), period, wide=True))


def _post(told: PaperFormatter, one: Charge) -> tuple[Value, ...]:
    rules: Value = told.words("charges.all") if one.layer == 1 else len(one.rules)
    return (
        one.layer,
        _holder(told, one),
        post_of(one.who, told.view, told.words),
        rules,
        *map(one.count, COUNTED),
        _there(told, one),
    )


def _there(told: PaperFormatter, one: Charge) -> Value:
    return None if one.signed is None else str(told.words(f"charges.signed.{'yes' if one.signed else 'no'}"))


def _rules(told: PaperFormatter, one: Charge) -> list[tuple[Value, ...]]:
    found = [told.view.pack.rule(id, told.view.today) for id in one.rules]
    who = _holder(told, one), post_of(one.who, told.view, told.words)
    return [
        (rule.id, told.words.of(rule.name), told.words(f"cadence.{rule.cadence or 'event'}"), rule.source, *who)
        for rule in found
        if rule is not None
    ]


def _holder(told: PaperFormatter, one: Charge) -> str:
    return str(told.view.person(one.who.holder)) if one.who.holder else told.missing
