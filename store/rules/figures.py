"""What the rules say of a snapshot on a day: figures and codes, no sentences. Panels and `status` read these alone."""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from store.box.inbox import Incoming
    from store.packs.rule import Rule
    from store.records import Decision, Status
    from store.rules.entry_rows import EntryRow


class State(TextEnum):
    """How a duty of one period stands (domain 2.1). `unknown` is never shown as done, nor as zero."""

    NA = "na"
    UNKNOWN = "unknown"
    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    WAIVED = "waived"


class Duty(Record):
    """One rule in one period for one subject (None: the branch; else a group, a member or a meeting's id).

    `period` is a period's label, or the day of the event for rules on each event. `start … due` is the window.
    `evidence` are ids of the records that counted. `code` says why in one word (for `na` the condition that does not
    hold, for `unknown` what is missing), `facts` what a sentence about it needs: counts, thresholds, names of members.
    """

    rule: Rule
    period: str
    subject: str | None = None
    state: State
    start: date
    due: date
    evidence: tuple[str, ...] = ()
    code: str = ""
    facts: dict[str, Any] = {}  # noqa: RUF012

    @property
    def key(self) -> str:
        """How a person names it: `OL-01/2026-Q4` or `OL-03/2026-10/g2`."""
        return f"{self.rule.id}/{self.period}" + (f"/{self.subject}" if self.subject else "")

    @property
    def group(self) -> str | None:
        """The group that it is of, where each has its own."""
        return self.subject if self.rule.params.get("each") == "group" else None


class MeetingRow(Record):
    """A row of the panel of meetings: a meeting that comes, a required one that nobody has scheduled (`duty` alone), or
    a past one that lacks its roll call or minutes (`lacks`: "roll", "minutes").
    """

    meeting: str | None = None
    duty: Duty | None = None
    day: date
    expected: int
    lacks: tuple[str, ...] = ()


class Participation(Record):
    """One member's year: sessions expected at, present (late with them), on leave, absent without leave.

    `in_a_row` are absences without leave since the last presence, leave aside. `strip` holds the last 12 sessions
    expected at, oldest first, as (meeting, status). `duty` is the member's most urgent open duty (a running clock, a
    reminder talk due), which alone brings a member to the top.
    """

    member: str
    expected: int
    present: int
    late: int
    leave: int
    absent: int
    in_a_row: int
    strip: tuple[tuple[str, Status], ...]
    duty: Duty | None = None


class TrainingState(TextEnum):
    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    EXEMPT = "exempt"


class TrainingProgress(Record):
    """One member's hours of a year against what is required. `by_kind` sums by TrainingKind; `self_study` is apart.

    Of `EXEMPT` members nothing is required, which is neither met nor missed. `pace` is what an even spread
    over the year would have brought by today. `course_done` is None where no course is required, or where one may have
    been before the records. `records` are the ids that were summed. `prorated` is the requirement for a part of the
    year, shown beside the full one for who joined or left in it.
    """

    member: str
    hours: float
    required: float
    prorated: float | None = None
    pace: float
    by_kind: dict[str, float]
    self_study: float = 0
    course_done: bool | None = None
    state: TrainingState
    records: tuple[str, ...] = ()
    duty: Duty | None = None


class FindingState(TextEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


class Rectification(Record):
    """A finding and where its rectification stands; `repeats` are earlier ones of the same rule and subject."""

    finding: str
    state: FindingState
    repeats: tuple[str, ...] = ()


class Matter(Record):
    """An agreed matter of a meeting, the one at `place` among its decisions, that is not done: open or overdue."""

    meeting: str
    place: int
    decision: Decision
    state: FindingState

    @property
    def id(self) -> str:
        """Its id as an entry of a register, `m436#1`."""
        return decision_id(self.meeting, self.place)


def decision_id(meeting: str, place: int) -> str:
    """The id of an agreed matter of a meeting, the one at a place (from 0), as an entry of a register."""
    return f"{meeting}#{place + 1}"


class TaskKind(TextEnum):
    """Why something needs a hand, in the order in which it does."""

    TODAY = "today"
    ROLL = "roll"
    MINUTES = "minutes"
    OVERDUE = "overdue"
    DUE = "due"
    UNSCHEDULED = "unscheduled"


class Task(Record):
    """Something that needs a hand: a duty, a finding, an agreed matter, an entry, a meeting or what came down and was
    not received, and the day that it is due or was held. `meeting` is also the one that would close the duty. `action`
    is the keymap id of what to do about it (`add`, `roll`, `open`).
    """

    kind: TaskKind
    day: date
    duty: Duty | None = None
    finding: Rectification | None = None
    matter: Matter | None = None
    entry: EntryRow | None = None
    incoming: Incoming | None = None
    meeting: str | None = None
    action: str


class Attention(Record):
    """The one line: how many are overdue (findings and agreed matters with them), how many of those MUST, how many due
    soon; everything that needs a hand, first things first, worked out as far as it is looked at. `empty` says that
    there is nobody in the roster, `inbox` how much came down and was not received.
    """

    overdue: int
    must: int
    due_soon: int
    tasks: Sequence[Task] = ()
    empty: bool = False
    inbox: int = 0

    @property
    def next(self) -> Task | None:
        """What to do first."""
        return self.tasks[0] if self.tasks else None


class Figures(Record):
    """Everything that the board and `status` show of one snapshot on one day, most urgent first; what there is one of
    for each member or meeting is worked out when it is looked at.
    """

    meetings: Sequence[MeetingRow]
    participation: Sequence[Participation]
    training: Sequence[TrainingProgress]
    execution: tuple[Duty, ...]
    findings: tuple[Rectification, ...]
    matters: Sequence[Matter]
    attention: Attention
