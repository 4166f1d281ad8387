"""The passwords of a user's own file, in the format of PostgreSQL: `host:port:database:user:password`, a line each.

The first line that fits counts. `*` fits all; a backslash takes its meaning from a colon or a backslash.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from store.errors import NotPermitted, Unsafe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.server.address import Host

LARGEST = 1 << 20


def password(path: str, host: Host, database: str, user: str) -> str | None:
    """The password for a login, None where the file is missing or names none; raises Unsafe where others may read it,
    as PostgreSQL's own programs refuse it, and NotPermitted where we may not.
    """
    name = "localhost" if host.is_socket else host.name
    wanted = (name, str(host.port), database, user)
    for line in _text(path).splitlines():
        *fields, secret = _fields(line)
        if len(fields) == len(wanted) and not line.startswith("#"):
            either = (host.name, *wanted[1:])
            if any(_fits(fields, one) for one in (wanted, either)):
                return secret
    return None


def _fits(fields: list[str], wanted: tuple[str, ...]) -> bool:
    return all(field in ("*", value) for field, value in zip(fields, wanted, strict=True))


def _fields(line: str) -> list[str]:
    """The five fields of a line; the last one ends where the line does."""
    fields, current, escaped = [], "", False
    for sign in line:
        if escaped or sign not in "\\:":
            current += sign
            escaped = False
        elif sign == "\\":
            escaped = True
        else:
            fields.append(current)
            current = ""
    return [*fields, current]


def _text(path: str) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError:
        raise NotPermitted("no_read", path=path) from None
    except OSError:
        return ""
    try:
        found = os.fstat(handle)
        if not S_ISREG(found.st_mode):
            return ""
        if found.st_mode & 0o077:
            raise Unsafe("open_passfile", path=path)
        return os.read(handle, LARGEST).decode("utf-8", "replace")
    finally:
        os.close(handle)
