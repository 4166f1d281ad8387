"""An entry that moves on or is closed: `推进 entry stage [date] note…`, `办结 entry [date] effect…`.

Only stages that no record can tell are entered. An agreed matter of a meeting is closed by its id, `办结 m436#1`, as is
a finding (`rectification`).
"""

from __future__ import annotations

from store.box.inbox import lacks_number
from store.box.messages import BOX, NUMBER
from store.edits import change
from store.packs.register import Reached
from store.records import Finding
from store.rules import entries
from widgets import registers
from widgets.quick_line import rectification
from widgets.quick_line.day_and_time import take_past_day
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import find_entry
from widgets.quick_line.reading import ADVANCE, CLOSE, InvalidToken, choices
from widgets.quick_line.record_lines import in_words, join_parts
from widgets.when.date_text import day_in_words

ADVANCE_WORD, CLOSE_WORD = "推进", "办结"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.packs.register import Register, RegisterStage
    from store.record import Record
    from store.records import Entry
    from store.rules.entry_rows import EntryRow
    from widgets.display import Shown
    from widgets.quick_line.grammar import LineSoFar
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.quick_line.tokens import Token
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Read = tuple[Edit, tuple[Record, ...]] | None


def read_advance(pool: TokenPool, line_kind: LineKind) -> Read:
    """The step that a line says; None where something is missing or not understood."""
    pool.refuse_marks("@#+!", ADVANCE)
    taken = _take_entry(pool)
    if taken is None:
        return None
    row, token = taken
    register = registers.of_kind(row.kind, pool.view)
    assert register is not None
    stage = _take_stage(pool, register, token)
    _keep_number(pool, row)
    day = take_past_day(pool)
    text = pool.rest("note")
    if pool.problems or stage is None:
        return None
    if stage.by is not Reached.TYPED:
        _refuse_no_number(pool, row, token, text)
        return None if pool.problems else _closed(pool, row, day, text)
    entry = pool.view.snapshot.entries[row.id]
    note = "\n".join(filter(None, (entry.note, f"{stage.name.zh} {day.isoformat()} {text}" if text else "")))
    changed: dict[str, Any] = {"steps": entry.steps | {stage.name.zh: day}, "note": note}
    return _change(entry, changed, "advance")


def _change(entry: Entry, changed: dict[str, Any], why: str) -> Read:
    changed = {name: value for name, value in changed.items() if value != getattr(entry, name)}
    return change("entries", entry, changed, why), (entry.but(**changed),)


def read_close(pool: TokenPool, line_kind: LineKind) -> Read:
    """The closing that a line says; None where something is missing or not understood."""
    pool.refuse_marks("@#+!", CLOSE)
    finding = rectification.finding_token(pool)
    if finding is not None:
        return rectification.read_close(pool, finding)
    taken = _take_entry(pool)
    if taken is None:
        return None
    row, token = taken
    if row.state == "standing":
        pool.bad(token, InvalidToken(code="standing"))
    elif _said_done(row, pool.view):
        pool.bad(token, InvalidToken(code="closed_already", facts={"on": row.done}))
    _keep_number(pool, row)
    day = take_past_day(pool)
    text = pool.rest("result")
    _refuse_no_number(pool, row, token, text)
    return None if pool.problems else _closed(pool, row, day, text)


def _keep_number(pool: TokenPool, row: EntryRow) -> None:
    """Where a number is asked back, the last one of the line is that, and no day or time."""
    entry = pool.view.snapshot.entries.get(row.id)
    if entry is None or entry.reply != NUMBER or pool.text:
        return
    last = next((one for one in reversed(pool.left) if not lacks_number(entry, one.text)), None)
    if last is not None:
        pool.as_text(last)


def _refuse_no_number(pool: TokenPool, row: EntryRow, of: Token, text: str) -> None:
    """The reply to what came down and asks for a number is one."""
    entry = pool.view.snapshot.entries.get(row.id)
    if entry is not None and entry.reply == NUMBER and lacks_number(entry, text or entry.result):
        pool.bad(of, InvalidToken(code="needs_number", facts={"reply": text}))


def _said_done(row: EntryRow, view: View) -> bool:
    """Whether somebody has closed it; that its figures are reached leaves room for what came of it."""
    return row.done is not None and (row.meeting is not None or view.snapshot.entries[row.id].done is not None)


def _closed(pool: TokenPool, row: EntryRow, day: date, text: str) -> Read:
    if row.meeting is None:
        entry = pool.view.snapshot.entries[row.id]
        return _change(entry, {"done": day, "result": text or entry.result}, "close")
    meeting = pool.view.snapshot.meetings[row.meeting]
    decisions = list(meeting.decisions)
    decisions[row.place] = decisions[row.place].but(done=day, result=text or row.result)
    changed = {"decisions": tuple(decisions)}
    after: Any = entries.decision_row(pool.view.snapshot, meeting.but(**changed), row.place, pool.today)
    return change("meetings", meeting, changed, "close"), (after,)


