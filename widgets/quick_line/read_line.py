"""The way in: one line, read by the grammar of its kind."""

from __future__ import annotations

from unicodedata import category

from store.exchange.tables.sensitive import sensitive_code
from widgets.quick_line import notices
from widgets.quick_line.grammars import grammars
from widgets.quick_line.kinds import LONGEST_PHRASE, phrase, read_kind
from widgets.quick_line.reading import InvalidToken, LineContext, LineFault, LineKind, LinePiece, LineReading, TokenPool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.sections.view import View

LONGEST = 4000
"""A longer line is no line: whatever was pasted belongs into the minutes."""

OF_A_COMMITTEE = ("entries", "findings")
"""The tables whose records a committee shows; all else is of a branch."""


def read_line(line: str, view: View, context: LineContext = LineContext()) -> LineReading:  # noqa: B008  # records are values
    """What a line means to a branch on a day, on the board and on the command line alike, and what is worth knowing of
    it. Never raises.
    """
    reading = understand(line, view, context)
    if reading.line_kind is None or reading.edit is None:
        return reading
    noticed = notices.notices(grammars()[reading.line_kind.grammar], reading.edit, reading.records, view)
    return reading.but(notices=(*reading.notices, *noticed))


def understand(line: str, view: View, context: LineContext = LineContext()) -> LineReading:  # noqa: B008
    """What a line means, without the notices for which every duty is judged as if it were stored. Never raises."""
    if len(line) > LONGEST:  # not even split: that alone would take seconds
        end = len(line)
        too_long = LineFault(start=end, end=end, text="", why=InvalidToken(code="too_long", facts={"most": LONGEST}))
        return LineReading(pieces=(LinePiece(start=0, end=end, part="bad"),), problems=(too_long,))
    pool = TokenPool(line, view, context)
    _refuse_controls(pool)
    line_kind = _take_kind(pool)
    if sensitive_code(line) is not None:
        pool.lacks("secret")
    if line_kind is None:
        pool.rest()
        return _reading(pool, None)
    grammar = grammars()[line_kind.grammar]
    if view.committee is not None and grammar.table not in OF_A_COMMITTEE:
        pool.rest()
        pool.lacks("of_branch")
        return _reading(pool, line_kind)
    made = grammar.read(pool, line_kind)
    if made is None or pool.problems:
        return _reading(pool, line_kind)
    edit, records = made
    return _reading(pool, line_kind).but(edit=edit, records=records)


def _reading(pool: TokenPool, line_kind: LineKind | None) -> LineReading:
    problems = tuple(sorted(pool.problems, key=lambda one: one.start))
    return LineReading(line_kind=line_kind, pieces=pool.pieces(), problems=problems, notices=tuple(pool.notices))


def _take_kind(pool: TokenPool) -> LineKind | None:
    """The kind that the first token names, else the one that goes without saying."""
    spoken = phrase([token.text for token in pool.left[:LONGEST_PHRASE]])
    if spoken is not None:
        for token in pool.left[: spoken[0]]:
            pool.take(token, "kind")
        return spoken[1]
    first = next(iter(pool.left), None)
    kind = read_kind(first.text, pool.view) if first is not None else None
    if first is not None and isinstance(kind, InvalidToken):
        pool.bad(first, kind)
        return None
    if first is not None and isinstance(kind, LineKind):
        pool.take(first, "kind")
        return kind
    if pool.context.line_kind is None:
        if first is None:
            pool.lacks("needs_kind")
        elif not pool.problems:
            pool.bad(first, InvalidToken(code="no_kind", facts={"part": first.text}))
    return pool.context.line_kind


def _refuse_controls(pool: TokenPool) -> None:
    """Nothing that can't be seen is stored; the ends of a line and what stands between tokens don't matter."""
    for token in [*pool.left, *pool.text]:
        if any(category(character) in ("Cc", "Cs") for character in token.text):
            if token in pool.text:
                pool.text.remove(token)
            pool.bad(token, InvalidToken(code="control"))
