"""A connection to the server of a branch that is there when it is asked, and never waits for ever.

The limits nest, so that of two that wait for each other the right one gives up first: a lock is waited for 4 s, a
transaction whose client has gone silent is ended by the server after 5, a silent server is given up after 8, and
whoever uses the link asks again for at most 20.

Statements go as one message each, with their values spelled into them: one round trip, and nothing that a pool
between us and the server could lose.
"""

from __future__ import annotations

import os
import pwd
import socket
import ssl
from contextlib import suppress
from threading import RLock

from store.errors import NotPermitted, StoreError, Unreachable, Unsafe
from store.server.address import NEAR
from store.server.driver import Connection
from store.server.failure import refusal
from store.server.literals import with_values
from store.server.passfile import password

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.server.address import Address, Host

HANDSHAKE = 3.0
LOCK = 4.0
SILENT_TRANSACTION = 5.0
SOCKET = 8.0
PATIENCE = 20.0
"""Seconds. The server's own are set by `zhibu.limit_waiting` (`functions`)."""
_GREETING = "select pg_is_in_recovery(), session_user"


class ServerLink:
    """One connection, made when first asked and again when it was lost. Every method raises a `StoreError`, and
    nothing else; after `Unreachable` nobody knows whether what was asked has been done.

    One thread at a time: whoever needs several answers in a row holds `turn`.
    """

    def __init__(self, address: Address) -> None:
        self.address = address if address.user else address.but(user=_system_name())
        self.turn = RLock()
        self.login = ""
        """Who we are to the server, once it has let us in; nobody can claim to be another."""
        self._connection: Connection | None = None
        self._socket: socket.socket | None = None
        self._host = address.hosts[0]

    def ask(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a statement, `$1`, `$2` … in it being `values`; of several statements those of all."""
        return self.ask_all((statement, *values))

    def ask_all(self, *statements: tuple[Any, ...]) -> list[Any]:
        """The rows of several statements that go as one message; what follows one that fails is not done."""
        text = ";".join([with_values(statement, values) for statement, *values in statements])
        with self.turn:
            connection = self._connected()
            connection.notices.clear()
            try:
                return connection.run(text) or []
            except BaseException as error:
                raise self._as_store_error(error) from None

    @property
    def warned(self) -> bool:
        """Whether the server had doubts about what it was asked last: a COMMIT that did not wait for its standby
        is answered as done, with a warning.
        """
        return bool(self.warnings)

    @property
    def warnings(self) -> list[str]:
        """What it said, in its own language."""
        notices = self._connection.notices if self._connection is not None else ()
        return [one.get(b"M", b"").decode("utf-8", "replace") for one in notices if one.get(b"V") == b"WARNING"]

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def roll_back(self) -> None:
        """Undo what was begun and not committed, for the next question to begin anew."""
        if self._connection is not None:
            try:
                self.ask("rollback")
            except StoreError:
                self.drop()

    def close(self) -> None:
        """Leave. What was begun and not committed is undone by the server."""
        connection, self._connection = self._connection, None
        made, self._socket = self._socket, None
        if connection is not None:
            with suppress(Exception):
                connection.close()
        _cut(made)

    def drop(self) -> None:
        """Cut the connection without a word, which never waits: of a server that does not answer."""
        connection, self._connection = self._connection, None
        made, self._socket = self._socket, None
        _cut(made)
        if connection is not None:
            with suppress(Exception):
                connection.close()

    def __enter__(self) -> ServerLink:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _as_store_error(self, error: BaseException) -> BaseException:
        """What is raised in the place of an error: a `StoreError`. A connection that may be out of step is cut."""
        if isinstance(error, StoreError):
            return error
        told = refusal(error, self.address, self._host) if isinstance(error, Exception) else error
        if not isinstance(told, StoreError) or isinstance(told, Unreachable) or "state" not in told.facts:
            self.drop()
        return told

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._first_that_takes_writes()
        return self._connection

    def _first_that_takes_writes(self) -> Connection:
        """Of the hosts, the one that was right last time first; raises what the first of them said."""
        complaints: list[StoreError] = []
        hosts = self.address.hosts
        for host in [self._host, *(one for one in hosts if one != self._host)]:
            try:
                return self._connection_to(host)
            except Unreachable as error:
                complaints.append(error)
        standby = next((one for one in complaints if one.code == "standby"), None)
        raise standby or complaints[0]

    def _connection_to(self, host: Host) -> Connection:
        self._host = host
        secret, why_none = _secret(self.address, host)
        try:
            made = self._log_in(host, secret)
            ((standby, self.login),) = made.run(_GREETING)
        except BaseException as error:
            raise _about_the_password(self._as_store_error(error), why_none, secret) from None
        if standby:
            self.drop()
            raise Unreachable("standby", path=self.address.shown, host=host.shown)
        return made

    def _log_in(self, host: Host, secret: str | None) -> Connection:
        address = self.address
        self._socket = _opened(host)
        self._connection = Connection(
            address.user,
            host=host.name,
            database=address.database,
            password=secret or "",  # without any, the driver fails in the middle of the handshake
            sock=self._socket,
            ssl_context=_tls(address, host),
            application_name="zhibu",
            startup_params={"client_encoding": "UTF8"},
        )
        return self._connection


def _opened(host: Host) -> socket.socket:
    if host.is_socket:
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(HANDSHAKE)
        made.connect(f"{host.name}/.s.PGSQL.{host.port}")
    else:
        made = socket.create_connection((host.name, host.port), HANDSHAKE)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.settimeout(SOCKET)
    return made


def _cut(made: socket.socket | None) -> None:
    if made is not None:
        with suppress(OSError):
            made.shutdown(socket.SHUT_RDWR)
        made.close()


def _tls(address: Address, host: Host) -> ssl.SSLContext | bool:
    """False for none. Over a network certificates are checked unless the address says otherwise."""
    mode = address.sslmode or ("disable" if host.name in NEAR else "verify-full")
    if mode == "disable" or host.is_socket:
        return False
    try:
        return _context(address, mode)
    except OSError as error:  # of ssl too: a file that is missing, or no certificate
        files = " ".join(filter(None, (address.sslrootcert, address.sslcert, address.sslkey)))
        raise Unsafe("no_certificate", path=address.shown, place=files, os=error.errno) from None


def _context(address: Address, mode: str) -> ssl.SSLContext:
    root = address.sslrootcert or _if_there(".postgresql/root.crt")
    context = ssl.create_default_context(cafile=root or None)
    context.check_hostname = mode == "verify-full"
    if mode == "require" and not root:
        context.verify_mode = ssl.CERT_NONE
    certificate = address.sslcert or _if_there(".postgresql/postgresql.crt")
    if certificate:
        context.load_cert_chain(certificate, address.sslkey or _if_there(".postgresql/postgresql.key") or None)
    return context


def _secret(address: Address, host: Host) -> tuple[str | None, StoreError | None]:
    """The password, and why there is none where its file can't be used: that matters only once one is asked for."""
    path = address.passfile or f"{_home()}/.pgpass"
    try:
        return password(path, host, address.database, address.user), None
    except StoreError as unusable:
        return None, unusable


def _about_the_password(error: BaseException, why_none: StoreError | None, secret: str | None) -> BaseException:
    """28P01 says that a password was asked for: without one, that there was none is what matters."""
    if not isinstance(error, NotPermitted) or error.facts.get("state") != "28P01":
        return error
    if secret is not None:
        return NotPermitted("wrong_password", **error.facts)
    return why_none or NotPermitted("no_password", **error.facts)


def _if_there(name: str) -> str:
    path = f"{_home()}/{name}"
    return path if os.path.exists(path) else ""


def _home() -> str:
    """The folder that the system keeps for this user: where PostgreSQL's own programs look, whatever $HOME says."""
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return "/nonexistent"


def _system_name() -> str:
    """The name of the real user, as which `peer` lets in."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
