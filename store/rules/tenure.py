"""How long a post or an exemption lasts: no longer than its holder is a member here, and as one where several follow
each other without a gap.
"""

from __future__ import annotations

from datetime import date

from store.periods import ONE_DAY
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from store.records import Exemption, Member, Post

    Span = TypeVar("Span", Post, Exemption)


class Run(Record):
    """From when until when; None where that is not known, or open."""

    since: date | None
    until: date | None


def within(member: Member, span: Span) -> Span:
    """A post or an exemption as far as its holder is a member; a first day that nobody knows stays unknown. Of one that
    lies outside the membership the end is before the beginning.
    """
    since = span.since and max(span.since, member.since or span.since)
    until = min(filter(None, (span.until, member.until)), default=None)
    return span if (since, until) == (span.since, span.until) else span.but(since=since, until=until)


def runs(spans: Iterable[Post | Exemption]) -> list[Run]:
    """Posts or exemptions by time, those that go on without a gap as one: who is elected again, or whose exemption is
    given once more, has had it since the first time.
    """
    found: list[Run] = []
    for since, until in sorted([(one.since or date.min, one.until) for one in spans], key=lambda ends: ends[0]):
        last = found[-1] if found else None
        if until is not None and until < since:
            continue
        if last is not None and (last.until is None or since <= last.until + ONE_DAY):
            found[-1] = last.but(until=until and last.until and max(until, last.until))
        else:
            found.append(Run(since=None if since == date.min else since, until=until))
    return found


def run_on(spans: Iterable[Post | Exemption], day: date) -> Run | None:
    """The run that a day is in."""
    for run in runs(spans):
        if (run.since is None or run.since <= day) and (run.until is None or day <= run.until):
            return run
    return None
