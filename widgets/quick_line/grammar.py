"""What one grammar of the quick line is: how its kind is called, and what reads, says and writes its lines."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from store.edits import Edit
    from widgets.display import Shown
    from widgets.quick_line.reading import LineKind, Notice, TokenPool
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class LineSoFar(Record):
    """A line before the token that is being typed: its kind, what its pieces were taken for, how many of them may be
    names, and whether the token goes on a list.
    """

    line_kind: LineKind
    pieces: frozenset[str]
    names: int
    listing: bool


class LineGrammar(Record):
    """`id` is that of its words (`grammar.ID`, `quick.example.ID`). `names` are the Chinese ones that a line may begin
    with (a line of ours has the first), `initials` those of their pinyin, `english` the English ones. `read` makes the
    edit and its records of a line, `parts` says records in parts of a sentence, `line` writes them as a line, without
    their day if told so, in the words of `zh` or `en`. `wants` names what is looked for next (`members outsiders groups
    rules results`), `goes_to` where the words of a line that is not whole go in a form (nowhere: it has none),
    `notices` what is worth knowing.
    """

    id: str
    table: str
    names: str
    initials: str
    english: str
    read: Callable[[TokenPool, LineKind], tuple[Edit, tuple[Record, ...]] | None]
    parts: Callable[[Sequence[Any], View, Words], Iterable[Shown]]
    line: Callable[[Sequence[Any], View, bool, str], str]
    wants: Callable[[LineSoFar], str]
    goes_to: Mapping[str, str]
    people: tuple[str, ...] = ()
    notices: Callable[[Sequence[Any], View], Iterator[Notice]] | None = None
