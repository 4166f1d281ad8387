"""Where in the config file that stands which can't be followed: the file and the line, as facts and in a sentence."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from widgets.display import Shown
    from widgets.words.lexicon import Words


def place(file: str, name: str) -> dict[str, Any]:
    from tui.toml_file import line_of

    return {"at": file, "line": line_of(file, name)}


def unknown_settings(file: str, names: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """What to say of settings that mean nothing, which are else left alone: a word and its facts."""
    return [("config.unknown", {"name": name} | place(file, name)) for name in names]


def complaint(words: Words, key: str, facts: Mapping[str, Any]) -> Shown:
    """What can't be followed, with the file and line that ask for it where they do."""
    why = words(key, **facts)
    return words("config.at", why=why, **facts) if "at" in facts else why
