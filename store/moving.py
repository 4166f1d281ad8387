"""A branch goes from one engine to another. At no moment can two copies be written, and whatever was begun and cut off
is ended by asking for the same once more.

What comes lies ready and was read back before the source is left; only then it is made the branch. Between the two,
nobody can write, and the source says where to look.
"""

from __future__ import annotations

from store.engines import side_of
from store.errors import Elsewhere, StoreError, Unconfirmed
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from store.engine import Arrival, By, Departure, Side, Waiting

    Step = Callable[[str, int, int], None]


class Transfer(Record):
    """What came of it: where the branch is now, its revision, how many lines of the journal and which texts of rules
    went along, how many problems each side has, and whether all had been done before.
    """

    place: str
    revision: int
    lines: int
    overlays: tuple[str, ...]
    problems: int
    before: bool


class Carriage:
    """From one place to another; `host` is what this machine is called, for whoever reads of it on another."""

    def __init__(self, data: str, to: str, host: str, *, anywhere: bool = False) -> None:
        self.source: Side = side_of(data, host, anywhere=anywhere)
        self.target: Side = side_of(to, host, anywhere=anywhere)

    def move(self, by: By, at: datetime, note: str, waiting: Waiting | None, step: Step) -> Transfer:
        """Carry the branch; `note` tells people in the source why it is for reading alone, `step` is told what is done
        next: its code, its number, and how many there are.

        Raises a StoreError, after which the branch is where it was, but: Unconfirmed, after which nobody knows, and
        Elsewhere, where it had gone to another place before. Of either the same call may be made again.
        """
        step("read", 1, 4)
        with self.source.departure(by, at, waiting) as leaving:
            if leaving.gone_to and not self.target.is_at(leaving.gone_to):
                raise Elsewhere(path=self.source.engine.path, place=leaving.gone_to)
            parcel = leaving.parcel
            before = bool(leaving.gone_to) and self.target.has(parcel)
            if not before:
                step("carry", 2, 4)
                with self.target.arrival(parcel, self.source.is_at, retry=bool(leaving.gone_to)) as arriving:
                    step("leave", 3, 4)
                    self._hand_over(leaving, arriving, note)
        step("check", 4, 4)
        return Transfer(
            place=self.target.place,
            revision=parcel.revision,
            lines=len(parcel.lines),
            overlays=tuple(parcel.overlays),
            problems=len(self.target.engine.verify()),
            before=before,
        )

    def _hand_over(self, leaving: Departure, arriving: Arrival, note: str) -> None:
        if not leaving.gone_to:
            leaving.leave(self.target.place, note)
        try:
            arriving.settle()
        except Unconfirmed:
            raise
        except StoreError:
            leaving.come_back()
            raise
