"""What a branch records: members, meetings with their roll, training, findings, talks, dues, admissions, waivers.

Nothing here says how a value is spelled on disk (`codec`) or what follows from it (`rules`). Days are `date`s in the
branch's zone; times of day are `"HH:MM"`; a `Partial` is a date as exact as it is known, `"1998"`, `"1998-07"` or
`"1998-07-01"`; a month is `"2026-10"`; a period is a month, `"2026-Q4"`, `"2026-H1"` or `"2026"`. A person is a
member's id, or a free name where someone from outside is possible.
"""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

Partial = str
Month = str
Clock = str
Hours = float
"""Class hours (学时) in halves, which floats add exactly."""


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
    """How someone who was expected took part; the last four are absence, of which only `ABSENT` is without leave."""

    PRESENT = "present"
    LATE = "late"
    OFFICIAL = "official"
    SICK = "sick"
    PERSONAL = "personal"
    ABSENT = "absent"


CAME = frozenset({Status.PRESENT, Status.LATE})
LEAVE = frozenset({Status.OFFICIAL, Status.SICK, Status.PERSONAL})


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
    id: str
    name: str
    since: date | None = None
    until: date | None = None


class Post(Record):
    kind: PostKind
    since: date | None = None
    until: date | None = None


class Exemption(Record):
    kind: ExemptionKind
    since: date | None = None
    until: date | None = None
    reason: str = ""


class Item(Record):
    """One matter of a gathering that a rule counts; `period` is set where it makes up for another one."""

    kind: Kind
    topic: str = ""
    period: str | None = None
    form: str = ""
    hours: Hours | None = None
    lecturer: str = ""
    content: str = ""


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
    owner: str = ""
    due: date | None = None
    done: date | None = None


class Stored(Record):
    """What every document has: its own id, never used again, and who last stored it at which revision."""

    id: str
    rev: int = 0
    by: str = ""
    at: str = ""


class Branch(Stored):
    name: str
    founded: date | None = None
    records_since: Month | None = None
    term_began: date | None = None
    groups: tuple[Group, ...] = ()
    leading_body: bool = False
    note: str = ""


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
    until: date | None = None
    group: str | None = None
    posts: tuple[Post, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    unit: str = ""
    admin_post: str = ""
    leader: bool = False
    phone: str = ""
    monthly_due: str = ""
    status: str = ""
    mobile: str = ""
    letter: date | None = None
    pinyin: str = ""
    note: str = ""


class Meeting(Stored):
    """One gathering of one or more items. Held means: `roll` is there; it names everyone who was expected, frozen."""

    day: date
    time: Clock | None = None
    end: Clock | None = None
    items: tuple[Item, ...]
    topic: str = ""
    group: str | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""
    guests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    roll: dict[str, Status] | None = None
    reasons: dict[str, str] = {}  # noqa: RUF012  # never mutated: records are values
    nonvoters: tuple[str, ...] = ()
    roll_day: date | None = None
    agenda: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    decisions: tuple[Decision, ...] = ()
    minutes: str = ""
    note: str = ""

    @property
    def held(self) -> bool:
        return self.roll is not None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(item.kind for item in self.items)


class Training(Stored):
    """Hours of one member at one event; what derives from a held session names it in `session`."""

    member: str
    day: date
    until: date | None = None
    hours: Hours
    kind: TrainingKind = TrainingKind.IN_SERVICE
    form: TrainingForm = TrainingForm.COLLECTIVE
    topic: str = ""
    organiser: str = ""
    level: str = ""
    place: str = ""
    certificate: str = ""
    session: str | None = None
    tags: tuple[str, ...] = ()
    note: str = ""


class Finding(Stored):
    """One result of an inspection (督查) of a rule in a period, until it is closed out (销号)."""

    rule: str
    period: str
    subject: str | None = None
    result: Result
    day: date
    text: str = ""
    inspector: str = ""
    owner: str = ""
    due: date | None = None
    evidence: str = ""
    closed: date | None = None
    closing: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


class Talk(Stored):
    talker: str
    partner: str
    day: date
    kind: TalkKind = TalkKind.HEART
    place: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()


class DuesMonth(Stored):
    """Who has paid the dues of one month: member id to the day of payment. Amounts due stand with the member."""

    month: Month
    paid: dict[str, date] = {}  # noqa: RUF012
    note: str = ""


class Admission(Stored):
    """One case of admission: its dates as decided elsewhere; the program only computes windows."""

    name: str
    stage: Stage = Stage.APPLICANT
    member: str | None = None
    applied: date | None = None
    talked: date | None = None
    activist: date | None = None
    examined: tuple[date, ...] = ()
    candidate: date | None = None
    notice_from: date | None = None
    notice_until: date | None = None
    reviewed: date | None = None
    trained_hours: Hours | None = None
    trained_days: int | None = None
    prereview: date | None = None
    admitted: date | None = None
    approved: date | None = None
    oath: date | None = None
    requested: date | None = None
    confirmed: date | None = None
    confirmation_approved: date | None = None
    extended_until: date | None = None
    archived: date | None = None
    closed: date | None = None
    mentors: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    note: str = ""


class Waiver(Stored):
    """A duty of one period that need not be done, with the reason and the name of who said so."""

    rule: str
    period: str
    subject: str | None = None
    reason: str
    name: str = ""
    day: date


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
}
"""The letter that an id of each table begins with; the number behind it is the revision that created the record."""


class Fault(Record):
    """A document that is not what it should be: kept, shown, never used. `field` is None for the whole of it."""

    table: str
    doc: str
    id: str | None
    field: str | None
    code: str
    value: object