def _take_entry(pool: TokenPool) -> tuple[EntryRow, Token] | None:
    """The entry or agreed matter that the first word names, with or without its `%`."""
    token = next((one for one in pool.left if one.mark in ("", "%")), None)
    if token is None:
        pool.lacks("needs_entry")
        return None
    text = token.rest.text if token.mark else token.text
    row = entries.find(pool.view.snapshot, text, pool.today, pool.view.pack)
    if row is None:
        id = find_entry(text, pool.view)
        if isinstance(id, InvalidToken):
            pool.bad(token, id)
            return None
        row = entries.find(pool.view.snapshot, id, pool.today, pool.view.pack)
    assert row is not None
    if row.state == "dropped":
        pool.bad(token, InvalidToken(code="dropped_already", facts={"why": row.dropped}))
        return None
    pool.take(token, "entry")
    return row, token


def _take_stage(pool: TokenPool, register: Register, of: Token) -> RegisterStage | None:
    """The stage that is reached, which is one that somebody has to say."""
    typed = [one for one in register.stages if one.by in (Reached.TYPED, Reached.DONE)]
    for token in [one for one in pool.left if not one.mark]:
        named = registers.find_text(token.text, [one.name for one in register.stages])
        if named is None:
            continue
        stage = next(one for one in register.stages if one.name == named)
        if stage not in typed:
            pool.bad(token, InvalidToken(code="stage_follows"))
            return None
        pool.take(token, "stage")
        return stage
    if not typed:
        pool.bad(of, InvalidToken(code="no_stages", facts={"name": register.name}))
    else:
        pool.lacks("needs_stage", choices=choices([one.name for one in typed]))
    return None


def advance_parts(records: Sequence[Entry], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    yield words("quick.advance", id=record.id, title=record.title)
    before = view.snapshot.entries.get(record.id)
    for stage, day in record.steps.items():
        if before is None or before.steps.get(stage) != day:
            register = registers.of_kind(record.kind, view)
            names = [one.name for one in register.stages] if register is not None else []
            name = registers.find_text(stage, names)
            said = words.of(name) if name is not None else stage
            yield words("quick.step", stage=said, day=day_in_words(day, view.today, words))
    if before is not None and before.note != record.note:
        yield words("quick.note", text=record.note.rpartition("\n")[2])
    if record.done is not None:
        yield words("quick.closed", day=day_in_words(record.done, view.today, words))
        yield words("quick.result", text=record.result) if record.result else words("quick.no_result")
        yield from _goes_up(record, words)


def _goes_up(record: Any, words: Words) -> Iterable[Shown]:
    """That what was typed is read above, of what came down."""
    if getattr(record, "origin", "").startswith(BOX):
        yield words("quick.goes_up" if record.result else "quick.no_reply")


def close_parts(records: Sequence[Any], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    if isinstance(record, Finding):
        yield from rectification.close_parts(record, view, words)
        return
    yield words("quick.close", id=record.id, title=record.title)
    if record.done is not None:
        yield words("quick.closed", day=day_in_words(record.done, view.today, words))
    yield words("quick.result", text=record.result) if record.result else words("quick.no_result")
    yield from _goes_up(record, words)


def next_line(row: EntryRow, register: Register, lang: str) -> str:
    """The line that moves an entry on: its next stage where that is to be entered, else its closing."""
    names = [one.name.zh for one in register.stages]
    at = names.index(row.stage) + 1 if row.stage in names else 0
    typed = next((one for one in register.stages[at:] if one.by is Reached.TYPED), None)
    if typed is not None and row.meeting is None:
        return f"{in_words((ADVANCE_WORD, ADVANCE), lang)} {row.id} {in_words((typed.name.zh, typed.name.en), lang)} "
    return f"{in_words((CLOSE_WORD, CLOSE), lang)} {row.id} "


def line_advance(records: Sequence[Any], view: View, dated: bool, lang: str) -> str:
    """The line that moves the entry on as it stands after."""
    record = records[0]
    before = view.snapshot.entries.get(record.id)
    steps = [one for one in record.steps.items() if before is None or before.steps.get(one[0]) != one[1]]
    if not steps:
        return line_close(records, view, dated, lang)
    stage, day = steps[-1]
    said = record.note.rpartition("\n")[2] if before is not None and before.note != record.note else ""
    text = said.removeprefix(f"{stage} {day.isoformat()} ")
    return join_parts(
        [in_words((ADVANCE_WORD, ADVANCE), lang), record.id, stage, day.isoformat() if dated else ""], text
    )


def line_close(records: Sequence[Any], view: View, dated: bool, lang: str) -> str:
    """The line that closes the entry, or the finding, as it stands after."""
    record = records[0]
    if isinstance(record, Finding):
        return rectification.line_close(record, dated, lang)
    day = record.done.isoformat() if dated and record.done is not None else ""
    return join_parts([in_words((CLOSE_WORD, CLOSE), lang), record.id, day], record.result)


def _wants(line: LineSoFar) -> str:
    return "entries findings" if not {"entry", "finding_id"} & line.pieces else ""


GRAMMARS = (
    LineGrammar(
        id=ADVANCE, table="entries", names=ADVANCE_WORD, initials="tj", english="advance", read=read_advance,
        parts=advance_parts, line=line_advance, wants=_wants, goes_to={"stage": "note", "bad": "note"},
    ),
    LineGrammar(
        id=CLOSE, table="entries", names=f"{CLOSE_WORD} 销号", initials="bj xh", english="close", read=read_close,
        parts=close_parts, line=line_close, wants=_wants, goes_to={"bad": "result"},
    ),
)  # fmt: skip
