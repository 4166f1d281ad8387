"""The units of a committee, as `committee.toml` lists them, and what became of reading the counts of each."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Up

NO_BOX = "no_box"
NOTHING = "nothing"
OTHER_UNIT = "other_unit"


class Unit(Record):
    """One branch, or a committee below: `unit` is its short name, which never changes, `box` the folder of its box and
    `data` that of its records, "" where there is none or it is nobody's business.
    """

    unit: str
    name: str
    box: str = ""
    data: str = ""


class UnitCounts(Record):
    """What a unit's box said: its counts, or the `code` of why there are none (`NO_BOX`, `NOTHING` where it has not
    written yet, `OTHER_UNIT` where they are another's, else that of the error) and the `place` in the file.
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
        return next((one for one in self.units if one.unit == id), None)
