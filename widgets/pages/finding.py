"""One result of an inspection: what was found of which duty, who rectifies it by when, and how it was closed out."""

from __future__ import annotations

from store.box.messages import BOX
from store.rules.figures import FindingState
from widgets.display import shown
from widgets.pages import fields, links, sent, targets
from widgets.pages.record import write_end
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.packs.rule import Rule
    from store.records import Finding, Waiver
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageField, PageWriter
    from widgets.sections.section import Target

ROLES = {FindingState.OPEN: "warn", FindingState.OVERDUE: "bad", FindingState.CLOSED: "good"}


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    finding = view.snapshot.findings.get(target.id)
    if finding is None:
        return None
    figure = next(one for one in view.figures.findings if one.finding == finding.id)
    missing = words("unknown.full")
    state = f"{words.glyph(figure.state)} {words(f'finding.state.{figure.state}')}"
    if figure.state is FindingState.OVERDUE and finding.due:
        state += f"  {words('page.over', n=(view.today - finding.due).days)}"
    writer.fields(
        [
            writer.field("page.state", state, role=ROLES[figure.state]),
            writer.field("field.result", words(f"result.{finding.result}")),
            *duty_fields(writer, finding),
            writer.field("field.Finding.day", finding.day.isoformat()),
            fields.person(writer, "field.inspector", finding.inspector),
        ]
    )
    sent.answers_below(writer, finding.id)
    writer.heading("page.found")
    writer.text(finding.text or missing, role="" if finding.text else "info")
    _rectification(writer, finding)
    writer.listed("page.repeats", [links.record_entry(view, id, words) for id in figure.repeats], "page.times")
    writer.part("field.note", finding.note)
    links.about(writer, finding)
    write_end(writer, finding)
    return writer.document(
        shown(f"{words('table.findings')} · {_name(writer, finding)} · {period_text(finding.period, words)}"), target
    )


def _rule(writer: PageWriter, record: Finding | Waiver) -> Rule | None:
    """The rule that a record names, by the version of its own day, or the newest that has this id."""
    pack = writer.view.pack
    newest = next((rule for rule in reversed(pack.rules) if rule.id == record.rule), None)
    return pack.rule(record.rule, record.day) or newest


def _name(writer: PageWriter, record: Finding | Waiver) -> str:
    rule = _rule(writer, record)
    return writer.words.of(rule.name) if rule else record.rule


def duty_fields(writer: PageWriter, record: Finding | Waiver) -> list[PageField]:
    """The duty that a finding or waiver names, which the line opens where there is such a duty; and of whom."""
    view = writer.view
    name = _name(writer, record)
    text = f"{name}  {record.rule} {record.period}" if name != record.rule else f"{record.rule} {record.period}"
    target = links.duty_target(view, record.rule, record.period, record.subject)
    fields = [writer.field("field.rule", text, target=target)]
    if record.subject:
        opens = targets.of_record(view, record.subject)
        fields.append(writer.field("field.subject", view.person(record.subject), target=opens))
    return fields


def _above(writer: PageWriter, finding: Finding) -> Iterator[PageField]:
    """Of a finding that came down, how it stands above: whether closing it here was accepted (销号)."""
    words, down = writer.words, writer.view.down
    if not finding.origin.startswith(BOX) or down is None:
        return
    sent = next((one for one in down.findings if BOX + one.origin == finding.origin), None)
    if sent is None:
        yield writer.field("page.above", words("page.above.gone"), role="dim")
    elif sent.closed is not None:
        yield writer.field("page.above", words("page.above.closed", day=sent.closed.isoformat()), role="good")
    elif finding.closed is not None:
        yield writer.field("page.above", words("page.above.waits"), role="info")


def _rectification(writer: PageWriter, finding: Finding) -> None:
    writer.heading("page.rectification")
    writer.fields(
        [
            fields.person(writer, "field.owner", finding.owner),
            fields.required_field(writer, "field.Finding.due", finding.due.isoformat() if finding.due else ""),
            *_above(writer, finding),
            *fields.present_fields(
                writer,
                (
                    ("field.evidence", finding.evidence),
                    ("field.closed", finding.closed.isoformat() if finding.closed else ""),
                    ("field.closing", finding.closing),
                    ("field.reopened", finding.reopened.isoformat() if finding.reopened else ""),
                    ("field.tags", fields.hash_tags(finding.tags)),
                ),
            ),
        ]
    )
