"""Everything the file says at one revision, as one frozen value."""

from __future__ import annotations

from bisect import bisect_right

from store.records import COMMITTEE, COMMITTEE_POSTS, TABLES, ExemptionKind, Kind, MemberKind, Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any, TypeVar

    from store.generation import Damage
    from store.records import (
        Admission,
        Branch,
        DuesMonth,
        Entry,
        Exemption,
        Fault,
        Finding,
        Group,
        Meeting,
        Member,
        Post,
        PostKind,
        Stored,
        Talk,
        Training,
        Waiver,
    )

    T = TypeVar("T")


class Snapshot:
    """Records by id, table by table, in the order of the file. Compared by identity; never changed, only replaced.

    `as_of` is set in a sample alone: the day that its clock shows. `damage` says why when the file itself could not be
    read and this is an older generation, which nothing may be built upon. `memo` holds what was derived from it.
    """

    __slots__ = ("as_of", "damage", "faults", "memo", "revision", "tables")

    revision: int
    as_of: date | None
    tables: Mapping[str, Mapping[str, Stored]]
    faults: tuple[Fault, ...]
    damage: Damage | None
    memo: dict[Hashable, Any]

    def __init__(
        self,
        revision: int = 0,
        tables: Mapping[str, Mapping[str, Stored]] | None = None,
        faults: tuple[Fault, ...] = (),
        as_of: date | None = None,
        damage: Damage | None = None,
    ) -> None:
        self.revision = revision
        self.tables = {name: (tables or {}).get(name, {}) for name in TABLES}
        self.faults = faults
        self.as_of = as_of
        self.damage = damage
        self.memo = {}

    def once(self, work_out: Callable[[Snapshot], T]) -> T:
        """What `work_out` makes of this snapshot, made when first asked for."""
        if work_out not in self.memo:
            self.memo[work_out] = work_out(self)
        return self.memo[work_out]  # type: ignore[no-any-return]

    @property
    def branch(self) -> Branch | None:
        return next(iter(self.tables["branch"].values()), None)  # type: ignore[return-value]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Those of the branch, of whatever time."""
        return self.branch.groups if self.branch is not None else ()

    @property
    def members(self) -> Mapping[str, Member]:
        return self.tables["members"]  # type: ignore[return-value]

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        return self.tables["meetings"]  # type: ignore[return-value]

    @property
    def training(self) -> Mapping[str, Training]:
        return self.tables["training"]  # type: ignore[return-value]

    @property
    def findings(self) -> Mapping[str, Finding]:
        return self.tables["findings"]  # type: ignore[return-value]

    @property
    def talks(self) -> Mapping[str, Talk]:
        return self.tables["talks"]  # type: ignore[return-value]

    @property
    def dues(self) -> Mapping[str, DuesMonth]:
        return self.tables["dues"]  # type: ignore[return-value]

    @property
    def admissions(self) -> Mapping[str, Admission]:
        return self.tables["admissions"]  # type: ignore[return-value]

    @property
    def waivers(self) -> Mapping[str, Waiver]:
        return self.tables["waivers"]  # type: ignore[return-value]

    @property
    def entries(self) -> Mapping[str, Entry]:
        return self.tables["entries"]  # type: ignore[return-value]

    def find(self, id: str) -> tuple[str, Stored] | None:
        """The table and the record of an id, or None."""
        return next(((name, table[id]) for name, table in self.tables.items() if id in table), None)

    def with_records(self, changed: Mapping[str, Mapping[str, Stored | None]]) -> Snapshot:
        """The next snapshot: records laid over by table and id, None taking one away. The revision stays."""
        tables: dict[str, Mapping[str, Any]] = dict(self.tables)
        for name, records in changed.items():
            table = dict(tables[name])
            for id, record in records.items():
                if record is None:
                    del table[id]
                else:
                    table[id] = record
            tables[name] = table
        return Snapshot(self.revision, tables, self.faults, self.as_of, self.damage)

    def but_damaged(self, damage: Damage) -> Snapshot:
        """The same as the last good state of a file that has been damaged since."""
        return Snapshot(self.revision, self.tables, self.faults, self.as_of, damage)


def is_committee(snapshot: Snapshot) -> bool:
    """Whether the records are those of a committee, which has units below it and no duties of a branch."""
    return snapshot.branch is not None and snapshot.branch.level == COMMITTEE


def branch_name(snapshot: Snapshot, otherwise: str) -> str:
    """What those whose records these are are called, or what stands for a name that is not there."""
    branch = snapshot.branch
    return branch.name if branch is not None and branch.name.strip() else otherwise


def lasts(span: Member | Post | Exemption | Group, day: date) -> bool:
    """Whether a membership, post, exemption or group is in force on a day; both its ends belong to it."""
    return (span.since is None or span.since <= day) and (span.until is None or day <= span.until)


def groups_on(snapshot: Snapshot, day: date) -> list[Group]:
    """The branch's groups that there are on a day."""
    return [group for group in snapshot.groups if lasts(group, day)]


def posts_on(member: Member, day: date) -> tuple[PostKind, ...]:
    """The posts that a member holds on a day: who is no member here any more holds none."""
    return tuple([post.kind for post in member.posts if lasts(post, day)]) if lasts(member, day) else ()


def in_post(member: Member, kinds: Collection[PostKind], day: date) -> bool:
    """Whether a member holds one of some posts on a day."""
    return lasts(member, day) and any(post.kind in kinds and lasts(post, day) for post in member.posts)


