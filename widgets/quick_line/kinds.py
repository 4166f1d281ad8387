"""The kind that a line begins with: by its name, its usual short form, its pinyin initials, or in English."""

from __future__ import annotations

from functools import cache

from store.folding import fold
from store.packs.registers import registers
from store.record import Record
from store.records import Kind
from widgets.quick_line.grammars import grammars
from widgets.quick_line.reading import ENTRY, MEETING, InvalidToken, LineKind
from widgets.words.lexicon import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from widgets.sections.view import View


class KindNames(Record):
    """How one kind may be written: Chinese names (the first is what a line of ours says), initials, English."""

    line_kind: LineKind
    names: tuple[str, ...]
    initials: tuple[str, ...]
    english: tuple[str, ...]


def _of(kind: Kind | str, names: str, initials: str, english: str) -> KindNames:
    made = LineKind(grammar=MEETING, kinds=(kind,)) if isinstance(kind, Kind) else LineKind(grammar=kind)
    codes = (*english.split(), kind.value) if isinstance(kind, Kind) else tuple(english.split())
    return KindNames(line_kind=made, names=tuple(names.split()), initials=tuple(initials.split()), english=codes)


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
    """The kinds that every branch has; its registers are its own."""
    others = [_of(one.id, one.names, one.initials, one.english) for one in grammars().values() if one.names]
    return (*OF_MEETINGS, *others)


def of_registers(view: View) -> tuple[KindNames, ...]:
    """The registers of a branch, as its pack has them."""

    def work_out() -> tuple[KindNames, ...]:
        return tuple(
            KindNames(
                line_kind=LineKind(grammar=ENTRY, register=register.id),
                names=(register.words[0],),
                initials=register.words[1:],
                english=(register.id, register.name.zh, register.name.en),
            )
            for register in registers(view.pack.settings).values()
        )

    return view.once("quick.registers", work_out)


def _keys(kinds: tuple[KindNames, ...]) -> dict[str, LineKind]:
    return {fold(text): one.line_kind for one in kinds for text in (*one.names, *one.initials, *one.english)}


@cache
def _shared() -> dict[str, LineKind]:
    return _keys(spellings())


def _by_key(view: View) -> Mapping[str, LineKind]:
    """What each word means to a branch; one of the program's own stays what it is."""
    return view.once("quick.kinds", lambda: _keys(of_registers(view)) | _shared())


PHRASES = {
    **dict.fromkeys(("committee meeting", "branch committee meeting"), Kind.COMMITTEE_MEETING),
    **dict.fromkeys(("general meeting", "general membership meeting"), Kind.GENERAL_MEETING),
    **dict.fromkeys(("group meeting", "party group meeting"), Kind.GROUP_MEETING),
    "party lecture": Kind.LECTURE,
    **dict.fromkeys(("party day", "themed party day"), Kind.PARTY_DAY),
    **dict.fromkeys(("life meeting", "organisational life meeting", "organizational life meeting"), Kind.LIFE_MEETING),
    **dict.fromkeys(("democratic appraisal", "appraisal meeting"), Kind.APPRAISAL),
    **dict.fromkeys(("democratic meeting", "democratic life meeting"), Kind.DEMOCRATIC_MEETING),
    "collective study": Kind.STUDY,
    "other meeting": Kind.OTHER,
}
"""Kinds as English writes them, in several words."""
LONGEST_PHRASE = 3


def phrase(tokens: Sequence[str]) -> tuple[int, LineKind] | None:
    """How many words at the beginning of a line are one kind, and which; None where the first word alone may be one."""
    for count in range(min(LONGEST_PHRASE, len(tokens)), 1, -1):
        kind = PHRASES.get(" ".join(map(fold, tokens[:count])))
        if kind is not None:
            return count, LineKind(grammar=MEETING, kinds=(kind,))
    return None


def name_of(line_kind: LineKind, lang: str) -> str:
    """The kind as a line of ours begins: `支委会`, `党员大会+党课`, `培训`; "" of an entry, whose register is said."""
    names = {
        one.line_kind: one.english[0] if LANGUAGES[lang] == "en" and one.english else one.names[0]
        for one in spellings()
    }
    if line_kind.grammar != MEETING:
        return names.get(line_kind, "")
    return "+".join(names[LineKind(grammar=MEETING, kinds=(kind,))] for kind in line_kind.kinds)


def parts(text: str) -> Iterator[tuple[int, str]]:
    """The kinds of `党员大会+党课`, each with its place."""
    at = 0
    for part in text.replace("＋", "+").split("+"):
        yield at, part
        at += len(part) + 1


def read_kind(text: str, view: View) -> LineKind | InvalidToken | None:
    """The kind that a token names; None where it names none; InvalidToken where some of several parts do."""
    named = [part for _, part in parts(text)]
    known = _by_key(view)
    read = [known.get(fold(part)) for part in named]
    if not read[0]:
        return None
    if len(read) == 1:
        return read[0]
    kinds: list[Kind] = []
    for part, kind in zip(named, read, strict=True):
        if kind is None:
            return InvalidToken(code="no_kind", facts={"part": part})
        if kind.grammar != MEETING:
            return InvalidToken(code="not_together", facts={"part": part})
        if kind.kinds[0] in kinds:
            return InvalidToken(code="kind_twice", facts={"part": part})
        kinds += kind.kinds
    return LineKind(grammar=MEETING, kinds=tuple(kinds))
