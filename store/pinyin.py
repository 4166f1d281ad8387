"""Finding Chinese by what a hand on a keyboard types: characters, initials, pinyin, or any mixture of them.

A text is a row of units: an ideograph with all its readings, or a run of other letters or digits. A pattern matches
where it can be read as beginnings of neighbouring units: `zjg`, `zhangjg`, `张jguo` all find 张建国. Signs and spaces
between units need not be typed. The table of readings is loaded when a pattern with a Latin letter first needs it.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

from store.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Span = tuple[int, int]
    """Where in the text a pattern was found: index of the first character and of the one after the last."""
    Unit = tuple[int, int, tuple[str, ...]]
    """Where a unit begins and ends in the text, and what may be typed for it."""
    Index = tuple[frozenset[str], tuple[Unit, ...]]
    """Of a text: all letters that a pattern for it can have, its units."""

# EXACT … INSIDE: how well a pattern found its text, best first.
EXACT, BEGINNING, INITIALS, PINYIN, MIDDLE, INSIDE = range(6)
INITIALS_AT_MOST = 64

_INDEXES_KEPT = 8192
LONGEST_READING = 12
"""Letters that one character may be typed with, `zhuang`, and room: what is longer than all of a text, as a paste into
a filter may be, need not be read.
"""
_indexes: dict[tuple[str, str | None, bool], Index] = {}
_readings: dict[str, tuple[str, ...]] = {}


def matches(pattern: str, text: str, readings: str | None = None) -> Span | None:
    """Where `text` has `pattern` as characters, initials, pinyin or a mixture of them; None where it has not.

    `readings` are a person's own, one a character and apart by spaces (`zha liang yong`), known beside the table's.
    An empty pattern is found at the beginning of every text.
    """
    best = _best_match(pattern, text, readings)
    if best is None:
        return None
    _, place, folded = best
    return _span(text, *place) if folded else place


def holds(pattern: str, text: str) -> bool:
    """Whether `text` has `pattern`, for whoever need not know where."""
    return _best_match(pattern, text, None) is not None


def rank(pattern: str, text: str, readings: str | None = None) -> int | None:
    """How well `pattern` found `text`, lower is better (EXACT … INSIDE); None where it did not."""
    found = _best_match(pattern, text, readings)
    return found[0] if found else None


def initials(text: str, readings: str | None = None) -> frozenset[str]:
    """All rows of initials that `text` may have, `sxx`, `dxx` and `cxx` for 单雄信; at most INITIALS_AT_MOST."""
    rows = [""]
    for _, _, ways in _index(text, readings, True)[1]:
        letters = sorted({way[0] for way in ways if way[0].isascii()} or {ways[0][0]})
        rows = [row + letter for row in rows for letter in letters][:INITIALS_AT_MOST]
    return frozenset(rows)


def _best_match(pattern: str, text: str, readings: str | None) -> tuple[int, Span, bool] | None:
    """How well and where, and whether that is a place of the folded key."""
    wanted, typed, latin = _typed(pattern)
    if not wanted:
        return BEGINNING, (0, 0), False
    key = fold(text)
    at = key.find(wanted)
    if at == 0 or (at > 0 and not typed):
        return (MIDDLE if at else EXACT if key == wanted and typed else BEGINNING), (at, at + len(wanted)), True
    if len(typed) > LONGEST_READING * len(key) + len(readings or ""):
        return None
    if not typed or not (readings or (_may_have(text, key) if latin else set(key)).issuperset(typed)):
        return None
    letters, units = _index(text, readings, latin)
    inside: Span | None = None
    if letters.issuperset(typed):
        for first, unit in enumerate(units):
            last = _read(typed, units, first)
            if last is not None:
                inside = unit[0], units[last][1]
                if first == 0:
                    return (INITIALS if len(typed) == last + 1 else PINYIN), inside, False
                break
    if at > 0:
        return MIDDLE, (at, at + len(wanted)), True
    return (INSIDE, inside, False) if inside else None


@lru_cache(8)
def _typed(pattern: str) -> tuple[str, str, bool]:
    """The folded pattern, what of it is typed for units, and whether a Latin letter is among that."""
    wanted = fold(pattern)
    typed = "".join(filter(str.isalnum, wanted)).replace("ü", "v")
    return wanted, typed, any("a" <= character <= "z" for character in typed)


def _read(typed: str, units: Sequence[Unit], first: int) -> int | None:
    """The unit in which `typed` ends when it is read from unit `first` on; None where it can't be read so."""
    ends = {0}
    for index in range(first, len(units)):
        reached = set()
        for way in units[index][2]:
            for end in ends:
                for letter in way:
                    if end == len(typed) or typed[end] != letter:
                        break
                    end += 1
                    reached.add(end)
        if len(typed) in reached:
            return index
        if not reached:
            return None
        ends = reached
    return None


