"""What a server, its driver or the network complain of, as the store's own errors."""

from __future__ import annotations

import ssl
from errno import ECONNRESET, ETIMEDOUT

from store.errors import Busy, Elsewhere, Missing, NotPermitted, NotStored, StoreError, Unreachable, Unsafe
from store.server.driver import DatabaseError, InterfaceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.server.address import Address, Host

MOVED = "ZH001"
"""Our own: the branch was moved to what the server says."""
_ANSWERS: dict[str, tuple[type[StoreError], str]] = {
    "28000": (NotPermitted, "no_login"),
    "28P01": (NotPermitted, "no_login"),
    "42501": (NotPermitted, "no_access"),
    "3D000": (Missing, "no_database"),
    "3F000": (Missing, "not_installed"),
    "42P01": (Missing, "not_installed"),
    "42703": (Missing, "not_installed"),
    "42883": (Missing, "not_installed"),
    MOVED: (Elsewhere, "elsewhere"),
    "55P03": (Busy, "busy"),
    "40001": (Busy, "busy"),
    "40P01": (Busy, "busy"),
    "57014": (Busy, "cancelled"),
    "P0002": (Missing, "missing"),
    "25006": (Busy, "only_reading"),
    "25P03": (Unreachable, "unreachable"),
    "53300": (Unreachable, "crowded"),
    "57P01": (Unreachable, "unreachable"),
    "57P02": (Unreachable, "unreachable"),
    "57P03": (Unreachable, "unreachable"),
    "57P05": (Unreachable, "unreachable"),
    "53100": (NotStored, "server_full"),
    "53200": (NotStored, "server_full"),
}
"""By SQLSTATE. 42P01 and its like: a table, column or function of ours is not there, so `install` was never run, or
by an older program.
"""
_NO_LOGIN: tuple[type[StoreError], str] = (NotPermitted, "no_login")
_POOL_SAYS: dict[str, tuple[type[StoreError], str]] = {
    "login rejected": _NO_LOGIN,
    "auth failed": _NO_LOGIN,
    "authentication failed": _NO_LOGIN,
    "no such user": _NO_LOGIN,
    'role "': _NO_LOGIN,
    "no such database": (Missing, "no_database"),
    'database "': (Missing, "no_database"),
    "no more connections": (Unreachable, "crowded"),
}
"""By a part of what pgbouncer says, or hands on from the server, all of it under one number."""
_CERTIFICATES = {9: "certificate_date", 10: "certificate_date", 62: "certificate_name", 64: "certificate_name"}
"""By OpenSSL's number: not yet valid, expired; made for another host, for another IP address."""
_CLASSES: dict[str, tuple[type[StoreError], str]] = {
    "08": (Unreachable, "unreachable"),
    "53": (NotStored, "server_full"),
    "57": (Unreachable, "unreachable"),
}


def refusal(error: Exception, address: Address, host: Host) -> StoreError:
    """The `StoreError` that an exception of the driver means; `says` is the server's own sentence, where it has one."""
    facts = {"path": address.shown, "host": host.shown, "user": address.user}
    answer = next((one for one in _behind(error) if isinstance(one, DatabaseError)), None)
    if answer is not None:
        return _answer(answer, facts)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unsafe(_CERTIFICATES.get(error.verify_code, "certificate"), says=error.verify_message, **facts)
    if isinstance(error, InterfaceError) and "refuses SSL" in str(error):
        return Unsafe("no_tls", **facts)
    if isinstance(error, InterfaceError) and "authentication" in str(error).lower():
        return NotPermitted("no_login", says=str(error), **facts)
    return Unreachable(says=type(error).__name__, os=_number(error), **facts)


def sqlstate(error: BaseException) -> str:
    """The five characters by which a server names its complaint, empty where it has not complained."""
    said = error.args[0] if isinstance(error, DatabaseError) and error.args else {}
    return said.get("C", "") if isinstance(said, dict) else ""


def _answer(error: DatabaseError, facts: dict[str, str]) -> StoreError:
    code = sqlstate(error)
    says = error.args[0].get("M", "") if code else str(error)
    if code == "23505" and "branch_pkey" in says:
        return StoreError("exists", **facts)
    pool = next((one for part, one in _POOL_SAYS.items() if code == "08P01" and part in says), None)
    kind, name = pool or _ANSWERS.get(code) or _CLASSES.get(code[:2]) or (StoreError, "server")
    more = {"place": says} if code == MOVED else {}
    return kind(name, says=says, state=code, **facts, **more)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it hides: the driver says farewell to a server that has refused it, and fails in that."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _number(error: BaseException) -> int:
    """The kernel's number of what is behind an exception of the driver, 0 where there is none. Where a connection has
    ended in the middle the driver has none.
    """
    found = [one for one in _behind(error) if isinstance(one, OSError)]
    silent = any(isinstance(one, TimeoutError) for one in found)  # its own clock, which gives it no number
    ended = ECONNRESET if isinstance(error, InterfaceError) and not found else 0
    return next((one.errno for one in found if one.errno), ETIMEDOUT if silent else ended)
