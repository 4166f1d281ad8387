"""What a committee's board says, as figures and codes: units side by side in their own order, never by figures."""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.box.messages import DutyCount
    from store.packs.matrix import MatrixColumn
    from store.rules.figures import State


class UnitCell(Record):
    """One institution of one unit: the worst state of its duties and how many stand in it. `counts` are those behind
    it as they are known today, by period; `code` says why it is unknown where there are none.
    """

    state: State
    n: int = 0
    counts: tuple[DutyCount, ...] = ()
    code: str = ""


class UnitRow(Record):
    """One unit. `code` and `place` say why there are no counts (`UnitCounts`); then all cells are unknown and `as_of`
    and `members` None, but where no more than the cells are still being read. `received` and `closed` are how many of
    the items sent (`of`) it received and closed; `findings` counts the committee's findings about it by `SentState`;
    `visits` are those of the running half-year, None where nobody can tell. `overdue` is whether any duty is.
    """

    unit: str
    name: str
    code: str = ""
    place: str = ""
    as_of: date | None = None
    members: int | None = None
    branches: int | None = None
    cells: dict[str, UnitCell]
    of: int = 0
    received: int = 0
    closed: int = 0
    findings: dict[SentState, int] = {}  # noqa: RUF012
    visits: int | None = None
    vacant: tuple[str, ...] = ()
    overdue: bool = False


class SentState(TextEnum):
    """How something sent stands: `UNKNOWN` fell due after the last counts, `ANSWERED` is closed by all whom it went to
    and not yet by the committee.
    """

    OVERDUE = "overdue"
    ANSWERED = "answered"
    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"


class Answer(Record):
    """What became of an item in one unit: when it was received (None: not yet), where its entry stands (an
    `EntryState`, "" before it is received), and the reply as typed. `known` is whether its counts could be read.
    """

    unit: str
    known: bool
    day: date | None = None
    state: str = ""
    reply: str = ""


class TrafficRow(Record):
    """One item that was sent, by the entry's id: how many units it went to, how many of those received and closed it,
    and to how many that have a box it is news. `answers` has one for each, in their order.
    """

    item: str
    state: SentState
    of: int
    received: int
    closed: int
    waiting: int
    answers: Sequence[Answer]


CLOSED_BELOW = frozenset({"done", "done_late", "dropped"})
"""Where an item asks nothing more of a unit."""


class InspectionRow(Record):
    """One of the committee's findings, by id, and what its unit says of it: whether it was received, when and how it
    was closed there. `unit` may be one that `committee.toml` names no more.
    """

    finding: str
    unit: str
    state: SentState
    received: bool = False
    closed: date | None = None
    closing: str = ""


class ReminderKind(TextEnum):
    TERM = "term"
    VACANCY = "vacancy"
    NOT_VISITED = "not_visited"


class Reminder(Record):
    """What a committee should see to: a term that ends on `day` or has ended, `n` vacant `posts`, a unit that nobody of
    the liaison has visited in the running half-year (`period`).
    """

    kind: ReminderKind
    unit: str
    day: date | None = None
    posts: tuple[str, ...] = ()
    period: str = ""


class CommitteeTaskKind(TextEnum):
    FINDING = "finding"
    DUTY = "duty"
    ANSWERED = "answered"
    ITEM = "item"
    TERM = "term"


class CommitteeTask(Record):
    """Something that needs a hand: a finding or a duty of a unit that is overdue, a finding closed below that waits for
    the committee's close-out, an item that is overdue, a term that has ended; `id` is the finding's or item's.
    """

    kind: CommitteeTaskKind
    day: date
    unit: str = ""
    id: str = ""
    rule: str = ""
    period: str = ""


class CommitteeAttention(Record):
    """The one line: how many units have something overdue, how many times an item has not been received by a unit that
    has a box, how many findings are overdue, how many wait to be closed out. Of each unit the duty that fell due first
    is a task, not all. While boxes are being read, `unread` are those that nobody has come to yet.
    """

    units_overdue: int
    not_received: int
    findings_overdue: int
    answered: int
    unread: int = 0
    tasks: tuple[CommitteeTask, ...] = ()

    @property
    def next(self) -> CommitteeTask | None:
        """What to do first."""
        return self.tasks[0] if self.tasks else None


class CommitteeFigures(Record):
    """Everything that a committee's board and `status` show. `rows` stand as in `committee.toml`, each made when it is
    asked for; traffic and findings with what needs a hand first, reminders unit by unit.
    """

    columns: tuple[MatrixColumn, ...]
    rows: Sequence[UnitRow]
    traffic: tuple[TrafficRow, ...]
    inspections: tuple[InspectionRow, ...]
    reminders: tuple[Reminder, ...]
    attention: CommitteeAttention
