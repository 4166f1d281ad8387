"""Who answers for what (责任): a post for every rule, and for the post whoever holds it. Counts are of duties, never
marks for people: there is no rate and no order but that of layers and of the roster.
"""

from __future__ import annotations

from datetime import date

from store import periods
from store.packs.charges import INSTEAD, charge, ids
from store.record import Record
from store.records import COMMITTEE_POSTS, PostKind
from store.rules import institutions
from store.rules.division import divisions, was_there
from store.rules.figures import State
from store.rules.lead import lead
from store.rules.owners import POSTS
from store.snapshot import groups_on, lasts, members_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Pack
    from store.rules.figures import Duty
    from store.rules.lead import Lead
    from store.snapshot import Snapshot

LAYERS = {PostKind.SECRETARY: 1, PostKind.GROUP_LEADER: 3} | dict.fromkeys(COMMITTEE_POSTS - {PostKind.SECRETARY}, 2)


LAST = 4
"""The layer of whoever answers without a post."""


class Answering(Record):
    """Who answers for a duty: the post, of which group where each has its own, and who holds it on the day that is
    looked at. A `vacant` post is answered for by another.
    """

    post: str
    group: str | None = None
    holder: str | None = None
    vacant: bool = False


class Charge(Record):
    """What one post answers for: its rules in force, and the duties of a year. The secretary's duties are all of them
    (书记负总责), and there alone is the `lead`. `settled` is the committee meeting at which the division was settled,
    and `signed` whether the holder was there, None where that is not known.
    """

    who: Answering
    layer: int
    rules: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    lead: Lead | None = None
    settled: str | None = None
    signed: bool | None = None

    def count(self, state: State) -> int:
        return sum(duty.state is state for duty in self.duties)


class Posts:
    """Who holds which post on a day, each looked up once, and what the branch has divided among them."""

    def __init__(self, snapshot: Snapshot, today: date, pack: Pack) -> None:
        self.snapshot, self.today, self.pack = snapshot, today, pack
        self._members = members_on(snapshot, today)
        self._known: dict[tuple[PostKind, str | None], Answering] = {}
        self.divided = divisions(snapshot, today)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules in force on the day: none of a branch that was not founded yet."""
        founded = self.snapshot.branch.founded if self.snapshot.branch else None
        return ids(self.pack.in_force(self.today)) if founded is None or founded <= self.today else ()

    def of(self, post: PostKind, group: str | None = None) -> Answering:
        key = post, group
        if key not in self._known:
            self._known[key] = self._of(post, group)
        return self._known[key]

    def _of(self, post: PostKind, group: str | None) -> Answering:
        for place, kind in enumerate((post, *INSTEAD)):
            holder = self._holder(kind, group)
            if holder is not None:
                return Answering(post=post, group=group, holder=holder, vacant=place > 0)
        return Answering(post=post, group=group, vacant=True)

    def _holder(self, post: PostKind, group: str | None) -> str | None:
        for member in self._members:
            of_group = post is not PostKind.GROUP_LEADER or member.group == group
            if of_group and post in posts_on(member, self.today):
                return member.id
        return None

    def answering(self, duty: Duty) -> Answering:
        return self.for_rule(duty.rule.id, duty.due, self._group(duty.subject))

    def for_rule(self, rule: str, day: date, group: str | None) -> Answering:
        """Who answers for a rule, of a group where each has its own: by the division of a day, else by the post. What
        was given to somebody who has left is the post's again.
        """
        for one in self.divided:
            if one.owner and one.day <= day and one.covers(rule) and not self._has_left(one.owner):
                return self._owner(one.owner, group)
        return self._post(charge(rule, self.pack.settings), group)

    def _post(self, post: PostKind, group: str | None) -> Answering:
        return self.of(post, group if post is PostKind.GROUP_LEADER else None)

    def _has_left(self, owner: str) -> bool:
        member = self.snapshot.members.get(owner)
        return member is not None and not lasts(member, self.today)

    def _owner(self, owner: str, group: str | None) -> Answering:
        """A post by its code; a member by the first post held, or none; someone from outside by name."""
        if owner in POSTS:
            return self._post(PostKind(owner), group)
        member = self.snapshot.members.get(owner)
        for post in posts_on(member, self.today) if member is not None else ():
            answering = self._post(post, member.group if member is not None else None)
            if answering.holder == owner:
                return answering
        return Answering(post="", holder=owner)

    def _group(self, subject: str | None) -> str | None:
        """The group of whom a duty is of: itself, or a member's."""
        member = self.snapshot.members.get(subject or "")
        return member.group if member is not None else subject


