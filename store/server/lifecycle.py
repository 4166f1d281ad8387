"""The rarer changes of a branch on a server: its first generation, a copy, going back, taking out for good."""

from __future__ import annotations

from os.path import basename, exists
from secrets import token_hex

from store import file_codec, journal
from store.disk.files import Files
from store.disk.reading import read_file_at
from store.disk.writing import copy_refusal, put_copy
from store.engine import Purged
from store.errors import Damaged, Missing, NotStored, StoreError, Unconfirmed, Unreachable, refuse_newer
from store.journal import Tail
from store.schema import rising
from store.server import commit, past, reading
from store.server.commit import ServerTransaction
from store.strict_json import InvalidFile
from store.transaction import all_written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store.engine import By, Waiting
    from store.file_codec import FileText
    from store.generation import Generation
    from store.schema import Tables
    from store.server.branch import ServerBranch
    from store.server.sending import Statement

ROOM = 1 << 32
"""Revisions that a change may go on by: a file may say that it is of any, and the server takes no larger step."""
FOUND = """\
select zhibu.found_1($1, $2, $3, $4, $5, $6, $7, $8, $9::bigint[], $10, $11, $12, $13::bigint[], $14)"""
_NUMBERS = "select tab, number from zhibu.document where branch = $1"
THERE = "23505"
"""What a server says of a row that is there already."""


def create(server: ServerBranch, tables: Tables, by: By, at: datetime) -> None:
    """See `Server.create`."""
    link = server.link
    with link.turn:
        if reading.stamp(link, server.branch) is not None:
            raise StoreError("exists", path=server.path)
        try:
            meta = {file_codec.META: {"1": {"schema": server.version, "revision": 1}}}
            file, entry = all_written(None, meta | tables, commit.signature(link, by), at, Tail(), why="init")
        except InvalidFile as bad:
            raise NotStored(bad.code, path=server.path, place=bad.place) from None
        _insert(server, file, journal.spell(entry).rstrip(b"\n"))


def founding(
    server: ServerBranch, file: FileText, lines: Sequence[bytes], ids: Sequence[str], *, moved: bool
) -> Statement:
    """What puts a branch where there is none: its documents, and the lines of its journal, which end at its revision,
    each with the id that it was sent under.
    """
    commit.refuse_unordered(file, set(file.tables), server.path)
    revisions = [entry.revision for line in lines if (entry := journal.read(line)) is not None]
    reached = (file.meta["revision"], journal.sum_of(lines[-1]))
    rows = commit.columns(commit.every_row(file), 3)
    described = (file.digest, *commit.description(file))
    texts = [line.decode() for line in lines]
    return (FOUND, server.branch, *reached, *described, moved, revisions, list(ids), texts, *rows)


def _insert(server: ServerBranch, file: FileText, line: bytes) -> None:
    """Put a new branch there, with the first line of its journal.

    Raises StoreError("exists"), NotPermitted, and Unconfirmed where no answer comes.
    """
    id = token_hex(16)
    link = server.link
    try:
        link.ask_all(founding(server, file, [line], [id], moved=False))
    except Unreachable:
        raise Unconfirmed("unanswered", path=server.path, commit=id) from None
    except StoreError as error:
        if error.facts.get("state") == THERE:
            raise StoreError("exists", path=server.path) from None
        raise
    if link.warned:
        raise Unconfirmed("unanswered", path=server.path, commit=id)


def backup(server: ServerBranch, to: str) -> str:
    """See `Server.backup`."""
    try:
        put_copy(Files(), to, server.whole())
    except FileExistsError:
        raise StoreError("exists", path=to) from None
    except OSError as error:
        raise copy_refusal(error, to) from None
    return to


def restore(server: ServerBranch, source: str | None, by: By, at: datetime, waiting: Waiting | None) -> Generation:
    """See `Server.restore`."""
    change = ServerTransaction(server, by, at, "restore", None, waiting)
    change.hold()
    failed: BaseException | None = None
    try:
        return _restored(server, change, source, at)
    except InvalidFile as bad:
        failed = NotStored(bad.code, path=server.path, place=bad.place)
        raise failed from None
    except BaseException as error:
        failed = error
        raise
    finally:
        change.end(failed)


