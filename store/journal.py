"""What was done, by whom, and how to take it back: one line a commit, only ever appended to.

A line is a JSON object that ends in the sum of all that stands before, and names the sum of the line before it: damage
shows, though anyone who may write the file could forge it. The journal explains; what the branch says is the file's
alone: a line whose revision the file never reached was not done, and the next writer says so (`void`). Half a line,
left by a crash, is sealed off by the next writer with a line break, and with the number of its bytes (`sealed`).
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from json import JSONDecoder, JSONEncoder

from store.file_codec import is_number
from store.journal_entry import DocumentChange, JournalEntry
from store.record import Record
from store.schema import LAST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from store.engine import Unread

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


def sum_of(line: bytes) -> str:
    """The sum in which a line ends."""
    return line.rstrip(b"\n")[-66:-2].decode()


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
        if not start.startswith(_head(plain)):
            return None
        changes = [DocumentChange(**_of_kind(change, DocumentChange)) for change in plain.pop("changes", ())]
        void = tuple(map(_number, plain.pop("void", ())))
        return JournalEntry(**_of_kind(plain, JournalEntry), changes=tuple(changes), void=void, sum=total.decode())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _head(plain: dict[str, Any]) -> bytes:
    """How a line begins that says of its author what is read from it. A name that stands in it twice is read as it
    stands the second time, and a server that asks who signed looks at the first.
    """
    revision, at, uid, user = plain["revision"], plain["at"], plain["uid"], plain["user"]
    return f'{{"revision":{revision},"at":"{at}","uid":{uid},"user":{_encode(user)}'.encode()


_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "int | None": (int, type(None)),
    "Document | None": (dict, type(None)),
}
_HERE_ONLY = ("sum", "done")
"""Fields that are in no line."""


def _of_kind(plain: dict[str, Any], kind: type[Record]) -> dict[str, Any]:
    """The fields that a record has, each of its type; raises TypeError, for a sum proves nothing of what it sums."""
    known = {name: value for name, value in plain.items() if name in kind.annotations and name not in _HERE_ONLY}
    for name, value in known.items():
        if type(value) not in _KINDS[kind.annotations[name]]:
            raise TypeError(name)
        if type(value) is int:
            _number(value)
        elif name == "at" and kind is JournalEntry:
            if datetime.fromisoformat(value).tzinfo is None:
                raise TypeError(name)
        elif name == "number" and not is_number(value):
            raise TypeError(name)
    return known


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < LAST:
        raise TypeError(value)
    return value


def without(entry: JournalEntry, id: str) -> JournalEntry:
    """The entry without what its changes say of a record, but that it was changed; the same where they say nothing."""
    changes = tuple([_bare(change, id) if change.id == id else change for change in entry.changes])
    return entry if changes == entry.changes else entry.but(changes=changes)


def _bare(change: DocumentChange, id: str) -> DocumentChange:
    return change.but(before=change.before and {"id": id}, after=change.after and {"id": id})


def entries(lines: Iterable[bytes], reached: int, unread: Unread | None = None) -> Iterator[JournalEntry]:
    """The entries of sound lines from the last to the first; `done` where the branch, now at revision `reached`, got
    there. `unread` is told of each row of lines that can't be read, as a `Chain` would be.
    """
    void: set[int] = set()
    count = size = 0
    later: JournalEntry | None = None

    def tell() -> None:
        if count and unread is not None and not _is_sealed(later, size):
            unread(count)

    for line in lines:
        entry = read(line.removesuffix(b"\n"))
        if entry is None:
            count, size = count + line.endswith(b"\n"), size + len(line)
            continue
        tell()
        count, size, later = 0, 0, entry
        void.update(entry.void)
        done = entry.revision <= reached and entry.revision not in void
        yield entry if done else entry.but(done=False)
    tell()


def _is_sealed(entry: JournalEntry | None, torn: int) -> bool:
    """Whether so many bytes before an entry are what a crash has left, as its writer says."""
    return entry is not None and entry.sealed > 0 and torn - entry.sealed in (0, 1)


def tail(backwards: Callable[[], Iterable[bytes]], size: int, reached: int) -> Tail:
    """How a journal of `size` bytes ends, seen by a writer who holds the lock and found the branch at revision
    `reached`; `backwards` gives its lines from the last to the first, from the last each time that it is called.
    """
    torn = place = 0
    open = False
    for place, line in enumerate(backwards()):
        if place == 0:
            open = not line.endswith(b"\n")
        if read(line.removesuffix(b"\n")) is not None:
            break
        torn += len(line)
    void: list[int] = []
    sum = ""
    highest = 0
    for entry in entries(backwards(), reached):
        sum = sum or entry.sum
        highest = max(highest, entry.revision)
        void += [number for number in entry.void if number > reached]
        if entry.revision <= reached:
            break
        void.append(entry.revision)
    first = open and not highest and not place  # half the only line, of a journal that was to begin anew
    if highest < reached and not first:  # what can't be read was done, and is no remnant of a crash
        torn = 0
    return Tail(size=size, sum=sum, revision=highest, void=tuple(sorted(set(void))), broken=torn, open=open)


class Chain:
    """Follows the lines forwards. `first` and `last` are those that can be read, `explains` is that which made the file
    at `revision`, None where none did; `problems` are (code, place) with the number of the line, or of the first and
    last of several, as the place.

    `line` not as it was written · `chain` not the successor of the line before · `order` a revision that does not rise
    · `outside` the file was changed by something that is not this program between two lines · `older` an earlier one
    was put in its place: several lines are missing there, each built on the last. A crash leaves one at most.
    """

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.problems: list[tuple[str, str]] = []
        self.first: JournalEntry | None = None
        self.last: JournalEntry | None = None
        self.explains: JournalEntry | None = None
        self._number = 0
        self._torn: range | None = None
        self._torn_bytes = 0
        self._torn_open = False
        self._reached: list[JournalEntry] = []

    def follow(self, number: int, line: bytes) -> None:
        entry, self._number = read(line.removesuffix(b"\n")), number
        if entry is None:
            self._torn = range(self._torn.start if self._torn else number, number + 1)
            self._torn_bytes += len(line)
            self._torn_open = not line.endswith(b"\n")
            return
        if self._torn and not _is_sealed(entry, self._torn_bytes):
            self._tell_torn(self._torn)
        if entry.previous != (self.last.sum if self.last else ""):
            self.problems.append(("chain", str(number)))
        if self.last is not None and entry.revision <= self.last.revision:
            self.problems.append(("order", str(number)))
        self._torn, self._torn_bytes = None, 0
        if self.explains is not None and self.explains.revision in entry.void:
            self.explains = None
        if entry.revision == self.revision:
            self.explains = entry
        void = [earlier for earlier in self._reached if earlier.revision in entry.void]
        if len(void) > 1 and entry.why != "restore":
            self.problems.append(("older", str(number)))
        self._reached = [earlier for earlier in self._reached if earlier not in void]
        if self._reached and entry.why != "restore" and entry.base != self._reached[-1].file:
            self.problems.append(("outside", str(number)))
        self._reached = [*self._reached[-8:], entry]
        self.first = self.first or entry
        self.last = entry

    def end(self) -> None:
        """Close the list of problems: the very last line may have been begun and not be finished yet."""
        if self._torn:
            self._tell_torn(self._torn[:-1] if self._torn_open else self._torn)
        if self.revision > 0 and sum(entry.revision > self.revision for entry in self._reached) > 1:
            self.problems.append(("older", str(self._number)))

    def _tell_torn(self, lines: range) -> None:
        """One problem, however many lines there are in a row: a file of garbage would make millions."""
        if len(lines) == 1:
            self.problems.append(("line", str(lines[0])))
        elif lines:
            self.problems.append(("line", f"{lines[0]}-{lines[-1]}"))
