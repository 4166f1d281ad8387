"""The one way from data to the screen: `shown` makes a text harmless, `width` measures it, `pad` and `wrap` fit it.

Nothing that `shown` returns can move the cursor, turn the direction of writing, hide, or take another width than
`width` says; `[b]` stays the three characters it is, because nobody parses markup. All functions take raw or shown text
alike: showing twice changes nothing.
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal, NewType

    Shown = NewType("Shown", str)
else:
    Shown = str

CUT = "…"
MARKS_IN_A_ROW = 2
"""More combining marks than this on one character climb over the lines above and below."""

# Kept out of the picture because terminals (and Rich) do not agree how wide they are, or because nothing is seen of
# them: invisible marks and fillers, conjoining jamo, skin tones, and the signs that Unicode 16 made wide.
_HEX = (
    (0x034F, 0x034F), (0x115F, 0x11FF), (0x17B4, 0x17B5), (0x2630, 0x2637), (0x268A, 0x268F), (0x302E, 0x302F),
    (0x3164, 0x3164), (0x4DC0, 0x4DFF), (0xD7B0, 0xD7FF), (0xFFA0, 0xFFA0), (0x16FF0, 0x16FF1), (0x1D300, 0x1D37F),
    (0x1F3FB, 0x1F3FF),
)  # fmt: skip
# Variation selectors only choose between two drawings of the character before them.
_DROPPED = ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
# Ideographs that are newer than this Python still are two cells wide.
_IDEOGRAPHS = ((0x20000, 0x2FFFD), (0x30000, 0x3FFFD))

_HAN = range(0x4E00, 0x9FD0)
"""Most of what is shown: seen, two cells wide, in every version of Unicode, which need not be asked."""

_OPENING = frozenset("（《〈「『【〔〖［｛“‘([{⟨")
_CLOSING = frozenset("、，。；：！？）》〉」』】〕〗］｝”’…—～·,.;:!?)]}%⟩％℃°")
_SPACES = frozenset(" \u3000")


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Pictures(dict[int, "int | str | None"]):
    """What each character is shown as, learnt as characters turn up: `str.translate` then works at the speed of C."""

    def __missing__(self, code: int) -> int | str | None:
        picture = self[code] = code if code in _HAN else _picture(code)
        if picture == code and category(chr(code)) in ("Mn", "Me"):
            _marks.add(chr(code))
        return picture


class _Widths(dict[str, int]):
    """How many cells each character takes."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = 2 if ord(character) in _HAN else _width_of(character)
        return cells


def _width_of(character: str) -> int:
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _picture(code: int) -> int | str | None:
    if code < 0x20:
        return 0x2400 + code
    if code == 0x7F:
        return 0x2421
    if 0x80 <= code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return 0xFFFD
    if _within(code, _DROPPED):
        return None
    if _within(code, _IDEOGRAPHS):
        return code
    if category(chr(code)) in ("Cf", "Cn", "Co", "Mc", "Zl", "Zp") or _within(code, _HEX):
        return f"⟨{code:04X}⟩"
    return code


_pictures = _Pictures()
_cells = _Widths()
_marks: set[str] = set()


def shown(text: str, cells: int | None = None) -> Shown:
    """`text` as one harmless line, at most `cells` wide when given, cut with `…` where it is longer.

    Controls become their pictures (␛ ␊), C1 and lone surrogates U+FFFD; what would not be seen or would turn the
    direction of writing becomes its number (⟨202E⟩); variation selectors and a third combining mark are left out.
    """
    if cells is not None and len(text) > (head := 4 * max(cells, 0) + 16):
        # A novel in a narrow cell: its beginning is enough, unless that beginning is nearly nothing but marks.
        start = _harmless(text[:head])
        if width(start) > cells:
            return _cut(start, cells)
    line = _harmless(text)
    return line if cells is None or width(line) <= cells else _cut(line, cells)


def _harmless(text: str) -> Shown:
    if text.isascii() and text.isprintable():
        return Shown(text)
    line = text.translate(_pictures)
    return Shown(line) if not _marks or _marks.isdisjoint(line) else _tamed(line)


def _tamed(line: str) -> Shown:
    kept: list[str] = []
    row = 0
    for character in line:
        row = row + 1 if character in _marks else 0
        if row and not kept:
            kept.append("◌")
        if row <= MARKS_IN_A_ROW:
            kept.append(character)
    return Shown("".join(kept))


