"""A page as plain lines, for a pipe, a file or a terminal without the board."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from widgets.pages.document import Document


def lines(document: Document) -> Iterator[str]:
    """The title, then every line; one that opens something names it, so that it can be asked for next."""
    yield document.title
    yield ""
    for line in document.lines:
        text = "".join(cell.text for cell in line.cells).rstrip()
        yield f"{text}  [{line.target.id}]" if line.target and line.target.id else text
