"""Page 7: who answers for what, layer by layer, with the counts of duties behind each post."""

from __future__ import annotations

from store.periods import Cadence
from store.record import Record
from store.rules.charges import Charge, charges, day_of
from store.rules.figures import State
from store.rules.lead import Lead
from widgets.display import shown
from widgets.sections.execution import names
from widgets.sections.meetings import short_day
from widgets.sections.section import WHOLE, Cell, Column, Row, Target, at_the_top, counted_from_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rules.charges import Answering
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "charges"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
begins_at = at_the_top
EXPORT = "charges"
COUNTED = {State.OVERDUE: "bad", State.DUE_SOON: "warn", State.UNKNOWN: "info"}
"""What is counted of the duties, and the role of each count."""


class Unanswered(Record):
    """The line of rules for which nobody answers."""

    rules: tuple[str, ...]


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    return (
        Column(id="layer", least=1, most=1),
        Column(id="holder", least=8, most=16),
        Column(id="post", least=16, most=28),
        Column(id="rules", least=9, most=12),
        *(Column(id=state, least=10, most=12) for state in COUNTED),
        Column(id="signed", least=6, most=10, rank=1),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    year = shown_period(view.today, shift)
    settled = next((one.settled for one in of_year(view, year.start.year) if one.settled), None)
    if settled is None:
        return shown(year.label)
    day = view.snapshot.meetings[settled].day
    return words("charges.settled", year=year.label, day=short_day(day, view.today))


def of_year(view: View, year: int) -> list[Charge]:
    """Who answers, with the duties of a year."""
    return view.once(("charges", year), lambda: charges(view.snapshot, view.today, view.pack, year))


def rows(view: View, shift: int) -> Sequence[Row]:
    """A row a post, the secretary's own lead below it; at the end, for how many rules nobody answers."""
    year = shown_period(view.today, shift).start.year
    charges = [charge for charge in of_year(view, year) if charge.who.holder is not None]
    nobody = [rule for charge in of_year(view, year) if charge.who.holder is None for rule in charge.rules]
    last = Row(
        key="nobody",
        target=Target(kind="charge", id=f"{year}//"),
        search=(),
        value=Unanswered(rules=tuple(dict.fromkeys(nobody))),
    )
    return [row for charge in charges for row in _rows(view, charge, year)] + [last]


def _rows(view: View, charge: Charge, year: int) -> list[Row]:
    row = _row(view, charge, year)
    if charge.lead is None:
        return [row]
    target = Target(kind="lead", id=str(year))
    return [row, Row(key="lead", target=target, search=row.search, value=charge.lead)]


def _row(view: View, charge: Charge, year: int) -> Row:
    rules = [rule for rule in view.pack.in_force(day_of(view.today, year)) if rule.id in charge.rules]
    search = (view.name(charge.who.holder or ""), *(name for rule in rules for name in names(rule)))
    key = key_of(charge.who)
    return Row(key=key, target=Target(kind="charge", id=f"{year}/{key}"), search=search, value=charge)


def key_of(who: Answering) -> str:
    return f"{who.post}/{who.group or ''}"


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if isinstance(row.value, Unanswered):
        return {WHOLE: Cell(text=words("charges.nobody", n=len(row.value.rules)), role="dim")}
    if isinstance(row.value, Lead):
        return {WHOLE: Cell(text=shown(f"  {lead_text(row.value, words)}"))}
    charge: Charge = row.value
    made = {
        "layer": Cell(text=shown(str(charge.layer))),
        "holder": Cell(text=shown(view.person(charge.who.holder or ""))),
        "post": Cell(
            text=post_of(charge.who, view, words),
            short=post_of(charge.who, view, words, brief=True),
            role="warn" if charge.who.vacant else "",
        ),
        "rules": Cell(text=words("charges.all") if charge.layer == 1 else words("charges.rules", n=len(charge.rules))),
    }
    if charge.signed is not None:
        made["signed"] = Cell(text=words(f"charges.signed.{'yes' if charge.signed else 'no'}"), role="dim")
    else:
        made["signed"] = Cell(text=shown(""))
    for state, role in COUNTED.items():
        n = charge.count(state)
        text = words("charges.count", state=words(f"state.{state}"), n=n) if n else shown("")
        made[state] = Cell(text=text, role=role)
    return made


def lead_text(led: Lead, words: Words) -> Shown:
    """What the secretary has done, count by count; what is unknown is said to be."""
    n = {name: len(getattr(led, name)) for name in ("chaired", "of", "lectures", "talks", "difficulties")}
    report = words(f"state.{led.report}") if led.report else words("state.unknown")
    said = words("charges.lead", report=report, **n)
    return shown(said + words("charges.unchaired", n=len(led.unchaired))) if led.unchaired else said


def post_of(who: Answering, view: View, words: Words, *, brief: bool = False) -> Shown:
    """The post, of which group, and that it is vacant where another answers."""
    key = f"post.brief.{who.post}"
    name = words(key if brief and words.has(key) else f"post.{who.post}") if who.post else shown("")
    if who.group:
        name = words("group.of", what=view.group(who.group), group=name)
    return words("charges.vacant", post=name) if who.vacant else name
