"""The units of a committee, as `committee.toml` lists them, and what became of reading the counts of each."""

from __future__ import annotations

from store.record import Record
from store.records import COMMITTEE
from store.snapshot import is_committee

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.box.messages import Up
    from store.snapshot import Snapshot

NO_BOX = "no_box"
NOTHING = "nothing"
OTHER_UNIT = "other_unit"
MISSING = "missing"
DENIED = "denied"
NOT_FILE = "not_file"
LARGE = "large"
DAMAGED = "damaged"
NEWER = "newer"
FAILED = "failed"
READING = "reading"
WHY = (NO_BOX, NOTHING, OTHER_UNIT, MISSING, DENIED, NOT_FILE, LARGE, DAMAGED, NEWER, FAILED, READING)
"""Why there are no counts of a unit: it names no box; its box holds none yet, or another unit's; there is no such
folder; the system, or the server, does not let this user read it; it is a link, a pipe or the like; larger than a
message can be; not what this program writes; of a newer program; anything else; nobody has come to it yet.
"""


class Unit(Record):
    """One branch, or a committee below: `unit` is its short name, which never changes, `box` the folder of its box and
    `data` that of its records, or their addresses on a server, "" where there is none or it is nobody's business.
    """

    unit: str
    name: str
    box: str = ""
    data: str = ""


class UnitCounts(Record):
    """What a unit's box said: its counts, or a brief of them (`Up.shows`), or the `code` of why there are none (one of
    `WHY`), and the `place` in the file where that makes sense.
    """

    up: Up | None = None
    code: str = ""
    place: str = ""


class Committee(Record):
    """What `committee.toml` says: its units in their order, those whose presence as guests is a visit, the columns
    chosen (none: the usual ones).
    """

    units: tuple[Unit, ...] = ()
    liaison: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def unit(self, id: str) -> Unit | None:
        return _by_id(self.units).get(id)


_known: list[tuple[tuple[Unit, ...], dict[str, Unit]]] = [((), {})]


def _by_id(units: tuple[Unit, ...]) -> dict[str, Unit]:
    """The units by their short names; those of the list that was asked for last are known."""
    known = _known[0]
    if known[0] is not units:
        known = _known[0] = units, {one.unit: one for one in units}
    return known[1]


def committee_in(snapshot: Snapshot, settings: dict[str, Any]) -> Committee | None:
    """What a committee's file says, as it stands among the settings of its pack; None where it is none."""
    if not is_committee(snapshot):
        return None
    found: Committee = settings.get(COMMITTEE) or Committee()
    return found
