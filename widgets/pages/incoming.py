"""What came down and is not stored yet: what it says, and how it is received. Opening it stores nothing."""

from __future__ import annotations

from store.box.inbox import News
from store.box.messages import NONE, SentItem
from widgets import inbox
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import PageField
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.box.inbox import Incoming
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

ROLES = {"overdue": "bad", "due_soon": "warn"}
HOW = {News.CLOSED: "inbox.how_closed", News.REOPENED: "inbox.how_reopened"}
KEY = "s"


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    incoming = inbox.find(view, target.id)
    if incoming is None:
        return None
    about = inbox.about(incoming, view, words)
    sheet.text(about)
    sheet.fields([*_standing(sheet, incoming), *(_of_item(sheet, incoming) if incoming.record is None else ())])
    if incoming.message.text:
        sheet.heading("inbox.text")
        sheet.text(incoming.message.text)
    if incoming.record is not None:
        sheet.heading("table.findings")
        sheet.table([links.record_entry(view, incoming.record, words)])
    sheet.gap()
    sheet.text(words(HOW.get(incoming.news, "inbox.how"), key=KEY), role="info")
    return sheet.document(shown(f"{words('table.inbox')} · {about}"), target)


def _standing(sheet: PageWriter, incoming: Incoming) -> Iterator[PageField]:
    words, view = sheet.words, sheet.view
    state = words(f"inbox.state.{incoming.urgency}")
    if incoming.urgency == "overdue" and incoming.due is not None:
        state = shown(f"{state}  {words('page.over', n=(view.today - incoming.due).days)}")
    sign = words.glyph("incoming")
    value = shown(
        f"{sign} {words('inbox.waits')} · {state}" if incoming.due is not None else f"{sign} {words('inbox.waits')}"
    )
    yield PageField(label=words("page.state"), value=value, role=ROLES.get(incoming.urgency, ""))
    yield PageField(label=words("inbox.sender"), value=incoming.sender)
    yield PageField(label=words("field.kind"), value=inbox.kind(incoming, view, words))
    labels = {News.CLOSED: "inbox.on", News.REOPENED: "inbox.again"}
    yield PageField(label=words(labels.get(incoming.news, "inbox.sent")), value=incoming.day.isoformat())
    if incoming.due is not None:
        yield PageField(label=words("field.due"), value=incoming.due.isoformat())


def _of_item(sheet: PageWriter, incoming: Incoming) -> Iterator[PageField]:
    words, view, sent = sheet.words, sheet.view, incoming.message
    if isinstance(sent, SentItem):
        if sent.sub:
            yield PageField(label=words("field.sub"), value=sent.sub)
        if sent.reply != NONE:
            yield PageField(label=words("inbox.reply"), value=words(f"inbox.reply.{sent.reply}"), role="warn")
        return
    rule = view.pack.rule(sent.rule, sent.day)
    name = f"{words.of(rule.name)}  {sent.rule}" if rule is not None else sent.rule
    judged = links.duty_target(view, sent.rule, sent.period, None)
    yield PageField(label=words("field.rule"), value=f"{name}  {period_text(sent.period, words)}", target=judged)
    yield PageField(label=words("field.result"), value=words(f"result.{sent.result}"))
