"""What a target is: one line of the sheet by which the work of a year is measured, as data."""

from __future__ import annotations

from fractions import Fraction

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Measure(TextEnum):
    """What is counted: duties of rules; held sessions; people of whom something holds; entries that came so far;
    findings closed out in time; who came of those expected; a figure that somebody reports.
    """

    DUTIES = "duties"
    SESSIONS = "sessions"
    SHARE = "share"
    ENTRIES = "entries"
    FINDINGS = "findings"
    ATTENDANCE = "attendance"
    TYPED = "typed"


class Points(TextEnum):
    """How points follow: the whole weight or nothing; in proportion to the goal; so much off for each that is missed;
    by steps; none at all.
    """

    ALL = "all"
    RATIO = "ratio"
    DEDUCT = "deduct"
    STEPS = "steps"
    NONE = "none"


PARAMETERS = {
    Measure.DUTIES: ("rules",),
    Measure.SESSIONS: ("kind", "tag", "form"),
    Measure.SHARE: ("of", "with"),
    Measure.ENTRIES: ("kind", "stage", "done", "within"),
    Measure.FINDINGS: (),
    Measure.ATTENDANCE: (),
    Measure.TYPED: ("unit",),
}
PEOPLE = ("members", "party_staff", "leaders")
HOLDS = ("hours_met", "pledged")
ATTENDED = "attended:"
"""Before the tag of the sessions that somebody came to."""


class TargetLine(Record):
    """`params` are those of its measure, `each` what one that is missed takes off, `steps` pairs of a least value and
    its points, highest first. `goal` is what is to be reached, None where all is; `period` the label of one, "" for the
    year that is looked at; `cap` the most that an award gives or a penalty takes.
    """

    id: str
    name: str
    chapter: str = ""
    standard: str = ""
    weight: Fraction = Fraction(0)
    measure: Measure
    params: Mapping[str, Any] = {}
    goal: Fraction | None = None
    period: str = ""
    points: Points = Points.ALL
    each: Fraction = Fraction(1)
    steps: tuple[tuple[Fraction, Fraction], ...] = ()
    cap: Fraction | None = None
    source: str = ""
