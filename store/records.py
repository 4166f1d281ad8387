"""What a branch records: members, meetings with their roll, training, findings, talks, dues, admissions, waivers, and
the entries of its registers.

A field's type says what its value means. Codec, references, forms, pages, history and completion go by it, so a new
field of a known type needs nothing there. Nothing here says how a value is spelled on disk (`codec`) or what follows
from it (`rules`). Days are `date`s in the branch's zone.
"""

from __future__ import annotations

from datetime import date

from store.record import Record
from store.text_enum import TextEnum

Partial = str
"""A date as exact as it is known: `"1998"`, `"1998-07"` or `"1998-07-01"`."""
Month = str
"""`"2026-10"`."""
Clock = str
"""A time of day, `"09:30"`."""
Hours = float
"""Class hours (学时) in halves, which floats add exactly."""
MOST_HOURS = 400
"""No training has more of them: a slip that would be met by nobody's year. What is stored already may have."""
Amount = str
"""Yuan a month with two decimals, `"186.00"`; "" where nobody knows."""
DayAhead = date
"""A day that is usually one to come: a date without a year is the next such day, not the last one."""

MemberId = str
MeetingId = str
GroupId = str
"""The id of a group, which is a record inside the branch's."""
Subject = str
"""Whom a duty is of: the id of a member, group, meeting or case of admission."""
EntryId = str
Person = str
"""A member's id, or the name of someone from outside."""
Owner = str
"""Who answers for something: a member's id, a post, whoever holds it, or the name of someone from outside."""
Concerned = str
"""Whom something is about: the id of a member or group, or a post."""
Signature = str
"""Who says so, in their own words: a name or a login, or a member's id."""

RegisterId = str
"""The id of a register (台账), which is data: `store.packs.registers`."""
SubKind = str
"""A choice within a register, by its Chinese name."""
StageName = str
FigureName = str
UnitName = str
"""The short name of a committee's unit."""
Reply = str
"""What a committee asks back of those whom it sends something to: one of `store.box.messages.REPLIES`, or ""."""
Number = float
"""A figure that somebody reports: no hours, which have halves, and nothing that records could tell."""
RuleId = str
PeriodLabel = str
"""A month, `"2026-Q4"`, `"2026-H1"`, `"2026"`, or the day of an event."""
Place = str
Tag = str
Line = str
"""A text that is one of several, a line each."""
Note = str
"""A text of some sentences."""
LongText = str
"""A text of some pages."""


class BeginStep(TextEnum):
    """What a new branch has to enter, in the order in which it is best done; `ALL`: of the whole list."""

    ROSTER = "roster"
    FOUNDED = "founded"
    TERM = "term"
    POSTS = "posts"
    GROUPS = "groups"
    EXEMPTIONS = "exemptions"
    CASES = "cases"
    DUES = "dues"
    PLAN = "plan"
    ALL = "all"


class Kind(TextEnum):
    """What an item of a gathering is, for the rules that count it."""

    GENERAL_MEETING = "general_meeting"
    COMMITTEE_MEETING = "committee_meeting"
    GROUP_MEETING = "group_meeting"
    LECTURE = "lecture"
    PARTY_DAY = "party_day"
    LIFE_MEETING = "life_meeting"
    APPRAISAL = "appraisal"
    DEMOCRATIC_MEETING = "democratic_meeting"
    STUDY = "study"
    OTHER = "other"


class Status(TextEnum):
    """How someone who was expected took part; those behind `LATE` are absence, of which only `ABSENT` is without leave.
    `LEAVE` is that of which nobody has said what kind it was.
    """

    PRESENT = "present"
    LATE = "late"
    OFFICIAL = "official"
    SICK = "sick"
    PERSONAL = "personal"
    LEAVE = "leave"
    ABSENT = "absent"


CAME = frozenset({Status.PRESENT, Status.LATE})
LEAVE = frozenset({Status.OFFICIAL, Status.SICK, Status.PERSONAL, Status.LEAVE})


class MemberKind(TextEnum):
    FULL = "full"
    PROBATIONARY = "probationary"


