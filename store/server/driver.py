"""pg8000, as far as it is used here, or one sentence about how it is had: it comes with an extra."""

from __future__ import annotations

from store.errors import StoreError

try:
    from pg8000.exceptions import DatabaseError, InterfaceError
    from pg8000.native import Connection
except ModuleNotFoundError:
    raise StoreError("no_driver") from None

__all__ = ["Connection", "DatabaseError", "InterfaceError"]
