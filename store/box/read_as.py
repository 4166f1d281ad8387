"""What came down as fields of the record that it becomes, and a mark of the form in which it was received."""

from __future__ import annotations

from zlib import crc32

from store.box.messages import SentFinding
from store.records import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.box.messages import SentItem


def fields_of(sent: SentItem | SentFinding) -> dict[str, Any]:
    """What is another's to say of an entry or a finding that came down."""
    if isinstance(sent, SentFinding):
        return {
            "rule": line_of(sent.rule),
            "period": line_of(sent.period),
            "result": Result(sent.result),
            "text": line_of(sent.text),
            "due": sent.due,
        }
    return {
        "title": line_of(sent.title),
        "doc": line_of(sent.doc),
        "due": sent.due,
        "reply": sent.reply,
        "note": text_of(sent.text),
    }


def came_as(sent: SentItem | SentFinding) -> str:
    """In what form it was received, and an item with what note: eight signs each."""
    return form_of(sent) if isinstance(sent, SentFinding) else form_of(sent) + number_of(text_of(sent.text))


def form_of(sent: SentItem | SentFinding) -> str:
    due = sent.due.isoformat() if sent.due is not None else ""
    if isinstance(sent, SentFinding):
        return number_of("\0".join((sent.rule, sent.period, sent.result, due, sent.text)))
    return number_of("\0".join((sent.title, sent.doc, due, sent.reply, sent.text)))


def number_of(text: str) -> str:
    """A number that is another one for another text; nobody's secret, and no proof."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def line_of(text: str) -> str:
    """A text that came down as a text of one line: what no line holds is a space."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in text).strip()


def text_of(text: str) -> str:
    """The same of several lines."""
    return "\n".join(line_of(line) for line in text.splitlines()).strip()
