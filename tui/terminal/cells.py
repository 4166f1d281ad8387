"""How many cells a text takes on the terminal, where that is beyond doubt."""

from __future__ import annotations

from unicodedata import category, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STUB = "\x00"  # the right half of a wide character
UNKNOWN = "\x01"  # a cell of which nothing is known
DOUBT = "\x02"  # a character of disputed width
JOINS = "\x03"  # one without width, which may change the character before it
TEXTS = 2_000  # whose cells are remembered
# Wide in every version of Unicode. The wide symbols outside of these (emoji) were narrow in some.
ALWAYS_WIDE = [(0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x4DBF), (0x4E00, 0xA4CF), (0xAC00, 0xD7A3)]
ALWAYS_WIDE += [(0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD)]
# Of what most Chinese, every frame and our own signs are made. Rich says nothing else of their width (a test compares);
# its table, which costs 24 of the 390 million instructions to the first picture, is read for other characters alone.
ASCII = range(0x20, 0x7F)
HAN = range(0x4E00, 0x9FD0)
WIDE = (
    range(0x20000, 0x2FFFE),  # more Han
    *(range(0x3001, 0x3004), range(0x3008, 0x3012), range(0xFF01, 0xFF5F)),  # punctuation
)
NARROW = range(0x2500, 0x25F0)
SIGNS = "·…←→↑↓—×›✓✗"


class Cells(dict[str, str]):
    """Each character as the cells it takes: itself, itself and a STUB, DOUBT or JOINS.

    In doubt is whatever terminals measure differently: combining and zero-width characters, emoji, unassigned code
    points, and, where the terminal draws them wide, the characters of ambiguous width.
    """

    def __init__(self, *, ambiguous_wide: bool = False) -> None:
        super().__init__()
        self.ambiguous_wide = ambiguous_wide
        self._texts: dict[str, str] = {}

    def __missing__(self, char: str) -> str:
        code = ord(char)
        if code in HAN or code in ASCII:
            cells = self[char] = char + STUB if code in HAN else char
            return cells
        kind = east_asian_width(char)
        sure = 1 if code in NARROW or char in SIGNS else 2 if any(code in wide for wide in WIDE) else None
        width = _width(char) if sure is None else sure
        cells = DOUBT
        if width == 0 or category(char) in ("Mn", "Me", "Mc", "Cf"):
            cells = JOINS
        elif category(char) in ("Cn", "Co", "Cs"):
            pass
        elif width == 2 and kind in "WF" and any(first <= code <= last for first, last in ALWAYS_WIDE):
            cells = char + STUB
        elif width == 1 and kind not in "WF" and code < 0x1F000 and not (kind == "A" and self.ambiguous_wide):
            cells = char
        self[char] = cells
        return cells

    def of(self, text: str) -> str:
        """The cells of a text without control characters, one code point a cell; DOUBT or JOINS tells of doubt."""
        if text.isascii():
            return text
        cells = self._texts.get(text)
        if cells is None:
            if len(self._texts) > TEXTS:
                self._texts.clear()
            cells = self._texts[text] = "".join(map(self.__getitem__, text))
        return cells

    def runs(self, row: Iterable[tuple[str, str]], pens: Mapping[str, str]) -> list[tuple[str, str]]:
        """The cells of texts, each with what its pen is in `pens`: those with one pen together."""
        parts: list[tuple[str, str]] = []
        run, last = "", ""
        for text, pen in row:
            if pen != last:
                if run:
                    parts.append((self.of(run), pens[last]))
                run, last = "", pen
            run += text
        return [*parts, (self.of(run), pens[last])] if run else parts


def _width(char: str) -> int:
    from rich.cells import get_character_cell_size

    return get_character_cell_size(char)
