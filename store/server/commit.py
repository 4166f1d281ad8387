"""Storing on a server: the branch's row is held, the change laid on what is there, its rows and its line sent."""

from __future__ import annotations

from json import dumps
from secrets import token_hex

from store import file_codec, journal
from store.errors import Damaged, NotPermitted, NotStored, Unreachable
from store.generation import Generation
from store.journal import Tail
from store.record import Record
from store.server.sending import Sending, held
from store.strict_json import InvalidFile
from store.transaction import DocumentTransaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from store.engine import By, Waiting
    from store.file_codec import FileText
    from store.journal_entry import DocumentChange, JournalEntry
    from store.server.branch import ServerBranch
    from store.server.link import ServerLink
    from store.server.reading import ServerStamp
    from store.server.sending import Statement

COMMIT = """\
select zhibu.commit_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
  $12, $13::bigint[], $14, $15::bigint[], $16)"""
PURGE = """\
select zhibu.purge_2($1, $2, $3, $4, $5::bigint[], $6, $7, $8, $9, $10, $11, $12, $13, $14,
  $15, $16::bigint[], $17, $18::bigint[], $19)"""
"""Former lines spelled anew, and the line that says so: neither without the other."""


class Signature(Record):
    """Who stores, as the server knows them: by the login, for users of hosts have numbers of their own."""

    uid: int
    user: str
    claimed: str


def signature(link: ServerLink, by: By) -> Signature:
    """Whose a line is. The server compares its author with the login as both are spelled: raises NotPermitted where
    JSON would spell that otherwise.
    """
    if dumps(link.login, ensure_ascii=False) != f'"{link.login}"':
        raise NotPermitted("login_spelling", path=link.address.shown, user=link.login)
    return Signature(uid=by.uid, user=link.login, claimed=by.claimed)


class ServerTransaction(DocumentTransaction):
    """One change of a branch, while its row is held."""

    def __init__(
        self, server: ServerBranch, by: By, at: datetime, why: str, of: int | None, waiting: Waiting | None
    ) -> None:
        super().__init__(server.data, by, at, why, of, server.version, server.steps)
        self.id = token_hex(16)
        self.stamp: ServerStamp
        self._server = server
        self._waiting = waiting
        self._queue: list[Statement] = []
        self._anew: tuple[str, list[int], list[str]] | None = None
        self._begun_once = False
        self._reached: ServerStamp
        self._file: FileText

    def begin(self) -> tuple[FileText, ServerStamp]:
        try:
            return self._begun()
        except Unreachable:
            if not self._begun_once:
                raise
            return self._begun()  # the connection was lost, and nothing had been sent

    def _begun(self) -> tuple[FileText, ServerStamp]:
        self.hold()
        self._begun_once = True
        try:
            return self.read()
        except InvalidFile as bad:
            self.end(bad)
            raise Damaged(bad.code, path=self.path, place=bad.place) from None
        except BaseException as error:
            self.end(error)
            raise

    def hold(self) -> None:
        """Wait for the branch's row; until `end`, this thread alone has the link."""
        link = self._server.link
        link.turn.acquire()
        try:
            self.stamp = self._reached = held(link, self._server.branch, self._waiting)
            self._by = signature(link, self._by)
        except BaseException:
            link.roll_back()
            link.turn.release()
            raise

    def read(self) -> tuple[FileText, ServerStamp]:
        """The branch that is held; raises `InvalidFile` where it is not as it was written."""
        self._file, _ = self._server.fresh(self.stamp)
        return self._file, self.stamp

    def tail(self, reached: int) -> Tail:
        return Tail(sum=self._reached[1], revision=self._reached[0])

    def put(self, base: FileText, file: FileText, entry: JournalEntry, tail: Tail, schema: int | None) -> Generation:
        removed = [(change.table, int(change.number)) for change in entry.changes if change.after is None]
        return self.put_rows(file, entry, removed, _rows(file, entry.changes))

    def put_rows(
        self, file: FileText, entry: JournalEntry, removed: list[tuple[str, int]], rows: list[tuple[str, int, str]]
    ) -> Generation:
        """The same with the rows that go and those that come."""
        refuse_unordered(file, {tab for tab, _, _ in rows}, self.path)
        line = journal.spell(entry).rstrip(b"\n")
        now: ServerStamp = (entry.revision, journal.sum_of(line))
        id = f"{self.id}-{len(self._queue)}" if entry.why == "migrate" else self.id
        ends = (*description(file), id, line.decode(), *columns(removed, 2), *columns(rows, 3))
        how: Statement = (COMMIT, self._server.branch, *self._reached)
        if self._anew is not None:
            how = (PURGE, self._server.branch, *self._reached, *self._anew)
        self._queue.append((*how, *now, file.digest, *ends))
        self._reached, self._file = now, file
        return Generation(tables=file.tables, meta=file.meta, stamp=now)

    def spell_anew(self, sum: str, revisions: list[int], lines: list[str]) -> None:
        """Have these lines put in the place of former ones together with the change, `sum` being that of the last."""
        self._anew = sum, revisions, lines

    def end(self, error: BaseException | None) -> None:
        link = self._server.link
        try:
            if error is None and self._queue:
                Sending(link, self._server.branch, self.id, self.stamp, self._queue).send()
                self._server.keep(self._file, self._reached)
            else:
                link.roll_back()
        finally:
            link.turn.release()


def refuse_unordered(file: FileText, tables: set[str], path: str) -> None:
    """Rows come back in the order of their numbers, so that is the order that they must have."""
    for name in tables:
        numbers = list(map(int, file.tables[name]))
        if numbers != sorted(numbers):
            raise NotStored("numbers", path=path, place=name)


def _rows(file: FileText, changes: tuple[DocumentChange, ...]) -> list[tuple[str, int, str]]:
    lines = file.lines or {}
    there = [(change.table, change.number) for change in changes if change.after is not None]
    return [(table, int(number), lines[table][number].decode()) for table, number in there]


def every_row(file: FileText) -> list[tuple[str, int, str]]:
    """All rows of a file that `file_codec.write` made."""
    lines = file.lines or {}
    return [
        (table, int(number), line.decode())
        for table, found in lines.items()
        if table != file_codec.META
        for number, line in found.items()
    ]


def description(file: FileText) -> tuple[int, str, str]:
    """What stands of a branch beside its rows: schema, the row of `_meta`, the names of its tables in their order."""
    ((number, line),) = (file.lines or {})[file_codec.META].items()
    meta = f'"{number}": {line.decode()}'
    return file.meta["schema"], meta, dumps(list(file.tables), ensure_ascii=False)


def columns(rows: list[tuple[Any, ...]], width: int) -> tuple[list[Any], ...]:
    """Rows as lists of what stands in each of their columns."""
    return tuple([[row[place] for row in rows] for place in range(width)])
