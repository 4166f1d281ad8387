"""The box of one branch: what came down, read when it has moved, and what goes up after something was stored.

`local.toml` names it; without one nothing goes up, and what was carried here by hand is read from the branch's folder.
"""

from __future__ import annotations

import os

from store.box.messages import InvalidBox
from store.engines import SERVER, box_at, is_address
from store.errors import StoreError
from store.snapshot import is_committee

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from datetime import date
    from typing import Any

    from store.box.box import Box
    from store.box.messages import Down, Up
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from store.vault import Vault
    from widgets.display import Shown
    from widgets.words.lexicon import Words

    BoxTrouble = StoreError | InvalidBox


class BranchBox:
    """`down` is what was read last, None where there is nothing or it can't be read; then `trouble` says why."""

    def __init__(
        self, data: str, settings: Mapping[str, Any], *, anywhere: bool = False, box: Box | None = None
    ) -> None:
        """`box` is where something was carried to by hand, when that is not the branch's folder."""
        self.place = place_of(data, settings.get("box", ""))
        self._unit: str = settings.get("unit", "")
        self.publishes: tuple[str, ...] = tuple(settings.get("publish", ()))
        self.down: Down | None = None
        self.trouble: BoxTrouble | None = None
        self._data = data
        self._anywhere = anywhere
        self._box = box
        self._stamp: Hashable = "unread"

    @property
    def box(self) -> Box:
        if self._box is None:
            self._box = box_at(self.place or self._data, anywhere=self._anywhere)
        return self._box

    @property
    def near(self) -> bool:
        """Whether a look at it takes no longer than one at a file."""
        return not (self.place or self._data).startswith(SERVER)

    def look(self) -> bool:
        """Whether something else came down than was read last; what it is, is read. One `stat` where not."""
        stamp = self.box.down_stamp()
        if stamp == self._stamp and (stamp is not None or self.trouble is None):
            return False
        self._stamp = stamp
        before = self.down, self.trouble and self.trouble.args
        self._read()
        return (self.down, self.trouble and self.trouble.args) != before

    def _read(self) -> None:
        self.down = self.trouble = None
        try:
            self.down = self._down_of_unit()
        except (StoreError, InvalidBox) as trouble:
            self.trouble = trouble

    def _down_of_unit(self) -> Down | None:
        """What came down to this unit; another's, in a box that was mixed up, is nobody's business here."""
        down = self.box.read_down()
        if down is not None and self._unit not in ("", down.unit):
            raise InvalidBox("other_unit", down.unit)
        return down

    def trouble_text(self, words: Words, trouble: BoxTrouble, half: str, *, short: bool = False) -> Shown:
        """What is wrong with it, in a sentence; a `short` one for a line of an open board, which knows its box."""
        from tui.lock_holder import with_user_name
        from widgets import error_text

        path = f"{half}/{half}.json" if self.near else f"{half}.json"
        if isinstance(trouble, InvalidBox):
            whole = f"{self.box.place}/{path}" if self.near else f"{self.box.place} {path}"
            return error_text.box(words, trouble, path if short else whole)
        with_user_name(trouble)
        if short and self.near:  # of a server, who may not and who does not answer is no file
            trouble = type(trouble)(trouble.code, **trouble.facts | {"path": path})
        return error_text.error(words, trouble)

    def up(self, snapshot: Snapshot, today: date, pack: Pack) -> Up:
        """The counts of a branch, under the name that its own file says, else its committee, else the folder has."""
        from store.box.counts import up_of_branch

        down = self._current()
        unit = self._unit or (down.unit if down is not None else name_of(self.place or self._data))
        if is_committee(snapshot):
            return self._sums(snapshot, today, pack, unit)
        liaison = down.liaison if down is not None else ()
        return up_of_branch(snapshot, today, pack, unit=unit, liaison=liaison, publish=self.publishes)

    def _sums(self, snapshot: Snapshot, today: date, pack: Pack, unit: str) -> Up:
        """Of a committee that has another above it: what its own branches say by now."""
        from store.committee.sums import up_of_committee
        from tui.unit_boxes import boxes_of

        units = boxes_of(snapshot, pack, anywhere=self._anywhere)
        assert units is not None
        ups = {id: counts for id in units.read() if (counts := units.whole(id)) is not None}
        return up_of_committee(snapshot, units.committee, ups, today, pack, unit=unit)

    def _current(self) -> Down | None:
        """Asked of the box itself: when that is looked at for the board, the board is told."""
        try:
            return self._down_of_unit()
        except (StoreError, InvalidBox):
            return None

    def publish(self, vault: Vault, today: Callable[[Snapshot], date], pack: Pack) -> BoxTrouble | None:
        """Write what goes up, of what is stored when it is this process' turn; why that could not be done. Nothing is
        written where there is no box, or of a branch that can't be read.
        """
        if not self.place:
            return None

        def now() -> Up:
            snapshot = vault.read_sound()
            return self.up(snapshot, today(snapshot), pack)

        try:
            self.box.write_up(now)
        except (StoreError, InvalidBox) as trouble:
            return trouble
        return None

    def is_current(self, vault: Vault, today: date) -> bool:
        """Whether what stands above is of today and of what is stored, or there is no box for it."""
        if not self.place:
            return True
        try:
            up = self.box.read_brief()
            return up is not None and up.as_of == today and up.revision >= vault.read().revision
        except (StoreError, InvalidBox):
            return False


def place_of(data: str, box: str) -> str:
    """The folder of a box, from that of its branch; the address of a branch on a server, whose own is `.`."""
    if not box or is_address(box):
        return box
    if box == "." and data.startswith(SERVER):
        return data
    return os.path.normpath(os.path.join(data, os.path.expanduser(box)))


def name_of(place: str) -> str:
    """The last part of a path, or of an address without what stands behind its question mark."""
    return os.path.basename(place.partition("?")[0] if place.startswith(SERVER) else place)
