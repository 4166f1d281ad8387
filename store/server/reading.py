"""Reading a branch from its rows: whole by one statement, or, where it is known already, by the lines of the journal
since. Either way the digest that its last writer left must fit.
"""

from __future__ import annotations

from hashlib import sha256
from json import loads

from store import file_codec, journal
from store.engine import MovedHistory
from store.errors import GoneBack, Missing, Newer, Unreachable
from store.redo import redone
from store.server.layout import LAYOUT
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from store.file_codec import FileText
    from store.journal_entry import JournalEntry
    from store.schema import Tables
    from store.server.link import ServerLink

    T = TypeVar("T")
    ServerStamp = tuple[int, str]
    """The revision and the sum of the last line: after a failover that lost a tail, a revision comes a second time."""

_LOOK = "select zhibu.look($1)"
_ELSEWHERE = "select zhibu.elsewhere($1)"
_WHOLE = """\
select w.revision, w.sum, w.file, w.meta, w.tables, s.layout, w.tab, w.docs
from zhibu.store s, zhibu.whole($1) w"""
_SINCE = "select revision, line from zhibu.since($1, $2)"
_LINES = "select revision, line from zhibu.entry where branch = $1 and revision < $2 order by revision desc limit 200"
_LINES_OF = """\
select revision, line from zhibu.entry
where branch = $1 and revision < $2 and (strpos(line, $3) > 0 or strpos(line, '"void":[') > 0)
order by revision desc limit 200"""
_MOVED_HISTORY = """\
select min(revision), max(revision), login, to_char(stored at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
from zhibu.entry where branch = $1 and moved group by login, stored order by 1"""
OVERLAY = """\
select branch, body from zhibu.overlay where branch in ($1, '*') and name = $2
order by case branch when '*' then 1 else 0 end limit 1"""
FIRST_OF_ALL = 1 << 62


def stamp(link: ServerLink, branch: str) -> ServerStamp | None:
    """Revision and sum of a branch, None where there is none."""
    found = wide_stamp(link, branch)
    return (found[0], found[1]) if found is not None else None


def wide_stamp(link: ServerLink, branch: str) -> tuple[Any, ...] | None:
    """The same, and of a branch that was moved where to."""
    ((seen,),) = rows_of(link, _LOOK, branch)
    if seen is None:
        return None
    revision, *more = seen.split(" ", 2)
    return int(revision), *more


def elsewhere(link: ServerLink, branch: str) -> str:
    """Where a branch was moved, empty where it was not."""
    return str(rows_of(link, _ELSEWHERE, branch)[0][0])


def rows_of(link: ServerLink, statement: str, *values: Any) -> list[Any]:
    """The rows of a statement that only reads."""
    return with_retry(link, lambda: link.ask(statement, *values))


def with_retry(link: ServerLink, question: Callable[[], T]) -> T:
    """What is only read may be asked once more over a new connection: the old one may have been lost long ago."""
    used = link.is_open
    try:
        return question()
    except Unreachable:
        if not used:
            raise
        return question()


def fresh(
    link: ServerLink, branch: str, earlier: FileText | None, at: ServerStamp | None
) -> tuple[FileText, ServerStamp]:
    """The branch as it is now. Raises `GoneBack` where `earlier`, with the stamp `at`, never was, `InvalidFile`
    where the rows are not as they were written, Missing, NotPermitted, Newer and whatever the link does.
    """
    if earlier is not None and at is not None:
        found = _since(link, branch, earlier, at)
        if found is not None:
            return found
    file, now = _whole(link, branch)
    if at is not None and (now[0] < at[0] or (now[0] == at[0] and now != at)):
        raise GoneBack(path=link.address.shown, revision=now[0], known=at[0])
    return file, now


def _whole(link: ServerLink, branch: str) -> tuple[FileText, ServerStamp]:
    rows = link.ask(_WHOLE, branch)
    if not rows:
        raise Missing(path=link.address.shown)
    revision, sum, digest, meta, tables, layout, _, _ = rows[0]
    if layout > LAYOUT:
        raise Newer("newer_layout", path=link.address.shown, schema=layout)
    if layout < LAYOUT:
        raise Missing("not_installed", path=link.address.shown)
    bodies = {tab: text for *_, tab, text in rows if tab is not None} | {file_codec.META: meta}
    try:
        data = file_codec.joined({name: bodies.get(name, "").encode() for name in loads(tables)})
    except (ValueError, TypeError):
        raise InvalidFile("altered", "branch/tables") from None
    if sha256(data).hexdigest() != digest:
        raise InvalidFile("altered", "document")
    file = file_codec.believe(data) if len(data) > file_codec.LARGE else file_codec.read(data)
    file.ours = True  # a line a document, as whoever stored it spelled it
    return file, (revision, sum)


def _since(link: ServerLink, branch: str, earlier: FileText, at: ServerStamp) -> tuple[FileText, ServerStamp] | None:
    """What is known with the lines since laid on; None where that does not lead to what is there."""
    first, *lines = [line.encode() for _, line in link.ask(_SINCE, branch, at[0])] or [b""]
    entries = [entry for line in lines if (entry := journal.read(line)) is not None]
    if not first or len(entries) != len(lines):
        return None
    if journal.sum_of(first) != at[1]:
        if any(entry.why == "purge" for entry in entries):
            return None
        raise GoneBack(
            path=link.address.shown, revision=max([one.revision for one in entries], default=at[0]), known=at[0]
        )
    if not entries:
        return earlier, at
    tables = _tables_after(earlier.tables, entries, at[1])
    file = earlier if tables is None else file_codec.write(earlier, tables)[0]
    last = entries[-1]
    return (file, (last.revision, last.sum)) if file.digest == last.file else None


def _tables_after(tables: Tables, entries: list[JournalEntry], sum: str) -> Tables | None:
    """The tables after these lines, each of which must follow the one before it."""
    laid: Tables | None = tables
    for entry in entries:
        if laid is None or entry.previous != sum:
            return None
        laid, sum = redone(laid, entry), entry.sum
    return laid


def moved_history(link: ServerLink, branch: str) -> list[MovedHistory]:
    """See `Vault.moved_history`; by revision."""
    rows = rows_of(link, _MOVED_HISTORY, branch)
    return [MovedHistory(first=first, last=last, login=login, at=at) for first, last, login, at in rows]


def lines(link: ServerLink, branch: str, id: str = "") -> Iterator[bytes]:
    """The lines of the journal, or those that name a record, from the last to the first."""
    below = FIRST_OF_ALL
    while True:
        rows = rows_of(link, *((_LINES_OF, branch, below, id) if id else (_LINES, branch, below)))
        for revision, line in rows:
            yield line.encode()
            below = revision
        if not rows:
            return
