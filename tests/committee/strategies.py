"""Committees whose boxes may say anything."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from store.box.messages import DutyCount, EntryCount, FindingReport, Receipt, Up
from store.committee.units import WHY, Committee, Unit, UnitCounts
from store.packs.matrix import COLUMNS
from store.packs.national import NATIONAL
from store.periods import Cadence, containing, shifted
from store.records import PostKind
from store.rules.figures import State
from tests.branches import branch, snapshot
from tests.committee.hall import SENT
from tests.desk import TODAY
from widgets.sections.view import View

RULES = [column.id for column in COLUMNS]
PERIODS = [shifted(containing(TODAY, cadence), -back) for cadence in Cadence for back in range(5)]
NAMES = [
    "一支部",
    "[red]张[/]支部",
    "\u202e支部",
    "a" * 90,
    "窗口单位联合党支部（含派驻各区县）",
    "支部\x1b[31m",
    "x y",
]
DAYS = st.integers(0, 400).map(lambda back: TODAY - timedelta(back))
COUNTS = st.dictionaries(st.sampled_from([*State, "of a newer program"]).map(str), st.integers(0, 1234), max_size=4)
DUTIES = st.builds(
    lambda rule, period, n: DutyCount(rule=rule, period=period.label, due=period.end, n=n),
    st.sampled_from([*RULES, "EL-01", "XX-99"]),
    st.sampled_from(PERIODS),
    COUNTS,
)
UPS = st.builds(
    lambda **said: Up(unit="", name="", revision=1, **said),
    as_of=DAYS,
    members=st.integers(0, 99999),
    vacant=st.lists(st.sampled_from([*map(str, PostKind)]), max_size=3).map(tuple),
    duties=st.lists(DUTIES, max_size=12).map(tuple),
    entries=st.dictionaries(
        st.sampled_from(["directive", "notice"]),
        st.builds(lambda n, late: EntryCount(open=n + late, overdue=late), st.integers(0, 99), st.integers(0, 99)),
    ),
    visits=st.dictionaries(st.sampled_from(["2026-H1", "2026-H2"]), st.integers(0, 9)),
    received=st.lists(
        st.builds(
            lambda origin, day, state, reply: Receipt(origin=origin, day=day, state=state, reply=reply),
            st.sampled_from(["e2", "e3", "e99"]),
            DAYS,
            st.sampled_from(["open", "done", "overdue", "dropped", "new"]),
            st.text(max_size=20),
        ),
        max_size=3,
    ).map(tuple),
    findings=st.lists(
        st.builds(
            lambda origin, state, closed: FindingReport(origin=origin, state=state, closed=closed),
            st.sampled_from(["f4", "f5"]),
            st.sampled_from(["open", "closed"]),
            st.none() | DAYS,
        ),
        max_size=2,
    ).map(tuple),
)
READ = st.builds(lambda up: UnitCounts(up=up), UPS) | st.builds(
    lambda code, place: UnitCounts(code=code, place=place), st.sampled_from(WHY), st.text(max_size=20)
)


@st.composite
def views(draw) -> View:
    read = draw(st.lists(READ, max_size=20))
    units = tuple(Unit(unit=f"u{at}", name=draw(st.sampled_from(NAMES)), box="/box") for at in range(len(read)))
    ups = {
        f"u{at}": one.but(up=one.up.but(unit=f"u{at}")) if one.up is not None else one for at, one in enumerate(read)
    }
    known = Committee(units=units, liaison=("方谨言",))
    pack = NATIONAL.but(settings=NATIONAL.settings | {"committee": known})
    return View(snapshot(branch(level="committee"), *SENT), TODAY, pack, ups)
