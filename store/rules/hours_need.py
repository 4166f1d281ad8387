"""What is asked of a member in a year: hours of training, a course among them, on pace by a day."""

from __future__ import annotations

from datetime import date

from store.record import Record
from store.records import COMMITTEE_POSTS
from store.snapshot import exempt_on, in_post, lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Pack, Rule
    from store.records import Member

HOURS = ("TR-01", "TR-02")
"""The rules that ask for hours: of every member, and of the secretary and committee."""

HoursRules = tuple["Rule | None", "Rule | None"]
"""What is asked in a year: the rule of every member, and that of the secretary and committee in its place."""


def hours_rules(pack: Pack, day: date) -> HoursRules:
    """The rules of hours in force on a day and adopted, of every member and of the secretary and committee."""
    every, leads = (pack.rule(id, day) for id in HOURS)
    every = every if every is not None and every.adopted else None
    return every, leads if leads is not None and leads.adopted else every


def binding(rules: HoursRules, member: Member, day: date) -> Rule | None:
    """The rule of hours that binds a member on a day; None where the pack asks nothing."""
    return rules[1] if member.posts and in_post(member, COMMITTEE_POSTS, day) else rules[0]


class HoursNeed(Record):
    """What is asked of a member in a year: hours, on pace by a day, and whether a course is among them."""

    hours: float
    pace: float
    course: bool
    prorated: float | None
    exempt: bool

    def met(self, hours: float, course: bool) -> bool:
        return bool(self.hours) and hours >= self.hours and (course or not self.course)


def need_of(member: Member, pack: Pack, rules: HoursRules, day: date, last: date) -> HoursNeed:
    """`day` is the last one of the year that has come."""
    rule = binding(rules, member, last if lasts(member, last) else day)
    need = float(rule.params["hours"]) if rule is not None else 0.0
    course = rule is not None and bool(rule.params.get("course"))
    exempt = exempt_on(member, last) is not None
    if exempt:
        need, course = 0.0, False
    year = date(last.year, 1, 1)
    days = (last - year).days + 1
    pace = need * ((day - year).days + 1) / days
    prorated = None
    since = max(member.since or year, year)
    until = min(member.until or last, last)
    if need and (since > year or until < last):
        prorated = int(need * 2 * ((until - since).days + 1) // days) / 2
        if pack.settings.get("prorate"):
            need, pace = prorated, prorated * (max((day - since).days, 0) + 1) / ((until - since).days + 1)
    return HoursNeed(hours=need, pace=pace, course=course, prorated=prorated, exempt=exempt)
