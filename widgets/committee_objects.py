"""A committee's figures as the JSON objects of `status`, `list` and `show`."""

from __future__ import annotations

from store.codec import encode
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
    said, next = view.committee_figures.attention, None
    if said.next is not None:
        one = said.next
        next = {"text": tasks.text_of(one, view, words), "kind": one.kind.value, "day": one.day.isoformat()}
        next |= {"unit": one.unit, "rule": one.rule, "period": one.period, "id": one.id}
    return {
        "branches_overdue": said.units_overdue,
        "not_received": said.not_received,
        "findings_overdue": said.findings_overdue,
        "answered": said.answered,
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

    counts = view.ups.get(row.unit)
    if counts is None or counts.up is None:
        return unit(row, readable) | {"counts": None}
    said = object_of(counts.up)
    known = [one for counted in counts_of(counts.up, view.today).values() for one in counted]
    said["duties"] = [
        {"rule": one.rule, "period": one.period, "due": one.due.isoformat(), "n": {str(k): n for k, n in one.n.items()}}
        for one in known
    ]
    return unit(row, readable) | {"counts": said}


def item(row: TrafficRow, view: View) -> Object:
    """One item that was sent, with what each unit made of it."""
    entry = view.snapshot.entries[row.item]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "sub": entry.sub,
        "title": entry.title,
        "doc": entry.doc,
        "day": entry.day.isoformat(),
        "due": encode(entry.due),
        "reply": entry.reply or "none",
        "state": row.state.value,
        "of": row.of,
        "received": row.received,
        "closed": row.closed,
        "answers": [
            {
                "unit": one.unit,
                "name": units.name(one.unit, view),
                "known": one.known,
                "day": encode(one.day),
                "state": one.state,
                "reply": one.reply,
            }
            for one in row.answers
        ],
    }


def finding(row: InspectionRow, view: View) -> Object:
    """One of the committee's findings, with what its unit says of it."""
    found = view.snapshot.findings[row.finding]
    return {
        "id": found.id,
        "unit": row.unit,
        "name": units.name(row.unit, view),
        "rule": found.rule,
        "period": found.period,
        "result": found.result.value,
        "text": found.text,
        "day": found.day.isoformat(),
        "due": encode(found.due),
        "owner": found.owner,
        "state": row.state.value,
        "received": row.received,
        "closed_below": encode(row.closed),
        "closing": row.closing,
        "closed": encode(found.closed),
        "reopened": encode(found.reopened),
    }
