"""The boxes of a committee's units: what came up in each, and what is to go down. One box that can't be read or written
is told and stops none of the others.
"""

from __future__ import annotations

from time import monotonic

from store.box.messages import InvalidBox
from store.committee.brief import brief_of
from store.committee.head import BRIEF, HEAD, WHOLE, has_detail, head_of
from store.committee.units import (
    NO_BOX,
    NOTHING,
    OTHER_UNIT,
    READING,
    UnitCounts,
    committee_in,
)
from store.engines import box_at
from store.errors import StoreError
from tui.unit_sending import UnitSending, code_of
from tui.units_together import briefs_of, heads_of, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from datetime import date

    from store.box.box import Box, Boxes
    from store.box.messages import Up
    from store.committee.units import Committee, Unit
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from tui.unit_sending import Trouble
    from tui.units_together import Together

FEW = 100
"""Boxes whose stamps are looked at without a thread."""
AT_ONCE = 1000
"""Boxes that are asked for together: in between there is a look at the clock, and others have their turn."""
MOST_IN_SIGHT = 400
"""Units of which more is kept than was read of all, those that were looked at last."""


class UnitBoxes:
    """`committee` may be replaced at any time: what is known of a box stays with its place.

    Of each unit a brief is read, of many `on_board` their heads. What says more of one is read when it is asked for, on
    a board of many by whoever is told of that by `on_request`, in a thread of its own if that likes.
    """

    def __init__(self, committee: Committee, open_box: Callable[[str], Box], *, on_board: bool = False) -> None:
        self.committee = committee
        self.ups: dict[str, UnitCounts] = {}
        """What was read last of each unit."""
        self.silent: StoreError | None = None
        """Why a server could not be asked the last time whether there is anything new."""
        self.on_request: Callable[[], None] = lambda: None
        """Told that more is wanted of some unit than is known; then it is time to `see`."""
        self._on_board = on_board
        self.open_box = open_box
        self._boxes: dict[str, Box] = {}
        self._up: dict[str, tuple[Hashable, UnitCounts]] = {}
        self._looks: dict[Boxes, Hashable] = {}
        self._groups: tuple[tuple[Unit, ...], Together] = (), ({}, [])
        self._more: dict[str, tuple[UnitCounts, UnitCounts]] = {}
        """By unit what was asked for besides, with that of which it is more."""
        self._wanted: dict[str, str] = {}
        self.sending = UnitSending(self._box)

    # All of them

    def read(self, seconds: float | None = None) -> dict[str, UnitCounts]:
        """The counts of every unit: of those that nobody has come to, or else read anew where a box has changed; after
        so many seconds what was known before.
        """
        until = None if seconds is None else monotonic() + seconds
        units = self.committee.units
        todo = [unit for unit in self._boxed() if unit.box not in self._up] or units
        for at in range(0, len(todo), AT_ONCE):
            if until is not None and monotonic() >= until:
                break
            self._read(todo[at : at + AT_ONCE])
        unread, no_box = UnitCounts(code=READING), UnitCounts(code=NO_BOX)
        known = [self._up[one.box][1] if one.box in self._up else unread if one.box else no_box for one in units]
        self.ups = {
            unit.unit: counts if (up := counts.up) is None or up.unit == unit.unit else _of_another(up)
            for unit, counts in zip(units, known, strict=True)
        }
        return self.ups

    def open(self, seconds: float, rows: int) -> dict[str, UnitCounts]:
        """The same for a board that opens with so many rows, whose cells are read too."""
        self.read(seconds)
        for unit in self.committee.units[:rows]:
            self.brief(unit.unit)
        self.see()
        return self.ups

    @property
    def few(self) -> bool:
        """Whether a look at all of them takes no longer than one at a branch's own file."""
        return len(self.committee.units) <= FEW and not self._grouped()[0]

    @property
    def is_unread(self) -> bool:
        """Whether there are boxes that nobody has come to yet."""
        return any(unit.box not in self._up for unit in self._boxed())

    def moved(self) -> bool:
        """Whether any box holds something else than when it was read last; one `stat` each, and one question for all
        that stand together.
        """
        groups, alone = self._grouped()
        new = [boxes for boxes in groups if self._is_new(boxes)]  # each is to be asked
        return (
            self.is_unread
            or any(self._changed(boxes.stamps(groups[boxes]), groups[boxes]) for boxes in new)
            or any(self._box(place).up_stamp() != self._up[place][0] for place in alone)
        )

    def _is_new(self, boxes: Boxes) -> bool:
        """Whether any of several boxes says something new, as far as they can be asked."""
        before = self._looks.get(boxes)
        try:
            self._looks[boxes] = boxes.look()
            self.silent = None
        except StoreError as error:
            self.silent = error
        return self._looks.get(boxes) != before

    def _changed(self, stamps: Mapping[str, Hashable], at: Mapping[str, str]) -> list[str]:
        """Of boxes that stand together, by name `at` their places, those that nobody has come to, or that have another
        stamp since; where a server does not answer, what it said last stays.
        """
        known = {name: self._up.get(place) for name, place in at.items()}
        return [
            name
            for name, stamp in stamps.items()
            if (read := known[name]) is None or (stamp is not None and stamp != read[0])
        ]

    # More of some

    def brief(self, id: str) -> UnitCounts | None:
        """What a row shows of a unit; less, where no more is known yet."""
        said = self.ups.get(id)
        return said if said is None or has_detail(said.up, BRIEF) else self._known_more(id, said, BRIEF) or said

    def whole(self, id: str) -> UnitCounts | None:
        """All that a unit says; that it is being read, where it is not known yet."""
        said = self.ups.get(id)
        if said is None or has_detail(said.up, WHOLE):
            return said
        return self._known_more(id, said, WHOLE) or UnitCounts(code=READING)

    def _known_more(self, id: str, before: UnitCounts, detail: str) -> UnitCounts | None:
        """A unit in more `detail`, where that is of what it said `before`; what is not known is read, or asked for."""
        known = self._more.get(id)
        if known is None or known[0] is not before or not has_detail(known[1].up, detail):
            if self._wanted.get(id) != WHOLE:
                self._wanted[id] = detail
            if not self._on_board or self.few:
                self.see()
                known = self._more.get(id)
            else:
                self.on_request()
        return known[1] if known is not None and has_detail(known[1].up, detail) else None

    @property
    def is_wanted(self) -> bool:
        """Whether more is wanted of some unit than is known."""
        return bool(self._wanted)

    def see(self) -> bool:
        """Read what is wanted by now; whether there was any."""
        wanted, self._wanted = self._wanted, {}
        units = {id: unit for id in wanted if (unit := self.committee.unit(id)) is not None}
        briefs = briefs_of([unit.box for id, unit in units.items() if wanted[id] == BRIEF])
        for id, unit in units.items():
            said = self.ups.get(id)
            if said is not None:
                self._more.pop(id, None)
                counts = briefs.get(unit.box) or self._counts(unit.box, wanted[id])
                if counts.up is not None:
                    counts = counts if counts.up.unit == id else _of_another(counts.up)
                self._more[id] = self._agreeing(unit, said, counts), counts
        for id in [*self._more][:-MOST_IN_SIGHT]:
            del self._more[id]
        return bool(wanted)

    def _agreeing(self, unit: Unit, before: UnitCounts, more: UnitCounts) -> UnitCounts:
        """What was said of a unit, or, where that is not what follows from what was read since, what does: a branch
        that writes its rows itself may say one thing in its counts and another in what stands for them.
        """
        short, up = before.up, more.up
        if short is None or up is None:
            return before
        agreed = head_of(up) if short.shows == HEAD else brief_of(up) if up.shows is None else short
        if agreed == short:
            return before
        now = UnitCounts(up=agreed)
        self._up[unit.box] = self._up[unit.box][0], now
        self.ups = self.ups | {unit.unit: now}
        return now

    # One box

    def _boxed(self) -> Iterator[Unit]:
        return (unit for unit in self.committee.units if unit.box)

    def _grouped(self) -> Together:
        """The boxes that stand together, and the places of the rest; looked for once."""
        units = self.committee.units
        if self._groups[0] is not units:
            self._groups = units, together([unit.box for unit in self._boxed()])
        return self._groups[1]

    def _box(self, place: str) -> Box:
        if place not in self._boxes:
            self._boxes[place] = self.open_box(place)
        return self._boxes[place]

    def _read(self, units: Iterable[Unit]) -> None:
        """Those whose boxes have changed, the heads of as many as can be had together at once."""
        detail = HEAD if self._on_board and len(self.committee.units) > FEW else BRIEF
        groups, alone = together([unit.box for unit in units if unit.box])
        for boxes, at in groups.items():
            stamps = boxes.stamps(at)
            changed = self._changed(stamps, at)
            heads = heads_of(boxes, changed) if detail == HEAD and changed else {}
            for name in changed:
                self._up[at[name]] = stamps[name], heads.get(name) or self._counts(at[name], detail)
        for place in alone:
            stamp = self._box(place).up_stamp()
            if stamp is None or place not in self._up or self._up[place][0] != stamp:
                self._up[place] = stamp, self._counts(place, detail)

    def _counts(self, place: str, detail: str) -> UnitCounts:
        box = self._box(place)
        counts = counts_in(box.read_up if detail == WHOLE else box.read_brief)
        return counts if detail != HEAD or counts.up is None else counts.but(up=head_of(counts.up))

    def write(self, latest: Callable[[], Snapshot], today: date) -> list[Trouble]:
        """Bring down what concerns each unit where its box says something else; those that could not be written. Of
        records that can't be read nothing goes down: their last good state may be an older one than the units have.
        """
        return self.sending.write(self.committee, latest, today)


def _of_another(up: Up) -> UnitCounts:
    return UnitCounts(code=OTHER_UNIT, place=up.unit)


def boxes_of(snapshot: Snapshot, pack: Pack, *, anywhere: bool = False, on_board: bool = False) -> UnitBoxes | None:
    """Those of the committee whose records these are; None of a branch."""
    committee = committee_in(snapshot, pack.settings)
    if committee is None:
        return None
    return UnitBoxes(committee, lambda place: box_at(place, anywhere=anywhere), on_board=on_board)


def counts_in(read: Callable[[], Up | None]) -> UnitCounts:
    """What a box says, or why it says nothing."""
    try:
        up = read()
    except InvalidBox as bad:
        return UnitCounts(code=code_of(bad), place=bad.place)
    except StoreError as error:
        return UnitCounts(code=code_of(error))
    return UnitCounts(code=NOTHING) if up is None else UnitCounts(up=up)
