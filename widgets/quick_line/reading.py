"""What reading a line comes to, and the pool from which a grammar takes it token by token."""

from __future__ import annotations

from store.packs.rule import Text, text
from store.record import Record
from widgets.quick_line.tokens import COLONS, Token, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.records import Kind, Meeting
    from widgets.sections.view import View
    from widgets.when.numerals import InvalidDate

MEETING, TRAINING, INSPECTION, TALK, DUES, LEAVE = "meeting", "training", "inspection", "talk", "dues", "leave"
ENTRY, ADVANCE, CLOSE, REOPEN = "entry", "advance", "close", "reopen"


class LineKind(Record):
    """Which grammar a line has, of a meeting its kinds, of an entry its register."""

    grammar: str
    kinds: tuple[Kind, ...] = ()
    register: str = ""


class LineContext(Record):
    """What a line means without saying so: `line_kind` where it begins with no kind (None: a kind is needed), `group`
    where the row it was asked for is one group's, `like` the meeting of which it is a copy (chair, recorder and hours
    come from it), `session` the one for whose attendance hours are entered, or that leave is asked from.
    """

    line_kind: LineKind | None = None
    group: str | None = None
    like: Meeting | None = None
    session: Meeting | None = None


class InvalidToken(Record):
    """Why something can't be taken: a code of `words` (`quick.bad.<code>`) and the facts of its sentence."""

    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012


class LinePiece(Record):
    """`line[start:end]` and the `part` that it was taken for: `kind group day time place person tag period hours …
    topic`, `gap` between tokens, `bad` where there is a problem.
    """

    start: int
    end: int
    part: str


class LineFault(Record):
    """What is not understood, where, and why: a `InvalidToken`, or a day or time that is none (`InvalidDate`)."""

    start: int
    end: int
    text: str
    why: InvalidToken | InvalidDate


class Notice(Record):
    """What is worth knowing before it is stored; `quick.note.<code>` says it. Where it `asks`, one has to say once more
    that it is meant.
    """

    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012
    asks: bool = False


class LineReading(Record):
    """Either an edit with the records it makes, or problems; pieces account for every character of the line."""

    line_kind: LineKind | None = None
    edit: Edit | None = None
    records: tuple[Record, ...] = ()
    pieces: tuple[LinePiece, ...] = ()
    problems: tuple[LineFault, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def asks(self) -> tuple[Notice, ...]:
        return tuple([one for one in self.notices if one.asks])


class TokenPool:
    """A line while it is read: tokens leave `left` as they are taken for something, and what is left is text."""

    def __init__(self, line: str, view: View, context: LineContext) -> None:
        self.line = line
        self.view = view
        self.context = context
        self.left = split(line)
        self.text: list[Token] = []
        self.problems: list[LineFault] = []
        self.notices: list[Notice] = []
        self._pieces: list[LinePiece] = []
        self._after_colon()

    @property
    def today(self) -> date:
        return self.view.today

    def _after_colon(self) -> None:
        """A colon on its own makes text of everything behind it, whatever it looks like."""
        for at, token in enumerate(self.left):
            if token.text in COLONS:
                self._pieces.append(LinePiece(start=token.start, end=token.end, part="colon"))
                self.text = self.left[at + 1 :]
                self.left = self.left[:at]
                return

    def take(self, token: Token, part: str) -> None:
        self.left.remove(token)
        self._pieces.append(LinePiece(start=token.start, end=token.end, part=part))

    def as_text(self, token: Token) -> None:
        """The token is text, whatever it looks like."""
        self.left.remove(token)
        self.text.insert(0, token)

    def bad(self, token: Token, why: InvalidToken | InvalidDate) -> None:
        """The token can't be taken, or not for what it was."""
        if token in self.left:
            self.left.remove(token)
        self._pieces = [piece for piece in self._pieces if piece.start != token.start]
        self._pieces.append(LinePiece(start=token.start, end=token.end, part="bad"))
        self.problems.append(LineFault(start=token.start, end=token.end, text=token.text, why=why))

    def lacks(self, code: str, **facts: Any) -> None:
        """Something that the line does not say and must."""
        end = len(self.line)
        self.problems.append(LineFault(start=end, end=end, text="", why=InvalidToken(code=code, facts=facts)))

    def note(self, code: str, **facts: Any) -> None:
        self.notices.append(Notice(code=code, facts=facts))

    def marked(self, mark: str) -> list[Token]:
        """The tokens left that begin with a mark."""
        return [token for token in self.left if token.mark == mark]

    def refuse_marks(self, marks: str, grammar: str) -> None:
        """Marks that mean nothing in a grammar are no text of it either."""
        for token in list(self.left):
            if token.mark and token.mark in marks:
                self.bad(token, InvalidToken(code="mark_not_here", facts={"mark": token.mark, "what": grammar}))

    def rest(self, part: str = "topic") -> str:
        """Everything left as text: as it was written where tokens are neighbours, else with a space between."""
        tokens = self.left + self.text
        for token in list(self.left):
            self.take(token, part)
        self._pieces += [LinePiece(start=token.start, end=token.end, part=part) for token in self.text]
        self.text = []
        taken = {piece.start for piece in self._pieces}
        text = ""
        end = 0
        for token in tokens:
            if text:
                between = self.line[end : token.start]
                apart = any(end <= start < token.start for start in taken)
                text += between if between.isprintable() and not apart else " "
            text += token.text
            end = token.end
        return text

    def pieces(self) -> tuple[LinePiece, ...]:
        return _filled(self._pieces, len(self.line))


def _filled(pieces: Iterable[LinePiece], length: int) -> tuple[LinePiece, ...]:
    """Pieces in order with the gaps between them."""
    filled: list[LinePiece] = []
    at = 0
    for piece in sorted(pieces, key=lambda one: one.start):
        if piece.start > at:
            filled.append(LinePiece(start=at, end=piece.start, part="gap"))
        filled.append(piece)
        at = piece.end
    if at < length:
        filled.append(LinePiece(start=at, end=length, part="gap"))
    return tuple(filled)


def choices(names: Sequence[str | Text]) -> Text:
    """Several names as one fact of a sentence, said in the language of whoever reads it."""
    both = [one if isinstance(one, Text) else text(one, one) for one in names[:6]]
    more = " …" if len(names) > 6 else ""
    return text("、".join(one.zh for one in both) + more, ", ".join(one.en for one in both) + more)
