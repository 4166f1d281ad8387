"""What was done, by whom, and how to take it back: one line a commit, only ever appended to.

A line is a JSON object that ends in the sum of all that stands before, and names the sum of the line before it: damage
shows, though anyone who may write the file could forge it. The journal explains; what the branch says is the file's
alone: a line whose revision the file never reached was not done, and the next writer says so (`void`). Half a line,
left by a crash, is sealed off by the next writer with a line break, and with the number of its bytes (`sealed`).
"""

from __future__ import annotations

from hashlib import sha256
from json import JSONDecoder, JSONEncoder

from store.disk.files import READ
from store.journal_entry import DocumentChange, JournalEntry
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.disk.files import Files

BLOCK = 1 << 16
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_decode = JSONDecoder().decode
_SUM = b',"sum":"'
_TAIL = len(_SUM) + 64 + len(b'"}')


class Tail(Record):
    """The end of a journal as the next writer needs it: its size, the last sound line's sum, the highest revision, the
    revisions that the file never reached, the bytes that crashes left behind that line, and whether the last of all
    lines is open, without a line break.
    """

    size: int = 0
    sum: str = ""
    revision: int = 0
    void: tuple[int, ...] = ()
    broken: int = 0
    open: bool = False


def spell(entry: JournalEntry) -> bytes:
    """The line of an entry, with its break."""
    plain = entry.as_dict()
    plain["changes"] = [change.as_dict() for change in entry.changes]
    body = {name: value for name, value in plain.items() if name not in ("sum", "done") and value != OMITTED.get(name)}
    start = _encode(body).encode()[:-1]
    return b'%s%s%s"}\n' % (start, _SUM, sha256(start).hexdigest().encode())


OMITTED = {name: value for name, value in JournalEntry.defaults.items() if name != "schema"} | {"changes": []}
"""What need not be said in a line."""


def read(line: bytes) -> JournalEntry | None:
    """The entry of a line without its break, or None where the line is not as it was written."""
    start, end = line[:-_TAIL], line[-_TAIL:]
    total = end[len(_SUM) : -2]
    if end != b'%s%s"}' % (_SUM, total) or sha256(start).hexdigest().encode() != total:
        return None
    try:
        plain: dict[str, Any] = _decode(start.decode() + "}")
        plain["changes"] = tuple([DocumentChange(**change) for change in plain.get("changes", ())])
        plain["void"] = tuple(plain.get("void", ()))
        known = {name: value for name, value in plain.items() if name in JournalEntry.annotations}
        return JournalEntry(**known, sum=total.decode())
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def forwards(files: Files, handle: int, size: int) -> Iterator[bytes]:
    """The lines up to `size`, each with its break if it has one."""
    rest = b""
    offset = 0
    while offset < size:
        block = files.read_from(handle, min(BLOCK, size - offset), offset)
        if not block:
            break
        offset += len(block)
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield line + b"\n"
    if rest:
        yield rest


def backwards(files: Files, handle: int, size: int) -> Iterator[bytes]:
    """The lines up to `size` from the last to the first, each with its break if it has one."""
    rest = b""
    step = BLOCK
    while size > 0:
        step = min(step, size)
        size -= step
        *whole, last = (files.read_from(handle, step, size) + rest).split(b"\n")
        lines = [line + b"\n" for line in whole] + ([last] if last else [])
        rest = lines[0]
        yield from reversed(lines[1:])
        step = BLOCK if len(lines) > 1 else step * 2
    if rest:
        yield rest


def entries(files: Files, handle: int, size: int, reached: int) -> Iterator[JournalEntry]:
    """The sound lines from the last to the first; `done` where the file, now at revision `reached`, got there."""
    void: set[int] = set()
    for line in backwards(files, handle, size):
        entry = read(line.removesuffix(b"\n"))
        if entry is not None:
            void.update(entry.void)
            done = entry.revision <= reached and entry.revision not in void
            yield entry if done else entry.but(done=False)


def explains(files: Files, name: str, data: bytes) -> bool:
    """Whether the last line says that these very bytes are the file that it made."""
    try:
        handle = files.open(name, READ)
    except OSError:
        return False
    try:
        size = files.status(handle).st_size
        end = files.read_from(handle, min(size, BLOCK), max(size - BLOCK, 0))
    except OSError:
        return False
    finally:
        files.close(handle)
    entry = read(end.removesuffix(b"\n").rpartition(b"\n")[2])
    return entry is not None and entry.file == sha256(data).hexdigest()


def tail(files: Files, handle: int, size: int, reached: int) -> Tail:
    """How a journal ends, seen by a writer who holds the lock and found the file at revision `reached`."""
    torn = 0
    open = False
    for place, line in enumerate(backwards(files, handle, size)):
        if place == 0:
            open = not line.endswith(b"\n")
        if read(line.removesuffix(b"\n")) is not None:
            break
        torn += len(line)
    void: list[int] = []
    found = ""
    highest = 0
    for entry in entries(files, handle, size, reached):
        found = found or entry.sum
        highest = max(highest, entry.revision)
        void += [number for number in entry.void if number > reached]
        if entry.revision <= reached:
            break
        void.append(entry.revision)
    first = open and not highest
    if highest < reached and not first:  # what can't be read was done, and is no remnant of a crash
        torn = 0
    return Tail(size=size, sum=found, revision=highest, void=tuple(sorted(set(void))), broken=torn, open=open)


class Chain:
    """Follows the lines forwards; `problems` are (code, place) with the number of the line as the place.

    `line` not as it was written · `chain` not the successor of the line before · `order` a revision that does not rise
    · `outside` the file was changed by something that is not this program between two lines.
    """

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.last: JournalEntry | None = None
        self._file = ""
        self._torn: list[tuple[int, bytes]] = []
        self._void: set[int] = set()
        self._reached: list[JournalEntry] = []

    def follow(self, number: int, line: bytes) -> None:
        entry = read(line.removesuffix(b"\n"))
        if entry is None:
            self._torn.append((number, line))
            return
        if entry.sealed and sum(len(torn) for _, torn in self._torn) - entry.sealed in (0, 1):
            self._torn = []
        self.problems += [("line", str(torn)) for torn, _ in self._torn]
        if entry.previous != (self.last.sum if self.last else ""):
            self.problems.append(("chain", str(number)))
        if self.last is not None and entry.revision <= self.last.revision:
            self.problems.append(("order", str(number)))
        self._torn = []
        self._reached = [earlier for earlier in self._reached if earlier.revision not in entry.void]
        if self._reached and entry.why != "restore" and entry.base != self._reached[-1].file:
            self.problems.append(("outside", str(number)))
        self._reached = [*self._reached[-8:], entry]
        self.last = entry

    def end(self, revision: int) -> JournalEntry | None:
        """Close the list of problems, and give the line that explains the file at `revision`."""
        torn = self._torn if not self._torn or self._torn[-1][1].endswith(b"\n") else self._torn[:-1]
        self.problems += [("line", str(number)) for number, _ in torn]
        return next((entry for entry in reversed(self._reached) if entry.revision <= revision), None)
