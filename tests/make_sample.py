"""Writes `sample_data.json`: the history of one invented branch, told in the program's own edits.

    python -m tests.make_sample

Every step of the history is an edit that someone stored at some hour; ids, revisions and names of who stored what
follow from the order. Chance is seeded per meeting and person, so one changed line of the story changes little else.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random

from store import codec, file_codec, periods
from store.edits import Add, Change, EditGroup, Rejected, TakeRoll
from store.entry_links import AddEntry
from store.record import Record
from store.records import (
    TABLES,
    Admission,
    Branch,
    Decision,
    DuesMonth,
    Entry,
    Exemption,
    ExemptionKind,
    Finding,
    Group,
    Item,
    Kind,
    Meeting,
    Member,
    MemberKind,
    Post,
    PostKind,
    Result,
    Stage,
    Status,
    Talk,
    TalkKind,
    Training,
    TrainingForm,
    TrainingKind,
    Vote,
    VoteKind,
    Waiver,
)
from store.schema import VERSION
from store.snapshot import Snapshot, expected_at, members_on, votes_on
from tests import sample_story as story

TODAY = date(2026, 11, 22)
FIRST = date(2025, 2, 1)
BEIJING = timezone(timedelta(hours=8))
PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sample_data.json")
day = date.fromisoformat

# holidays that a regular weekday fell into, so that week is skipped
HOLIDAYS = [
    ("2025-01-28", "2025-02-05"),
    ("2025-10-01", "2025-10-08"),
    ("2026-02-15", "2026-02-23"),
    ("2026-05-01", "2026-05-05"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]
# (group, month) without a meeting: missed, waived, not yet planned; and those made up for later
MISSED = {("g3", "2026-10"), ("g2", "2026-02"), ("g2", "2026-11"), ("g2", "2026-12")}
MADE_UP = {("g2", "2026-05"): "2026-06-04", ("g3", "2025-11"): "2025-12-09"}
# who kept away without a word, and from which day on
ABSENT = {"qiu": ("2026-10-12", "2026-12-31"), "piao": ("2026-04-01", "2026-04-20")}


class History:
    """Steps in the order of their hour, then carried out one revision each."""

    def __init__(self) -> None:
        self.steps: list[tuple[datetime, int, str, object, tuple[str, ...]]] = []
        self.ids: dict[str, str] = {}
        self.snapshot = Snapshot()

    def at(self, on: date, by: str, make, *names: str, hour: float = 9.5) -> None:
        """Plan an edit, made of the snapshot of its hour; `names` are what its new records are called here."""
        moment = datetime.combine(on, time(int(hour), int(hour % 1 * 60)), BEIJING)
        self.steps.append((moment, len(self.steps), by, make, names))

    def tell(self) -> Snapshot:
        for moment, _, by, make, names in sorted(self.steps, key=lambda step: step[:2]):
            old = self.snapshot
            done = make(old).apply(old)
            assert not isinstance(done, Rejected), done
            stamp = {"rev": old.revision + 1, "by": by, "at": moment.astimezone(UTC).isoformat()}
            changed = {
                table: {
                    id: record.but(**stamp)
                    for id, record in done.tables[table].items()
                    if record is not old.tables[table].get(id)
                }
                for table in TABLES
            }
            new = [id for table in TABLES for id in changed[table] if id not in old.tables[table]]
            self.ids |= dict(zip(names, new, strict=False))
            after = done.with_records(changed)
            self.snapshot = Snapshot(old.revision + 1, after.tables, as_of=TODAY)
        return self.snapshot


def working(on: date) -> bool:
    return on.weekday() < 5 and not any(day(a) <= on <= day(b) for a, b in HOLIDAYS)


def after(on: date, days: int) -> date:
    """That many working days later."""
    while days:
        on += timedelta(days=1)
        days -= working(on)
    return on


def regular(month: periods.Period, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, weeks later where a holiday is in the way."""
    first = month.start + timedelta(days=(weekday - month.start.weekday()) % 7 + 7 * (nth - 1))
    while not working(first):
        first += timedelta(days=7)
    return first


