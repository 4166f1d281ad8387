"""A form that was begun and not stored, as what JSON can keep."""

from __future__ import annotations

from store import codec
from store.records import TABLES, Stored
from widgets.forms.form import ORIGIN, Form
from widgets.forms.layout import fields_of, inner_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def draft_of(form: Form) -> dict[str, Any]:
    """What was typed, and what was seen in the fields that were touched."""
    if form.base is None:
        return {"typed": form.typed, "base": None, **({"case": form.case} if form.case else {})}
    others = {name: value for name, value in form.kind.defaults.items() if name not in form.typed}
    return {"typed": form.typed, "base": codec.encode(form.base.but(**others))}


def form_of_draft(table: str, draft: Any) -> Form | None:
    """The form of a draft; None where it is none of this program. Fields not touched are to come from the record
    (`Form.over`).
    """
    if not isinstance(draft, dict) or not isinstance(draft.get("typed"), dict):
        return None
    base = draft.get("base")
    found = codec.decode(table, "", base) if base is not None else None
    seen = found if isinstance(found, Stored) else None
    if base is not None and seen is None:
        return None
    known = fields_of(TABLES[table])
    case = draft.get("case")
    form = Form(table=table, base=seen, case=case if isinstance(case, str) else "")
    typed = {name: value for name, value in draft["typed"].items() if name in known and _fits(form, name, value)}
    return form.but(typed=typed)


def _fits(form: Form, name: str, value: Any) -> bool:
    field = form.fields_[name]
    if field.how != "rows":
        return isinstance(value, str)
    origins = {"", *(str(number) for number in range(len(form.seen(name) or ())))}
    return isinstance(value, list) and all(
        isinstance(row, dict)
        and row.get(ORIGIN) in origins
        and all(isinstance(text, str) and (inner == ORIGIN or inner in inner_of(field)) for inner, text in row.items())
        for row in value
    )
