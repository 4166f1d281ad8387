"""Whom a row means: members by folded name, told apart by unit or birth; groups and branches by name."""

from __future__ import annotations

import re

from store.exchange.tables.traditional import word_key
from store.folding import fold
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.records import Branch, Member
    from store.snapshot import Snapshot


def by_name(snapshot: Snapshot) -> dict[str, list[Member]]:
    """All members, former ones with them, by folded name, in roster order."""
    members: dict[str, list[Member]] = {}
    for member in snapshot.members.values():
        members.setdefault(fold(member.name), []).append(member)
    return members


def name_of(snapshot: Snapshot, id: str) -> str:
    """A member's name; of one whose record is gone, the id."""
    member = snapshot.members.get(id)
    return member.name if member else id


def same_date(first: str | None, second: str | None) -> bool | None:
    """Whether two dates agree as far as both are known; None where one is not known."""
    if not first or not second:
        return None
    known = min(len(first), len(second))
    return first[:known] == second[:known]


def same_unit(first: str, second: str) -> bool | None:
    """Whether two units are one; None where one is not known."""
    return fold(first) == fold(second) if first and second else None


class InvalidPerson(Exception):
    """Nobody, or more than one, whom a row may mean: a code, and the ids of those who come into question."""

    def __init__(self, code: str, candidates: Iterable[Member] = ()) -> None:
        self.code = code
        self.facts = {"candidates": tuple(one.id for one in candidates)} if candidates else {}
        super().__init__(code)


def match_namesake(candidates: Iterable[Member], unit: str, birth: str | None) -> Member | None:
    """The one of several of a name whom unit and birth tell apart; None where they say it is yet another.

    Raises InvalidPerson (`ambiguous_name`) where they do not tell.
    """
    sure: list[Member] = []
    maybe: list[Member] = []
    for member in candidates:
        agree = [same_date(member.birth, birth), same_unit(member.unit, unit)]
        if agree[0] is False or (agree[0] is None and agree[1] is False):
            continue
        (sure if True in agree else maybe).append(member)
    born = [member for member in sure if same_date(member.birth, birth)]
    sure = born or sure
    if len(sure) == 1 and (born or not maybe):
        return sure[0]
    if not sure and not maybe and (unit or birth):
        return None
    raise InvalidPerson("ambiguous_name")


def person(
    members: dict[str, list[Member]],
    name: str,
    day: date,
    unit: str = "",
    birth: str | None = None,
    id: str = "",
    remarks: tuple[str, ...] = (),
) -> Member:
    """The member whom a row of a register means, of those in the branch on its day; raises InvalidPerson. An id tells
    people of one name apart, and nothing where the name is another's; so do `remarks`, what stands in brackets beside
    the name.

    `unknown_person`, `ambiguous_name`, or `not_then` for one who was not in the branch on that day.
    """
    whole = "".join((name, *(f"({remark})" for remark in remarks)))
    named = (members.get(fold(whole)) if remarks else None) or members.get(fold(name), [])
    if not named:
        raise InvalidPerson("unknown_person")
    there = [member for member in named if lasts(member, day)]
    if not there:
        raise InvalidPerson("not_then")
    sure = [member for member in there if member.id == id] or _marked(there, remarks)
    if len(sure) == 1 or len(there) == 1:
        return (sure or there)[0]
    try:
        namesake = match_namesake(there, unit, birth)
    except InvalidPerson as which:
        raise InvalidPerson(which.code, there) from None
    if namesake is None:
        raise InvalidPerson("unknown_person")
    return namesake


def _marked(members: list[Member], remarks: tuple[str, ...]) -> list[Member]:
    """Those of one name of whom the remarks are true: unit, post, sex, birth, ethnic group, phone, id."""
    keys = [fold(remark) for remark in remarks]
    return [
        member
        for member in members
        if keys
        and all(
            key
            in {
                fold(text)
                for text in (member.unit, member.admin_post, member.sex, member.ethnic, member.id, member.phone)
                if text
            }
            or (member.birth is not None and key and fold(member.birth).startswith(key))
            for key in keys
        )
    ]


_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_GROUP = re.compile(r"第?([一二三四五六七八九十\d]{1,3})(?:党小组|小组|组)")


def group_number(name: str) -> int | None:
    """2 for 第二党小组, 2组 and 第2小组; None for a name that is no number's."""
    match = _GROUP.fullmatch(word_key(name))
    if not match:
        return None
    text = match[1]
    if text.isdigit():
        return int(text)
    if not set(text) <= set("一二三四五六七八九十") or text.count("十") > 1:
        return None
    tens, ten, ones = text.rpartition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1:
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return _DIGITS[text] if len(text) == 1 else None


def group_of(branch: Branch | None, name: str) -> str | None:
    """The id of the group that a name means, or None."""
    groups = branch.groups if branch else ()
    for group in groups:
        if fold(group.name) == fold(name):
            return group.id
    number = group_number(name)
    if number is None:
        return None
    return next((group.id for group in groups if group_number(group.name) == number), None)


def group_in_column(branch: Branch | None, name: str) -> str | None:
    """The id of the group that a cell in a column of groups means, where a number alone is that of the group."""
    return group_of(branch, name) or group_of(branch, group_named(name))


def group_named(name: str) -> str:
    """What a group is called of which a column of groups gives the number alone; any other name as it is."""
    number = group_number(f"{name}组") if len(name) <= 3 else None
    return f"第{name}党小组" if number is not None and group_number(name) is None else name


def is_group_name(name: str) -> bool:
    return group_number(name) is not None or word_key(name).endswith(("党小组", "partygroup"))


def same_branch(branch: Branch | None, name: str) -> bool:
    """Whether a branch's name, in full or in short, means ours. A store without a branch takes any."""
    if branch is None:
        return True
    ours, theirs = _bare(branch.name), _bare(name)
    return ours.endswith(theirs) or theirs.endswith(ours)


def _bare(name: str) -> str:
    key = fold(name)
    for before in ("中国共产党", "中共"):
        key = key.removeprefix(before)
    for after in ("支部委员会", "支部党员大会"):
        if key.endswith(after):
            key = key.removesuffix(after) + "支部"
    return key
