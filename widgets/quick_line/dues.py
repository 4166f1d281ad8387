"""Dues: `党费 person[,person…] [month]`; paid on the day of entry, for the running month unless another is said."""

from __future__ import annotations

from store import periods
from store.dues import PayDues, of_month
from store.records import DuesMonth
from widgets.quick_line import preview, record_lines
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.reading import InvalidToken, choices
from widgets.quick_line.roster import list_tokens, take_members
from widgets.when.numerals import InvalidDate, full_match, normal
from widgets.when.periods import read_month

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.edits import Edit
    from store.records import Stored
    from widgets.quick_line.reading import LineKind, TokenPool


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The payments that a line says; None where something is missing or not understood."""
    pool.refuse_marks("@#+!%", "dues")
    month = _take_month(pool)
    period = periods.parse(month)
    assert period is not None
    tokens = list_tokens(pool)
    members = take_members(pool, tokens, min(period.end, max(period.start, pool.today)))
    if not tokens and not pool.problems:
        pool.lacks("needs_people")
    for token in list(pool.left):
        pool.bad(token, InvalidToken(code="unread"))
    for token in pool.text:
        pool.bad(token, InvalidToken(code="unread"))
    paid = of_month(pool.view.snapshot, month)
    already = [id for id in members if paid is not None and id in paid.paid]
    fresh = [id for id in members if id not in already]
    if pool.problems or not members:
        return None
    if not fresh:
        pool.lacks("all_paid", names=choices([pool.view.name(id) for id in already]))
        return None
    if already:
        pool.note("already_paid", names=choices([pool.view.name(id) for id in already]))
    payment = dict.fromkeys(fresh, pool.today)
    return PayDues(month=month, paid=payment), (DuesMonth(id="", month=month, paid=payment),)


def _take_month(pool: TokenPool) -> str:
    month = None
    for token in list(pool.left):
        read = read_month(token.text, pool.today)
        if read is None:
            continue
        if isinstance(read, InvalidDate):
            pool.bad(token, read)
        elif len(read) != len("2026-10") or (len(token.text) == 4 and full_match(r"\d{4}", normal(token.text))):
            pool.bad(token, InvalidToken(code="no_month"))
        elif month is not None:
            pool.bad(token, InvalidToken(code="two_periods"))
        else:
            pool.take(token, "period")
            month = read
    return month or periods.containing(pool.today, periods.Cadence.MONTH).label


GRAMMAR = LineGrammar(
    id="dues",
    table="dues",
    names="党费 交党费",
    initials="df jdf",
    english="dues",
    read=read,
    parts=preview.dues_parts,
    line=record_lines.dues_line,
    wants=lambda line: "members groups" if not line.names or line.listing else "",
    goes_to={"period": "month", "bad": "note"},
)
