"""The values of fields of a local overlay, read as their rule wants them; what is wrong raises `InvalidOverlay`."""

from __future__ import annotations

from datetime import date

from store.packs.rule import Strength, Text
from store.periods import Cadence
from store.records import ExemptionKind, Kind, PostKind, TalkKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FLOORS = frozenset({"count", "hours", "days", "least", "full"})
"""Thresholds of which more is stricter; of the others, which are times, less is."""
MOST = 3660
"""No threshold is more, and no day that is counted from another lies farther away: ten years of days."""
LARGEST = 2**53
"""Every figure is less, as those of the records are."""
CHOICES = {"per": ("member", "relation"), "by": ("filing", "consent")}
"""Parameters that are one of a few words."""
SPANS = ("extension",)
"""Parameters that are the fewest and the most of something."""
NAMES: dict[str, Any] = {"posts": PostKind, "talks": TalkKind, "exemptions": ExemptionKind, "of": Kind}


class InvalidOverlay(Exception):
    """A mistake in one field: `args` are the field and a code."""


def parameter(field: str, value: Any, was: Any) -> Any:
    """A threshold of the same type as the one that it replaces."""
    if type(was) is bool:
        if type(value) is not bool:
            raise InvalidOverlay(field, "type")
        return value
    if type(was) in (int, float):
        if type(value) is not int and not (type(value) is float and field == "hours"):
            raise InvalidOverlay(field, "type")
        if value < 0:
            raise InvalidOverlay(field, "negative")
        if value > MOST or (value == 0 and field in FLOORS):
            raise InvalidOverlay(field, "value")
        return value
    if type(was) is tuple:
        kind = type(was[0])
        if not isinstance(value, list) or not value or any(type(one) is not kind for one in value):
            raise InvalidOverlay(field, "type")
        if kind is int and any(one < 0 for one in value):
            raise InvalidOverlay(field, "negative")
        if (kind is int and max(value) > MOST) or (field in SPANS and (len(value) != 2 or value[0] > value[1])):
            raise InvalidOverlay(field, "value")
        _refuse_unknown(field, value)
        return tuple(value)
    if type(value) is not str:
        raise InvalidOverlay(field, "type")
    if value not in CHOICES.get(field, (value,)):
        raise InvalidOverlay(field, "value")
    return value


def _refuse_unknown(field: str, names: list[Any]) -> None:
    """Names that must be ones that the records know."""
    if field in NAMES and not set(names) <= {kind.value for kind in NAMES[field]}:
        raise InvalidOverlay(field, "value")


def common(field: str, value: Any) -> Any:
    """The value of a field that every rule has; raises `InvalidOverlay`."""
    if field in ("valid_from", "valid_to"):
        return day_of(field, value)
    if field == "adopted":
        if type(value) is not bool:
            raise InvalidOverlay(field, "type")
        return value
    if type(value) is not str:
        raise InvalidOverlay(field, "type")
    if field == "source":
        return value
    kind: Any = Cadence if field == "cadence" else Strength
    if value not in {one.value for one in kind}:
        raise InvalidOverlay(field, "value")
    return kind(value)


def day_of(field: str, value: Any) -> date:
    """A day as TOML has it, or its text."""
    if type(value) is date:
        return value
    if type(value) is not str:
        raise InvalidOverlay(field, "type")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidOverlay(field, "value") from None


def text_of(field: str, value: Any) -> Text:
    """One text for both languages, or one for each."""
    if isinstance(value, dict):
        if set(value) != {"zh", "en"} or not all(isinstance(text, str) and text for text in value.values()):
            raise InvalidOverlay(field, "type")
        return Text(zh=value["zh"], en=value["en"])
    if not isinstance(value, str) or not value:
        raise InvalidOverlay(field, "type")
    return Text(zh=value, en=value)
