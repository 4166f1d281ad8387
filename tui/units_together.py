"""Boxes of units that stand together, asked for at once: by what their server keeps beside the counts."""

from __future__ import annotations

from contextlib import suppress

from store.committee.units import NOTHING, UnitCounts
from store.engines import boxes_together
from store.errors import StoreError
from tui.unit_sending import code_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from store.box.box import Boxes

    Together = tuple[dict[Boxes, dict[str, str]], list[str]]
    """By boxes that stand together the place of each by its name there, and the places of others."""


def together(places: Sequence[str]) -> Together:
    """Those of which many can be asked for at once, and the rest."""
    groups = boxes_together(places)
    grouped = {place for at in groups.values() for place in at.values()}
    return groups, [place for place in places if place not in grouped] if len(grouped) < len(places) else []


def briefs_of(places: Sequence[str]) -> dict[str, UnitCounts]:
    """By place, what can be read of several boxes at once."""
    found: dict[str, UnitCounts] = {}
    for boxes, at in together(places)[0].items():
        with suppress(StoreError):
            found |= {at[name]: UnitCounts(up=up) for name, up in boxes.briefs(at).items()}
    return found


def heads_of(boxes: Boxes, names: Collection[str]) -> dict[str, UnitCounts]:
    """What could be read of several boxes at once; where they can't be asked, that of each."""
    try:
        heads = boxes.heads(names)
    except StoreError as error:
        return dict.fromkeys(names, UnitCounts(code=code_of(error)))
    return {name: _NOTHING if up is None else UnitCounts(up=up) for name, up in heads.items()}


_NOTHING = UnitCounts(code=NOTHING)
