"""What a committee sends its units, brought down into their boxes. One that can't be written is told and stops none of
the others.
"""

from __future__ import annotations

from time import monotonic, sleep

from store.box.messages import InvalidBox
from store.box.sent import down_for
from store.committee.units import DAMAGED, DENIED, FAILED, LARGE, MISSING, NEWER, NOT_FILE
from store.errors import Damaged, StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from store.box.box import Box
    from store.box.messages import Down
    from store.committee.units import Committee, Unit
    from store.snapshot import Snapshot

    Trouble = tuple[Unit, StoreError | InvalidBox]
    """A unit whose box could not be written, and why."""

CODES = {
    "box_missing": MISSING,
    "box_no_read": DENIED,
    "no_access": DENIED,
    "no_login": DENIED,
    "wrong_password": DENIED,
    "box_inner_link": NOT_FILE,
    "box_link": NOT_FILE,
    "box_not_file": NOT_FILE,
    "box_not_folder": NOT_FILE,
    "box_too_big": LARGE,
    "too_big": LARGE,
    "schema": NEWER,
}
"""What the code of an error comes to; any other of a message is that it is damaged, of a folder that it failed."""


PAUSE = 0.001


class UnitSending:
    """`box` opens the box of a place; what stands in each is remembered."""

    def __init__(self, box: Callable[[str], Box]) -> None:
        self._box = box
        self.until: float | None = None
        """The moment from which on no more are written: the board is being left, and the next one goes on."""
        self._down: dict[str, tuple[Hashable, Down]] = {}

    def write(self, committee: Committee, latest: Callable[[], Snapshot], today: date) -> list[Trouble]:
        """Bring down what concerns each unit where its box says something else; those that could not be written. Where
        `latest` finds records damaged nothing goes down: their last good state may be older than what the units have.
        """
        troubles: list[Trouble] = []
        try:
            snapshot = latest()
        except Damaged:
            return []
        for unit in committee.units:
            try:
                if self.until is not None and monotonic() > self.until:
                    break
                if unit.box:
                    self._let_others(unit.box)
                    self._send(unit, snapshot, latest, today, committee.liaison)
            except (StoreError, InvalidBox) as error:
                troubles.append((unit, error))
        return troubles

    def _let_others(self, place: str) -> None:
        """Boxes that stand together are asked over one connection, on which what is looked at has its turn."""
        if self._box(place).together is not None:
            sleep(PAUSE)

    def _send(
        self, unit: Unit, snapshot: Snapshot, latest: Callable[[], Snapshot], today: date, liaison: tuple[str, ...]
    ) -> None:
        """Written only where it differs in more than its day: an unchanged file tells a branch that nothing is new."""

        def down(of: Snapshot) -> Down:
            return down_for(of, unit.unit, today, liaison)

        box = self._box(unit.box)
        stands, wanted = self._current(unit.box, box), down(snapshot)
        if stands is None or stands.but(as_of=today) != wanted:
            box.write_down(lambda: down(latest()))
            self._down.pop(unit.box, None)

    def _current(self, place: str, box: Box) -> Down | None:
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


def code_of(error: StoreError | InvalidBox) -> str:
    """Why, as one of `store.committee.units.WHY`."""
    return CODES.get(error.code, DAMAGED if isinstance(error, InvalidBox) else FAILED)
