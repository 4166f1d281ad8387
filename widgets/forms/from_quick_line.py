"""The form of what a quick line says so far: the record where the line is whole, else each word in its field."""

from __future__ import annotations

from store.dues import of_month
from store.records import DuesMonth
from widgets.forms.field_text import PEOPLE, spelled
from widgets.forms.form import Form
from widgets.forms.layout import fields_of
from widgets.quick_line.grammars import grammars
from widgets.quick_line.reading import ADVANCE, CLOSE, DUES, ENTRY, MEETING
from widgets.when.periods import makeup_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from widgets.forms.field_text import TextScope
    from widgets.quick_line.grammar import LineGrammar
    from widgets.quick_line.reading import LineContext, LineKind, LineReading

MARKS = "@+#!%＠＋＃！％"


def form_of_line(line: str, reading: LineReading, context: LineContext, scope: TextScope) -> Form | None:
    """None where the line is no one record: of several at once, or of no kind yet."""
    line_kind = reading.line_kind or context.line_kind
    if line_kind is None or len(reading.records) > 1:
        return None
    grammar = grammars()[line_kind.grammar]
    if not grammar.goes_to:
        return None
    table = grammar.table
    if line_kind.grammar in (ADVANCE, CLOSE):
        return _of_entry(reading, scope)
    if reading.records:
        return _over(Form(table=table), reading.records[0].as_dict(), scope)
    typed: dict[str, list[str]] = {}
    for piece in reading.pieces:
        typed.setdefault(piece.part, []).append(line[piece.start : piece.end])
    return _typed_words(_implied(Form(table=table), line_kind, context, typed, scope), grammar, typed, scope)


def _implied(
    form: Form, line_kind: LineKind, context: LineContext, typed: Mapping[str, Sequence[str]], scope: TextScope
) -> Form:
    """What the kind of a line and its place say: the items of a meeting and its group, the register of an entry."""
    for number, kind in enumerate(line_kind.kinds if line_kind.grammar == MEETING else ()):
        form = form.add("items", {"kind": kind.value, **(_makes_up(typed) if not number else {})})
    if line_kind.grammar == MEETING and context.group is not None and "group" not in typed:
        form = form.type("group", spelled(form.fields_["group"], context.group, scope), scope)
    if line_kind.grammar == ENTRY:
        form = form.type("kind", spelled(form.fields_["kind"], line_kind.register, scope), scope)
    return form


def _typed_words(form: Form, grammar: LineGrammar, typed: Mapping[str, Sequence[str]], scope: TextScope) -> Form:
    """Each word in its field; what was not understood behind what is there."""
    people = [word.lstrip(MARKS) for word in typed.get("person", ())]
    for name, person in zip(grammar.people, people, strict=False):
        form = form.type(name, person, scope)
    for person in people if grammar.id == DUES else ():
        form = form.add("paid", {"member": person, "day": scope.today.isoformat()})
    for taken, words in sorted(typed.items(), key=lambda one: one[0] == "bad"):
        name = grammar.goes_to.get(taken, taken)
        if name not in fields_of(form.kind) or (taken == "person" and (grammar.people or grammar.id == DUES)):
            continue
        more = [form.text(name, scope)] if taken == "bad" and form.text(name, scope) else []
        joint = ", " if form.fields_[name].how in PEOPLE else " "
        form = form.type(name, joint.join([*more, *(word.lstrip(MARKS) for word in words)]), scope)
    return form


def _of_entry(reading: LineReading, scope: TextScope) -> Form | None:
    """The entry that a line moves on, with what the line says of it; none of a line that is not whole."""
    for record in reading.records:
        base = scope.view.snapshot.entries.get(record.as_dict().get("id", ""))
        if base is not None:
            return Form(table="entries", base=base).filled(record.as_dict(), scope)
    return None


def _makes_up(typed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    words = typed.get("period")
    return {"period": makeup_of(words[0]) or ""} if words else {}


def _over(form: Form, values: dict[str, object], scope: TextScope) -> Form:
    """A whole record; of dues those of its month with what is new in them, where that month has its record."""
    if form.kind is not DuesMonth:
        return form.filled(values, scope)
    month = of_month(scope.view.snapshot, str(values["month"]))
    if month is None:
        return form.filled(values, scope)
    paid = values["paid"]
    assert isinstance(paid, dict)
    return Form(table="dues", base=month).filled({"paid": month.paid | paid}, scope)
