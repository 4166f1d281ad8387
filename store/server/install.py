"""Making a database ready for branches: tables, functions and rights by row (`layout`)."""

from __future__ import annotations

from store.errors import Busy, Newer, NotPermitted, StoreError
from store.server.layout import LAYOUT, as_script, due
from store.server.link import ServerLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.server.address import Address

UNKNOWN = ("42", "0A")
"""What a server says begins with that when it has not understood, or knows no such thing."""


def install(address: Address) -> int:
    """Make or renew them, all or nothing; the layout that was there before, 0 for none. May be done again at any time.

    Raises `StoreError("empty_is_null")` of a server that takes an empty text for nothing, `StoreError` with
    "not_utf8_there" of a database that can't hold every character, with "server_lacks" of a server that does not know a
    type, a function or a form of words (an older one, say), Newer where a newer program has been at work,
    NotPermitted where the login may not, and Busy where others read the tables for too long.
    """
    with ServerLink(address) as link:
        before, schema = _layout_there(link)
        try:
            link.ask_all(*[(one,) for one in due(before, schema=schema)])
        except Busy:
            raise Busy("tables_in_use", path=address.shown) from None
        except StoreError as error:
            if not error.facts.get("state", "").startswith(UNKNOWN) or isinstance(error, NotPermitted):
                raise
            ((version,),) = link.ask("select current_setting('server_version')")
            raise StoreError("server_lacks", path=address.shown, says=error.facts["says"], kind=version) from None
        return before


def script(address: Address) -> str:
    """What `install` would do there, for a DBA to read; raises as that does."""
    with ServerLink(address) as link:
        before, schema = _layout_there(link)
        return as_script(before, schema=schema)


def _layout_there(link: ServerLink) -> tuple[int, bool]:
    """The layout that is there, and whether the schema is."""
    if link.ask("select '' is null") == [[True]]:
        raise StoreError("empty_is_null", path=link.address.shown)
    ((encoding,),) = link.ask("select current_setting('server_encoding')")
    if encoding.upper().replace("-", "") != "UTF8":
        raise StoreError("not_utf8_there", path=link.address.shown, says=encoding)
    before = _layout(link)
    if before > LAYOUT:
        raise Newer("newer_layout", path=link.address.shown, schema=before)
    return before, _has(link, "pg_namespace", "nspname", "zhibu")


def _layout(link: ServerLink) -> int:
    """The layout that is there, 0 for none."""
    if not link.ask("select 1 from pg_tables where schemaname = 'zhibu' and tablename = 'store'"):
        return 0
    rows = link.ask("select layout from zhibu.store")
    return int(rows[0][0]) if rows else 0


def _has(link: ServerLink, catalogue: str, column: str, name: str) -> bool:
    return bool(link.ask(f"select 1 from {catalogue} where {column} = $1", name))
