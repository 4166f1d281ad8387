"""An inspection: `督查 rule [period] 执行|部分执行|未执行 [finding…] [!due date] [+owner]`.

A committee's is of a unit, which stands before the rule.
"""

from __future__ import annotations

from store import periods
from store.edits import Add
from store.records import Finding, Result
from widgets.quick_line import duties, groups, preview, record_lines
from widgets.quick_line.day_and_time import take_due
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import take_about
from widgets.quick_line.meeting import take_people, take_tags
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.units import take_unit
from widgets.quick_line.word_table import by_word, take_word
from widgets.when.moments import Moment, read_when
from widgets.when.numerals import InvalidDate, full_match, normal
from widgets.when.periods import read_period

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.edits import Edit
    from store.packs.rule import Rule
    from store.records import Stored
    from widgets.quick_line.grammar import LineSoFar
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.quick_line.tokens import Token

RESULTS = by_word(
    {
        Result.EXECUTED: "执行 已执行 zx executed",
        Result.PARTLY: "部分执行 bfzx partly",
        Result.NOT_EXECUTED: "未执行 wzx not-executed",
    }
)


class InspectionTokens:
    """What the tokens of an inspection have said so far."""

    def __init__(self) -> None:
        self.period: str | None = None
        self.period_by: Token | None = None
        self.day: date | None = None
        self.day_by: Token | None = None
        self.subject: str | None = None


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The finding that a line says; None where something is missing or not understood."""
    taken = InspectionTokens()
    labels = take_tags(pool)
    about = take_about(pool)
    pool.refuse_marks("@", "inspection")
    due, due_by = take_due(pool, lambda read: read.past)
    unit = take_unit(pool) if pool.view.committee is not None else ""
    rule = _take_rule(pool, taken)
    result = take_word(pool, RESULTS, "result")
    for token in [one for one in pool.left if one.mark in ("", "+")]:
        _take_period_or_day(pool, token, taken)
    owners = take_people(pool, pool.today)
    if len(owners) > 1:
        pool.lacks("two_owners")
    if rule is not None:
        _take_subject(pool, rule, taken)
    day = taken.day or pool.today
    if taken.day_by is not None and day > pool.today:
        pool.bad(taken.day_by, InvalidToken(code="not_yet", facts={"on": day}))
    if due is not None and due < day and due_by is not None:
        pool.bad(due_by, InvalidToken(code="due_before", facts={"on": due}))
    period = _period(pool, rule, taken, day) if rule is not None else None
    if not pool.problems and rule is None:
        pool.lacks("needs_rule")
    if not pool.problems and result is None:
        pool.lacks("needs_result")
    text = pool.rest("finding")
    if pool.problems or rule is None or result is None or period is None:
        return None
    if result is not Result.EXECUTED and not text:
        pool.note("no_finding_text")
    finding = Finding(
        id="",
        rule=rule.id,
        period=period,
        subject=taken.subject,
        result=result,
        day=day,
        text=text,
        owner=owners[0] if owners else "",
        due=due,
        tags=labels,
        about=about,
        unit=unit,
    )
    return Add(table="findings", record=finding), (finding,)


def _take_rule(pool: TokenPool, words: InspectionTokens) -> Rule | None:
    """The rule, which is the first word; `OL-03/2026-10/g2` says the period and the subject too."""
    token = next((one for one in pool.left if not one.mark), None)
    if token is None:
        return None
    name, *more = token.text.split("/", 2)
    rule = duties.find(token.text, pool.view, pool.today)
    if isinstance(rule, InvalidToken) and more:
        rule = duties.find(name, pool.view, pool.today)
        if not isinstance(rule, InvalidToken):
            words.period, words.period_by = more[0], token
            words.subject = more[1] if len(more) > 1 else None
    if isinstance(rule, InvalidToken):
        pool.bad(token, rule)
        return None
    pool.take(token, "rule")
    return rule


def _take_period_or_day(pool: TokenPool, token: Token, words: InspectionTokens) -> None:
    """A period first: a bare `10月` is no day. Four digits are a year only of these two centuries."""
    period = read_period(token.text, pool.today) if not token.mark else None
    if isinstance(period, str) and _is_period(token):
        if words.period is not None:
            pool.bad(token, InvalidToken(code="two_periods"))
        else:
            pool.take(token, "period")
            words.period, words.period_by = period, token
        return
    read = read_when(token.text, pool.today, "record")
    if isinstance(read, InvalidDate):
        pool.bad(token, period if isinstance(period, InvalidDate) and period.code != "unread" else read)
    elif isinstance(read, Moment) and read.time is not None:
        pool.bad(token, InvalidToken(code="no_time_here"))
    elif isinstance(read, Moment) and words.day is not None and words.day_by is not None:
        pool.bad(token, InvalidToken(code="two_days", facts={"first": words.day_by.text, "on": words.day}))
    elif isinstance(read, Moment):
        pool.take(token, "day")
        words.day, words.day_by = read.day, token


def _is_period(token: Token) -> bool:
    text = normal(token.text)
    return not full_match(r"\d{4}", text) or full_match(r"(19|20)\d\d", text) is not None


def _take_subject(pool: TokenPool, rule: Rule, words: InspectionTokens) -> None:
    """The group, of a rule that binds each group, by its name alone; anything else is part of the finding."""
    if rule.params.get("each") != "group":
        return
    known = {group.id for group in groups.groups(pool.view)}
    if words.subject is not None:
        if words.subject not in known and words.period_by is not None:
            pool.bad(words.period_by, InvalidToken(code="no_group"))
        return
    for token in list(pool.left):
        named = groups.find(token.text, pool.view)
        if len(named) == 1:
            pool.take(token, "group")
            words.subject = named[0].id
            return


def _period(pool: TokenPool, rule: Rule, words: InspectionTokens, day: date) -> str | None:
    """The period inspected: the one said, else the running one; never one not begun yet, or of another length."""
    if rule.cadence is None:
        return words.period or day.isoformat()
    if words.period is None:
        return periods.containing(day, rule.cadence).label
    period = periods.parse(words.period)
    token = words.period_by
    assert token is not None
    if period is None:
        pool.bad(token, InvalidToken(code="no_period"))
    elif period.cadence is not rule.cadence:
        pool.bad(token, InvalidToken(code="period_cadence", facts={"cadence": rule.cadence.value, "rule": rule.id}))
    elif period.start > pool.today:
        pool.bad(token, InvalidToken(code="period_not_yet"))
    else:
        return period.label
    return None


def _wants(line: LineSoFar) -> str:
    if "rule" not in line.pieces:
        return "rules" if "unit" in line.pieces else "units rules"
    return "results" if "result" not in line.pieces else ""


GRAMMAR = LineGrammar(
    id="inspection",
    table="findings",
    names="督查 督促检查",
    initials="dc dcjc",
    english="inspection",
    read=read,
    parts=preview.inspection_parts,
    line=record_lines.inspection_line,
    wants=_wants,
    goes_to={"unit": "unit", "group": "subject", "person": "owner", "tag": "tags", "finding": "text", "bad": "text"},
)
