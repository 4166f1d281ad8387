"""Figures and records as the JSON objects of `product.md`: one function a kind, used by status, list and show alike."""

from __future__ import annotations

from store.codec import encode
from store.rules.figures import TrainingState
from store.rules.matters import due_soon, overdue
from store.snapshot import committee_on, expected_at, groups_on, members_on, posts_on
from widgets.heading import next_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from store.packs.rule import Rule
    from store.records import Meeting, Member
    from store.rules.entry_rows import EntryRow
    from store.rules.figures import Duty, Matter, Participation, Rectification, TrainingProgress
    from store.snapshot import Snapshot
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Object = dict[str, Any]

SCHEMA = 1


def fields_named(of: Any, names: str) -> Object:
    """Fields of a record under their own names, which stand with spaces between."""
    return {name: encode(getattr(of, name)) for name in names.split()}


def status(view: View, words: Words) -> Object:
    """The whole of `status --json`."""
    snapshot, figures, today = view.snapshot, view.figures, view.today
    branch = snapshot.branch
    attention = figures.attention
    return {
        "schema": SCHEMA,
        "today": today.isoformat(),
        "revision": snapshot.revision,
        "branch": {
            "name": branch.name if branch else "",
            "members": len(members_on(snapshot, today)),
            "committee": len(committee_on(snapshot, today)),
            "groups": [group.name for group in groups_on(snapshot, today)],
        },
        "attention": {
            "overdue": attention.overdue,
            "must": attention.must,
            "due_soon": attention.due_soon,
            "next": _next(view, words),
            **_entries(view),
        },
        "meetings": [
            meeting(snapshot, snapshot.meetings[row.meeting]) for row in figures.meetings if row.meeting is not None
        ],
        "participation": [participation(snapshot, row) for row in figures.participation],
        "training": [progress(snapshot, row) for row in figures.training],
        "execution": [duty(row, words) for row in figures.execution],
        "findings": [finding(snapshot, row) for row in figures.findings],
        "decisions": [matter(row) for row in figures.matters],
    }


def _next(view: View, words: Words) -> Object | None:
    """What to do first; `rule` and `period` are empty where no rule asks for it."""
    next = view.figures.attention.next
    if next is None:
        return None
    rule = period = ""
    if next.finding is not None:
        found = view.snapshot.findings[next.finding.finding]
        rule, period = found.rule, found.period
    elif next.duty is not None:
        rule, period = next.duty.rule.id, next.duty.period
    said = {"text": next_text(view, words), "rule": rule, "period": period, "kind": next.kind.value}
    return said | {"meeting": next.meeting}


def meeting(snapshot: Snapshot, meeting: Meeting) -> Object:
    return {
        "id": meeting.id,
        "kinds": [kind.value for kind in meeting.kinds],
        "topic": topic(meeting),
        "start": f"{meeting.day.isoformat()}T{meeting.time}" if meeting.time else meeting.day.isoformat(),
        "place": meeting.place,
        "expected": len(expected_at(snapshot, meeting)),
        "held": meeting.held,
    }


def _entries(view: View) -> Object:
    """How the rows of the page of registers stand: the entries, which change no other count, and the agreed matters,
    which the attention line counts too. What has come in and was not received stands in `inbox`.
    """
    agreed = view.figures.matters
    states = _states_of_entries(view) if view.snapshot.entries else []
    late = len(overdue(agreed)) + states.count("overdue")
    soon = len(due_soon(agreed, view.today)) + states.count("due_soon")
    return {"entries": {"overdue": late, "due_soon": soon}, "inbox": view.figures.attention.inbox}


def _states_of_entries(view: View) -> list[str]:
    from store.rules.entries import running

    return [row.state.value for row in running(view.snapshot, view.today, view.pack)]


def topic(meeting: Meeting) -> str:
    """What a gathering is about: its own topic, else those of its items."""
    return meeting.topic or "；".join(item.topic for item in meeting.items if item.topic)


def participation(snapshot: Snapshot, row: Participation) -> Object:
    return {
        "member": row.member,
        "name": snapshot.members[row.member].name,
        "expected": row.expected,
        "present": row.present,
        "rate": round(row.present / row.expected, 3) if row.expected else None,
        "absent_in_a_row": row.in_a_row,
    }


