"""The institutions that a committee's board shows beside each branch, as data: rules, and registers of entries.
A committee may choose others (`columns` of `committee.toml`).
"""

from __future__ import annotations

from store.packs.registers import register_of
from store.packs.rule import text
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Pack, Text


class MatrixColumn(Record):
    """One column: the id of a rule or a register, and a heading of at most 4 cells in Chinese."""

    id: str
    short: Text


COLUMNS = (
    MatrixColumn(id="OL-01", short=text("大会", "Gen.")),
    MatrixColumn(id="OL-02", short=text("支委", "Com.")),
    MatrixColumn(id="OL-03", short=text("小组", "Group")),
    MatrixColumn(id="OL-04", short=text("党课", "Lect.")),
    MatrixColumn(id="OL-06", short=text("党日", "Day")),
    MatrixColumn(id="OL-07", short=text("生活", "Life")),
    MatrixColumn(id="OL-09", short=text("评议", "Appr.")),
    MatrixColumn(id="OL-13", short=text("谈心", "Talk")),
    MatrixColumn(id="OL-15", short=text("双重", "Dual")),
    MatrixColumn(id="TR-01", short=text("学时", "Hours")),
    MatrixColumn(id="DUE-01", short=text("党费", "Dues")),
    MatrixColumn(id="directive", short=text("部署", "Dir.")),
)
"""What is shown where a committee does not choose."""


def column_of(id: str, pack: Pack, day: date) -> MatrixColumn | None:
    """The column of a rule or register, None where nobody declares it."""
    for one in COLUMNS:
        if one.id == id:
            return one
    rule = pack.rule(id, day)
    if rule is not None:
        return MatrixColumn(id=id, short=rule.short)
    register = register_of(pack.settings, id)
    return MatrixColumn(id=id, short=register.name) if register is not None else None
