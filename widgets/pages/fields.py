"""Fields that several pages have: a value that may be missing, a person, tags."""

from __future__ import annotations

from widgets.pages import links
from widgets.pages.sheet import Field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.pages.sheet import Sheet


def known(sheet: Sheet, key: str, value: str | None) -> Field:
    """A value that the record should have, and is said to lack where it does."""
    words = sheet.words
    return Field(label=words(key), value=value or words("unknown.full"), role="" if value else "info")


def person(sheet: Sheet, key: str, id: str) -> Field:
    """A person who should be named; a member's line opens the card."""
    target = links.of_person(sheet.view, id)
    return known(sheet, key, sheet.view.person(id) if id else "").but(target=target)


def those_there(sheet: Sheet, values: Iterable[tuple[str, str | None]]) -> list[Field]:
    """Of values that a record need not have, the ones that it has."""
    return [Field(label=sheet.words(key), value=value) for key, value in values if value]


def tagged(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)