class PostKind(TextEnum):
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    ORG_OFFICER = "org_officer"
    PUBLICITY_OFFICER = "publicity_officer"
    DISCIPLINE_OFFICER = "discipline_officer"
    COMMITTEE_MEMBER = "committee_member"
    GROUP_LEADER = "group_leader"


COMMITTEE_POSTS = frozenset(PostKind) - {PostKind.GROUP_LEADER}


class ExemptionKind(TextEnum):
    """Why a member is not expected (or, `NO_VOTE`, is expected but has no vote: 留党察看, rights suspended)."""

    FRAIL = "frail"
    MOBILE = "mobile"
    ABROAD = "abroad"
    LOST = "lost"
    ILL = "ill"
    NO_VOTE = "no_vote"
    OTHER = "other"


class TrainingKind(TextEnum):
    PRE_POST = "pre_post"
    IN_SERVICE = "in_service"
    STUDY_TOUR = "study_tour"


class TrainingForm(TextEnum):
    """`COURSE` is 集中培训, `COLLECTIVE` 集体学习; `SELF` study is registered but not summed (TR-08)."""

    COURSE = "course"
    COLLECTIVE = "collective"
    SELF = "self"


class Result(TextEnum):
    """What an inspection found of a rule in a period."""

    EXECUTED = "executed"
    PARTLY = "partly"
    NOT_EXECUTED = "not_executed"


class TalkKind(TextEnum):
    HEART = "heart"
    REMINDER = "reminder"
    CRITICISM = "criticism"
    VISIT = "visit"
    CONTACT = "contact"


class VoteKind(TextEnum):
    """Which quorum and majority a vote needs (Q-01, Q-03, Q-04)."""

    RESOLUTION = "resolution"
    ADMISSION = "admission"
    ELECTION = "election"


class Stage(TextEnum):
    APPLICANT = "applicant"
    ACTIVIST = "activist"
    CANDIDATE = "candidate"
    PROBATIONARY = "probationary"
    CLOSED = "closed"


class Group(Record):
    id: GroupId
    name: str
    since: date | None = None
    until: DayAhead | None = None


class Post(Record):
    kind: PostKind
    since: date | None = None
    until: DayAhead | None = None


class Exemption(Record):
    kind: ExemptionKind
    since: date | None = None
    until: DayAhead | None = None
    reason: str = ""


class Item(Record):
    """One matter of a gathering that a rule counts; `period` is set where it makes up for another one."""

    kind: Kind
    topic: str = ""
    period: PeriodLabel | None = None
    form: str = ""
    hours: Hours | None = None
    lecturer: Person = ""
    content: Note = ""


class Vote(Record):
    """Counts of one ballot; `due` and `present` are voters, `written` opinions that arrived before the meeting."""

    matter: str
    kind: VoteKind = VoteKind.RESOLUTION
    due: int | None = None
    present: int | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    written: int = 0


class Decision(Record):
    text: str
    owner: Person = ""
    due: DayAhead | None = None
    done: date | None = None
    result: str = ""


class Stored(Record):
    """What every document has: its own id, never used again, and who last stored it at which revision."""

    id: str
    rev: int = 0
    by: str = ""
    at: str = ""


COMMITTEE = "committee"
"""The level of a branch that is a committee with units below it."""
TAKEN_BACK = "-"
"""In what form an entry or a finding came (`came`) that was taken back above since: it says nothing any more."""
CLOSED_ABOVE = "+"
"""The same of a finding that was closed above before anybody closed it here."""


class Branch(Stored):
    """`answered` are steps of the beginning of which there is nothing to enter, or which nobody wants to see."""

    name: str
    founded: date | None = None
    records_since: Month | None = None
    term_began: date | None = None
    groups: tuple[Group, ...] = ()
    leading_body: bool = False
    level: str = ""
    note: Note = ""
    answered: tuple[BeginStep, ...] = ()


