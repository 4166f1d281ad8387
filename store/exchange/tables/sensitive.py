"""Numbers that must never be stored: what looks like an identity number or a bank card, also one that was damaged."""

from __future__ import annotations

import re
from unicodedata import normalize

# Compiled when the first number is looked at, by `re`, which remembers: most starts of the program look at none.
_SCIENTIFIC = r"[+-]?\d(?:\.\d+)?[eE]\+?1[4-9]"
_RUN = r"(?<!\d)\d{15,19}(?!\d)|(?<!\d)\d{17}[xX](?![0-9a-zA-Z])"
_CARD = r"(?<!\d)\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)"
_IDENTITY = r"(?<!\d)\d{6}[ -](?:\d{8}[ -]\d{3}[0-9xX]|\d{6}[ -]\d{3})(?![0-9a-zA-Z])"

_EXPONENT = frozenset("eEｅＥ")

DIGITS_LOST = 1e14
"""No number of ours is so large; an identity number that a spreadsheet took for a number has lost its last digits."""


def sensitive_code(value: object) -> str | None:
    """`identity` or `damaged_number` where a value is, or holds, what must not be stored; None where it is harmless."""
    if not isinstance(value, str):
        return "damaged_number" if isinstance(value, int | float) and abs(value) >= DIGITS_LOST else None
    if len(value) < 15 and _EXPONENT.isdisjoint(value):
        return None
    # Signs that can't be seen must not hide a number.
    plain = "".join(c for c in normalize("NFKC", value) if c.isprintable())
    plain = plain.replace("–", "-").replace("—", "-")
    if re.search(_SCIENTIFIC, plain):
        return "damaged_number"
    if any(re.search(pattern, plain) for pattern in (_RUN, _CARD, _IDENTITY)):
        return "identity"
    return None