def _may_have(text: str, key: str) -> set[str]:
    """All letters that a pattern for a text may have, and more: told from each character alone, so that most texts of
    a long list need not be cut into units.
    """
    return set(key) if text.isascii() else set(key).union(*map(_letters.__getitem__, text))


class _Letters(dict[str, frozenset[str]]):
    def __missing__(self, character: str) -> frozenset[str]:
        letters = self[character] = frozenset().union(*(way for one in fold(character) for way in _readings_of(one)))
        return letters


_letters = _Letters()


def _index(text: str, readings: str | None, latin: bool) -> Index:
    known = _indexes.get((text, readings, latin))
    if known is None:
        if len(_indexes) >= _INDEXES_KEPT:
            _indexes.clear()
        units = _units(text, readings, latin)
        letters = frozenset(letter for _, _, ways in units for way in ways for letter in way)
        known = _indexes[text, readings, latin] = letters, tuple(units)
    return known


def _units(text: str, readings: str | None, latin: bool) -> list[Unit]:
    units: list[Unit] = []
    kind = ""  # of the run that the last unit is, while it may grow
    for start, end, key in _clusters(text):
        kind = kind if key else ""
        for character in key:
            ways = _readings_of(character) if latin else ()
            before, kind = kind, "" if ways or not character.isalnum() else "1" if character.isdigit() else "a"
            if kind and kind == before and character.isascii() and units[-1][2][0].isascii():
                units[-1] = units[-1][0], end, (units[-1][2][0] + character,)
            elif ways or kind:
                units.append((start, end, (character, *ways)))
    own = _own_ways(readings) if latin and readings else []
    if len(own) == len(units):
        return [(start, end, (*ways, *more)) for (start, end, ways), more in zip(units, own, strict=True)]
    # Not one a unit: at least the whole can be typed as it was written.
    return [*units, (0, len(text), tuple(map("".join, zip(*own, strict=False))))] if own else units


def _own_ways(readings: str) -> list[tuple[str, ...]]:
    """What may be typed for each of a person's own syllables: lv, lu and lyu for `lü`."""
    rows: list[tuple[str, ...]] = []
    for syllable in readings.replace("'", " ").replace("’", " ").split():
        spelled = normalize("NFD", syllable.casefold()).replace("u\u0308", "v")
        key = "".join(filter(str.isalnum, spelled))
        if key:
            rows.append((key, key.replace("v", "u"), key.replace("v", "yu")))
    return rows


def _clusters(text: str) -> list[tuple[int, int, str]]:
    """The text cut before each character that is not a mark: each piece's place and its folded key."""
    cuts = [at for at in range(1, len(text)) if not combining(text[at])]
    return [(start, end, _keys[text[start:end]]) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


class _Keys(dict[str, str]):
    """The folded key of a character; with marks on it, it is folded each time, since of those there is no end."""

    def __missing__(self, piece: str) -> str:
        key = fold(piece)
        if len(piece) == 1:
            self[piece] = key
        return key


_keys = _Keys()


def _span(text: str, start: int, end: int) -> Span:
    """The place in `text` of a place in its folded key."""
    places = [(first, last) for first, last, key in _clusters(text) for _ in key]
    if end > len(places):  # folding joined what we cut apart
        return 0, len(text)
    return places[start][0], places[end - 1][1]


def _readings_of(character: str) -> tuple[str, ...]:
    if character.isascii():
        return ()
    ways = _readings.get(character)
    if ways is None:
        from store.pinyin_data import readings_of

        ways = _readings[character] = readings_of(character)
    return ways