class Member(Stored):
    """One person of the branch. `since`/`until` bound the membership in this branch, both days within."""

    name: str
    kind: MemberKind = MemberKind.FULL
    sex: str = ""
    ethnic: str = ""
    birth: Partial | None = None
    education: str = ""
    degree: str = ""
    major: str = ""
    joined: Partial | None = None
    full_since: Partial | None = None
    since: date | None = None
    until: DayAhead | None = None
    group: GroupId | None = None
    posts: tuple[Post, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    unit: str = ""
    admin_post: str = ""
    leader: bool = False
    phone: str = ""
    monthly_due: Amount = ""
    status: str = ""
    mobile: str = ""
    letter: date | None = None
    pinyin: str = ""
    note: Note = ""


class Meeting(Stored):
    """One gathering of one or more items. Held means: `roll` is there; it names everyone who was expected, frozen.
    `leave` is what was asked for before it: the roll begins with it, and has it from then on. `made` is the day on
    which it was first stored; of older records nobody knows it.
    """

    day: DayAhead
    time: Clock | None = None
    end: Clock | None = None
    items: tuple[Item, ...]
    topic: str = ""
    group: GroupId | None = None
    place: Place = ""
    chair: Person = ""
    recorder: Person = ""
    guests: tuple[Person, ...] = ()
    tags: tuple[Tag, ...] = ()
    leave: dict[MemberId, Status] = {}  # noqa: RUF012  # never mutated: records are values
    roll: dict[MemberId, Status] | None = None
    reasons: dict[MemberId, str] = {}  # noqa: RUF012
    nonvoters: tuple[MemberId, ...] = ()
    roll_day: date | None = None
    agenda: tuple[Line, ...] = ()
    votes: tuple[Vote, ...] = ()
    decisions: tuple[Decision, ...] = ()
    minutes: LongText = ""
    about: tuple[EntryId, ...] = ()
    made: date | None = None
    note: Note = ""

    @property
    def held(self) -> bool:
        return self.roll is not None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(item.kind for item in self.items)

    @property
    def order(self) -> tuple[date, str, str]:
        """By which meetings stand in order of time."""
        return self.day, self.time or "", self.id

    @property
    def marks(self) -> dict[MemberId, Status]:
        """Those of its roll; before it, the leave that was asked for."""
        return self.leave if self.roll is None else self.roll

    def mark(self, member: MemberId) -> Status:
        """How one of those who should attend stands, before the roll and after it."""
        return self.marks.get(member, Status.PRESENT)

    @property
    def present_count(self) -> int:
        """How many of those expected came, late ones with them; 0 before the roll is taken."""
        return sum(status in CAME for status in (self.roll or {}).values())

    @property
    def main_topic(self) -> str:
        """Its own topic, else the first one of its items."""
        return self.topic or next((item.topic for item in self.items if item.topic), "")


class Training(Stored):
    """Hours of one member at one event; what derives from a held session names it in `session`."""

    member: MemberId
    day: date
    until: DayAhead | None = None
    hours: Hours
    kind: TrainingKind = TrainingKind.IN_SERVICE
    form: TrainingForm = TrainingForm.COLLECTIVE
    topic: str = ""
    organiser: str = ""
    level: str = ""
    place: Place = ""
    certificate: str = ""
    session: MeetingId | None = None
    tags: tuple[Tag, ...] = ()
    about: tuple[EntryId, ...] = ()
    note: Note = ""


class Finding(Stored):
    """One result of an inspection (督查) of a rule in a period, until it is closed out (销号).

    `origin` says where it came from if it came down (`box:f12`), `unit` which unit it is about where another made it;
    `reopened` is the day on which a close-out was last taken back, `came` in what form it came down, or that it was
    taken back or closed above since.
    """

    rule: RuleId
    period: PeriodLabel
    subject: Subject | None = None
    result: Result
    day: date
    text: str = ""
    inspector: Person = ""
    owner: Person = ""
    due: DayAhead | None = None
    evidence: Note = ""
    closed: date | None = None
    closing: Note = ""
    reopened: date | None = None
    tags: tuple[Tag, ...] = ()
    about: tuple[EntryId, ...] = ()
    origin: str = ""
    unit: UnitName = ""
    note: Note = ""
    came: str = ""


class Talk(Stored):
    talker: Person
    partner: Person
    day: date
    kind: TalkKind = TalkKind.HEART
    place: Place = ""
    note: Note = ""
    tags: tuple[Tag, ...] = ()
    about: tuple[EntryId, ...] = ()


class DuesMonth(Stored):
    """Who has paid the dues of one month: member id to the day of payment. Amounts due stand with the member."""

    month: Month
    paid: dict[MemberId, date] = {}  # noqa: RUF012
    note: Note = ""


class Admission(Stored):
    """One case of admission: its dates as decided elsewhere; the program only computes windows."""

    name: str
    stage: Stage = Stage.APPLICANT
    member: MemberId | None = None
    applied: date | None = None
    talked: date | None = None
    activist: date | None = None
    examined: tuple[date, ...] = ()
    candidate: date | None = None
    notice_from: date | None = None
    notice_until: DayAhead | None = None
    reviewed: date | None = None
    trained_hours: Hours | None = None
    trained_days: int | None = None
    prereview: date | None = None
    admitted: date | None = None
    approved: date | None = None
    oath: date | None = None
    requested: DayAhead | None = None
    confirmed: date | None = None
    confirmation_approved: date | None = None
    extended_until: DayAhead | None = None
    archived: date | None = None
    closed: date | None = None
    mentors: tuple[Person, ...] = ()
    sponsors: tuple[Person, ...] = ()
    note: Note = ""


class Waiver(Stored):
    """A duty of one period that need not be done, with the reason and the name of who said so."""

    rule: RuleId
    period: PeriodLabel
    subject: Subject | None = None
    reason: str
    name: Signature = ""
    day: date


class Entry(Stored):
    """One entry of a register (台账): what is neither a session, training, talk nor finding.

    `kind` is the register, `sub` one of its choices, `day` when it was received, raised or made. `due` is only what was
    typed: the register may have a rule of its own. `rule` are the rules of a 分工 (`*` for all, commas between several)
    or the target that a 数据 is about. `steps` are the stages that somebody typed; the others follow from the records
    `about` it. `done` closes it, `dropped` says why it was given up. `origin` is `box:e12` where it came down, and
    `came` tells in what form that was received last. `to` and `reply` are for what a committee sends: to which units,
    and what it asks back.
    """

    kind: RegisterId
    title: str
    day: date
    sub: SubKind = ""
    doc: str = ""
    period: PeriodLabel | None = None
    due: DayAhead | None = None
    owner: Owner = ""
    who: tuple[Concerned, ...] = ()
    rule: str = ""
    numbers: dict[FigureName, Number] = {}  # noqa: RUF012
    steps: dict[StageName, date] = {}  # noqa: RUF012
    done: date | None = None
    result: Note = ""
    dropped: Note = ""
    tags: tuple[Tag, ...] = ()
    origin: str = ""
    came: str = ""
    to: tuple[UnitName, ...] = ()
    reply: Reply = ""
    note: Note = ""


TABLES: dict[str, type[Stored]] = {
    "branch": Branch,
    "members": Member,
    "meetings": Meeting,
    "training": Training,
    "findings": Finding,
    "talks": Talk,
    "dues": DuesMonth,
    "admissions": Admission,
    "waivers": Waiver,
    "entries": Entry,
}
"""The tables of the file, `_meta` aside, in the order in which they are read and written."""

PREFIXES = {
    "branch": "b",
    "members": "p",
    "meetings": "m",
    "training": "t",
    "findings": "f",
    "talks": "k",
    "dues": "d",
    "admissions": "a",
    "waivers": "w",
    "entries": "e",
}
"""The letter that an id of each table begins with; the number behind it is the revision that created the record."""

IDENTITY = {"waivers": ("rule", "period", "subject"), "dues": ("month",)}
"""Fields by which a record of a table is the only one of its kind: a second is refused, whoever was first."""


class Fault(Record):
    """A document that is not what it should be: kept, shown, never used. `field` is None for the whole of it."""

    table: str
    doc: str
    id: str | None
    field: str | None
    code: str
    value: object
