"""The editable list of tags: those shipped, under what a branch's own `local.toml` says of them."""

from __future__ import annotations

from store.packs.rule import Text, text
from store.packs.tags_data import IMPLIED, SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SHIPPED: dict[str, Text] = {zh: text(zh, en) for _, members in SETS for zh, en in members}
MARKS = "#＃,，、;；@＠+＋"
MINUS = "-－−"
"""Before a tag that is taken off."""


def tags(settings: Mapping[str, Any]) -> dict[str, Text]:
    """Every tag in force by the name that records hold, in the list's order.

    `settings` are a pack's; its `tags`, where an overlay has them, are the names to `add` and to `drop`.
    """
    own = settings.get("tags", {})
    dropped = set(own.get("drop", ()))
    named = {name: texts for name, texts in SHIPPED.items() if name not in dropped}
    for name in own.get("add", ()):
        named.setdefault(name, text(name, name))
    return named


OWN = "own"
"""The set of the tags that a branch has added."""


def sets(settings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The tags in force, set by set."""
    there = tags(settings)
    members_of = {name: tuple(zh for zh, _ in members if zh in there) for name, members in SETS}
    members_of[OWN] = tuple(name for name in there if name not in SHIPPED)
    return {name: members for name, members in members_of.items() if members}


def implied(settings: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Of tags what a session is that has them without saying so: of a kind, or of a form."""
    own: Mapping[str, Mapping[str, Any]] = settings.get("tags", {}).get("implies", {})
    return {**IMPLIED, **own}


def is_tag(name: str) -> bool:
    """Whether a name can be a tag: one that a line of words can hold and tell from its marks."""
    plain = bool(name) and name.isprintable() and not any(c.isspace() or c in MARKS for c in name)
    return plain and name[0] not in MINUS
