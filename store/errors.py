"""What can be wrong with a folder or its file, as codes and facts; the sentences are made where they are shown."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class StoreError(Exception):
    """`code` names the trouble, `facts` what a sentence about it needs (path, place, holder …)."""

    code = "failed"

    def __init__(self, code: str | None = None, **facts: Any) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.facts!r})"


class Missing(StoreError):
    """There is no store here: no folder, or an empty one; on a server no such database or branch."""

    code = "missing"


class NotPermitted(StoreError):
    """The operating system, or a server, says no: to reading, or to writing."""

    code = "not_permitted"


class Unsafe(StoreError):
    """Something about the folder or file makes trusting it unwise: a link, a folder that anyone may write."""

    code = "unsafe"


class Damaged(StoreError):
    """The file is not a whole store; `place` says where it stopped making sense."""

    code = "damaged"


class Elsewhere(Damaged):
    """The branch was moved, or is on its way, to `place`: what is still here is for reading alone."""

    code = "elsewhere"


class Newer(StoreError):
    """Written by a later version of the program; what it means can't be known."""

    code = "newer"


def refuse_newer(schema: int, version: int, path: str) -> None:
    """Raise `Newer` where what stands at a path is of a later schema than the program's own."""
    if schema > version:
        raise Newer(path=path, schema=schema)


class Busy(StoreError):
    """Someone else held the lock for too long."""

    code = "busy"


class Unreachable(StoreError):
    """No server answers, or it left in the middle; what was asked may be asked again."""

    code = "unreachable"


class Moved(StoreError):
    """Others stored meanwhile, and nothing of this was stored: to be applied to the freshest data again."""

    code = "moved"


class GoneBack(StoreError):
    """A server has lost what it once acknowledged; nothing is stored before somebody has looked."""

    code = "gone_back"


class NotStored(StoreError):
    """Disk or server refused the write (full, quota, failing), or what was to be written; what was there stands."""

    code = "not_stored"


class Unconfirmed(StoreError):
    """Stored, but the disk would not confirm it; or, with its id as `commit`, sent to a server that does not answer."""

    code = "unconfirmed"
