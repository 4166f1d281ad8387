"""What the heading of a column that is a session says beside its date: kinds, a group, a topic."""

from __future__ import annotations

import re

from store.exchange.tables import matching
from store.exchange.tables.columns import KINDS, key_of
from store.records import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.exchange.tables.headings import Headings
    from store.exchange.tables.sheet import SheetRows
    from store.records import Branch

_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_BETWEEN = re.compile(r"[+＋、/]|\s+|[暨兼](?=[^暨兼]*(?:党课|会|党日|评议|学习)$)")
WHOLE_ONLY = frozenset(
    {"学习", "大会", "评议", "其他", "其它", "study", "general", "group", "committee", "other", "lecture"}
)
"""Names of kinds that may as well begin a topic: they count only when they stand alone."""


def year_of(sheet: SheetRows, header: Headings) -> int | None:
    """The one year that a sheet's name and title speak of."""
    years = set(_ANY_YEAR.findall(f"{sheet.name} {header.title}"))
    return int(years.pop()) if len(years) == 1 else None


def split_session(text: str, branch: Branch | None) -> tuple[tuple[Kind, ...], str, str]:
    """The kinds of session that a text names, the group's name in it, and what is left."""
    kinds: list[Kind] = []
    left: list[str] = []
    group = ""
    whole = key_of(text)
    if whole in KINDS:
        return (KINDS[whole],), "", ""
    for token in _BETWEEN.split(text):
        key = key_of(token)
        if not key:
            continue
        if key in KINDS:
            kinds.append(KINDS[key])
            continue
        known = max((name for name in KINDS if key.startswith(name) and name not in WHOLE_ONLY), key=len, default=None)
        if key.endswith("会") and matching.group_number(key.removesuffix("会")) is not None:
            kinds.append(Kind.GROUP_MEETING)
            group = token.strip().removesuffix("会")
        elif known and not left:
            kinds.append(KINDS[known])
            rest = token[_length(token, known) :].strip(" :：-—“”《》()（）")
            left += [rest] if rest else []
        elif matching.group_of(branch, token) or matching.is_group_name(token):
            group = token.strip()
        else:
            left.append(token)
    return tuple(dict.fromkeys(kinds)), group, " ".join(left)


def kinds_within(text: str) -> tuple[Kind, ...]:
    """The kinds that a sheet's name or title speaks of, anywhere in it."""
    key = key_of(text)
    names: list[str] = []
    for name in sorted(KINDS, key=len, reverse=True):
        if name in key and name not in WHOLE_ONLY and not any(name in longer for longer in names):
            names.append(name)
    return tuple(dict.fromkeys(KINDS[name] for name in sorted(names, key=key.index)))


def _length(token: str, key: str) -> int:
    """How many characters of a token its beginning `key` takes."""
    return next((end for end in range(1, len(token) + 1) if key_of(token[:end]) == key), len(token))
