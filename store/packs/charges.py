"""Who answers for which rule, by post: 「党支部书记负总责、组织委员抓落实」, so that what is not named here is the
organisation member's. A unit's overlay (`[charge]`) and its own division of work (分工) come before this.
"""

from __future__ import annotations

from store.records import PostKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from store.packs.rule import Rule

EVERYTHING_ELSE = PostKind.ORG_OFFICER
INSTEAD = (PostKind.DEPUTY, PostKind.SECRETARY)
"""Who answers in the place of a vacant post: the first of them that is filled."""
_NAMED = {
    **dict.fromkeys(("OL-02", "OL-05", "OL-07", "OL-13", "OL-14"), PostKind.SECRETARY),
    **dict.fromkeys(("OL-04", *(f"TR-0{number}" for number in range(1, 6))), PostKind.PUBLICITY_OFFICER),
    **dict.fromkeys(("OL-15", "RS-04"), PostKind.DISCIPLINE_OFFICER),
    **dict.fromkeys(("OL-03", "ORG-08"), PostKind.GROUP_LEADER),
}
_FAMILIES = {"RS-": PostKind.SECRETARY, "ST-": PostKind.PUBLICITY_OFFICER}


def charge(rule: str, settings: Mapping[str, Any]) -> PostKind:
    """The post that answers for a rule, or for entries of a register without an owner; `settings` are a pack's."""
    own: PostKind | None = settings.get("charge", {}).get(rule)
    if own is not None:
        return own
    family = next((post for start, post in _FAMILIES.items() if rule.startswith(start)), EVERYTHING_ELSE)
    return _NAMED.get(rule, family)


def ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids of rules, each once and in their order: a rule has a version for each law that it stood in."""
    return tuple(dict.fromkeys(rule.id for rule in rules))
