"""How long a post or an exemption lasts: no longer than its holder is a member here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from store.records import Exemption, Member, Post

    Span = TypeVar("Span", Post, Exemption)


def within(member: Member, span: Span) -> Span:
    """A post or an exemption as far as its holder is a member; a first day that nobody knows stays unknown. Of one that
    lies outside the membership the end is before the beginning.
    """
    since = span.since and max(span.since, member.since or span.since)
    ends = [until for until in (span.until, member.until) if until is not None]
    return span.but(since=since, until=min(ends, default=None))
