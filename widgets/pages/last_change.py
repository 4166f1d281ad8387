"""Who stored a record last, and when, on the clock of the branch's zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Stored
    from widgets.pages.page_writer import PageWriter

# China has had no summer time since 1991, and a server may lack the table of zones.
ZONE = timezone(timedelta(hours=8))


def when(at: str) -> str:
    """`2026-11-20 14:03` of a moment as it is stored, or what stands there where that is no moment."""
    try:
        moment = datetime.fromisoformat(at)
        return f"{moment.astimezone(ZONE) if moment.tzinfo else moment:%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return at


def write(writer: PageWriter, record: Stored) -> None:
    """The last line of a record's page."""
    words = writer.words
    unknown = words("unknown.full")
    text = words("page.stored", rev=record.rev, by=record.by or unknown, at=when(record.at) or unknown)
    writer.gap()
    writer.text(f"{text} · {record.id}", role="dim")
