"""What reading, changing and checking a branch on a server have in common: its link, and what was read last."""

from __future__ import annotations

from store import journal
from store.errors import Damaged, Elsewhere
from store.schema import STEPS, VERSION
from store.server import reading
from store.server.address import parse
from store.server.link import ServerLink
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine import Unread
    from store.file_codec import FileText
    from store.generation import Stamp
    from store.journal_entry import JournalEntry
    from store.schema import Steps
    from store.server.reading import ServerStamp


class ServerBranch:
    """`url` is an address with a branch (`address.parse`); nothing is asked before something is asked for.

    Every method raises a `StoreError`, and nothing else: `Unreachable` where no server answers, and `GoneBack`, until
    `forget`, where one has lost what it had acknowledged to this very engine.
    """

    def __init__(self, url: str, *, version: int = VERSION, steps: Steps = STEPS) -> None:
        self.data = self.path = url
        self.near = False
        self.version = version
        self.steps = steps
        self.link = ServerLink(parse(url))
        self.branch = self.link.address.branch
        self._file: FileText | None = None
        self._stamp: ServerStamp | None = None

    def stamp(self) -> Stamp | None:
        """Revision and sum of the last line, and where it was moved: equal ones mean that nothing is to be done."""
        return reading.wide_stamp(self.link, self.branch)

    def fresh(self, head: ServerStamp | None = None) -> tuple[FileText, ServerStamp]:
        """The branch as it is now, and need not be asked for where that is known to be `head`; raises also
        `InvalidFile`.
        """
        with self.link.turn:
            if self._file is None or head is None or head != self._stamp:
                self.keep(*reading.fresh(self.link, self.branch, self._file, self._stamp))
            assert self._file is not None
            assert self._stamp is not None
            return self._file, self._stamp

    def keep(self, file: FileText, stamp: ServerStamp) -> None:
        """Remember what is there now."""
        self._file, self._stamp = file, stamp

    def forget(self) -> None:
        self._file = self._stamp = None

    def close(self) -> None:
        """Leave the server; whatever is asked next connects anew."""
        self.link.close()

    def whole(self) -> bytes:
        """The bytes of `branch.json` as it would be; raises Damaged where the rows are not as they were written."""
        went = reading.elsewhere(self.link, self.branch)
        if went:
            raise Elsewhere(path=self.path, place=went)
        try:
            return reading.with_retry(self.link, self.fresh)[0].data
        except InvalidFile as bad:
            raise Damaged(bad.code, path=self.path, place=bad.place) from None

    def history(self, id: str | None = None, unread: Unread | None = None) -> Iterator[JournalEntry]:
        """What was done, the last first, or only what changed the documents of an id."""
        lines = (line + b"\n" for line in reading.lines(self.link, self.branch, id or ""))
        every = journal.entries(lines, reading.FIRST_OF_ALL, unread)
        for entry in every:
            if id is None or any(change.id == id for change in entry.changes):
                yield entry
