"""What the rules look up again and again, sorted once a snapshot: sessions by kind, by group and by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from store import periods
from store.records import TAKEN_BACK, PostKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.periods import Period
    from store.records import Finding, Item, Kind, Meeting, Member, Talk, Waiver
    from store.snapshot import Snapshot

    Key = tuple[Kind | None, str | None]
    """A kind of item and a group, or None for whichever group held it."""


class ItemsByDay:
    """Held items of one key by day. Those that name the period they make up for count for that one only."""

    __slots__ = ("days", "named", "plain")

    def __init__(self) -> None:
        self.days: list[date] = []
        self.plain: list[tuple[Meeting, Item]] = []
        self.named: list[tuple[Period, Meeting, Item]] = []

    def within(self, first: date, last: date) -> list[tuple[Meeting, Item]]:
        """Held on a day of `first … last`, and naming no other period."""
        return self.plain[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def naming(self, period: Period) -> list[tuple[Meeting, Item]]:
        """Those that name this period or a part of it, whenever they were held."""
        return [
            (meeting, item)
            for named, meeting, item in self.named
            if period.start <= named.start and named.end <= period.end
        ]


EMPTY = ItemsByDay()


class SnapshotIndex:
    """Everything in order of time, so that no order of the file matters: meetings held (roll taken) and open apart,
    items and open meetings by kind, findings and waivers by what they judge.
    """

    __slots__ = (
        "_dated",
        "_members",
        "_named",
        "days",
        "dues",
        "findings",
        "group_leaders",
        "held",
        "inspections",
        "open",
        "shelves",
        "talks",
        "waiting",
        "waivers",
    )

    def __init__(self, snapshot: Snapshot) -> None:
        by_time = [(meeting.day, meeting.time or "", meeting.id, meeting) for meeting in snapshot.meetings.values()]
        by_time.sort()
        ordered = [meeting for _, _, _, meeting in by_time]
        self.held: list[Meeting] = []
        self.open: list[Meeting] = []
        self.waiting: dict[str, list[Meeting]] = {}
        self.shelves: dict[Key, ItemsByDay] = {}
        for meeting in ordered:
            if meeting.roll is None:
                self.open.append(meeting)
                for kind in {item.kind for item in meeting.items}:
                    self.waiting.setdefault(kind, []).append(meeting)
                continue
            self.held.append(meeting)
            group = meeting.group
            for item in meeting.items:
                self._shelve((item.kind, None), meeting, item)
                if group is not None:
                    self._shelve((item.kind, group), meeting, item)
        self.days = [meeting.day for meeting in self.held]
        self.dues = {dues.month: dues for dues in snapshot.dues.values()}
        self.findings: dict[tuple[str, str], list[Finding]] = {}
        self.inspections = sorted([one for one in snapshot.findings.values() if one.came != TAKEN_BACK], key=_day)
        for finding in self.inspections:
            self.findings.setdefault((finding.rule, finding.period), []).append(finding)
        self.waivers: dict[tuple[str, str], list[Waiver]] = {}
        for waiver in sorted(snapshot.waivers.values(), key=_day):
            self.waivers.setdefault((waiver.rule, waiver.period), []).append(waiver)

        self.talks = sorted(snapshot.talks.values(), key=_day)
        self._dated = [
            (max(one.joined or "", one.full_since or ""), one)
            for one in snapshot.members.values()
            if one.joined or one.full_since
        ]
        self._members = snapshot.members
        self._named: dict[str, list[Member]] = {}
        self.group_leaders = [
            member
            for member in snapshot.members.values()
            if any(post.kind is PostKind.GROUP_LEADER for post in member.posts)
        ]

    def _shelve(self, key: Key, meeting: Meeting, item: Item) -> None:
        shelf = self.shelves.get(key)
        if shelf is None:
            shelf = self.shelves[key] = ItemsByDay()
        if item.period is None:
            shelf.days.append(meeting.day)
            shelf.plain.append((meeting, item))
        else:
            period = periods.parse(item.period)
            if period is not None:
                shelf.named.append((period, meeting, item))

    def shelf(self, kind: Kind, group: str | None = None) -> ItemsByDay:
        return self.shelves.get((kind, group), EMPTY)

    def dated_since(self, year: int) -> list[Member]:
        """The members of whom it is known that they joined, or became full ones, in a year or later."""
        first = f"{year:04}"
        return [member for latest, member in self._dated if latest >= first]

    def called(self, who: str) -> Sequence[Member]:
        """Whom a text stands for that says who somebody is: the member with that id, else those of that name."""
        if who in self._members:
            return (self._members[who],)
        if not self._named:
            for member in self._members.values():
                self._named.setdefault(member.name, []).append(member)
        return self._named.get(who, ())

    def every(self, group: str | None = None) -> ItemsByDay:
        """The items of all kinds, put together when they are first asked for."""
        key: Key = None, group
        if key not in self.shelves:
            self.shelves[key] = ItemsByDay()
            for meeting in self.held:
                for item in meeting.items if group in (None, meeting.group) else ():
                    self._shelve(key, meeting, item)
        return self.shelves[key]

    def between(self, first: date, last: date) -> list[Meeting]:
        """Sessions held on a day of `first … last`, in order."""
        return self.held[bisect_left(self.days, first) : bisect_right(self.days, last)]


def _day(record: Finding | Talk | Waiver) -> tuple[date, str]:
    return record.day, record.id


def of(snapshot: Snapshot) -> SnapshotIndex:
    """The index of a snapshot."""
    return snapshot.once(SnapshotIndex)