class Roster:
    """The members of one day, in roster order: all of them, and those who are probationary ones, or have posts or
    exemptions of whatever time.
    """

    __slots__ = ("_groups", "everyone", "exempted", "posted", "probationary")

    def __init__(self, everyone: Iterable[Member], day: date) -> None:
        iso = day.isoformat()
        self.everyone = tuple(everyone)
        self.probationary = tuple([member for member in self.everyone if not is_full(member, iso)])
        self.posted = tuple([member for member in self.everyone if member.posts])
        self.exempted = tuple([member for member in self.everyone if member.exemptions])
        self._groups: dict[str | None, list[Member]] = {}

    def group(self, id: str) -> Sequence[Member]:
        """Those of one group."""
        if not self._groups:
            for member in self.everyone:
                self._groups.setdefault(member.group, []).append(member)
        return self._groups.get(id, ())


class RosterByDay:
    """Who is in the branch on which day: looked through once for all days between two changes."""

    __slots__ = ("_changes", "_members", "_rosters")

    def __init__(self, snapshot: Snapshot) -> None:
        self._members = snapshot.members.values()
        changes = {member.full_since for member in self._members if member.full_since is not None}
        changes |= {member.since.isoformat() for member in self._members if member.since is not None}
        changes |= {f"{member.until}+" for member in self._members if member.until is not None}  # behind the whole day
        self._changes = sorted(changes)
        self._rosters: dict[int | date, Roster] = {}  # by the place between changes, and again by each day asked for

    def on(self, day: date) -> Roster:
        if day not in self._rosters:
            place = bisect_right(self._changes, day.isoformat())
            known = self._rosters.get(place) or Roster([one for one in self._members if lasts(one, day)], day)
            self._rosters[place] = self._rosters[day] = known
        return self._rosters[day]


def roster(snapshot: Snapshot) -> RosterByDay:
    """The roster of a snapshot."""
    return snapshot.once(RosterByDay)


def members_on(snapshot: Snapshot, day: date) -> tuple[Member, ...]:
    """The branch's members (支部党员) of a day, in roster order."""
    return roster(snapshot).on(day).everyone


def kind_on(member: Member, day: date) -> MemberKind:
    """Full or probationary on a day: `full_since` dates the change, as exactly as it is known (a month begins it)."""
    return MemberKind.FULL if is_full(member, day.isoformat()) else MemberKind.PROBATIONARY


def is_full(member: Member, iso: str) -> bool:
    """Whether a member is a full one on a day, which is spelled as in ISO 8601: once for however many members."""
    return member.kind is MemberKind.FULL and (member.full_since is None or member.full_since <= iso)


def exempt_on(member: Member, day: date) -> Exemption | None:
    """The exemption that takes a member out of those expected (应到) on a day."""
    barred = ExemptionKind.NO_VOTE
    return next((one for one in member.exemptions if one.kind is not barred and lasts(one, day)), None)


def votes_on(member: Member, day: date) -> bool:
    """Whether a member has a vote (domain 2.1): full, and not under a sanction that suspends the right."""
    full, barred = kind_on(member, day) is MemberKind.FULL, ExemptionKind.NO_VOTE
    return full and not any(one.kind is barred and lasts(one, day) for one in member.exemptions)


def committee_on(snapshot: Snapshot, day: date) -> list[Member]:
    """Whoever holds a committee post on a day, in roster order."""
    return [member for member in roster(snapshot).on(day).posted if in_post(member, COMMITTEE_POSTS, day)]


def leaders_on(snapshot: Snapshot, day: date) -> list[Member]:
    """The members of the leading body (党员领导干部) of a day, in roster order: a democratic life meeting is theirs."""
    return [member for member in members_on(snapshot, day) if member.leader]


NARROW = frozenset({Kind.COMMITTEE_MEETING, Kind.DEMOCRATIC_MEETING})


def expected_at(snapshot: Snapshot, meeting: Meeting) -> list[str]:
    """Ids of those who should attend (应到) in roster order: frozen with the roll, computed from the roster before it.

    A group's session expects the group; a committee meeting the committee and a democratic life meeting the leading
    body, unless it is combined with a session of all members; anything else expects every member. Exemptions (domain
    2.1) take members out.
    """
    if meeting.roll is not None:
        return list(meeting.roll)
    return [m.id for m in invited(snapshot, meeting) if not m.exemptions or exempt_on(m, meeting.day) is None]


def roll_at(snapshot: Snapshot, meeting: Meeting) -> dict[str, Status]:
    """The marks of those who should attend: as stored, else as a roll begins, with the leave that was asked for."""
    if meeting.roll is not None:
        return dict(meeting.roll)
    return {id: meeting.mark(id) for id in expected_at(snapshot, meeting)}


def invited(snapshot: Snapshot, meeting: Meeting) -> Sequence[Member]:
    """The members whom a session is for, exempt ones with them."""
    if meeting.group is not None:
        return roster(snapshot).on(meeting.day).group(meeting.group)
    kinds = set(meeting.kinds)
    if not kinds <= NARROW:
        return members_on(snapshot, meeting.day)
    committee = committee_on(snapshot, meeting.day) if Kind.COMMITTEE_MEETING in kinds else []
    leaders = leaders_on(snapshot, meeting.day) if Kind.DEMOCRATIC_MEETING in kinds else []
    if not leaders or not committee:
        return leaders or committee
    both = {member.id for member in (*committee, *leaders)}
    return [member for member in members_on(snapshot, meeting.day) if member.id in both]


def uncased(snapshot: Snapshot, member: Member) -> bool:
    """Whether a member is a probationary one whom no case of admission that is still open names."""
    if member.kind is not MemberKind.PROBATIONARY:
        return False
    return not any(one.member == member.id and one.closed is None for one in snapshot.admissions.values())
