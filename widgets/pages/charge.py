"""What one post answers for: the duties of a year, most urgent first, and the rules."""

from __future__ import annotations

from store.packs.charges import charge
from store.rules.charges import day_of
from store.rules.entries import running
from store.rules.figures import FindingState, State
from store.rules.institutions import urgency
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import TableLine
from widgets.sections.answering import posts_of
from widgets.sections.charges import key_of, of_year, post_of
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.rules.charges import Charge
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

OPEN = (State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.UNKNOWN)
"""The states of duties that are listed; of the others there is a count."""


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year, a post and a group: `2026/org_officer/`; without a post whatever nobody has."""
    view, words = writer.view, writer.words
    year, _, key = target.id.partition("/")
    if not year.isdecimal():
        return None
    charges = [
        one for one in of_year(view, int(year)) if (key_of(one.who) == key if key != "/" else not one.who.holder)
    ]
    if not charges and key != "/":
        return None
    for each in charges:
        _duties(writer, each)
    if key != "/":
        _settled(writer, charges[0])
        _owned(writer, charges[0].who.holder or "")
    _rules(writer, dict.fromkeys(id for one in charges for id in one.rules), day_of(view.today, int(year)))
    if key == "/":
        return writer.document(words("charges.nobody_title", year=year), target)
    who = charges[0].who
    name = shown(view.person(who.holder or ""))
    return writer.document(words("charges.title", year=year, post=post_of(who, view, words), name=name), target)


def _duties(writer: PageWriter, charge: Charge) -> None:
    view, words = writer.view, writer.words
    for state in OPEN:
        duties = sorted((duty for duty in charge.duties if duty.state is state), key=urgency)
        writer.listed(f"state.{state}", [links.duty_entry(view, duty, words) for duty in duties], "page.items_n")


def _settled(writer: PageWriter, charge: Charge) -> None:
    """The meeting that settled the division of work, and whether the holder was there."""
    if charge.settled is None:
        return
    writer.heading("charges.settled_by")
    writer.table([links.record_entry(writer.view, charge.settled, writer.words)])
    if charge.signed is not None:
        writer.text(writer.words(f"charges.signed.{'yes' if charge.signed else 'no'}"))


def _owned(writer: PageWriter, holder: str) -> None:
    """What has an owner of its own, and so is not counted above: findings, agreed matters, entries."""
    view, words = writer.view, writer.words
    open_ones = (one.finding for one in view.figures.findings if one.state is not FindingState.CLOSED)
    findings = [id for id in open_ones if view.snapshot.findings[id].owner == holder]
    matters = [one for one in view.figures.matters if one.decision.owner == holder]
    posts = posts_of(view)
    entries = [
        entry
        for entry in running(view.snapshot, view.today, view.pack)
        if holder == (entry.holder if entry.owner else posts.of(charge(entry.kind, view.pack.settings)).holder)
    ]
    lines = [links.record_entry(view, id, words) for id in findings]
    lines += [links.matter_entry(view, one, words) for one in matters]
    lines += [links.record_entry(view, one.id, words) for one in entries]
    writer.listed("charges.own", lines, "page.items_n")


def _rules(writer: PageWriter, ids: Iterable[str], day: date) -> None:
    view, words = writer.view, writer.words
    rules = filter(None, (view.pack.rule(id, day) for id in ids))
    lines = [TableLine(cells=(Cell(text=shown(rule.id)), Cell(text=words.of(rule.name)))) for rule in rules]
    writer.listed("charges.rules_of", lines, "page.items_n")
