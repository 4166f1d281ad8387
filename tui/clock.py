"""The only clock: nothing below this room asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.snapshot import Snapshot
    from tui.config import Config

# Asia/Shanghai as a number: China has had no summer time since 1991, and a server may lack the table of zones.
SHANGHAI = timezone(timedelta(hours=8))


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def today(config: Config, snapshot: Snapshot | None) -> date:
    """The day of the branch: the one asked for, else the one a sample stands at, else the clock's."""
    if config.today is not None:
        return config.today
    if snapshot is not None and snapshot.as_of is not None:
        return snapshot.as_of
    return datetime.now(SHANGHAI).date()
