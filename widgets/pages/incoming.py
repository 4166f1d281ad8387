"""What came down and is not stored yet: what it says, and how it is received. Opening it stores nothing."""

from __future__ import annotations

from datetime import date

from store.box.inbox import News, changed_fields
from store.box.messages import NONE, SentItem
from widgets import inbox
from widgets.display import shown
from widgets.pages import links
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.box.inbox import Incoming
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageField, PageWriter
    from widgets.sections.section import Target
    from widgets.words.lexicon import Words

ROLES = {"overdue": "bad", "due_soon": "warn"}
KNOWN = (News.CLOSED, News.REOPENED, News.RESENT, News.CHANGED, News.WITHDRAWN)
HOW = {one: f"inbox.how_{one}" for one in KNOWN}
KEY = "s"


def page(writer: PageWriter, target: Target) -> Document:
    view, words = writer.view, writer.words
    incoming = inbox.find(view, target.id)
    if incoming is None:
        return _withdrawn(writer, target)
    about = inbox.about(incoming, view, words)
    writer.text(about)
    own = _of_item(writer, incoming) if incoming.record is None else _changes(writer, incoming)
    writer.fields([*_standing(writer, incoming), *own])
    writer.part("inbox.text", incoming.message.text)
    if incoming.record is not None:
        writer.heading("table.entries" if isinstance(incoming.message, SentItem) else "table.findings")
        writer.table([links.record_entry(view, incoming.record, words)])
    writer.gap()
    writer.text(words(HOW.get(incoming.news, "inbox.how"), key=KEY), role="info")
    return writer.document(shown(f"{words('table.inbox')} · {about}"), target)


def _withdrawn(writer: PageWriter, target: Target) -> Document:
    """It was taken back above while it was looked at, or somebody has received it, whose record stands here then."""
    view, words = writer.view, writer.words
    writer.text(words("inbox.gone"), role="warn")
    record = inbox.received_as(view.snapshot, target.id)
    if record is not None:
        writer.table([links.record_entry(view, record, words)])
    return writer.document(words("table.inbox"), target)


def _standing(writer: PageWriter, incoming: Incoming) -> Iterator[PageField]:
    words, view = writer.words, writer.view
    state = words(f"inbox.state.{incoming.urgency}")
    if incoming.urgency == "overdue" and incoming.due is not None:
        state = shown(f"{state}  {words('page.over', n=(view.today - incoming.due).days)}")
    sign = words.glyph("incoming")
    value = shown(
        f"{sign} {words('inbox.waits')} · {state}" if incoming.due is not None else f"{sign} {words('inbox.waits')}"
    )
    yield writer.field("page.state", value, role=ROLES.get(incoming.urgency, ""))
    yield writer.field("inbox.sender", incoming.sender)
    yield writer.field("field.kind", inbox.kind(incoming, view, words))
    labels = {News.CLOSED: "inbox.on", News.REOPENED: "inbox.again"}
    yield writer.field(labels.get(incoming.news, "inbox.sent"), incoming.day.isoformat())
    if incoming.due is not None and incoming.news is not News.CHANGED:
        yield writer.field("field.due", incoming.due.isoformat())


def _changes(writer: PageWriter, incoming: Incoming) -> Iterator[PageField]:
    """What receiving it changes in the record, the text aside: as it is, and as it will be."""
    words, sent = writer.words, incoming.message
    if incoming.news is not News.CHANGED:
        return
    record = writer.view.snapshot.tables["entries" if isinstance(sent, SentItem) else "findings"][incoming.record or ""]
    for name, value in changed_fields(incoming, writer.view.snapshot).items():
        if name not in ("note", "text"):
            both = [_value(name, each, words) for each in (getattr(record, name), value)]
            yield writer.field(f"field.{name}", f" {words.glyph('opens')} ".join(both), role="warn")


def _value(name: str, value: str | date | None, words: Words) -> str:
    if name == "reply":
        return words(f"inbox.reply.{value or NONE}")
    if name == "result":
        return words(f"result.{value}")
    return value.isoformat() if isinstance(value, date) else value or words("value.none")


def _of_item(writer: PageWriter, incoming: Incoming) -> Iterator[PageField]:
    words, view, sent = writer.words, writer.view, incoming.message
    if isinstance(sent, SentItem):
        if sent.sub:
            yield writer.field("field.sub", sent.sub)
        if sent.reply != NONE:
            yield writer.field("inbox.reply", words(f"inbox.reply.{sent.reply}"), role="warn")
        return
    rule = view.pack.rule(sent.rule, sent.day)
    name = f"{words.of(rule.name)}  {sent.rule}" if rule is not None else sent.rule
    judged = links.duty_target(view, sent.rule, sent.period, None)
    yield writer.field("field.rule", f"{name}  {period_text(sent.period, words)}", target=judged)
    yield writer.field("field.result", words(f"result.{sent.result}"))