def _restored(server: ServerBranch, change: ServerTransaction, source: str | None, at: datetime) -> Generation:
    sound = True
    seen: FileText | None
    try:
        seen, _ = change.read()
    except InvalidFile:
        seen, sound = past.last_good(server), False
    if seen is not None:
        refuse_newer(seen.meta["schema"], server.version, server.path)
    wanted, name = _source(server, seen, source)
    now, then = change.stamp[0], wanted.meta["revision"]
    revision = 1 + (then if now < then < now + ROOM else now)
    tables = rising(file_codec.migrated(wanted.tables, server.version, server.steps))
    tables = file_codec.dated(tables, revision=revision)
    base = seen.digest if seen is not None and sound else ""
    tail = Tail(sum=change.stamp[1])
    file, entry = all_written(seen, tables, change.by, at, tail, why="restore", source=name, base=base)
    if sound and seen is not None:
        return change.put(seen, file, entry, Tail(), None)
    rows = commit.every_row(file)
    kept = {(tab, number) for tab, number, _ in rows}
    there = [(tab, number) for tab, number in server.link.ask(_NUMBERS, server.branch)]
    return change.put_rows(file, entry, [one for one in there if one not in kept], rows)


def _source(server: ServerBranch, seen: FileText | None, source: str | None) -> tuple[FileText, str]:
    """The file to go back to, and what the journal calls it."""
    if source is None or (source.isdecimal() and not exists(source)):
        found = seen if source is None else seen and past.at_revision(server, seen, int(source))
        if found is None and source is not None:
            raise Missing("no_revision", path=server.path, revision=source)
        if found is None:
            raise Damaged("nothing_explained", path=server.path, place="entry")
        return found, source or ""
    return read_file_at(Files(), source, server.version), basename(source)


def traces(server: ServerBranch, id: str) -> Purged:
    """See `Server.traces`."""
    found = [entry for entry in server.history(id) if journal.without(entry, id) is not entry]
    return Purged(lines=len(found), generations=())


def purge(server: ServerBranch, id: str, by: By, at: datetime, waiting: Waiting | None) -> Purged:
    """See `Server.purge`."""
    change = ServerTransaction(server, by, at, "purge", None, waiting)
    base, _ = change.begin()
    failed: BaseException | None = None
    try:
        refuse_newer(base.meta["schema"], server.version, server.path)
        if any(document.get("id") == id for table in base.tables.values() for document in table.values()):
            raise StoreError("still_there", path=server.path, id=id)
        done, sum = _purge_lines(server, change, id)
        tables = file_codec.dated(base.tables, revision=change.stamp[0] + 1)
        more = {"why": "purge", "source": id, "base": base.digest}
        file, entry = all_written(base, tables, change.by, at, Tail(sum=sum), **more)
        change.put(base, file, entry, Tail(), None)
        return done
    except BaseException as error:
        failed = error
        raise
    finally:
        change.end(failed)


def _purge_lines(server: ServerBranch, change: ServerTransaction, id: str) -> tuple[Purged, str]:
    """Have the lines spelled anew that said something of a record, and all behind them, each of which names the sum of
    the one before it; how many said something, and the sum of the last.
    """
    revisions: list[int] = []
    texts: list[str] = []
    sum, count = "", 0
    for line in list(reading.lines(server.link, server.branch))[::-1]:
        entry = journal.read(line)
        if entry is None:
            raise Damaged("altered", path=server.path, place="entry")
        bare = journal.without(entry, id)
        count += bare is not entry
        if count:
            line = journal.spell(bare.but(previous=sum)).rstrip(b"\n")
            revisions.append(entry.revision)
            texts.append(line.decode())
        sum = journal.sum_of(line)
    if count:
        change.spell_anew(sum, revisions, texts)
    return Purged(lines=count, generations=()), sum
