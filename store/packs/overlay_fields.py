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
CHOICES = {"per": ("member", "relation"), "by": ("filing", "consent")}
"""Parameters that are one of a few words."""
SPANS = ("extension",)
"""Parameters that are the fewest and the most of something."""
NAMES: dict[str, Any] = {"posts": PostKind, "talks": TalkKind, "exemptions": ExemptionKind, "of": Kind}


class InvalidOverlay(Exception):
    """A mistake in one field: `args` are the field and a code."""


def parameter(field: str, given: Any, was: Any) -> Any:
    """A threshold of the same type as the one that it replaces."""
    if type(was) is bool:
        if type(given) is not bool:
            raise InvalidOverlay(field, "type")
        return given
    if type(was) in (int, float):
        if type(given) is not int and not (type(given) is float and field == "hours"):
            raise InvalidOverlay(field, "type")
        if given < 0:
            raise InvalidOverlay(field, "negative")
        if given == 0 and field in FLOORS:
            raise InvalidOverlay(field, "value")
        return given
    if type(was) is tuple:
        kind = type(was[0])
        if not isinstance(given, list) or not given or any(type(one) is not kind for one in given):
            raise InvalidOverlay(field, "type")
        if kind is int and any(one < 0 for one in given):
            raise InvalidOverlay(field, "negative")
        if field in SPANS and (len(given) != 2 or given[0] > given[1]):
            raise InvalidOverlay(field, "value")
        _named(field, given)
        return tuple(given)
    if type(given) is not str:
        raise InvalidOverlay(field, "type")
    if given not in CHOICES.get(field, (given,)):
        raise InvalidOverlay(field, "value")
    return given


def _named(field: str, given: list[Any]) -> None:
    """Names that must be ones that the records know."""
    if field in NAMES and not set(given) <= {kind.value for kind in NAMES[field]}:
        raise InvalidOverlay(field, "value")


def common(field: str, given: Any) -> Any:
    if field in ("valid_from", "valid_to"):
        return day_of(field, given)
    if field == "adopted":
        if type(given) is not bool:
            raise InvalidOverlay(field, "type")
        return given
    if type(given) is not str:
        raise InvalidOverlay(field, "type")
    if field == "source":
        return given
    kind: Any = Cadence if field == "cadence" else Strength
    if given not in {one.value for one in kind}:
        raise InvalidOverlay(field, "value")
    return kind(given)


def day_of(field: str, given: Any) -> date:
    """A day as TOML has it, or its text."""
    if type(given) is date:
        return given
    if type(given) is not str:
        raise InvalidOverlay(field, "type")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InvalidOverlay(field, "value") from None


def text_of(field: str, given: Any) -> Text:
    """One text for both languages, or one for each."""
    if isinstance(given, dict):
        if set(given) != {"zh", "en"} or not all(isinstance(value, str) and value for value in given.values()):
            raise InvalidOverlay(field, "type")
        return Text(zh=given["zh"], en=given["en"])
    if not isinstance(given, str) or not given:
        raise InvalidOverlay(field, "type")
    return Text(zh=given, en=given)
