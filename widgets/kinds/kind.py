"""The value that says what a kind of record is; what it leaves out follows from the fields of the record."""

from __future__ import annotations

from store.record import Record
from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from typing import Any

    from store.records import Stored
    from widgets.forms.invalid_field import InvalidField
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Sections = tuple[tuple[str, tuple[str, ...]], ...]


class ListLine(Record):
    """One line of a list: cells, what a filter looks through, its object; `due` is the day that `--ahead` goes by."""

    cells: tuple[str, ...]
    search: tuple[str, ...]
    json: dict[str, Any]
    due: date | None = None
    readings: str = ""


class RecordKind(Record):
    """One kind of record.

    `id` is that of its page, of what opens it and of its words. `form` are the sections of its form and page, each with
    its name or none and the fields in their order; `apart` are fields that no form asks for, `of_committee` those
    that only a committee's does. `awaited` are those which,
    where they are empty, are said to be (`decisions.owner` within a field of records). `rows` are the rows as which a
    field that is a mapping is filled in. `columns` are the fields of its list and register. The rest are functions:
    `summary` its day, what kind of thing it is ("" where the kind's name says it) and what it is about; `page` writes
    its page; `lines` are those of its list; `checks` what is wrong with one, by the path of the field; `begins` what a
    new one has without being asked. `panel` is the section in which a new one shows, `shows_at` the keys of the rows
    that may show it there, the likeliest first.
    """

    id: str
    table: str
    form: Sections = ()
    apart: frozenset[str] = frozenset()
    of_committee: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    rows: Mapping[str, type[Record]] = {}
    columns: tuple[str, ...] = ()
    summary: Callable[[Any, View, Words], tuple[str, str, str]] | None = None
    page: Callable[[PageWriter, Target], Document | None] | None = None
    lines: Callable[[View, Words], Iterator[ListLine]] | None = None
    checks: Callable[[Any, View], Iterable[tuple[str, InvalidField]]] | None = None
    begins: Callable[[date], dict[str, Any]] | None = None
    panel: str = "participation"
    shows_at: Callable[[Any], tuple[str, ...]] | None = None

    @property
    def record(self) -> type[Stored]:
        return TABLES[self.table]
