"""What can be handed out from where one is, and what its file is called."""

from __future__ import annotations

from store import periods
from store.periods import Cadence, Period
from store.record import Record
from widgets.display import shown
from widgets.papers.catalogue import EXPORTS, file_of, name_of
from widgets.sections.meetings import kinds_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.records import Meeting
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

COMMON = ("ledger", "findings", "all")
"""What a committee hands out as a branch does."""
UNFIT = frozenset('/\\\\:*?"<>|')
"""Signs that Windows allows in no file name; a secretary's computer is one."""


class ExportRequest(Record):
    """One of `EXPORTS`, of a meeting by its id or of a period; those that are not dated are of neither."""

    export: str
    meeting: str = ""
    period: Period | None = None

    def shifted(self, steps: int) -> ExportRequest | None:
        """The same of a later (or, negative, earlier) period; None where it is of none."""
        return self.but(period=periods.shifted(self.period, steps)) if self.period else None


def last_month(today: date) -> ExportRequest:
    """The report of the last month that is over."""
    return ExportRequest(export="month", period=periods.shifted(periods.containing(today, Cadence.MONTH), -1))


def offered(view: View, meeting: str | None, shown: Period | None) -> list[ExportRequest]:
    """The last month's report first, then what the meeting gives, then all the rest. What is of a period is of the
    `shown` one where that is of the same cadence, else of the running one.
    """
    if view.committee is not None:
        return _of_committee(view, shown)
    first = last_month(view.today)
    requests = [first]
    if meeting is not None and meeting in view.snapshot.meetings:
        requests += [ExportRequest(export=id, meeting=meeting) for id, export in EXPORTS.items() if export.meeting]
    for id, export in EXPORTS.items():
        if not (export.meeting or export.committee):
            requests.append(_of_period(id, view, shown))
    return [first, *[one for one in requests if one != first]]


def _of_committee(view: View, shown: Period | None) -> list[ExportRequest]:
    """What is of a committee first, then what it has in common with a branch: registers, findings, everything."""
    own = [id for id, export in EXPORTS.items() if export.committee]
    return [_of_period(id, view, shown) for id in (*own, *COMMON)]


def _of_period(id: str, view: View, shown: Period | None) -> ExportRequest:
    """Of the period in sight where that is of the same cadence, else of the running one; of none where it has none."""
    export = EXPORTS[id]
    if not export.dated:
        return ExportRequest(export=id)
    same = shown and shown.cadence is export.cadence
    return ExportRequest(export=id, period=shown if same else periods.containing(view.today, export.cadence))


def of_what(request: ExportRequest, view: View, words: Words) -> Shown:
    """The meeting or the period, in a few words; empty for the rest."""
    meeting = view.snapshot.meetings.get(request.meeting)
    if meeting is not None:
        return words("export.of_meeting", day=meeting.day.isoformat(), kinds=kinds_of(meeting, view, words))
    return words("export.of_period", period=request.period.label) if request.period else words("export.of_nothing")


def title(request: ExportRequest, view: View, words: Words) -> Shown:
    return shown(f"{name_of(request.export, words)} {of_what(request, view, words)}")


def names(request: ExportRequest, view: View, words: Words, suffix: str) -> Iterator[str]:
    """What its file may be called: the plain name, then the same with a number, for where that is taken."""
    meeting: Meeting | None = view.snapshot.meetings.get(request.meeting)
    parts: list[str] = [file_of(request.export, words)]
    if meeting is not None:
        parts += [meeting.day.isoformat(), kinds_of(meeting, view, words)]
    else:
        parts.append(request.period.label if request.period else view.today.isoformat())
    stem = "".join("-" if sign in UNFIT or sign.isspace() else sign for sign in "-".join(parts))[:60]
    yield f"{stem}.{suffix}"
    for number in range(2, 100):
        yield f"{stem}-{number}.{suffix}"
