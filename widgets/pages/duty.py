"""A duty that explains itself: the rule in one sentence, where it is written, how it stands and why, what counted, and
what record would close it.
"""

from __future__ import annotations

from store.rules.evaluation import OPEN
from store.rules.figures import State
from store.rules.meetings import answers
from widgets.display import shown
from widgets.pages import links, targets
from widgets.pages.page_writer import PageField, TableLine
from widgets.pages.rule import write_rule
from widgets.pages.training import hours_entries
from widgets.sections import charges
from widgets.sections.answering import answering
from widgets.sections.execution import duty_role
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Cell, Target
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from store.rules.figures import Duty
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

BEFORE, AFTER = 8, 4
"""How many earlier and later periods of the same rule the page leads to."""

TICKED = frozenset({"document", "term_notice", "decided", "each_ticked"})
"""Predicates that only a record of what was done can meet."""
BEFORE_THE_RECORDS = ("founded", "records_since")
WAITING = frozenset({State.UPCOMING, State.DUE_SOON, State.OVERDUE, State.UNKNOWN})


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    duty = links.duty_of(view, target.id)
    if duty is None:
        return None
    _standing(writer, duty)
    write_rule(writer, duty.rule)
    _evidence(writer, duty)
    _remedy(writer, duty)
    _planned(writer, duty)
    _judged(writer, duty)
    _neighbours(writer, duty)
    return writer.document(shown(f"{links.duty_name(view, duty, words)} · {period_text(duty.period, words)}"), target)


def _standing(writer: PageWriter, duty: Duty) -> None:
    words, view = writer.words, writer.view
    state = f"{words.glyph(duty.state)} {words(f'state.{duty.state}')}"
    left = (duty.due - view.today).days
    if duty.state is State.OVERDUE:
        state += f"  {words('page.over', n=-left)}"
    elif duty.state in (State.DUE_SOON, State.UPCOMING) and left >= 0:
        state += f"  {words('page.left', n=left)}"
    window = words("page.window_text", start=duty.start.isoformat(), due=duty.due.isoformat())
    fields = [
        writer.field("page.state", state, role=duty_role(duty), alone=True),
        writer.field("page.why", reason(view, duty, words), alone=True),
    ]
    if duty.subject:
        name = view.person(duty.subject)
        meeting = view.snapshot.meetings.get(duty.subject)
        if meeting is not None:
            name = f"{kinds_of(meeting, view, words)}  {meeting.day.isoformat()}"
        opens = targets.of_record(view, duty.subject) or _branch(view)
        fields.append(writer.field("field.subject", name, target=opens))
    fields.append(writer.field("page.window", window, alone=True))
    fields += _answering(writer, duty)
    writer.fields(fields)


def _answering(writer: PageWriter, duty: Duty) -> list[PageField]:
    """Who answers for it."""
    view, words = writer.view, writer.words
    who = answering(view, duty)
    if duty.state is State.NA or who.holder is None:
        return []
    value = f"{view.person(who.holder)}  {charges.post_of(who, view, words)}".rstrip()
    return [writer.field("page.answers", value, target=targets.of_person(view, who.holder))]


def _branch(view: View) -> Target | None:
    """The page that lists the groups, for a duty of one of them."""
    branch = view.snapshot.branch
    return Target(kind="branch", id=branch.id) if branch else None


def reason(view: View, duty: Duty, words: Words) -> Shown:
    """Why a duty stands as it does, in a sentence: that of its code, else that of what its rule counts, in the turn
    that fits it best. Beside the duty's facts it can name its days, the steps of a case, what its rule asks (`p_…`).
    """
    params = duty.rule.params
    facts: dict[str, Any] = {f"p_{name}": fact for name, fact in params.items() if type(fact) is int}
    facts |= {name: words(f"step.{params[name]}") for name in ("after", "to") if words.has(f"step.{params.get(name)}")}
    facts |= {"start": duty.start.isoformat(), "due": duty.due.isoformat()}
    facts |= {name: _fact_text(view, words, fact) for name, fact in duty.facts.items()}
    if duty.facts.get("days", 0) is not None:
        facts["over"] = -duty.facts.get("days", 0)
    key = f"why.{duty.code or duty.rule.predicate}"
    return words(next((f"{key}.{turn}" for turn in _turns(duty) if words.has(f"{key}.{turn}")), key), **facts)


def _turns(duty: Duty) -> Iterator[str]:
    """The turns of a sentence that would fit a duty, the closest first."""
    params, facts = duty.rule.params, duty.facts
    yield f"{duty.rule.predicate}.{duty.state}"
    yield duty.rule.predicate
    yield str(params.get("measure"))
    yield params.get("exemptions", ("",))[0]
    if facts.get("done") is not None:
        yield "done"
    if facts.get("least") == facts.get("most"):
        yield "exactly"
    if duty.state is State.OVERDUE:
        yield "over"
    if duty.state in (State.MET, State.MET_LATE):
        yield "met"
    if duty.state in OPEN:
        yield "open"


