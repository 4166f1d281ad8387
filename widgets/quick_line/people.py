"""Who a token means: a member by id, name, initials or pinyin, or someone from outside by name.

Two who could be meant are never chosen between: `翟明远(p2)`, `李文静(窗口办)` or `李文静(1990-05)` tell them apart.
"""

from __future__ import annotations

from store.folding import fold
from store.pinyin import INITIALS, PINYIN, matches, rank
from store.snapshot import lasts, members_on
from widgets.mentions import mentioned
from widgets.quick_line.reading import InvalidToken, choices
from widgets.when.numerals import full_match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from store.records import Member
    from widgets.sections.view import View

_ASIDE = r"(.+?)[(（](.+)[)）]"
SHORTEST = 2
"""Fewer letters are no initials: they would be somebody's only as long as the roster happens to be so."""


def distinct_name(member: Member, others: Iterable[Member]) -> str:
    """A member's name, with what no namesake shares behind it: the unit, else the birth date, else the id."""
    alike = [other for other in others if other.id != member.id and fold(other.name) == fold(member.name)]
    if not alike:
        return member.name
    for field in ("unit", "birth"):
        own = getattr(member, field)
        if own and all(getattr(other, field) != own for other in alike):
            return f"{member.name}({own})"
    return f"{member.name}({member.id})"


def called(text: str, members: Collection[Member]) -> list[Member]:
    """Whom a whole name means, or a name as `distinct_name` tells it from others."""
    wanted = fold(text)
    named = [member for member in members if fold(member.name) == wanted]
    return named or [member for member in members if fold(distinct_name(member, members)) == wanted]


def typed(member: Member, view: View) -> str:
    """What to type for exactly this member: the name where it is one's alone and one token, else with the id."""
    plain = "".join(c for c in member.name if not c.isspace())
    alone = len(_by_name(view).get(fold(member.name), ())) == 1
    return (
        plain if alone and plain.isprintable() and not set(plain) & set(",、，()（）+@#!") else f"{plain}({member.id})"
    )


def typed_person(reference: str, view: View) -> str:
    """What to type for a member's id or for someone from outside."""
    member = view.snapshot.members.get(reference)
    return typed(member, view) if member is not None else "".join(c for c in reference if not c.isspace())


def find(text: str, view: View, day: date, *, outside: bool = False) -> str | InvalidToken:
    """The id of the member of a day whom a text means; with `outside` also a name from elsewhere."""
    members = view.snapshot.members
    if text in members:
        return _in_branch(members[text], day, outside)
    if match := full_match(_ASIDE, text):
        namesakes = [member for member in _by_name(view).get(fold(match[1]), ()) if _is(member, match[2])]
        if len(namesakes) == 1:
            return _in_branch(namesakes[0], day, outside)
        if namesakes:
            return _several("two_alike", match[1], namesakes)
    named = _by_name(view).get(fold(text), ())
    here = [member for member in named if lasts(member, day)]
    if len(here) == 1:
        return here[0].id
    if here:
        return _several("two_alike", text, here)
    if named:
        return _in_branch(named[0], day, outside) if len(named) == 1 else _several("two_alike", text, named)
    latin = any(c.isascii() and c.isalpha() for c in text)
    if latin and (found := _by_letters(text, members_on(view.snapshot, day))):
        return found[0].id if len(found) == 1 else _several("several_people", text, found)
    if not outside:
        return InvalidToken(code="nobody")
    return _outsider(text, view)


def known(text: str, view: View, day: date, *, outside: bool) -> str | InvalidToken:
    """As `find`; with `outside` also someone whom the records know: a new name might be a slip, and is for the form."""
    person = find(text, view, day)
    if outside and isinstance(person, InvalidToken) and person.code == "nobody":
        other = find(text, view, day, outside=True)
        if isinstance(other, str) and other in outsiders(view):
            return other
    return person


def _in_branch(member: Member, day: date, outside: bool) -> str | InvalidToken:
    if outside or lasts(member, day):
        return member.id
    return InvalidToken(code="not_member_then", facts={"name": member.name, "on": day})


def _is(member: Member, aside: str) -> bool:
    return fold(aside) in {fold(text) for text in (member.id, member.unit, member.birth or "") if text}


def _several(code: str, name: str, members: Sequence[Member]) -> InvalidToken:
    """Both told apart, each as it may be typed."""
    names = [distinct_name(one, members) for one in members]
    return InvalidToken(code=code, facts={"name": name, "choices": choices(names)})


def _by_letters(text: str, members: Sequence[Member]) -> list[Member]:
    """Those whose whole name the letters are; where there is none, those whose name begins so."""
    if len(text) < SHORTEST:
        return []
    spans = [(one, matches(text, one.name, one.pinyin or None)) for one in members]
    begins = [(one, span) for one, span in spans if span is not None and span[0] == 0]
    return [one for one, span in begins if span == (0, len(one.name))] or [one for one, _ in begins]


def _outsider(text: str, view: View) -> str | InvalidToken:
    """Someone who is on no roster: as spelled before, else as written; letters that are nobody's are a slip."""
    if not any(c.isalpha() for c in text):
        return InvalidToken(code="nobody")
    known = outsiders(view)
    for name in known:
        if fold(name) == fold(text):
            return name
    if not text.isascii():
        return text
    names = [name for name in known if rank(text, name) in (INITIALS, PINYIN)]
    if len(names) == 1:
        return names[0]
    return InvalidToken(code="several_people" if names else "nobody", facts={"name": text, "choices": choices(names)})


def outsiders(view: View) -> Sequence[str]:
    """Names from outside that records mention, the latest first."""
    return view.once("quick.outsiders", lambda: _outsiders(view))


def _outsiders(view: View) -> list[str]:
    cases = [case.name for case in view.snapshot.admissions.values() if case.member is None]
    named = dict.fromkeys((*cases, *mentioned(view, "Person")))
    return [name for name in named if name and name not in view.snapshot.members]


def _by_name(view: View) -> Mapping[str, Sequence[Member]]:
    def work_out() -> dict[str, list[Member]]:
        members: dict[str, list[Member]] = {}
        for member in view.snapshot.members.values():
            members.setdefault(fold(member.name), []).append(member)
        return members

    return view.once("quick.named", work_out)