def day_of(today: date, year: int) -> date:
    """The day whose posts and rules those of a year are: today in the running one, else its end, or its beginning."""
    return max(date(year, 1, 1), min(today, date(year, 12, 31)))


def charges(snapshot: Snapshot, today: date, pack: Pack, year: int) -> list[Charge]:
    """A row a post that answers for anything, and one a group where each has its own: by layer, then roster order."""
    day = day_of(today, year)
    posts = Posts(snapshot, day, pack)
    duties = [duty for duty in duties_of_year(snapshot, today, pack, year) if duty.state is not State.NA]
    rules: dict[Answering, list[str]] = {}
    for rule in posts.rules:
        for who in _all_answering(posts, rule):
            rules.setdefault(who, []).append(rule)
    duties_of: dict[Answering, list[Duty]] = {who: [] for who in rules}
    for duty in duties:
        duties_of.setdefault(posts.answering(duty), []).append(duty)
    secretary = posts.of(PostKind.SECRETARY)
    duties_of[secretary] = duties
    first, last = date(year, 1, 1), min(today, date(year, 12, 31))
    led = secretary.holder and lead(snapshot, secretary.holder, first, last, duties)
    order = {member: place for place, member in enumerate(snapshot.members)}
    rows = [
        _signed(
            posts,
            Charge(
                who=who,
                layer=LAYERS[PostKind(who.post)] if who.post else LAST,
                rules=tuple(rules.get(who, ())),
                duties=tuple(of),
                lead=(led or None) if who is secretary else None,
            ),
        )
        for who, of in duties_of.items()
    ]
    return sorted(rows, key=lambda row: (row.layer, order.get(row.who.holder or "", len(order))))


def vacant(posts: Posts) -> list[Answering]:
    """The posts that rules ask for and nobody holds, each group's leader among them."""
    found = {who for rule in posts.rules for who in _all_answering(posts, rule)}
    return sorted((who for who in found if who.vacant), key=lambda who: (who.post, who.group or ""))


def _signed(posts: Posts, row: Charge) -> Charge:
    """The row with the meeting that settled what its post answers for, and whether its holder was there."""
    leads = row.layer == LAYERS[PostKind.SECRETARY]
    for division in posts.divided:
        if division.settled is not None and (leads or any(map(division.covers, row.rules))):
            there = was_there(posts.snapshot, row.who.holder, posts.snapshot.meetings[division.settled])
            return row.but(settled=division.settled, signed=there)
    return row


def _all_answering(posts: Posts, rule: str) -> list[Answering]:
    """Whoever answers for a rule: of one that every group has, each group's leader."""
    one = posts.for_rule(rule, posts.today, None)
    if one.post != PostKind.GROUP_LEADER:
        return [one]
    return [posts.for_rule(rule, posts.today, group.id) for group in groups_on(posts.snapshot, posts.today)]


def duties_of_year(snapshot: Snapshot, today: date, pack: Pack, year: int) -> list[Duty]:
    """The duties of the periods and events of a year; in the running one also what is overdue from before."""
    if year == today.year:
        duties = institutions.execution(snapshot, today, pack)
        return [duty for duty in duties if duty.state is State.OVERDUE or year_of(duty) == year]
    duties = institutions.duties(snapshot, today, pack, date(year, 1, 1), date(year, 12, 31))
    return [duty for duty in duties if year_of(duty) == year]


def year_of(duty: Duty) -> int:
    """The year in which a duty's period begins, or its event was."""
    period = periods.parse(duty.period)
    return period.start.year if period is not None else int(duty.period[:4])
