"""What the board says against what `status --json` says: the same rows in the same order, the same numbers."""

from __future__ import annotations

from widgets.sections import execution, meetings, participation, training
from widgets.share import percent


def _cells(section, view, words):
    return [section.cells(row, view, words, 0, 12) for row in section.rows(view, 0)]


def key(duty):
    """What a duty of the JSON is called."""
    return f"{duty['rule']}/{duty['period']}" + (f"/{duty['subject']}" if duty["subject"] else "")


def in_meetings(view, words, status):
    rows = [row for row in meetings.rows(view, 0) if row.target.kind == "meeting"]
    assert [row.key for row in rows] == [found["id"] for found in status["meetings"]]
    for row, found in zip(rows, status["meetings"], strict=True):
        cells = meetings.cells(row, view, words, 0, 12)
        assert cells["people"].text == str(found["expected"])
        same_year = found["start"][:4] == status["today"][:4]
        assert cells["when"].text.startswith(found["start"][5:10] if same_year else found["start"][2:7])
        assert cells["time"].text == found["start"][11:]


def in_participation(view, words, status):
    rows = participation.rows(view, 0)
    assert [row.key for row in rows] == [found["member"] for found in status["participation"]]
    for cells, found in zip(_cells(participation, view, words), status["participation"], strict=True):
        assert cells["count"].text == f"{found['present']}/{found['expected']}"
        assert (found["rate"] is None) == (found["expected"] == 0)
        if found["rate"] is not None:
            assert cells["rate"].text == percent(found["present"], found["expected"])
        assert (found["absent_in_a_row"] == 0) == (cells["row"].text == "")


def in_training(view, words, status):
    rows = training.rows(view, 0)
    assert [row.key for row in rows] == [found["member"] for found in status["training"]]
    for cells, found in zip(_cells(training, view, words), status["training"], strict=True):
        if found["required"]:
            assert cells["hours"].text == hours_of(found, words)
        state = found["state"] if found["required"] else "exempt"
        assert cells["state"].text == words(f"training.state.{state}")


def hours_of(found, words):
    """Hours of those required, as the panel says them; what nobody has recorded is no number."""
    if found["state"] == "unknown" and not found["hours"]:
        return words("training.required", n=f"{found['required']:g}")
    return f"{found['hours']:g}/{found['required']:g}"


def in_execution(view, words, status):
    rows = execution.rows(view, 0)
    shown = [row.value for row in rows if isinstance(row.value, execution.Institution)]
    aside = [one for row in rows if isinstance(row.value, execution.SetAside) for one in row.value.institutions]
    institutions = [*shown, *aside]
    assert {one.rule.id for one in institutions} == {duty["rule"] for duty in status["execution"]}
    said = {key(duty): duty["state"] for duty in status["execution"]}
    there = {duty.key: duty.state for one in institutions for duty in one.duties}
    assert {name: there.get(name) for name in said} == said
    for one in institutions:  # the strip goes back farther: what is settled there is no news to a script
        assert one.duty.key in said or one.duty.state in ("met", "met_late", "waived", "na"), one.duty.key
    open_ones = {found["id"] for found in status["findings"] if found["state"] != "closed"}
    assert {row.key for row in rows if row.target.kind == "finding"} == open_ones


def in_attention(status):
    said = status["attention"]
    overdue = [duty for duty in status["execution"] if duty["state"] == "overdue"]
    late = [found for found in status["findings"] if found["state"] == "overdue"]
    agreed = [matter for matter in status["decisions"] if matter["state"] == "overdue"]
    assert said["overdue"] == len(overdue) + len(late) + len(agreed)
    assert said["entries"]["overdue"] >= len(agreed)  # in both, as the README says
    assert said["due_soon"] == sum(duty["state"] == "due_soon" for duty in status["execution"])
    assert sum(duty["strength"] == "MUST" for duty in overdue) <= said["must"] <= said["overdue"]
