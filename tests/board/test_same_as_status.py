"""What the panels say is what `status --json` says: the same rows in the same order, the same numbers."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.vault import Vault
from tests.desk import TODAY, branch_folder
from tui.cli import objects
from widgets.sections import execution, meetings, participation, training
from widgets.sections.view import View
from widgets.words.lexicon import words_of


@pytest.fixture(params=["zh", "en"])
def both(request, tmp_path):
    view = View(Vault(str(branch_folder(tmp_path / "b"))).read(), TODAY, NATIONAL)
    words = words_of(request.param)
    return view, words, objects.status(view, words)


def _cells(section, view, words):
    return [section.cells(row, view, words, 0, 12) for row in section.rows(view, 0)]


def test_meetings(both):
    view, words, status = both
    rows = [row for row in meetings.rows(view, 0) if row.target.kind == "meeting"]
    assert [row.key for row in rows] == [found["id"] for found in status["meetings"]]
    for row, found in zip(rows, status["meetings"], strict=True):
        cells = meetings.cells(row, view, words, 0, 12)
        assert cells["people"].text == str(found["expected"])
        assert cells["when"].text.startswith(found["start"][5:10])
        assert cells["time"].text == found["start"][11:]


def test_participation(both):
    view, words, status = both
    rows = participation.rows(view, 0)
    assert [row.key for row in rows] == [found["member"] for found in status["participation"]]
    for cells, found in zip(_cells(participation, view, words), status["participation"], strict=True):
        assert cells["count"].text == f"{found['present']}/{found['expected']}"
        assert (found["rate"] is None) == (found["expected"] == 0)
        if found["rate"] is not None:
            assert cells["rate"].text == f"{found['present'] * 100 // found['expected']}%"
        assert (found["absent_in_a_row"] == 0) == (cells["row"].text == "")


def test_training(both):
    view, words, status = both
    rows = training.rows(view, 0)
    assert [row.key for row in rows] == [found["member"] for found in status["training"]]
    for cells, found in zip(_cells(training, view, words), status["training"], strict=True):
        hours = "?" if found["state"] == "unknown" else f"{found['hours']:g}"
        if found["required"]:
            assert cells["hours"].text == f"{hours}/{found['required']:g}"
        assert cells["state"].text == words(f"training.state.{found['state']}")


def test_execution_and_findings(both):
    view, _, status = both
    rows = execution.rows(view, 0)
    states = {}
    for duty in status["execution"]:
        states.setdefault(duty["rule"], set()).add(duty["state"])
    institutions = [row.value for row in rows if isinstance(row.value, execution.Institution)]
    assert {one.rule.id for one in institutions} == set(states)
    for one in institutions:
        assert one.duty.state in states[one.rule.id]
    open_ones = {found["id"] for found in status["findings"] if found["state"] != "closed"}
    assert {row.key for row in rows if row.target.kind == "finding"} == open_ones


def test_attention(both):
    _, _, status = both
    said = status["attention"]
    overdue = [duty for duty in status["execution"] if duty["state"] == "overdue"]
    late = [found for found in status["findings"] if found["state"] == "overdue"]
    assert said["overdue"] == len(overdue) + len(late)
    assert said["due_soon"] == sum(duty["state"] == "due_soon" for duty in status["execution"])
    assert sum(duty["strength"] == "MUST" for duty in overdue) <= said["must"] <= said["overdue"]
