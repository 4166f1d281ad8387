"""Fields that several pages have: a value that may be missing, a person, tags."""

from __future__ import annotations

from widgets.pages import targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.pages.page_writer import PageField, PageWriter


def required_field(writer: PageWriter, key: str, value: str | None) -> PageField:
    """A value that the record should have, and is said to lack where it does."""
    words = writer.words
    return writer.field(key, value or words("unknown.full"), role="" if value else "info")


def person(writer: PageWriter, key: str, id: str) -> PageField:
    """A person who should be named; a member's line opens the card."""
    target = targets.of_person(writer.view, id)
    return required_field(writer, key, writer.view.person(id) if id else "").but(target=target)


def present_fields(writer: PageWriter, values: Iterable[tuple[str, str | None]]) -> list[PageField]:
    """Of values that a record need not have, the ones that it has."""
    return [writer.field(key, value) for key, value in values if value]


def hash_tags(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)
