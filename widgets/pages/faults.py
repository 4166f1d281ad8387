"""Documents that could not be read: where each stands, what is wrong with it, and what stands there now."""

from __future__ import annotations

import json

from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

VALUE_AT_MOST = 400
"""Characters of a faulty document that are shown."""


def page(writer: PageWriter, target: Target) -> Document | None:
    words = writer.words
    faults = writer.view.snapshot.faults
    writer.text(words("page.faults.kept") if faults else words("page.faults.none"), role="info" if faults else "good")
    for fault in faults:
        writer.titled(f"{fault.table} / {fault.doc}", fault.id or "")
        facts = {"table": fault.table, "id": fault.id or "?", "doc": fault.doc, "field": fault.field or "?"}
        writer.text(words(f"fault.{fault.code}", **facts), role="warn")
        writer.fields([writer.field("page.faults.value", _value(fault.value))])
    return writer.document(shown(words("page.faults")), target)


def _value(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= VALUE_AT_MOST else f"{text[:VALUE_AT_MOST]}…"
