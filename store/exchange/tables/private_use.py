"""Characters that older Chinese systems kept in the private use area, and what the standard calls them today.

GBK had places for characters that Unicode did not have yet (FE50–FEA0, A6D9–A6F3, A8BC, A8BF, A989–A995): systems
wrote them as U+E5E5 … U+E864. GB 18030-2022 and, for six that it leaves, Unicode's own charts say which they are.
"""

from __future__ import annotations

_LATER = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE7C7: 0x1E3F, 0xE5E5: 0x3000, 0xE816: 0x20087, 0xE817: 0x20089,
    0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8,
    0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
"""What GB 18030 itself once mapped to the private use area."""


def _standard() -> dict[int, int]:
    table = {}
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    for lead, first, ends in ((0xFE, 0xE815, trails), (0xA9, 0xE7E7, range(0x89, 0x96)), (0xA8, 0xE7C8, (0xBF,))):
        for at, trail in enumerate(ends):
            table[first + at] = ord(bytes((lead, trail)).decode("gb18030"))
    return table | _LATER


_MAPPED = _standard()
_PRIVATE = range(0xE000, 0xF900)


def standard(text: str) -> str:
    """A text with the characters that have a place of their own by now; others of the area stay."""
    if text.isascii() or not any(ord(character) in _PRIVATE for character in text):
        return text
    return text.translate(_MAPPED)


def private(text: str) -> bool:
    """Whether a text has a character that only the machine it comes from can show."""
    return not text.isascii() and any(ord(character) in _PRIVATE or ord(character) >= 0xF0000 for character in text)
