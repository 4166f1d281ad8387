"""Page 5: the registers (台账) of a year, what needs a hand first; agreed matters of meetings stand among them."""

from __future__ import annotations

from datetime import date

from store import periods
from store.box.messages import SentItem
from store.periods import Cadence
from store.rules import entries
from store.rules.entry_rows import EntryState
from widgets import inbox, registers
from widgets.display import shown, width
from widgets.quick_line import posts
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.box.inbox import Incoming
    from store.rules.entry_rows import EntryRow
    from widgets.display import Shown
    from widgets.picture import Part
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "ledger"
LINE = "entry"
CADENCE = Cadence.YEAR
EXPORT = "ledger"
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top
ROLES = {
    EntryState.OVERDUE: "bad",
    EntryState.DUE_SOON: "warn",
    EntryState.DONE: "good",
    EntryState.DONE_LATE: "good",
    EntryState.DROPPED: "dim",
}


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    kind = max(width(words.of(register.name)) for register in registers.all_of(view))
    return (
        Column(id="mark", least=1, most=1),
        Column(id="kind", least=min(10, kind), most=min(20, kind)),
        Column(id="title", least=28, most=70),
        Column(id="owner", least=10, most=14),
        Column(id="due", least=5, most=10),
        Column(id="stage", least=12, most=24),
    )


def heading(view: View, words: Words) -> list[Part]:
    """How much is overdue and due soon, agreed matters among them, and how much came down."""
    states = [row.state for row in _all(view)]
    counted = ((state, states.count(state)) for state in (EntryState.OVERDUE, EntryState.DUE_SOON))
    parts = [(f"{words(f'ledger.{state}', n=n)} ", ROLES[state]) for state, n in counted if n]
    n = len(view.incoming)
    return [*parts, (f"{words('attention.inbox', n=n)} ", "warn")] if n else parts


def _all(view: View) -> list[EntryRow]:
    return view.once("ledger", lambda: entries.rows(view.snapshot, view.today, view.pack))


def of_year(view: View, year: int) -> list[EntryRow]:
    """The rows of a year, what needs a hand first; worked out once a view."""

    def work_out() -> list[EntryRow]:
        span = periods.containing(date(year, 1, 1), Cadence.YEAR)
        return sorted((row for row in _all(view) if entries.of_period(row, span)), key=entries.urgency)

    return view.once(("ledger", year), work_out)


def rows(view: View, shift: int) -> Sequence[Row]:
    """What came down first, whatever year is shown when it is this one."""
    came = [_incoming(one, view) for one in view.incoming] if shift == 0 else []
    return came + [
        Row(
            key=row.id,
            target=Target(kind="decision" if row.meeting is not None else "entry", id=row.id),
            search=_search(row, view),
            value=row,
        )
        for row in of_year(view, shown_period(view.today, shift).start.year)
    ]


def _incoming(incoming: Incoming, view: View) -> Row:
    sent = incoming.message
    texts = (sent.title, sent.doc, sent.text) if isinstance(sent, SentItem) else (sent.rule, sent.period, sent.text)
    return Row(
        key=incoming.origin,
        target=Target(kind="incoming", id=incoming.origin),
        search=(incoming.origin, incoming.sender, *texts),
        value=incoming,
    )


def _search(row: EntryRow, view: View) -> tuple[str, ...]:
    register = registers.of_kind(row.kind, view)
    names = (register.name.zh, register.name.en) if register is not None else ()
    who = (view.name(row.holder or row.owner), *(view.name(id) for id in row.who))
    return (row.id, row.title, row.doc, row.sub, row.stage, row.result, *names, *who, *row.tags)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if row.target.kind == "incoming":
        return _cells_of_incoming(row.value, view, words)
    entry_row: EntryRow = row.value
    role = ROLES.get(entry_row.state, "")
    return {
        "mark": Cell(text=words.glyph(registers.GLYPH[entry_row.state]), role=role),
        "kind": Cell(text=registers.name(entry_row.kind, view, words)),
        "title": Cell(text=title_text(entry_row, view, words)),
        "owner": Cell(text=posts.brief(entry_row.owner, view, words)),
        "due": _due(entry_row.due, words),
        "stage": Cell(
            text=stage_text(entry_row, view, words), short=registers.stage(entry_row, view, words), role=role
        ),
    }


def _cells_of_incoming(incoming: Incoming, view: View, words: Words) -> dict[str, Cell]:
    role = "bad" if incoming.urgency == "overdue" else "warn"
    return {
        "mark": Cell(text=words.glyph("incoming"), role=role),
        "kind": Cell(text=inbox.kind(incoming, view, words)),
        "title": Cell(text=inbox.about(incoming, view, words)),
        "owner": Cell(text=shown(incoming.sender)),
        "due": _due(incoming.due, words),
        "stage": Cell(text=words("inbox.waits"), role=role),
    }


def _due(due: date | None, words: Words) -> Cell:
    """The day by which; its year where there is room for it."""
    if due is None:
        return Cell(text=words("entry.no_date"), role="dim")
    return Cell(text=shown(due.isoformat()), short=shown(f"{due:%m-%d}"))


def title_text(row: EntryRow, view: View, words: Words) -> Shown:
    """What it is about, behind the end of its document number and a sub-kind that its kind does not say already."""
    number = "〔" + row.doc.partition("〔")[2] if "〔" in row.doc else row.doc
    sub = registers.sub(row.kind, row.sub, view, words)
    again = sub == registers.name(row.kind, view, words)
    return shown(" ".join(filter(None, (number, "" if again else sub, row.title))))


def stage_text(row: EntryRow, view: View, words: Words) -> Shown:
    """How far it is: days over, how many of how many, the stage with what shows it or what came of it."""
    if row.state is EntryState.OVERDUE and row.due is not None:
        return words("ledger.over", n=(view.today - row.due).days)
    if row.state is EntryState.DROPPED:
        return words("entry.state.dropped")
    if row.progress is not None and row.state in entries.RUNNING:
        return words("ledger.people", done=row.progress[0], of=row.progress[1])
    stage = registers.stage(row, view, words)
    if row.state in entries.CLOSED:
        return words("ledger.effect", stage=stage) if row.result else stage
    return words("ledger.records", stage=stage, n=len(row.evidence)) if row.evidence else stage
