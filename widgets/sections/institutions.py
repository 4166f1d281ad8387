"""The institutions of panel 4: each rule for the branch or one group, with the duty that matters now; and apart from
them their periods before the records, and the rules that do not apply, of which there is nothing to say.
"""

from __future__ import annotations

from store import periods
from store.periods import Cadence
from store.record import Record
from store.rules import institutions as rules
from store.rules.figures import Duty, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.packs.rule import Rule
    from store.periods import Period
    from widgets.sections.view import View

URGENCY = {
    State.OVERDUE: 0,
    State.DUE_SOON: 1,
    State.UNKNOWN: 2,
    State.UPCOMING: 3,
    State.MET_LATE: 4,
    State.MET: 5,
    State.WAIVED: 6,
    State.NA: 7,
}
STRENGTHS = ("MUST", "GEN", "LOCAL")
TO_COME = (State.DUE_SOON, State.UPCOMING)
BEFORE = ("records_since", "founded")
"""Codes of periods before the records, or before the branch was."""


class Institution(Record):
    """One rule for the branch or one group: the duty that matters most now, and every duty in the strip's window.

    What a rule asks of each member or session is one too; its `duties` are those of all of them.
    """

    rule: Rule
    subject: str | None
    duty: Duty
    duties: tuple[Duty, ...]


class Institutions(Record):
    """Those that have a row each, the most urgent first, with their periods within the records; those with a period
    before the records, and those that do not apply, each in the order of the pack.
    """

    rows: tuple[Institution, ...]
    before_records: tuple[Institution, ...]
    not_applicable: tuple[Institution, ...]


def is_within_records(duty: Duty) -> bool:
    """Whether a duty's period lies within the records."""
    return duty.code not in BEFORE


def last_month(view: View, shift: int) -> Period:
    """The last month of the window that is so many months away from this one."""
    return periods.shifted(periods.containing(view.today, Cadence.MONTH), shift)


def of(view: View, last: Period) -> Institutions:
    """Every rule and subject of the twelve months that end with `last`; of those that end now also what is older and
    still open.
    """
    return view.once(("institutions", last.label), lambda: _sorted_out(view, last))


def _sorted_out(view: View, last: Period) -> Institutions:
    rows, before, other = [], [], []
    for subject, duties in _grouped(view, last):
        within = [duty for duty in duties if is_within_records(duty)]
        earlier = [duty for duty in duties if duty.code == "records_since"]
        if any(duty.state is not State.NA for duty in within):
            rows.append(_institution(subject, within))
        elif not earlier:
            other.append(_institution(subject, duties))
        if earlier:
            before.append(_institution(subject, earlier))
    rows.sort(key=_order)
    return Institutions(rows=tuple(rows), before_records=tuple(before), not_applicable=tuple(other))


def _institution(subject: str | None, duties: Sequence[Duty]) -> Institution:
    now = min(duties, key=_matters)
    return Institution(rule=now.rule, subject=subject, duty=now, duties=tuple(duties))


def _matters(duty: Duty) -> tuple[int, int]:
    """Which duty of a rule matters now: of those to come the first, of all others the last."""
    day = duty.due.toordinal()
    return URGENCY[duty.state], day if duty.state in TO_COME else -day


def _order(institution: Institution) -> tuple[int, int, int]:
    """What is to come stands by its date, everything else by its strength."""
    strength = STRENGTHS.index(institution.rule.strength)
    return (
        URGENCY[institution.duty.state],
        institution.duty.due.toordinal() if institution.duty.state in TO_COME else 0,
        strength,
    )


def _key(duty: Duty) -> tuple[str, str, str | None]:
    """What tells duties apart, without spelling it."""
    return duty.rule.id, duty.period, duty.subject


def _without(duties: Sequence[Duty], already: Sequence[Duty]) -> list[Duty]:
    """Those that are not there `already`, most of which are the very same values."""
    same = set(map(id, already))
    others = [duty for duty in duties if id(duty) not in same]
    rules = {duty.rule.id for duty in others}
    keys = {_key(duty) for duty in already if duty.rule.id in rules}
    return [duty for duty in others if _key(duty) not in keys]


def _grouped(view: View, last: Period) -> list[tuple[str | None, list[Duty]]]:
    """The duties of the window by rule and subject, which is a group or nobody."""
    first = periods.shifted(last, -11)
    duties: Sequence[Duty] = rules.duties(view.snapshot, view.today, view.pack, first.start, last.end)
    if last.start <= view.today <= last.end:
        duties = [*duties, *_without(view.figures.execution, duties)]
    groups = {group.id for group in view.snapshot.groups}
    grouped: dict[tuple[str, str | None], list[Duty]] = {}
    for duty in duties:
        grouped.setdefault((duty.rule.id, duty.subject if duty.subject in groups else None), []).append(duty)
    return [(subject, found) for (_, subject), found in grouped.items()]