def _fact_text(view: View, words: Words, fact: Any) -> Any:
    """A fact as people say it: ids by their names, hours without needless zeros, days as they are written."""
    if fact is None:
        return words("unknown.full")
    if isinstance(fact, bool):
        return words("page.yes" if fact else "page.no")
    if isinstance(fact, float):
        return f"{fact:g}"
    if isinstance(fact, str):
        return words(f"post.{fact}") if words.has(f"post.{fact}") else view.person(fact)
    if isinstance(fact, (tuple, list)):
        return words("page.comma").join(str(_fact_text(view, words, one)) for one in fact)
    return fact if isinstance(fact, int) else str(fact)


def _evidence(writer: PageWriter, duty: Duty) -> None:
    view, words = writer.view, writer.words
    ids = [id for id in duty.evidence if id not in view.snapshot.waivers]
    if not ids and duty.state is State.NA:
        return
    writer.heading("page.counted", note=words("page.records", n=len(ids)))
    if not ids:
        known = duty.state in (State.MET, State.MET_LATE)
        writer.text(words("page.by_what_is_known" if known else "page.no_evidence"), role="dim")
    elif duty.rule.predicate == "hours":
        writer.table(hours_entries(writer, ids, duty.start.year))
    else:
        writer.table([links.record_entry(view, id, words) for id in ids])


def _planned(writer: PageWriter, duty: Duty) -> None:
    """Sessions without roll call that would count for it once that is taken."""
    view, words = writer.view, writer.words
    if duty.state not in WAITING or "kind" not in duty.rule.params:
        return
    planned = [one for one in view.snapshot.meetings.values() if not one.held and answers(one, duty)]
    planned.sort(key=lambda meeting: meeting.order)
    writer.listed("page.planned", [links.record_entry(view, meeting.id, words) for meeting in planned])


def _remedy(writer: PageWriter, duty: Duty) -> None:
    words, rule = writer.words, duty.rule
    writer.heading("page.remedy")
    if duty.state in (State.MET, State.MET_LATE):
        writer.text(words("page.nothing_to_do"), role="good")
    elif duty.state is State.NA:
        writer.text(words("page.does_not_apply"), role="dim")
    else:
        writer.text(words.of(rule.remedy), role="strong")
        if duty.state is State.OVERDUE:
            writer.text(words("page.waive", key=duty.key), role="dim")
        if rule.predicate in TICKED:
            writer.text(words("page.tick", rule=rule.id, period=duty.period), role="dim")
    writer.fields([writer.field("page.proof", words.of(rule.proof))])


def _judged(writer: PageWriter, duty: Duty) -> None:
    """Inspections and waivers of this rule, period and subject."""
    view, words = writer.view, writer.words

    def mine(rule: str, period: str, subject: str | None) -> bool:
        return (rule, period) == (duty.rule.id, duty.period) and subject in (None, duty.subject)

    findings = [one.id for one in view.snapshot.findings.values() if mine(one.rule, one.period, one.subject)]
    waivers = [one.id for one in view.snapshot.waivers.values() if mine(one.rule, one.period, one.subject)]
    writer.listed("page.findings", [links.record_entry(view, id, words) for id in findings])
    writer.listed("page.waivers", [links.record_entry(view, id, words) for id in waivers])


def _neighbours(writer: PageWriter, duty: Duty) -> None:
    view = writer.view
    year = duty.start.year
    years = (year - 1, year, year + 1) if year < view.today.year else (year - 1, year)
    same = _same(view, duty, [one for each in years for one in links.duties_of(view, each)])
    before = [one for one in same if one.start < duty.start][-BEFORE:]
    after = [one for one in same if one.start > duty.start][:AFTER]
    shown_ones = (*reversed(after), *reversed(before))
    writer.listed("page.neighbours", [_period(writer, one) for one in shown_ones])


def _period(writer: PageWriter, duty: Duty) -> TableLine:
    """Another period of the same duty; of a rule on each session, that session."""
    view, words = writer.view, writer.words
    role = duty_role(duty)
    meeting = view.snapshot.meetings.get(duty.subject or "")
    cells = (
        Cell(text=words.glyph(duty.state), role=role),
        Cell(text=words(f"state.{duty.state}"), role=role),
        Cell(text=period_text(duty.period, words)),
        Cell(text=kinds_of(meeting, view, words) if meeting else shown("")),
    )
    return TableLine(cells=cells, target=targets.of_duty(duty))


def _same(view: View, duty: Duty, duties: Iterable[Duty]) -> list[Duty]:
    """Duties of the same rule and subject (of any session, where the rule is on each) in order of time, as far back as
    there are records.
    """
    rule, subject = duty.rule.id, duty.subject
    by_meeting = subject in view.snapshot.meetings
    by_start = {
        one.key: one
        for one in duties
        if one.rule.id == rule and (by_meeting or one.subject == subject) and one.code not in BEFORE_THE_RECORDS
    }
    return sorted(by_start.values(), key=lambda one: (one.start, one.key))
