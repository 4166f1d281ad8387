"""The words in Chinese. Keys are `place.name`; a text may hold facts in braces, which are made harmless when put in."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "app.name": "支部",
}