def _cut(line: str, cells: int) -> Shown:
    """`line`, which is wider than `cells`, cut before a whole character with its marks."""
    if cells <= 0:
        return Shown("")
    room = cells - 1
    for index, character in enumerate(line):
        room -= _cells[character]
        if room < 0:
            return Shown(line[:index] + CUT)
    return Shown(line)


def width(text: str) -> int:
    """Cells that a shown text takes: 2 for wide and full-width characters, 0 for combining marks, 1 for all others."""
    return len(text) if text.isascii() else sum(map(_cells.__getitem__, text))


def pad(text: str, cells: int, align: Literal["left", "right", "center"] = "left") -> Shown:
    """`text` shown exactly `cells` wide: cut with `…`, or filled with spaces away from the side `align` names."""
    line = _harmless(text) if len(text) <= cells else shown(text, cells)
    room = cells - width(line)
    if room < 0:
        line = _cut(line, cells)
        room = cells - width(line)
    return fill(line, room, align)


def in_whole(keys: str, cells: int) -> Shown:
    """As many of the keys of a line, which two spaces keep apart, as have room."""
    parts = keys.split("  ")
    while len(parts) > 1 and width("  ".join(parts)) > cells:
        parts.pop()
    return shown("  ".join(parts))


def wrap_whole(parts: Iterable[str], cells: int) -> list[Shown]:
    """Parts, two spaces apart, as lines of at most `cells` cells; one breaks only where it is longer than a line."""
    lines: list[str] = []
    for part in parts:
        if lines and width(lines[-1]) + 2 + width(part) <= cells:
            lines[-1] += f"  {part}"
        else:
            lines.append(part)
    return [line for one in lines for line in wrap(one, cells)]


def fill(line: Shown, room: int, align: Literal["left", "right", "center"] = "left") -> Shown:
    """A shown line with so many spaces more, away from the side `align` names."""
    if align == "left":
        return Shown(line + " " * room)
    before = room if align == "right" else room // 2
    return Shown(" " * before + line + " " * (room - before))


def wrap(text: str, cells: int) -> list[Shown]:
    """`text` as lines of at most `cells` cells for a page; line breaks in it begin a new line, tabs are spaces.

    Chinese breaks anywhere but before closing and after opening punctuation; words of other scripts stay whole where
    they fit in a line. Spaces at a break of ours are swallowed. Where no width is left there are no lines.
    """
    if cells <= 0:
        return []
    lines: list[Shown] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n"):
        lines += _wrapped(_harmless(paragraph), cells)
    return lines


def _wrapped(line: Shown, cells: int) -> list[Shown]:
    if width(line) <= cells:
        return [line]
    lines: list[Shown] = []
    start = best = 0  # of the line being filled; best: the last place where it may end
    room = cells
    index = 0
    while index < len(line):
        character = line[index]
        if index > start and _may_break(line[index - 1], character):
            best = index
        room -= _cells[character]
        if room >= 0 or character in _SPACES or index == start:
            index += 1  # a space hangs over the edge; a wide character alone in one cell is cut below
            continue
        end = best if best > start and line[start:best].strip() else index
        lines.append(shown(line[start:end].rstrip(), cells))
        start = best = index = _after_spaces(line, end)
        room = cells
    if rest := line[start:].rstrip():
        lines.append(shown(rest, cells))
    return lines


def _after_spaces(line: str, index: int) -> int:
    while index < len(line) and line[index] in _SPACES:
        index += 1
    return index


def _may_break(left: str, right: str) -> bool:
    """Whether a line may end between two neighbours."""
    if not _cells[right] or right in _CLOSING or right in _SPACES:
        return False
    if left in _SPACES:
        return True
    if left in _OPENING:
        return False
    return _cells[left] != 1 or _cells[right] == 2 or (left in _CLOSING and not left.isascii())


def aligned(rows: Sequence[Sequence[str]], cells: int | None) -> str:
    """Lines of columns as wide as their widest text, which are cut at so many cells."""
    rows = [[shown(text) for text in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(pad(text, wide) for text, wide in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "".join(f"{shown(line, cells)}\n" for line in lines)