def main() -> str:
    """The whole file as text, spelled as the store would: a document a line."""
    history = History()
    people(history)
    for month in periods.between(FIRST, date(2026, 12, 31), periods.Cadence.MONTH):
        committee(history, month)
        party_day(history, month)
        for group in story.GROUPS:
            group_meeting(history, month, group)
    yearly(history)
    training(history)
    dues(history)
    inspections(history)
    admissions(history)
    for talker, partner, on, kind, note in story.TALKS:
        history.at(
            after(day(on), 1),
            "wangwei",
            lambda _, t=talker, p=partner, on=on, k=kind, n=note: Add(
                table="talks",
                record=Talk(
                    id="",
                    talker=history.ids[t],
                    partner=history.ids[p],
                    day=day(on),
                    kind=TalkKind(k),
                    place="谈话室" if k != "contact" else "",
                    note=n,
                ),
            ),
        )
    history.at(date(2026, 11, 20), "wangwei", lambda _: caught_up(history), hour=18)
    registers(history)
    snapshot = history.tell()
    tables = {"_meta": {"1": {"schema": VERSION, "revision": snapshot.revision, "as_of": TODAY.isoformat()}}}
    tables |= {
        table: {str(n): codec.encode(record) for n, record in enumerate(records.values(), 1)}
        for table, records in snapshot.tables.items()
    }
    return file_codec.write(None, tables)[0].data.decode()


# -- the registers: entered last, so that the numbers of what was there before stay what they were ---------------------


DAYS = ("day", "due", "done")


def registers(history: History) -> None:
    for number, (entry, more, about) in enumerate(story.ENTRIES):
        history.at(
            date(2026, 11, 20),
            "wangwei",
            lambda now, e=entry | more, a=about: AddEntry(record=registered(history, e), about=sessions(now, a)),
            hour=19 + number / 60,
        )


def registered(history: History, said: dict) -> Entry:
    fields = {name: day(value) if name in DAYS else value for name, value in said.items()}
    if "owner" in fields:
        fields["owner"] = history.ids.get(fields["owner"], fields["owner"])
    if "steps" in fields:
        fields["steps"] = {stage: day(on) for stage, on in fields["steps"].items()}
    return Entry(id="", **fields)


