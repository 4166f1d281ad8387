"""The editable list of tags: those shipped, under what a branch's own `local.toml` says of them."""

from __future__ import annotations

from store.packs.rule import Text, text
from store.packs.tags_data import SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def tags(settings: Mapping[str, Any]) -> dict[str, Text]:
    """Every tag in force by the name that records hold, in the list's order.

    `settings` are a pack's; its `tags` may be a table: `add = ["防汛值守"]` and `drop = ["招商引资"]`. What is no list
    of texts there changes nothing.
    """
    found = {zh: text(zh, en) for _, members in SETS for zh, en in members}
    own = settings.get("tags")
    if isinstance(own, dict):
        for name in _names(own.get("drop")):
            found.pop(name, None)
        for name in _names(own.get("add")):
            found.setdefault(name, text(name, name))
    return found


def _names(value: Any) -> list[str]:
    if not isinstance(value, list):
        return []
    names = [name.strip() for name in value if isinstance(name, str)]
    return [name for name in names if name and name.isprintable() and " " not in name]