def progress(snapshot: Snapshot, row: TrainingProgress) -> Object:
    """Of whom nothing is required the state is `unknown`, as scripts know it."""
    state = TrainingState.UNKNOWN if row.state is TrainingState.EXEMPT else row.state
    return {
        "member": row.member,
        "name": snapshot.members[row.member].name,
        "hours": number(row.hours),
        "required": number(row.required),
        "course_done": row.course_done,
        "state": state.value,
    }


def duty(row: Duty, words: Words) -> Object:
    object = {
        "rule": row.rule.id,
        "name": words.of(row.rule.name),
        "strength": row.rule.strength.value,
        "source": row.rule.source,
        "subject": row.subject,
        "period": row.period,
        "state": row.state.value,
        "from": row.start.isoformat(),
        "due": row.due.isoformat(),
        "evidence": list(row.evidence),
    }
    if row.state == "na":
        object["reason"] = row.code
    return object


def duty_in_full(row: Duty, words: Words) -> Object:
    """A duty with the rule's sentence, what proves it, what would close it, and what was counted."""
    return duty(row, words) | {
        "explain": words.of(row.rule.explain),
        "proof": words.of(row.rule.proof),
        "remedy": words.of(row.rule.remedy),
        "code": row.code,
        "facts": {name: encode(fact) for name, fact in row.facts.items()},
    }


def duties_in_full(rows: Sequence[Duty], words: Words) -> Object:
    """One duty; or, of a rule that binds several in its period, what they share with one object a subject."""
    first, *more = [duty_in_full(row, words) for row in rows]
    if not more:
        return first
    return {"rule": first["rule"], "name": first["name"], "period": first["period"], "duties": [first, *more]}


def finding(snapshot: Snapshot, row: Rectification) -> Object:
    record = snapshot.findings[row.finding]
    return {
        "id": record.id,
        "rule": record.rule,
        "period": record.period,
        "result": record.result.value,
        "due": record.due.isoformat() if record.due else None,
        "owner": record.owner,
        "state": row.state.value,
    }


def entry(row: EntryRow) -> Object:
    """An entry of a register, or an agreed matter as if it were one, and where it stands."""
    names = "id kind sub title doc day period due owner holder who rule numbers stage state done result tags origin"
    return fields_named(row, f"{names} evidence silent_days hints dropped")


def matter(row: Matter) -> Object:
    """An agreed matter that is not done, with the id of its meeting and its number there, from 1."""
    return {
        "meeting": row.meeting,
        "number": row.place + 1,
        "text": row.decision.text,
        "due": row.decision.due.isoformat() if row.decision.due else None,
        "owner": row.decision.owner,
        "state": row.state.value,
    }


def meeting_with_roll(snapshot: Snapshot, of: Meeting) -> Object:
    object = meeting(snapshot, of)
    if of.roll is not None:
        object["present"] = of.present_count
        object["roll"] = encode(of.roll)
        object["reasons"] = dict(of.reasons)
    return object


def member(of: Member, today: date) -> Object:
    posts = [post.value for post in posts_on(of, today)]
    return fields_named(of, "id name kind group") | {"posts": posts} | fields_named(of, "since until")


def record_object(snapshot: Snapshot, id: str, view: View | None = None) -> Object | None:
    """Every field of the record with this id, under the names that `status` uses where it shows them too; in a `view`
    with what follows from it.
    """
    located = snapshot.find(id)
    if located is None:
        return None
    table, record = located
    plain = {name: encode(value) for name, value in record.as_dict().items()}
    plain["table"] = table
    if table == "meetings":
        del plain["day"], plain["time"]
        plain |= meeting(snapshot, snapshot.meetings[id])
    if table == "entries" and view is not None:
        from store.rules.entries import find

        row = find(snapshot, id, view.today, view.pack)
        return plain | entry(row) if row is not None else plain
    return plain


def rule(rule: Rule, words: Words) -> Object:
    return {
        "rule": rule.id,
        "name": words.of(rule.name),
        "strength": rule.strength.value,
        "source": rule.source,
        "sure": rule.sure,
        "cadence": rule.cadence.value if rule.cadence else None,
        "explain": words.of(rule.explain),
    }


def rule_in_full(of: Rule, words: Words) -> Object:
    """A rule with how sure its figures are, when it is in force, what the branch's own file changed of it."""
    figures = {"figure_sure": of.figure_sure or of.sure}
    return rule(of, words) | figures | fields_named(of, "valid_from valid_to adopted predicate params local")


def number(hours: float) -> float:
    """Hours without a fraction as the whole number that they are."""
    return int(hours) if hours == int(hours) else hours
