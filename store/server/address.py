"""Where a branch on a server is: `postgresql://db1,db2:5432/zhibu/yunchuan-01?sslmode=verify-full`.

The words are those of PostgreSQL's own client library, with the branch as a second part of the path. A password never
stands here: it would stand in the process list, in the history of a shell and in every complaint.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from store.errors import StoreError, Unsafe
from store.record import Record

SCHEMES = ("postgresql", "postgres")
PORT = 5432
SSL_MODES = ("disable", "require", "verify-ca", "verify-full")
"""`prefer` and `allow` are left out: whoever sits in between could talk both sides out of it."""
OPTIONS = ("host", "port", "user", "passfile", "sslmode", "sslrootcert", "sslcert", "sslkey")
OWN = ("user", "passfile", "sslcert", "sslkey")
"""Of these, what is of whoever comes in, and nobody else's."""
LONGEST_NAME = 100
_SECRET = re.compile(r"\b(pass(?!file)\w*|pwd)\s*=\s*('[^']*'|[^\s&]*)", re.IGNORECASE)
NEAR = ("localhost", "127.0.0.1", "::1")
"""Hosts between which and us there is no network."""


class Host(Record):
    """A host and its port; a path is the folder of a socket on this machine."""

    name: str
    port: int

    @property
    def is_socket(self) -> bool:
        return self.name.startswith("/")

    @property
    def shown(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"{name}:{self.port}"


class Address(Record):
    """`hosts` are tried in this order; `user` and the paths are empty where they are not said. `url` is what was said,
    `branch` empty for all of a database.
    """

    hosts: tuple[Host, ...]
    database: str
    branch: str
    user: str = ""
    passfile: str = ""
    sslmode: str = ""
    sslrootcert: str = ""
    sslcert: str = ""
    sslkey: str = ""
    url: str = ""

    @property
    def shown(self) -> str:
        """What of the URL a sentence needs: where, and which branch."""
        return self.url.partition("?")[0]

    def of(self, branch: str) -> Address:
        """The same place with another branch, or (empty) with none."""
        start, mark, query = self.url.partition("?")
        database = "/".join(start.split("/")[:4])  # however the branch was spelled
        url = f"{database}{branch and '/'}{quote(branch, safe='')}{mark}{query}"
        return self.but(branch=branch, url=url)

    def for_others(self, branch: str) -> str:
        """The address of a branch in the same place without what says who comes in."""
        same = self if branch == self.branch else self.of(branch)
        start, _, query = same.url.partition("?")
        scheme, _, rest = start.partition("://")
        hosts, slash, path = rest.partition("/")
        kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in OWN)
        return f"{scheme}://{hosts.rpartition('@')[2]}{slash}{path}{'?' if kept else ''}{kept}"


def parse(url: str, *, branch: bool | None = True) -> Address:
    """The parts of a URL, with a branch, (False) without one, or (None) as it is; raises `StoreError`s: `bad_address`
    with the part that is wrong as `place`, `password_in_address`, `no_branch_in_address`, and `branch_in_address` with
    the address without it as `place`.
    """
    hidden = _without_password(url)
    if hidden != url:
        raise Unsafe("password_in_address", path=hidden)
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise _bad(url, url) from None
    said = dict(pairs)
    unknown = next((name for name in said if name not in OPTIONS), None) or parts.fragment or _twice(pairs)
    scheme, _, rest = url.partition(":")
    if unknown or scheme not in SCHEMES or not rest.startswith("//"):
        raise _bad(url, unknown or f"{scheme}:")
    user, _, listed = parts.netloc.rpartition("@")
    database, *named = [unquote(part) for part in parts.path.removeprefix("/").rstrip("/").split("/")]
    if branch and not named:
        raise StoreError("no_branch_in_address", path=url)
    if len(named) > 1:
        raise _bad(url, parts.path)
    made = Address(
        hosts=_hosts(url, listed, said),
        database=_name(url, database),
        branch=_name(url, named[0]) if named else "",
        user=_name(url, said.get("user") or unquote(user)) if user or "user" in said else "",
        url=url,
        **{name: said[name] for name in OPTIONS[3:] if name in said},
    )
    if made.sslmode not in ("", *SSL_MODES):
        raise _bad(url, f"sslmode={made.sslmode}")
    if named and branch is False:
        raise StoreError("branch_in_address", path=url, place=made.of("").url)
    return made


def _twice(pairs: list[tuple[str, str]]) -> str:
    """The first name that is said more than once."""
    names = [name for name, _ in pairs]
    return next((name for name in names if names.count(name) > 1), "")


def _hosts(url: str, listed: str, options: dict[str, str]) -> tuple[Host, ...]:
    every = [_host(url, one) for one in (unquote(listed) or options.get("host", "")).split(",") if one]
    if not every or (listed and "host" in options):
        raise _bad(url, "host")
    port = _port(url, options["port"]) if "port" in options else PORT
    return tuple([Host(name=name, port=own or port) for name, own in every])


def _host(url: str, text: str) -> tuple[str, int]:
    """A name and its port, 0 where it has none: `db1`, `db1:5433`, `[::1]:5433`, `/run/postgresql`."""
    if text.startswith("/"):
        folder, _, port = text.rpartition(":")
        return (folder, _port(url, port)) if folder and port.isdecimal() else (text, 0)
    if text.startswith("["):
        name, closed, port = text[1:].partition("]")
        port = port.removeprefix(":")
    else:
        name, closed, port = text.partition(":")
    if not name or not name.isprintable() or " " in name or (closed and not port and not text.endswith("]")):
        raise _bad(url, text)
    return name, _port(url, port) if port else 0


def _port(url: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) < 1 << 16):
        raise _bad(url, text)
    return int(text)


def _name(url: str, text: str) -> str:
    """The name of a database, a branch or a user: anything that can be read aloud, but `*`, which stands for all."""
    if not text or not text.isprintable() or len(text) > LONGEST_NAME or text == "*":
        raise _bad(url, text)
    return text


def _without_password(url: str) -> str:
    """The URL with dots for a password, in front of the host or among the options, whatever they are called, or the
    parts of an address as other programs take it.
    """
    start, mark, query = url.partition("?")
    scheme, colons, rest = start.partition(":/")  # of a slip with one slash too
    login, at, place = rest.rpartition("@")
    user, colon, _ = login.partition(":")
    kept = ["password=…" if _SECRET.match(unquote(part)) else part for part in query.split("&")]
    return _SECRET.sub(r"\1=…", f"{scheme}{colons}{user}{':…' if colon else ''}{at}{place}{mark}{'&'.join(kept)}")


def _bad(url: str, place: str) -> StoreError:
    return StoreError("bad_address", path=url, place=place)
