"""Making a database ready for branches: tables, functions and rights by row (`layout`)."""

from __future__ import annotations

from store.errors import Busy, Newer, StoreError
from store.server.layout import FIRST, LAYOUT, RAISE, SCHEMA, STATEMENTS
from store.server.link import ServerLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.server.address import Address

WAIT = "select zhibu.limit_waiting(2000)"
"""Renewing waits for whoever reads a table, and all others wait behind it: not for as long as a backup takes."""


def install(address: Address) -> int:
    """Make or renew them, all or nothing; the layout that was there before, 0 for none. May be done again at any time.

    Raises `StoreError("empty_is_null")` of a server that takes an empty text for nothing, Newer where a newer program
    has been at work, NotPermitted where the login may not, and Busy where others read the tables for too long.
    """
    with ServerLink(address) as link:
        if link.ask("select '' is null") == [[True]]:
            raise StoreError("empty_is_null", path=address.shown)
        before = _layout(link)
        if before > LAYOUT:
            raise Newer("newer_layout", path=address.shown, schema=before)
        begun = [] if _has(link, "pg_namespace", "nspname", "zhibu") else [SCHEMA]
        if before:
            begun.append(WAIT)
        end = [] if before == LAYOUT else [RAISE] if before else [FIRST]
        try:
            link.ask_all(*[(one,) for one in ("begin", *begun, *STATEMENTS, *end, "commit")])
        except Busy:
            raise Busy("tables_in_use", path=address.shown) from None
        return before


def _layout(link: ServerLink) -> int:
    """The layout that is there, 0 for none."""
    if not link.ask("select 1 from pg_tables where schemaname = 'zhibu' and tablename = 'store'"):
        return 0
    rows = link.ask("select layout from zhibu.store")
    return int(rows[0][0]) if rows else 0


def _has(link: ServerLink, catalogue: str, column: str, name: str) -> bool:
    return bool(link.ask(f"select 1 from {catalogue} where {column} = $1", name))
