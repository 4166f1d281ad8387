"""A finding that is closed out, `办结 finding [date] what was done…`, and one that is open again until a new date,
`重开 finding !due-date why…`. A committee's own closing is the 销号, whatever the unit says.
"""

from __future__ import annotations

from store.box.messages import BOX
from store.edits import change
from store.records import Result
from store.rules.figures import FindingState
from store.rules.findings import state_of
from widgets.display import shown
from widgets.quick_line.day_and_time import take_due, take_past_day
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.reading import CLOSE, REOPEN, InvalidToken
from widgets.quick_line.record_lines import in_words, join_parts
from widgets.when.date_text import day_in_words, period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.record import Record
    from store.records import Finding
    from widgets.display import Shown
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.quick_line.tokens import Token
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Read = tuple[Edit, tuple[Record, ...]] | None

CLOSE_WORD, REOPEN_WORD = "办结", "重开"


def finding_token(pool: TokenPool) -> Token | None:
    """The first word, where it is the id of a finding."""
    token = next((one for one in pool.left if not one.mark), None)
    return token if token is not None and token.text in pool.view.snapshot.findings else None


def read_close(pool: TokenPool, token: Token) -> Read:
    """The closing of the finding that a token names."""
    finding = pool.view.snapshot.findings[token.text]
    if finding.result is Result.EXECUTED:
        pool.bad(token, InvalidToken(code="nothing_to_rectify"))
    elif finding.closed is not None:
        pool.bad(token, InvalidToken(code="closed_already", facts={"on": finding.closed}))
    else:
        pool.take(token, "finding_id")
    day = take_past_day(pool)
    text = pool.rest("closing")
    return None if pool.problems else _change(finding, {"closed": day, "closing": text or finding.closing}, "close")


def read_reopen(pool: TokenPool, line_kind: LineKind) -> Read:
    """The finding that is open again, since today and until a new day; None where something is missing."""
    pool.refuse_marks("@#+%", REOPEN)
    token = finding_token(pool)
    if token is None:
        first = next(iter(pool.left), None)
        pool.lacks("needs_finding") if first is None else pool.bad(first, InvalidToken(code="no_finding"))
        return None
    finding = pool.view.snapshot.findings[token.text]
    if state_of(finding, pool.today) is not FindingState.CLOSED and not _closed_below(finding, pool.view):
        pool.bad(token, InvalidToken(code="not_closed"))
    else:
        pool.take(token, "finding_id")
    due, _ = take_due(pool, lambda read: read.day is not None and read.day < pool.today)
    why = pool.rest("finding")
    if not pool.problems and due is None:
        pool.lacks("needs_due")
    if pool.problems:
        return None
    text = "；".join(filter(None, (finding.text, why)))
    changed = {"closed": None, "closing": "", "due": due, "reopened": pool.today, "text": text}
    return _change(finding, changed, "reopen_finding")


def _closed_below(finding: Finding, view: View) -> bool:
    if view.committee is None or not finding.unit:
        return False
    rows = view.committee_figures.inspections
    return any(row.finding == finding.id and row.closed is not None for row in rows)


def _change(finding: Finding, changed: dict[str, Any], why: str) -> Read:
    changed = {name: value for name, value in changed.items() if value != getattr(finding, name)}
    return change("findings", finding, changed, why), (finding.but(**changed),)


def finding_text(finding: Finding, view: View, words: Words) -> Shown:
    """Which finding: of which unit, rule and period."""
    rule = view.pack.rule(finding.rule, finding.day)
    name = words.of(rule.short) if rule is not None else shown(finding.rule)
    unit = view.unit(finding.unit) if finding.unit else ""
    return shown(" ".join(filter(None, (unit, name, period_text(finding.period, words)))))


def close_parts(finding: Finding, view: View, words: Words) -> Iterable[Shown]:
    yield words("quick.close", id=finding.id, title=finding_text(finding, view, words))
    if finding.closed is not None:
        yield words("quick.closed", day=day_in_words(finding.closed, view.today, words))
    yield words("quick.closing", text=finding.closing) if finding.closing else words("quick.no_closing")
    if finding.origin.startswith(BOX):
        yield words("quick.goes_up" if finding.closing else "quick.no_reply")


def reopen_parts(records: Sequence[Finding], view: View, words: Words) -> Iterable[Shown]:
    finding = records[0]
    yield words("quick.reopen", id=finding.id, title=finding_text(finding, view, words))
    if finding.due is not None:
        yield words("quick.due", day=day_in_words(finding.due, view.today, words))
    yield words("quick.found", text=finding.text) if finding.text else words("quick.no_finding")


def next_line(finding: Finding, today: date, lang: str) -> str:
    """The beginning of the line that closes a finding out, or opens one again that is closed."""
    closed = state_of(finding, today) is FindingState.CLOSED
    if closed:
        return f"{in_words((REOPEN_WORD, REOPEN), lang)} {finding.id} !"
    return f"{in_words((CLOSE_WORD, CLOSE), lang)} {finding.id} "


def line_close(finding: Finding, dated: bool, lang: str) -> str:
    """The line that closes the finding as it stands after."""
    day = finding.closed.isoformat() if dated and finding.closed is not None else ""
    return join_parts([in_words((CLOSE_WORD, CLOSE), lang), finding.id, day], finding.closing)


def line_reopen(records: Sequence[Finding], view: View, dated: bool, lang: str) -> str:
    """The line that takes back the closing as it stands after."""
    finding = records[0]
    before = view.snapshot.findings.get(finding.id)
    why = finding.text.removeprefix(before.text).removeprefix("；") if before is not None else ""
    due = f"!{finding.due.isoformat()}" if finding.due else ""
    return join_parts([in_words((REOPEN_WORD, REOPEN), lang), finding.id, due], why)


GRAMMAR = LineGrammar(
    id=REOPEN,
    table="findings",
    names=REOPEN_WORD,
    initials="ck",
    english="reopen",
    read=read_reopen,
    parts=reopen_parts,
    line=line_reopen,
    wants=lambda line: "" if "finding_id" in line.pieces else "closed_findings",
    goes_to={"finding": "text", "bad": "text"},
)
