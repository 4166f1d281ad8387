"""An import as an edit that is judged again where it is stored."""

from __future__ import annotations

from store.record import Record
from store.rejected import Rejected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from store.edits import EditGroup
    from store.exchange.imports.plan import ImportPlan
    from store.snapshot import Snapshot


class ImportEdit(Record):
    """What a plan does, made against the records of a revision. On other records the sheets are judged once more: whom
    somebody else has stored meanwhile is not stored again. Where that comes to something else than what was looked at
    it is refused (`import_moved`), and nothing is stored.
    """

    edit: EditGroup
    revision: int
    judge: Callable[[Snapshot], ImportPlan]

    @property
    def why(self) -> str:
        return self.edit.why

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        if snapshot.revision != self.revision and self.judge(snapshot).edit != self.edit:
            return Rejected(code="import_moved")
        return self.edit.apply(snapshot)
