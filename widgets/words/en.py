"""The words in English. Keys are `place.name`; a text may hold facts in braces, which are made harmless when put in."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "app.name": "Zhibu",
}
