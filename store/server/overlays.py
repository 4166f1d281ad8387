"""The texts of rules of a branch on a server, or of all: rows in the place of `local.toml` and its like."""

from __future__ import annotations

from store.server.link import ServerLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.server.address import Address

ALL = "*"
"""In the place of a branch: for those that have no text of that name themselves."""


def lay_over(address: Address, name: str, text: str | None) -> None:
    """Put a text in the place of the one of that name, or (None) take it away; raises NotPermitted."""
    with ServerLink(address) as link:
        link.ask("select zhibu.lay_over($1, $2, $3)", address.branch or ALL, name, text)
