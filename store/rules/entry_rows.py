"""What follows from one entry of a register, as a value: how it stands, what brought it there, who answers for it."""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


class EntryState(TextEnum):
    DROPPED = "dropped"
    STANDING = "standing"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    OPEN = "open"


class EntryRow(Record):
    """One entry and what follows from it, or an agreed matter of a meeting (`meeting`, the one at `place`).

    `due` is the day typed or the register's own; `done` the day typed or that on which its figures were reached.
    `stage` is the Chinese name of the last stage reached, "" where the register has none. `holder` is the member who
    answers for it today. `evidence` are the held records about it. `progress` is how many of how many have what a plan
    asks of each. `silent_days` are those since the last held record or step, while it runs. `hints` are codes.
    """

    id: str
    kind: str
    sub: str = ""
    title: str
    doc: str = ""
    day: date
    period: str | None = None
    due: date | None = None
    owner: str = ""
    holder: str | None = None
    who: tuple[str, ...] = ()
    rule: str = ""
    numbers: dict[str, float] = {}  # noqa: RUF012
    stage: str = ""
    state: EntryState
    done: date | None = None
    result: str = ""
    dropped: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    evidence: tuple[str, ...] = ()
    silent_days: int | None = None
    hints: tuple[str, ...] = ()
    progress: tuple[int, int] | None = None
    meeting: str | None = None
    place: int = 0
