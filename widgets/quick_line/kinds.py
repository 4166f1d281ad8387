"""The kind that a line begins with: by its name, its usual short form, its pinyin initials, or in English."""

from __future__ import annotations

from functools import cache

from store.folding import fold
from store.record import Record
from store.records import Kind
from widgets.quick_line.grammars import grammars
from widgets.quick_line.reading import MEETING, InvalidToken, LineKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class KindNames(Record):
    """How one kind may be written: Chinese names (the first is what a line of ours says), initials, English."""

    what: LineKind
    names: tuple[str, ...]
    initials: tuple[str, ...]
    english: tuple[str, ...]


def _of(what: Kind | str, names: str, initials: str, english: str) -> KindNames:
    made = LineKind(grammar=MEETING, kinds=(what,)) if isinstance(what, Kind) else LineKind(grammar=what)
    codes = (*english.split(), what.value) if isinstance(what, Kind) else tuple(english.split())
    return KindNames(what=made, names=tuple(names.split()), initials=tuple(initials.split()), english=codes)


OF_MEETINGS = (
    _of(
        Kind.COMMITTEE_MEETING,
        "支委会 支部委员会会议 支部委员会 支委会议 支委",
        "zwh zbwyhhy zbwyh zwhy zw",
        "committee",
    ),
    _of(Kind.GENERAL_MEETING, "党员大会 支部党员大会 支部大会 大会", "dydh zbdydh zbdh dh", "general"),
    _of(Kind.GROUP_MEETING, "党小组会 小组会 党小组会议", "dxzh xzh dxzhy", "group"),
    _of(Kind.LECTURE, "党课", "dk", "lecture"),
    _of(Kind.PARTY_DAY, "主题党日 党日 主题党日活动", "ztdr dr ztdrhd", "party-day partyday"),
    _of(Kind.LIFE_MEETING, "组织生活会 生活会", "zzshh shh", "life"),
    _of(Kind.APPRAISAL, "民主评议 民主评议党员 党员评议 评议", "mzpy mzpydy dypy py", "appraisal"),
    _of(Kind.DEMOCRATIC_MEETING, "民主生活会 民主会", "mzshh mzh", "democratic"),
    _of(Kind.STUDY, "集中学习 集体学习 理论学习 学习", "jzxx jtxx llxx xx", "study"),
    _of(Kind.OTHER, "其他会议 其他 其它", "qthy qt", "other"),
)
"""Of a meeting each kind, since several may be said at once."""


@cache
def spellings() -> tuple[KindNames, ...]:
    others = [_of(one.id, one.names, one.initials, one.english) for one in grammars().values() if one.id != MEETING]
    return (*OF_MEETINGS, *others)


@cache
def _by_key() -> dict[str, LineKind]:
    return {
        fold(text): spelling.what
        for spelling in spellings()
        for text in (*spelling.names, *spelling.initials, *spelling.english)
    }


def name_of(what: LineKind) -> str:
    """The kind as a line of ours begins: `支委会`, `党员大会+党课`, `培训`."""
    names = {spelling.what: spelling.names[0] for spelling in spellings()}
    if what.grammar != MEETING:
        return names[what]
    return "+".join(names[LineKind(grammar=MEETING, kinds=(kind,))] for kind in what.kinds)


def parts(text: str) -> Iterator[tuple[int, str]]:
    """The kinds of `党员大会+党课`, each with its place."""
    at = 0
    for part in text.replace("＋", "+").split("+"):
        yield at, part
        at += len(part) + 1


def read_kind(text: str) -> LineKind | InvalidToken | None:
    """The kind that a token names; None where it names none; Trouble where some of several parts do."""
    named = [part for _, part in parts(text)]
    found = [_by_key().get(fold(part)) for part in named]
    if not found[0]:
        return None
    if len(found) == 1:
        return found[0]
    kinds: list[Kind] = []
    for part, what in zip(named, found, strict=True):
        if what is None:
            return InvalidToken(code="no_kind", facts={"part": part})
        if what.grammar != MEETING:
            return InvalidToken(code="not_together", facts={"part": part})
        if what.kinds[0] in kinds:
            return InvalidToken(code="kind_twice", facts={"part": part})
        kinds += what.kinds
    return LineKind(grammar=MEETING, kinds=tuple(kinds))
