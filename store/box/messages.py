"""The two halves of a box (交换箱): what a branch sends up, which holds counts and never a name, a member's id, a topic
or a note, and what its committee sends down. Only a reply and a closing text go up as they were typed.
"""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

SCHEMA = 1
LARGEST = 256 * 1024
"""Bytes of either file."""
BACK = 12
"""Months before the day of a branch's counts, and the quarter that they begin in, of which they speak."""
BOX = "box:"
"""Before what a record is called above: the `origin` of what came down."""
BY = "@"
"""Between the id of a record in its committee's store and the committee that it is of: e12 of another is another."""
NOTICE = "notice"
KINDS = (NOTICE, "directive")
"""The registers whose entries go down and are received as such; whatever of another kind comes is a notice."""
NONE, TEXT, NUMBER = "none", "text", "number"
REPLIES = (NONE, TEXT, NUMBER)
"""What an item asks back."""


class DutyCount(Record):
    """The duties of one rule in one period that are due on one day, over all whom they bind: how many in each state."""

    rule: str
    period: str
    due: date
    n: dict[str, int]


class EntryCount(Record):
    """The entries of one register that run, and how many of those are overdue; both 0 where all are closed."""

    open: int
    overdue: int


class Receipt(Record):
    """What became of an item: the day on which it was received, where it stands, and the reply as typed."""

    origin: str
    day: date
    state: str
    reply: str = ""


class FindingReport(Record):
    """What became of a finding: where it stands, the day on which it was closed, the closing text as typed, and the
    last reopening that it knows of, by its day and the date that it set: what was closed before a later one is not
    closed.
    """

    origin: str
    state: str
    closed: date | None = None
    closing: str = ""
    reopened: date | None = None
    due: date | None = None


class TargetReport(Record):
    """One line of the sheet of targets; `points` are None where nobody can tell yet. Goes up only where the branch
    publishes it.
    """

    id: str
    standing: str
    weight: float
    points: float | None = None


class Up(Record):
    """What a branch says of itself, as of a day: counts by rule and period, by month, by register.

    `hours` is, by year, how many members stand in each state of training; `attendance`, by month, (present, expected);
    `visits`, by half-year, sessions with a guest from above. A committee that has a committee above it says the sums of
    its branches (`level` "committee", `branches` how many). A brief of it says what that `shows`; None is all of it.
    """

    unit: str
    name: str
    as_of: date
    revision: int
    level: str = ""
    branches: int | None = None
    shows: str | None = None
    members: int
    vacant: tuple[str, ...] = ()
    duties: tuple[DutyCount, ...] = ()
    hours: dict[str, dict[str, int]] = {}  # noqa: RUF012
    attendance: dict[str, tuple[int, int]] = {}  # noqa: RUF012
    entries: dict[str, EntryCount] = {}  # noqa: RUF012
    visits: dict[str, int] = {}  # noqa: RUF012
    received: tuple[Receipt, ...] = ()
    findings: tuple[FindingReport, ...] = ()
    targets: tuple[TargetReport, ...] | None = None


class SentItem(Record):
    """One notice or directive: `origin` is what it is called below (`origin_of`), `kind` a register's id, `reply` one
    of `REPLIES`.
    """

    origin: str
    kind: str
    sub: str = ""
    title: str
    doc: str = ""
    day: date
    text: str = ""
    due: date | None = None
    reply: str = NONE


class SentFinding(Record):
    """One result of the committee's inspection of this unit. `closed` is its own close-out (销号), `reopened` the day
    on which it last took one back.
    """

    origin: str
    rule: str
    period: str
    result: str
    text: str = ""
    day: date
    due: date | None = None
    closed: date | None = None
    reopened: date | None = None


class Down(Record):
    """What a committee sends one unit. `sender` is the committee's name, `liaison` those whose presence as guests is
    counted as a visit. `mark` is what it marks its records with (`origin_of`), where all of them that concern the unit
    are here: of which one is not, that was taken back. Else it is "".
    """

    unit: str
    sender: str
    as_of: date
    mark: str = ""
    liaison: tuple[str, ...] = ()
    items: tuple[SentItem, ...] = ()
    findings: tuple[SentFinding, ...] = ()


class InvalidBox(Exception):
    """Not a box's file as this program writes it. Codes: those of `InvalidFile`, `schema` (of a newer program), `type`,
    `value`, `missing`, `other_unit` (not this one's; `place` is whose); else `place` is a path such as `duties/3/due`,
    or a line and column.
    """

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place
