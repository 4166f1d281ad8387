"""Entries of a register that nobody declares: kept as they are, shown as faults, counted nowhere."""

from __future__ import annotations

from store.packs.registers import registers
from store.records import Fault
from store.snapshot import Snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Pack


def without_undeclared(snapshot: Snapshot, pack: Pack) -> Snapshot:
    """The snapshot without entries of a kind that nobody declares, each of which is a fault instead. They stay in the
    file as they are.
    """
    known = registers(pack.settings)
    gone = [one for one in snapshot.entries.values() if one.kind not in known]
    if not gone:
        return snapshot
    after = snapshot.with_records({"entries": {one.id: None for one in gone}})
    faults = [
        Fault(table="entries", doc=one.id, id=one.id, field="kind", code="undeclared", value=one.kind) for one in gone
    ]
    return Snapshot(after.revision, after.tables, (*snapshot.faults, *faults), after.as_of, after.damage)
