"""One result of an inspection, until it is closed out."""

from __future__ import annotations

from widgets import json_objects as objects
from widgets.forms.checks import span
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import finding as finding_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Finding
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Finding, view: View, words: Words) -> tuple[str, str, str]:
    return record.day.isoformat(), "", f"{words(f'result.{record.result}')}  {record.text}"


def _checks(record: Finding, view: View) -> Iterator[tuple[str, InvalidField]]:
    yield from span(record, "day", "closed")
    yield from span(record, "day", "due")


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    rows = {row.finding: row for row in view.figures.findings}
    for finding in sorted(view.snapshot.findings.values(), key=lambda one: (one.day, one.id)):
        row = rows.get(finding.id)
        if row is None:
            continue
        result, state = words(f"result.{finding.result}"), words(f"finding.state.{row.state}")
        due = finding.due.isoformat() if finding.due else words("finding.no_date")
        owner = view.person(finding.owner)
        duty = f"{finding.rule}/{finding.period}"
        yield ListLine(
            cells=(finding.id, finding.day.isoformat(), duty, result, state, due, owner, finding.text),
            search=(finding.id, duty, result, state, owner, finding.text, *finding.tags),
            json=objects.finding(view.snapshot, row),
            due=finding.due if row.state == "open" else None,
        )


KIND = RecordKind(
    id="finding",
    table="findings",
    form=(
        ("", ("unit", "rule", "period", "subject", "result", "day", "inspector", "text")),
        ("rectify", ("owner", "due", "evidence", "closed", "closing")),
        ("more", ("tags", "about", "note")),
    ),
    apart=frozenset({"origin", "reopened", "came"}),
    of_committee=frozenset({"unit"}),
    awaited=frozenset({"text", "owner", "due"}),
    summary=_summary,
    page=finding_page.page,
    lines=_lines,
    checks=_checks,
    panel="execution",
    shows_at=lambda record: (record.id, f"{record.rule}/{record.subject or ''}"),
)
