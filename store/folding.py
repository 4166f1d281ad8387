"""The key by which texts are compared."""

from __future__ import annotations

from unicodedata import category, normalize

# Every dot that divides the parts of a name is one dot; selectors of a glyph say nothing about which character it is.
_FOLDED: dict[int, str | None] = dict.fromkeys(map(ord, ".•‧・∙⋅・"), "·")
_FOLDED.update(dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def fold(text: str) -> str:
    """The key by which texts are compared and searched, never stored or shown.

    NFKC, no difference of case, no white space or invisible characters, one kind of middle dot (the full stop too).
    """
    if text.isascii():
        key = text.casefold().replace(".", "·")
    else:
        key = normalize("NFKC", normalize("NFKC", text).casefold()).translate(_FOLDED)
    if key.isprintable() and " " not in key:
        return key
    # A mark that stood on a space now stands on a letter: compose again.
    return normalize("NFKC", "".join(c for c in key if not c.isspace() and category(c) not in ("Cf", "Cc")))
