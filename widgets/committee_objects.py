"""A committee's figures as the JSON objects of `status`, `list` and `show`."""

from __future__ import annotations

from store.codec import encode
from widgets.json_objects import fields_named
from widgets.sections.committee import tasks, units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.committee.figures import InspectionRow, TrafficRow, UnitRow
    from widgets.json_objects import Object
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Readable = Mapping[str, bool | None]
    """Whether the system lets this user read a unit's own records; None where nobody says where they are."""

SCHEMA = 1


def status(view: View, words: Words, readable: Readable) -> Object:
    """The whole of `status --json` of a committee."""
    return {
        "schema": SCHEMA,
        "today": view.today.isoformat(),
        "level": "committee",
        "attention": _attention(view, words),
        "branches": [unit(row, readable) for row in view.committee_figures.rows],
    }


def _attention(view: View, words: Words) -> Object:
    attention, next = view.committee_figures.attention, None
    if attention.next is not None:
        task = attention.next
        next = {"text": tasks.text_of(task, view, words), "kind": task.kind.value, "day": task.day.isoformat()}
        next |= {"unit": task.unit, "rule": task.rule, "period": task.period, "id": task.id}
    return {
        "branches_overdue": attention.units_overdue,
        "not_received": attention.not_received,
        "findings_overdue": attention.findings_overdue,
        "answered": attention.answered,
        "inbox": len(view.incoming),
        "next": next,
    }


def unit(row: UnitRow, readable: Readable) -> Object:
    """One branch: `why` says in a word why there are no counts, else it is null."""
    return {
        "unit": row.unit,
        "name": row.name,
        "as_of": encode(row.as_of),
        "why": row.code or None,
        "members": row.members,
        "cells": {id: {"state": cell.state.value, "n": cell.n} for id, cell in row.cells.items()},
        "received": {"of": row.of, "received": row.received, "closed": row.closed},
        "findings": {state.value: n for state, n in row.findings.items()},
        "visits": row.visits,
        "readable": readable.get(row.unit),
    }


def unit_in_full(row: UnitRow, view: View, readable: Readable) -> Object:
    """The same with everything that its counts say, as they are known today."""
    from store.box.objects import object_of
    from store.committee.cells import counts_of

    counts = view.whole(row.unit)
    if counts is None or counts.up is None:
        return unit(row, readable) | {"counts": None}
    object = object_of(counts.up)
    known = [one for counted in counts_of(counts.up, view.today).values() for one in counted]
    object["duties"] = [
        fields_named(count, "rule period due") | {"n": {str(k): n for k, n in count.n.items()}} for count in known
    ]
    return unit(row, readable) | {"counts": object}


def item(row: TrafficRow, view: View) -> Object:
    """One item that was sent, with what each unit made of it."""
    entry = view.snapshot.entries[row.item]
    answers = [
        fields_named(answer, "unit")
        | {"name": units.name(answer.unit, view)}
        | fields_named(answer, "known day state reply")
        for answer in row.answers
    ]
    said = fields_named(entry, "id kind sub title doc day due") | {"reply": entry.reply or "none"}
    return said | fields_named(row, "state of received closed") | {"answers": answers}


def finding(row: InspectionRow, view: View) -> Object:
    """One of the committee's findings, with what its unit says of it."""
    finding = view.snapshot.findings[row.finding]
    return (
        {"id": finding.id, "unit": row.unit, "name": units.name(row.unit, view)}
        | fields_named(finding, "rule period result text day due owner")
        | fields_named(row, "state received")
        | {"closed_below": encode(row.closed), "closing": row.closing}
        | fields_named(finding, "closed reopened")
    )
