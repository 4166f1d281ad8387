"""All figures of a snapshot on a day, in one pass."""

from __future__ import annotations

from store.rules.attention import attention
from store.rules.figures import Figures
from store.rules.findings import rectifications
from store.rules.institutions import execution, urgency
from store.rules.matters import matters
from store.rules.meetings import gatherings
from store.rules.participation import participation
from store.rules.training import training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Pack
    from store.rules.figures import Attention
    from store.snapshot import Snapshot


def figures(snapshot: Snapshot, today: date, pack: Pack, year: int | None = None) -> Figures:
    """What the board and `status` show; `year` is the one whose participation and training are shown (today's)."""
    duties = sorted(execution(snapshot, today, pack), key=urgency)
    findings, agreed = rectifications(snapshot, today), matters(snapshot, today)
    return Figures(
        meetings=gatherings(snapshot, today, duties),
        participation=participation(snapshot, today, year, duties),
        training=training(snapshot, today, pack, year, duties),
        execution=tuple(duties),
        findings=findings,
        matters=agreed,
        attention=attention(snapshot, today, pack, duties, findings, agreed),
    )


def counts(snapshot: Snapshot, today: date, pack: Pack) -> Attention:
    """The attention line alone, without the rows that `status --short` does not show."""
    duties = execution(snapshot, today, pack)
    return attention(snapshot, today, pack, duties, rectifications(snapshot, today), matters(snapshot, today))
