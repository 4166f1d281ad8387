"""The boxes of a committee's units: what came up in each, and what is to go down. One box that can't be read or written
is told and stops none of the others.
"""

from __future__ import annotations

from time import monotonic

from store.box.messages import InvalidBox
from store.box.sent import down_for
from store.committee.units import (
    DAMAGED,
    DENIED,
    FAILED,
    LARGE,
    MISSING,
    NEWER,
    NO_BOX,
    NOT_FILE,
    NOTHING,
    OTHER_UNIT,
    READING,
    UnitCounts,
    committee_in,
)
from store.engines import SERVER, box_at
from store.errors import Damaged, StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from store.box.box import Box
    from store.box.messages import Down, Up
    from store.committee.units import Committee, Unit
    from store.packs.rule import Pack
    from store.snapshot import Snapshot

    Trouble = tuple[Unit, StoreError | InvalidBox]
    """A unit whose box could not be written, and why."""

CODES = {
    "box_missing": MISSING,
    "box_no_read": DENIED,
    "no_access": DENIED,
    "no_login": DENIED,
    "box_inner_link": NOT_FILE,
    "box_link": NOT_FILE,
    "box_not_file": NOT_FILE,
    "box_not_folder": NOT_FILE,
    "box_too_big": LARGE,
    "too_big": LARGE,
    "schema": NEWER,
}
"""What the code of an error comes to; any other of a message is that it is damaged, of a folder that it failed."""


FEW = 100
"""Boxes whose stamps are looked at without a thread."""


class UnitBoxes:
    """`committee` may be replaced at any time: what is known of a box stays with its folder."""

    def __init__(self, committee: Committee, open_box: Callable[[str], Box]) -> None:
        self.committee = committee
        self.ups: dict[str, UnitCounts] = {}
        """What was read last: of each unit a brief, where there is one."""
        self._open = open_box
        self._up: dict[str, tuple[Hashable, UnitCounts]] = {}
        self._down: dict[str, tuple[Hashable, Down]] = {}
        self._whole: dict[str, tuple[UnitCounts, UnitCounts]] = {}
        """What was asked for besides, with the brief that it is the whole of."""

    def read(self, seconds: float | None = None) -> dict[str, UnitCounts]:
        """The counts of every unit, read anew where a box has changed; after so many seconds what was known before."""
        until = None if seconds is None else monotonic() + seconds
        self.ups = {
            unit.unit: self._counts(unit, late=until is not None and monotonic() >= until)
            for unit in self.committee.units
        }
        return self.ups

    def whole(self, id: str) -> UnitCounts | None:
        """All that a unit says of which `ups` has a brief, read when it is asked for."""
        said, unit = self.ups.get(id), self.committee.unit(id)
        if unit is None or said is None or said.up is None or said.up.shows is None:
            return said
        known = self._whole.get(unit.box)
        if known is None or known[0] is not said:
            known = self._whole[unit.box] = said, self._own(unit, counts_in(self._open(unit.box).read_up))
        return known[1]

    @property
    def few(self) -> bool:
        """Whether a look at all of them takes no longer than one at a branch's own file."""
        units = self.committee.units
        return len(units) <= FEW and not any(unit.box.startswith(SERVER) for unit in units)

    def moved(self) -> bool:
        """Whether any box holds something else than when it was read last; one `stat` each."""
        boxes = (unit.box for unit in self.committee.units if unit.box)
        return any(box not in self._up or self._up[box][0] != self._open(box).up_stamp() for box in boxes)

    def write(self, latest: Callable[[], Snapshot], today: date) -> list[Trouble]:
        """Bring down what concerns each unit where its box says something else; those that could not be written. Of
        records that can't be read nothing goes down: their last good state may be an older one than the units have.
        """
        snapshot, troubles = latest(), []
        if snapshot.damage is not None:
            return []
        for unit in self.committee.units:
            try:
                if unit.box:
                    self._send(unit, snapshot, latest, today)
            except (StoreError, InvalidBox) as error:
                troubles.append((unit, error))
        return troubles

    def _counts(self, unit: Unit, *, late: bool) -> UnitCounts:
        if not unit.box:
            return UnitCounts(code=NO_BOX)
        known = self._up.get(unit.box)
        if late:
            return self._own(unit, known[1]) if known is not None else UnitCounts(code=READING)
        box = self._open(unit.box)
        stamp = box.up_stamp()
        if known is None or known[0] != stamp or stamp is None:
            known = self._up[unit.box] = stamp, counts_in(box.read_brief)
        return self._own(unit, known[1])

    def _own(self, unit: Unit, counts: UnitCounts) -> UnitCounts:
        if counts.up is not None and counts.up.unit != unit.unit:
            return UnitCounts(code=OTHER_UNIT, place=counts.up.unit)
        return counts

    def _send(self, unit: Unit, snapshot: Snapshot, latest: Callable[[], Snapshot], today: date) -> None:
        """Written only where it differs in more than its day: an unchanged file tells a branch that nothing is new."""

        def down(of: Snapshot) -> Down:
            return down_for(of, unit.unit, today, self.committee.liaison)

        box = self._open(unit.box)
        stands, wanted = self._stands(unit.box, box), down(snapshot)
        if stands is None or stands.but(as_of=today) != wanted:
            box.write_down(lambda: down(sound(latest())))
            self._down.pop(unit.box, None)

    def _stands(self, place: str, box: Box) -> Down | None:
        """What a box holds for its unit; what can't be understood is our own file all the same, and is replaced."""
        stamp = box.down_stamp()
        known = self._down.get(place)
        if known is not None and known[0] == stamp and stamp is not None:
            return known[1]
        try:
            found = box.read_down()
        except InvalidBox as bad:
            if code_of(bad) == NEWER:
                raise
            return None
        if found is not None:
            self._down[place] = stamp, found
        return found


def boxes_of(snapshot: Snapshot, pack: Pack, *, anywhere: bool = False) -> UnitBoxes | None:
    """Those of the committee whose records these are; None of a branch."""
    committee = committee_in(snapshot, pack.settings)
    return None if committee is None else UnitBoxes(committee, lambda place: box_at(place, anywhere=anywhere))


def sound(snapshot: Snapshot) -> Snapshot:
    """Records as they stand; raises Damaged where they are the last good state of others."""
    if snapshot.damage is not None:
        raise Damaged(snapshot.damage.code, place=snapshot.damage.place)
    return snapshot


def counts_in(read: Callable[[], Up | None]) -> UnitCounts:
    """What a box says, or why it says nothing."""
    try:
        up = read()
    except InvalidBox as bad:
        return UnitCounts(code=code_of(bad), place=bad.place)
    except StoreError as error:
        return UnitCounts(code=code_of(error))
    return UnitCounts(code=NOTHING) if up is None else UnitCounts(up=up)


def code_of(error: StoreError | InvalidBox) -> str:
    """Why, as one of `store.committee.units.WHY`."""
    return CODES.get(error.code, DAMAGED if isinstance(error, InvalidBox) else FAILED)
