"""Which engine keeps a branch, and what a box: the one place that chooses. What is not asked for is not imported."""

from __future__ import annotations

from store.disk.disk import Disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.box import Box
    from store.engine import Engine


def engine_of(data: str, *, anywhere: bool = False) -> Engine:
    """The engine of a folder."""
    return Disk(data, anywhere=anywhere)


def box_at(place: str, *, anywhere: bool = False) -> Box:
    """The box in a folder."""
    from store.disk.box_folder import BoxFolder

    return BoxFolder(place, anywhere=anywhere)