def sessions(now: Snapshot, about: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of sessions by kind and day."""
    wanted = {tuple(one.split()) for one in about}
    found = tuple(
        one.id
        for one in now.meetings.values()
        for item in one.items
        if (item.kind.value, one.day.isoformat()) in wanted
    )
    assert len(found) == len(wanted), about
    return found


# -- the roster --------------------------------------------------------------------------------------------------------


def people(history: History) -> None:
    groups = tuple(Group(id=id, name=name) for id, name in story.GROUPS.items())
    history.at(
        date(2025, 2, 5),
        "wangwei",
        lambda _: Add(
            table="branch",
            record=Branch(
                id="",
                name=story.BRANCH,
                founded=date(2009, 6, 18),
                records_since="2025-02",
                term_began=date(2024, 4, 12),
                groups=groups,
            ),
        ),
        "branch",
    )
    roster = [key for key in story.PEOPLE if key not in story.LATER]
    history.at(
        date(2025, 2, 5),
        "wangwei",
        lambda _: EditGroup(
            why="import_roster", edits=tuple(Add(table="members", record=person(key)) for key in roster)
        ),
        *roster,
        hour=10,
    )
    for key, since in story.LATER.items():
        history.at(day(since), "wangwei", lambda _, key=key: Add(table="members", record=person(key)), key, hour=17)
    for key, until in story.LEFT.items():
        history.at(
            day(until),
            "wangwei",
            lambda now, key=key, until=until: change(
                now, "members", history.ids[key], until=day(until), note="组织关系转至青溪镇党委"
            ),
        )


def person(key: str) -> Member:
    name, sex, ethnic, birth, education, joined, full, group, unit, admin, due = story.PEOPLE[key]
    exemptions = {
        "wu": (Exemption(kind=ExemptionKind.FRAIL, since=date(2024, 1, 1), reason="年老体弱，行动不便"),),
        "he": (Exemption(kind=ExemptionKind.MOBILE, since=date(2026, 9, 1), reason="驻外联络，参加驻地组织生活"),),
    }
    return Member(
        id="",
        name=name,
        kind=MemberKind.FULL if full else MemberKind.PROBATIONARY,
        sex=sex,
        ethnic=ethnic,
        birth=birth,
        education=education,
        joined=joined,
        full_since=full,
        since=day(story.LATER[key]) if key in story.LATER else None,
        group=group,
        posts=(Post(kind=PostKind(story.POSTS[key]), since=date(2024, 4, 12)),) if key in story.POSTS else (),
        exemptions=exemptions.get(key, ()),
        unit=unit,
        admin_post=admin,
        leader=key in story.LEADERS,
        phone=f"86{list(story.PEOPLE).index(key) + 11}",
        monthly_due=due,
        mobile="省城驻外联络处" if key == "he" else "",
    )


def change(now: Snapshot, table: str, id: str, **fields) -> Change:
    record = now.tables[table][id]
    return Change(table=table, id=id, base={name: getattr(record, name) for name in fields}, fields_=fields)


# -- meetings ----------------------------------------------------------------------------------------------------------


class Plan(Record):
    """A meeting of the story: what is written down before it, and after it."""

    key: str
    day: date
    time: str
    end: str
    items: tuple[Item, ...]
    topic: str
    place: str
    group: str | None = None
    chair: str = "zhai"
    recorder: str = "wang"
    agenda: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    minutes: str = ""
    decisions: tuple[Decision, ...] = ()
    votes: object = None
    rolled: bool = True


def hold(history: History, plan: Plan) -> None:
    """Announced about a week before, roll call on the day, minutes some days after; what lies ahead is announced."""
    ids = history.ids
    by = "wangwei" if plan.group is None else {"g1": "gongly", "g2": "shanyn", "g3": "qinsf"}[plan.group]
    history.at(
        max(after(min(plan.day, TODAY) - timedelta(days=8), 1), date(2025, 2, 6)),
        by,
        lambda _: Add(
            table="meetings",
            record=Meeting(
                id="",
                day=plan.day,
                time=plan.time,
                end=plan.end,
                items=plan.items,
                topic=plan.topic,
                group=plan.group,
                place=plan.place,
                chair=ids[plan.chair],
                recorder=ids[plan.recorder],
                guests=plan.guests,
                tags=plan.tags,
                agenda=plan.agenda,
            ),
        ),
        plan.key,
        hour=15,
    )
    if plan.day > TODAY or not plan.rolled:
        return

    def roll(now: Snapshot) -> TakeRoll:
        marks, reasons = away(history, now, now.meetings[ids[plan.key]])
        return TakeRoll(meeting=ids[plan.key], marks=marks, reasons=reasons, on=plan.day)

    def minutes(now: Snapshot) -> Change:
        fields = {"minutes": plan.minutes}
        if plan.decisions:
            fields["decisions"] = tuple(
                decision.but(owner=ids[decision.owner] if decision.owner else "") for decision in plan.decisions
            )
        if plan.votes:
            fields["votes"] = plan.votes(now, now.meetings[ids[plan.key]])
        return change(now, "meetings", ids[plan.key], **fields)

    history.at(plan.day, by, roll, hour=int(plan.end[:2]) + 0.5)
    if plan.minutes:
        written_on = after(plan.day, 1 + chance(plan.key, "minutes", 3))
        history.at(min(written_on, TODAY), by, minutes, hour=11)


def chance(*words: object) -> int:
    """A number below the last word, the same for the same words."""
    *seed, below = words
    return int(Random("/".join(map(str, seed))).random() * below)


def away(history: History, now: Snapshot, meeting: Meeting) -> tuple[dict, dict]:
    """Who was not simply present: mostly nobody, now and then leave, rarely late, and what the story says."""
    marks, reasons = {}, {}
    names = {id: key for key, id in history.ids.items()}
    for id in expected_at(now, meeting):
        key = names[id]
        since, until = ABSENT.get(key, ("9", "0"))
        lent, why = story.LENT.get(key, ((), ""))
        draw = chance(meeting.day, key, "roll", 1000)
        if since <= meeting.day.isoformat() <= until:
            marks[id] = Status.PERSONAL if draw < 120 and key == "qiu" else Status.ABSENT
        elif draw < 45:
            marks[id] = Status.OFFICIAL
        elif draw < 60:
            marks[id] = Status.SICK
        elif draw < 75:
            marks[id] = Status.PERSONAL
        elif draw < 95:
            marks[id] = Status.LATE
        elif draw < 99:
            marks[id] = Status.ABSENT
        kinds = story.REASONS.get(marks.get(id, ""))
        if meeting.day.isoformat() in lent:
            marks[id], reasons[id] = Status.OFFICIAL, why
        elif (meeting.day.isoformat(), key) in story.UNSAID:
            marks[id], reasons[id] = Status.LEAVE, story.UNSAID[meeting.day.isoformat(), key]
        elif kinds:
            reasons[id] = kinds[chance(meeting.day, key, "reason", len(kinds))]
    return marks, reasons


def committee(history: History, month: periods.Period) -> None:
    if month.label not in story.COMMITTEE:
        return
    first, second, agreed, owner = story.COMMITTEE[month.label]
    on = regular(month, 2, 1)
    due = after(on, 12)
    late = {"2026-09": date(2026, 10, 23), "2026-10": None}
    decision = Decision(text=agreed, owner=owner, due=due, done=late.get(month.label, after(on, 8)))
    hold(
        history,
        Plan(
            key=f"c{month.label}",
            day=on,
            time="09:00",
            end="10:30",
            place="三楼会议室",
            items=(Item(kind=Kind.COMMITTEE_MEETING, topic=first),),
            topic=f"{first}、{second}",
            agenda=(first, second),
            minutes=story.COMMITTEE_MINUTES[month.start.month % len(story.COMMITTEE_MINUTES)].format(
                first=first, second=second, agreed=agreed
            ),
            decisions=(decision,) if agreed else (),
        ),
    )


def party_day(history: History, month: periods.Period) -> None:
    if month.label not in story.PARTY_DAYS:
        return
    topic, form, minutes = story.PARTY_DAYS[month.label]
    on = regular(month, 4, 2)
    items = [Item(kind=Kind.PARTY_DAY, topic=topic, form=form)]
    agenda, votes = [topic], None
    if month.start.month % 3 == 0 and month.label != "2026-12":
        quarter = periods.containing(on, periods.Cadence.QUARTER)
        lecture = LECTURES[quarter.label]
        items = [
            Item(kind=Kind.GENERAL_MEETING, topic="支部工作通报"),
            Item(kind=Kind.LECTURE, topic=lecture[0], hours=2, lecturer=story.PEOPLE[lecture[1]][0]),
            *items,
        ]
        agenda = ["支部工作通报", f"党课：{lecture[0]}", topic]
        minutes = f"书记通报本季度工作和党费收支。党课讲《{lecture[0]}》，联系岗位讲了三个事例。{minutes}"
        matter, votes = VOTES.get(quarter.label, ("", None))
        if matter:
            agenda.insert(1, matter)
    hold(
        history,
        Plan(
            key=f"d{month.label}",
            day=on,
            time="14:30",
            end="17:00" if len(items) > 1 else "16:30",
            place="报告厅" if len(items) > 1 else "五楼党员活动室",
            items=tuple(items),
            topic=topic,
            agenda=tuple(agenda),
            minutes=minutes,
            votes=votes,
            recorder="xie",
            tags=(*(("三会一课",) if len(items) > 1 else ()), *story.TAGS.get(topic, ())),
            guests=("机关党委 方谨言",) if month.label in ("2025-06", "2025-12", "2026-06") else (),
        ),
    )


LECTURES = {
    "2025-Q1": ("守规矩从小事做起", "zhai"),
    "2025-Q2": ("作风建设永远在路上", "zhai"),
    "2025-Q3": ("群众满意是硬标准", "meng"),
    "2025-Q4": ("把纪律挺在前面", "zha"),
    "2026-Q1": ("新的一年怎样开好头", "zhai"),
    "2026-Q2": ("新细则与党员的责任", "wang"),
    "2026-Q3": ("从群众来信看服务", "meng"),
}


def ballot(name: str):
    """A secret vote on an admission: those who came and vote, one of them abstaining."""

    def votes(now: Snapshot, meeting: Meeting) -> tuple[Vote, ...]:
        voters = [id for id in meeting.roll if votes_on(now.members[id], meeting.day)]
        there = sum(meeting.roll[id] in (Status.PRESENT, Status.LATE) for id in voters)
        return (
            Vote(
                matter=f"接收{name}为预备党员",
                kind=VoteKind.ADMISSION,
                due=len(voters),
                present=there,
                yes=there - 1,
                no=0,
                abstain=1,
            ),
        )

    return votes


def resolution(matter: str):
    """A show of hands that all who came and vote agree to."""

    def votes(now: Snapshot, meeting: Meeting) -> tuple[Vote, ...]:
        (vote,) = ballot("")(now, meeting)
        return (vote.but(matter=matter, kind=VoteKind.RESOLUTION, yes=vote.present, abstain=0),)

    return votes


VOTES = {
    "2025-Q4": ("讨论接收预备党员", ballot("郑晓彤")),
    "2026-Q2": ("讨论接收预备党员", ballot("宋子墨")),
    "2026-Q3": ("讨论换届筹备方案", resolution("通过换届筹备方案")),
}


def group_meeting(history: History, month: periods.Period, group: str) -> None:
    leader = {"g1": "gong", "g2": "shan", "g3": "qin"}[group]
    recorder = {"g1": "moqi", "g2": "shen", "g3": "li2"}[group]
    n = (month.start.year - 2025) * 12 + month.start.month
    topic, minutes = story.GROUP_TOPICS[(n * 4 + int(group[1]) * 3) % len(story.GROUP_TOPICS)]
    closing = story.CLOSINGS[chance(month.label, group, "closing", len(story.CLOSINGS))]
    plan = Plan(
        key=f"{group}-{month.label}",
        day=regular(month, {"g1": 2, "g2": 3, "g3": 1}[group], 3),
        time="16:00",
        end="17:00",
        place={"g1": "审批一科会议室", "g2": "四楼小会议室", "g3": "信息中心会商室"}[group],
        items=(Item(kind=Kind.GROUP_MEETING, topic=topic, form="研讨"),),
        topic=topic,
        group=group,
        chair=leader,
        recorder=recorder,
        agenda=(topic,),
        minutes=minutes + closing,
        rolled=month.label < "2026-11" or group != "g1",
    )
    made_up = MADE_UP.get((group, month.label))
    if made_up:
        item = plan.items[0].but(period=month.label)
        said = f"{plan.minutes}本次为补开{month.start.month}月小组会。"
        plan = plan.but(day=day(made_up), items=(item,), minutes=said)
    if (group, month.label) == ("g3", "2026-11"):
        plan = plan.but(day=date(2026, 11, 27))
    if (group, month.label) not in MISSED:
        hold(history, plan)


def yearly(history: History) -> None:
    """Organisational life meetings and appraisals, held early in the next year; studies; the next general meeting."""
    for year, on in (("2024", "2025-02-21"), ("2025", "2026-01-23")):
        hold(
            history,
            Plan(
                key=f"life{year}",
                day=day(on),
                time="14:00",
                end="17:30",
                place="报告厅",
                items=(
                    Item(kind=Kind.LIFE_MEETING, topic=f"{year}年度组织生活会", period=year),
                    Item(kind=Kind.APPRAISAL, topic=f"{year}年度民主评议党员", period=year),
                ),
                topic=f"{year}年度组织生活会和民主评议党员",
                agenda=("通报准备情况", "批评与自我批评", "民主测评"),
                guests=("机关党委 方谨言",),
                tags=("组织生活会",),
                minutes="书记代表支委会作对照检查，党员逐一发言，开展批评与自我批评，共提出意见三十余条。随后无记名测评，结果由支委会综合审定。",
                decisions=(
                    Decision(
                        text="形成整改清单，逐项明确责任人", owner="zha", due=after(day(on), 10), done=after(day(on), 7)
                    ),
                ),
            ),
        )
    for on, topic, minutes in STUDIES:
        key = f"s{on}"
        hold(
            history,
            Plan(
                key=key,
                day=day(on),
                time="08:30",
                end="11:30",
                place="五楼党员活动室",
                topic=topic,
                recorder="xie",
                items=(Item(kind=Kind.STUDY, topic=topic, form="集中学习", hours=3),),
                tags=story.TAGS.get(topic, ()),
                agenda=(topic,),
                minutes=minutes,
            ),
        )
        if on < "2026":  # since then hours follow from the roll
            history.at(after(day(on), 3), "xiexl", lambda now, key=key: hours_of(now, history.ids[key], 3), hour=16)
    hold(
        history,
        Plan(
            key="general",
            day=date(2026, 11, 25),
            time="14:00",
            end="17:00",
            place="报告厅",
            topic="发展对象讨论与四季度通报",
            items=(
                Item(kind=Kind.GENERAL_MEETING, topic="四季度工作通报"),
                Item(kind=Kind.LECTURE, topic="一件事里的为民情怀", lecturer="翟明远", hours=2),
            ),
            agenda=("四季度工作通报", "听取发展对象培养情况", "党课：一件事里的为民情怀"),
            tags=("三会一课",),
        ),
    )


STUDIES = [
    ("2025-04-16", "学习作风建设有关规定", "通读规定全文，对照公务接待和会风文风开展自查，形成清单两页。"),
    ("2025-08-20", "学习机关基层组织工作条例", "领学重点章节，讨论机关党建与业务怎样同部署同检查。"),
    ("2025-10-29", "专题学习：服务型机关建设", "学习材料三篇，四名同志作重点发言。"),
    ("2026-03-04", "年度学习计划与理论学习", "确定全年学习专题，学习首个专题材料并讨论。"),
    ("2026-06-24", "学习党员教育培训规划", "对照规划要求检查学时登记，提醒学时偏少的同志。"),
    ("2026-09-02", "学习机关纪律与保密规定", "集体学习规定要点，信息中心讲评近期检查发现的三类问题。"),
    ("2026-10-21", "学习优化营商环境条例", "逐条学习与窗口有关的条款，结合三个投诉案例讨论。"),
    ("2026-12-15", "年终理论学习", ""),
]


# -- training, dues, inspections, admissions ---------------------------------------------------------------------------


def hours_of(now: Snapshot, meeting_id: str, hours: float) -> EditGroup:
    """The hours of a held session, for everyone who came."""
    meeting = now.meetings[meeting_id]
    came = [id for id, status in meeting.roll.items() if status in (Status.PRESENT, Status.LATE)]
    return EditGroup(
        why="hours",
        edits=tuple(
            Add(
                table="training",
                record=Training(
                    id="",
                    member=id,
                    day=meeting.day,
                    hours=hours,
                    session=meeting_id,
                    topic=next(i.topic for i in meeting.items if i.hours),
                ),
            )
            for id in came
        ),
    )


def training(history: History) -> None:
    for event in story.TRAINING:
        until, who = day(event[1]), event[8]
        joined = [day(story.LATER[key]) for key in who if key in story.LATER]
        history.at(
            max([after(until, 2), *joined]),
            "xiexl",
            lambda now, event=event: certificates(history, now, event),
            hour=17.5,
        )
    for key, on, hours, topic in (
        ("wu", "2026-06-30", 2, "送学上门"),
        ("he", "2026-10-12", 6, "驻地网络自学"),
        ("moqi", "2026-08-11", 5, "业务系统自学"),
    ):
        history.at(
            after(day(on), 1),
            "xiexl",
            lambda _, key=key, on=on, hours=hours, topic=topic: Add(
                table="training",
                record=Training(
                    id="", member=history.ids[key], day=day(on), hours=hours, topic=topic, form=TrainingForm.SELF
                ),
            ),
        )
    history.at(
        date(2026, 10, 26),
        "xiexl",
        lambda _: Add(
            table="training",
            record=Training(
                id="",
                member=history.ids["he"],
                day=date(2026, 10, 22),
                hours=8,
                topic="驻外机构党员集中学习",
                organiser="省城驻外党委",
                level="单位",
            ),
        ),
    )


def certificates(history: History, now: Snapshot, event: tuple) -> EditGroup:
    """The hours of an event for each who was there: everyone of that day, the committee, or those named."""
    on, until, topic, hours, form, organiser, level, kind, who, missing = event
    if who == "all":
        here = {member.id for member in members_on(now, day(on))}
        who = [key for key in story.PEOPLE if history.ids.get(key) in here]
    elif who == "committee":
        who = list(story.POSTS)[:5]
    record = Training(
        id="",
        member="",
        day=day(on),
        until=day(until) if until != on else None,
        hours=hours,
        kind=TrainingKind(kind),
        form=TrainingForm(form),
        topic=topic,
        organiser=organiser,
        level=level,
        certificate="结业证书" if form == "course" else "",
    )
    return EditGroup(
        why="training",
        edits=tuple(
            Add(table="training", record=record.but(member=history.ids[key])) for key in who if key not in missing
        ),
    )


def dues(history: History) -> None:
    """Paid about the tenth; a few a fortnight later; this month not all yet."""
    for month in periods.between(FIRST, TODAY, periods.Cadence.MONTH):
        on = after(month.start + timedelta(days=8), 1)
        late = after(on, 9)

        def first(now, month=month, on=on) -> Add:
            paid = {m.id: on for m in members_on(now, on) if chance(month.label, m.id, "dues", 12)}
            return Add(table="dues", record=DuesMonth(id="", month=month.label, paid=paid))

        def rest(now, month=month, late=late) -> Change:
            record = next(d for d in now.dues.values() if d.month == month.label)
            paid = record.paid | {m.id: late for m in members_on(now, late) if m.id not in record.paid}
            return change(now, "dues", record.id, paid=paid)

        history.at(on, "wangwei", first, hour=16.5)
        if late < TODAY:
            history.at(late, "wangwei", rest, hour=16.5)


def caught_up(history: History) -> EditGroup:
    """Talks that had stood in a paper book, and what the branch did of its own duties, typed in on one evening."""
    ids = history.ids
    talks = [
        Add(
            table="talks",
            record=Talk(id="", talker=ids[talker], partner=ids[partner], day=day(on), kind=TalkKind.HEART),
        )
        for talker, partner, on in story.BOOK
    ]
    done = [
        Add(
            table="findings",
            record=Finding(
                id="",
                rule=rule,
                period=period,
                subject=ids.get(subject, subject),
                result=Result.EXECUTED,
                day=date(2026, 11, 20),
                text=text,
            ),
        )
        for rule, period, subject, text in story.DONE
    ]
    return EditGroup(why="talks", edits=(*talks, *done))


def inspections(history: History) -> None:
    for rule, period, subject, result, on, text, owner, due, closed, closing in story.FINDINGS:
        key = f"f{rule}{period}"
        finding = Finding(
            id="",
            rule=rule,
            period=period,
            result=Result(result),
            day=day(on),
            text=text,
            inspector="机关党委 方谨言",
            due=day(due) if due else None,
            closed=day(on) if result == "executed" else None,
        )
        history.at(
            day(on),
            "fangjy",
            lambda _, finding=finding, subject=subject, owner=owner: Add(
                table="findings",
                record=finding.but(subject=history.ids.get(subject, subject), owner=history.ids.get(owner, "")),
            ),
            key,
            hour=10,
        )
        if closed:
            history.at(
                day(closed),
                "fangjy",
                lambda now, key=key, c=closed, t=closing: change(
                    now, "findings", history.ids[key], closed=day(c), closing=t
                ),
            )
    history.at(
        date(2026, 3, 3),
        "zhaimy",
        lambda _: Add(
            table="waivers",
            record=Waiver(
                id="",
                rule="OL-03",
                period="2026-02",
                subject="g2",
                reason="春节假期与大厅值守重叠，机关党委同意并入三月",
                name="翟明远",
                day=date(2026, 3, 3),
            ),
        ),
    )


def admissions(history: History) -> None:
    """Four cases, one at each stage that is open; the old articles until May 2026, the new ones after."""
    add = {
        "zheng": (
            "2025-02-06",
            {
                "name": "郑晓彤",
                "stage": Stage.CANDIDATE,
                "applied": date(2023, 4, 3),
                "talked": date(2023, 4, 20),
                "activist": date(2023, 11, 15),
                "examined": (date(2024, 5, 16), date(2024, 11, 18)),
                "candidate": date(2024, 12, 24),
                "mentors": ("wang", "shan"),
            },
        ),
        "song": (
            "2025-02-06",
            {
                "name": "宋子墨",
                "stage": Stage.ACTIVIST,
                "applied": date(2024, 3, 11),
                "talked": date(2024, 3, 29),
                "activist": date(2024, 9, 10),
                "examined": (),
                "mentors": ("gong", "li1"),
            },
        ),
        "fang": (
            "2025-02-06",
            {
                "name": "方屿",
                "stage": Stage.ACTIVIST,
                "applied": date(2024, 7, 8),
                "talked": date(2024, 7, 30),
                "activist": date(2025, 1, 14),
                "examined": (),
                "mentors": ("qin", "chen"),
            },
        ),
        "luo": (
            "2025-06-10",
            {
                "name": "骆嘉禾",
                "stage": Stage.APPLICANT,
                "applied": date(2025, 6, 4),
                "talked": date(2025, 6, 24),
                "mentors": (),
            },
        ),
        "tan": (
            "2026-09-14",
            {"name": "谭雨菲", "stage": Stage.APPLICANT, "applied": date(2026, 9, 14), "mentors": ()},
        ),
    }
    for key, (on, fields) in add.items():
        history.at(
            day(on),
            "wangwei",
            lambda _, f=fields: Add(
                table="admissions",
                record=Admission(id="", **(f | {"mentors": tuple(history.ids[m] for m in f["mentors"])})),
            ),
            f"case-{key}",
            hour=16,
        )
    steps = [
        ("2025-03-12", "song", {"examined": (date(2025, 3, 11),)}),
        ("2025-07-16", "fang", {"examined": (date(2025, 7, 15),)}),
        ("2025-09-11", "song", {"examined": (date(2025, 3, 11), date(2025, 9, 10))}),
        ("2025-11-05", "song", {"stage": Stage.CANDIDATE, "candidate": date(2025, 11, 5)}),
        ("2025-11-21", "zheng", {"reviewed": date(2025, 10, 17), "trained_hours": 24, "prereview": date(2025, 11, 20)}),
        (
            "2025-12-12",
            "zheng",
            {"stage": Stage.PROBATIONARY, "admitted": date(2025, 12, 12), "sponsors": ("wang", "shan")},
        ),
        ("2026-01-14", "fang", {"examined": (date(2025, 7, 15), date(2026, 1, 13))}),
        ("2026-01-21", "luo", {"stage": Stage.ACTIVIST, "activist": date(2026, 1, 21), "mentors": ("xie", "zeng")}),
        ("2026-02-12", "zheng", {"approved": date(2026, 2, 11)}),
        ("2026-03-13", "zheng", {"oath": date(2026, 3, 13)}),
        (
            "2026-05-26",
            "song",
            {"reviewed": date(2026, 4, 22), "trained_days": 3, "trained_hours": 24, "prereview": date(2026, 5, 25)},
        ),
        (
            "2026-06-12",
            "song",
            {"stage": Stage.PROBATIONARY, "admitted": date(2026, 6, 12), "sponsors": ("gong", "li1")},
        ),
        ("2026-07-06", "song", {"approved": date(2026, 7, 3)}),
        ("2026-07-10", "song", {"oath": date(2026, 7, 10)}),
        ("2026-07-15", "fang", {"examined": (date(2025, 7, 15), date(2026, 1, 13), date(2026, 7, 14))}),
        ("2026-07-22", "luo", {"examined": (date(2026, 7, 21),)}),
        ("2026-09-29", "tan", {"talked": date(2026, 9, 29)}),
        ("2026-10-26", "fang", {"notice_from": date(2026, 10, 16), "notice_until": date(2026, 10, 23)}),
        (
            "2026-10-28",
            "fang",
            {"stage": Stage.CANDIDATE, "candidate": date(2026, 10, 28), "sponsors": ("qin", "chen")},
        ),
    ]
    for on, key, fields in steps:

        def step(now: Snapshot, key=key, fields=fields) -> Change:
            known = {
                n: tuple(history.ids[k] for k in v) if n in ("mentors", "sponsors") else v for n, v in fields.items()
            }
            if "admitted" in fields:
                known["member"] = history.ids[key]
            return change(now, "admissions", history.ids[f"case-{key}"], **known)

        history.at(day(on), "wangwei", step, hour=17.5)


if __name__ == "__main__":
    text = main()
    with open(PATH, "w", encoding="utf-8") as file:
        file.write(text)
