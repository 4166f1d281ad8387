"""What a roster says of somebody's membership where no column of its own does: a part of the table, a note, its title;
and whether it says that somebody is no longer in the branch.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from store.exchange.imports.roster_fields import KINDS, NOT_MEMBERS
from store.exchange.tables.cells import InvalidCell, yes_or_no
from store.exchange.tables.columns import key_of
from store.exchange.tables.traditional import word_key
from store.records import MemberKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

WITHIN_PROBATION = timedelta(days=2 * 366)
"""Probation lasts a year and can be made longer once by up to another (domain 2.9)."""
_BOTH = ("预备党员", "正式党员")
LEFT = frozenset(
    {
        "转出",
        "已转出",
        "组织关系已转出",
        "去世",
        "已去世",
        "死亡",
        "病故",
        "已故",
        "除名",
        "已除名",
        "开除党籍",
        "已开除",
    }
    | {
        "调出",
        "已调出",
        "调离",
        "已调离",
        "迁出",
        "已迁出",
        "注销",
        "转走",
        "已转走",
        "组织关系转出",
        "逝世",
        "已逝世",
        "离世",
        "牺牲",
    }
    | {"退党", "出党", "自行脱党", "已脱党", "停止党籍", "已停止党籍", "取消预备党员资格", "transferred out", "removed"}
)
"""A status or a note that says that somebody is not, or not any longer, of the branch."""

_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")
_COUNTED = re.compile(r"[(（]?(?:共计?)?\s*\d+\s*[人名位][)）]?\s*$")
_DAY_OR_PEOPLE = re.compile(r"^[\d年月日./-]+[已因于]?|(?:党员|人员|同志)$")
_PARTS = re.compile(r"[、，,;；。()（）\s]+")
_TITLED = re.compile(
    rf"(?:^|[^含及和与、（(式])(?:(?:入党)?(?:{'|'.join(NOT_MEMBERS[:3])})[、和及与])*(?P<kind>预备党员|入党积极分子|{'|'.join(NOT_MEMBERS[:3])})"
    r"(?:基本)?(?:花?名册|名单|登记表|台账|信息表?|汇总表|一览表|情况表|统计表)?(?:[(（]?\d+[人名]?[)）]?)?$"
)
"""How a title or a sheet's name ends that is of these people alone; 党员（含预备党员）花名册 is of both."""


def kind_in_part(text: str) -> str:
    """The words of a dividing row: 二、预备党员（3人）： says 预备党员."""
    return _COUNTED.sub("", _NUMBERED.sub("", text.strip()).rstrip(":： ")).rstrip(":： ")


def kind_in_title(title: str) -> str:
    """Whom a title is of, where that is nobody but one kind of people; else nothing."""
    found = _TITLED.search("".join(title.split()))
    return found["kind"] if found else ""


def kind_answered(heading: str, text: str) -> str:
    """What a yes or no says in a column that asks for one kind alone, 是否预备党员; else nothing."""
    asked = key_of(heading).removeprefix("是否").removeprefix("为")
    if key_of(heading) == asked or asked not in _BOTH:
        return ""
    try:
        answer = yes_or_no(text)
    except InvalidCell:
        return ""
    return "" if answer is None else asked if answer else next(one for one in _BOTH if one != asked)


def kind_named(texts: Iterable[str]) -> tuple[MemberKind, str] | None:
    """The kind that the first of some texts names, and the words for it; raises InvalidCell (`not_member`)."""
    for part in (part for text in texts for part in _PARTS.split(text)):
        key = word_key(part)
        if key in KINDS and key != "党员":
            return KINDS[key], part
        if key.removeprefix("入党").removeprefix("重点") in NOT_MEMBERS:
            raise InvalidCell("not_member", part)
    return None


def may_be_new(row_values: dict[str, Any]) -> None:
    """Raises InvalidCell where a row is of nobody whom the roster would have anew: `left` for one of whom it says that
    the branch has that person no longer and gives no day, `not_member` for one who has not joined yet.
    """
    status, note = row_values.get("status") or "", row_values.get("note") or ""
    beside = row_values.get("kind_texts") or ()
    texts = (status, *(part for text in (status, note, *beside) for part in _PARTS.split(text)))
    gone = next((text for text in texts if _DAY_OR_PEOPLE.sub("", word_key(text)) in LEFT), "")
    if gone and len(row_values.get("until") or "") < len("2026-03-05"):
        raise InvalidCell("left", gone)
    if row_values.get("kind") is None:
        kind_named(beside)


def inferred_kind(row_values: dict[str, Any], today: date) -> tuple[MemberKind, str, str]:
    """The kind of a new member whose sheet has no column for it: as some words say, or the day of full membership, if
    there is one. With it the remark that says so, and those words.
    """
    words = kind_named(row_values.get("kind_texts") or ())
    if words is not None:
        return words[0], "kind_from_text", words[1]
    full, joined = row_values.get("full_since"), row_values.get("joined")
    if full:
        # A day that is still to come is when probation is to end.
        past = full <= today.isoformat()[: len(full)]
        return MemberKind.FULL if past else MemberKind.PROBATIONARY, "kind_from_date", ""
    if "full_since" in row_values and joined and joined >= (today - WITHIN_PROBATION).isoformat()[: len(joined)]:
        return MemberKind.PROBATIONARY, "kind_from_date", ""
    return MemberKind.FULL, "kind_assumed", ""
