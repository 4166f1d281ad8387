"""The golden table of the law: situations that an inspector would try, each with the article that decides it.

As in `test_golden`: rule, records, today -> state, evidence, due, code; `build` says what the short names stand for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Group, MemberKind, Stage, TrainingKind, Vote, VoteKind
from store.rules.figures import State, TrainingState
from store.rules.institutions import execution
from store.rules.training import training
from tests.rules.build import BRANCH, d, met, people, snap
from tests.rules.test_golden import a, dues, exempt, f, grouped, judged, post, t, talk, w
from widgets.sections import training as panel
from widgets.sections.view import View
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from store.packs.rule import Pack

NOV = "2026-11-22"


class L(NamedTuple):
    article: str
    name: str
    key: str
    today: str
    state: str | None
    records: tuple = ()
    ev: str | None = None
    due: str | None = None
    code: str | None = None
    snap: dict = {}  # noqa: RUF012
    pack: Pack = NATIONAL


def but(members, **changes):
    """Members with some of them changed: `p4={"leader": True}`."""
    return [member.but(**changes.get(member.id, {})) for member in members]


def crew(**changes):
    """Eight members as `snap` takes them, some of them changed."""
    return {"members": but(people(), **changes)}


def spans(*several):
    return tuple(one for span in several for one in span)


# a committee of five among ten members: p1 … p5
FIVE = but(people(10), p4={"posts": post("publicity_officer")}, p5={"posts": post("deputy")})
FIVE_TWO_EXEMPT = but(FIVE, p4={"exemptions": exempt("ill")}, p5={"exemptions": exempt("mobile")})


def cm(roll, day="2026-10-08", **more):
    return met("m1", day, "cm", roll=roll, **more)


COMMITTEE = [
    L("ZB 12", "1 of 5 is no committee meeting", "OL-02/2026-10", NOV, "overdue", (cm("16666"),), "", code="no_quorum", snap={"members": FIVE}),
    L("ZB 12", "2 of 5 is none", "OL-02/2026-10", NOV, "overdue", (cm("11666"),), "", snap={"members": FIVE}),
    L("ZB 12", "3 of 5 is one", "OL-02/2026-10", NOV, "met", (cm("11166"),), "m1", snap={"members": FIVE}),
    L("ZB 12", "2 of 4 is half of them", "OL-02/2026-10", NOV, "met", (cm("1166"),), "m1", snap={"members": but(FIVE, p5={"posts": ()})}),
    L("ZB 12", "1 of 2 is half of them", "OL-02/2026-10", NOV, "met", (cm("16"),), "m1", snap=crew(p3={"posts": ()})),
    L("ZB 12", "2 of 5 with two exempt", "OL-02/2026-10", NOV, "overdue", (cm("116"),), "", snap={"members": FIVE_TWO_EXEMPT}),
    L("ZB 12", "the exempt are of the whole: Q-02", "Q-02/2026-10-08/m1", NOV, "overdue", (cm("116"),), code="quorum", snap={"members": FIVE_TWO_EXEMPT}),
    L("ZB 12", "3 of 5 with two exempt", "Q-02/2026-10-08/m1", NOV, "met", (cm("111"),), snap={"members": FIVE_TWO_EXEMPT}),
    L("ZB 12", "leave is no presence", "OL-02/2026-10", NOV, "overdue", (cm("11345"),), "", snap={"members": FIVE}),
    L("ZB 12", "late is presence", "OL-02/2026-10", NOV, "met", (cm("12266"),), "m1", snap={"members": FIVE}),
    L("ZB 12", "not held yet is still open", "OL-02/2026-11", NOV, "upcoming", (cm("16666", "2026-11-10"),), "", snap={"members": FIVE}),
    L("ZB 12", "a second one with enough", "OL-02/2026-10", NOV, "met", (cm("16666"), met("m2", "2026-10-28", "cm", roll="11116")), "m2", snap={"members": FIVE}),
    L("ZB 12", "made up for with too few", "OL-02/2026-09", NOV, "overdue", (met("m1", "2026-10-08", "cm:2026-09", roll="16666"),), "", snap={"members": FIVE}),
    L("ZB 12", "made up for with enough", "OL-02/2026-09", NOV, "met_late", (met("m1", "2026-10-08", "cm:2026-09", roll="11166"),), "m1", snap={"members": FIVE}),
    L("ZB 12", "who left the committee before is not of it", "OL-02/2026-10", NOV, "met", (cm("116"),), "m1", snap={"members": but(FIVE, p4={"posts": post("publicity_officer", until="2026-10-07")}, p5={"posts": post("deputy", until="2026-10-07")})}),
    L("ZB 12", "who left it on the day still is", "OL-02/2026-10", NOV, "overdue", (cm("116"),), "", snap={"members": but(FIVE, p4={"posts": post("publicity_officer", until="2026-10-08")}, p5={"posts": post("deputy", until="2026-10-08")})}),
    L("ZB 12", "who left the branch is not of it", "OL-02/2026-10", NOV, "met", (cm("116"),), "m1", snap={"members": but(FIVE, p4={"until": d("2026-10-01")}, p5={"until": d("2026-10-01")})}),
    L("ZB 12", "guests do not make it up", "OL-02/2026-10", NOV, "overdue", (cm("1166611111"),), "", snap={"members": FIVE}),
    L("ZB 12", "a waiver still tells the reason", "OL-02/2026-10", NOV, "waived", (cm("16666"), w("OL-02", "2026-10")), snap={"members": FIVE}),
    L("ZB 11", "a general meeting without a vote counts with few", "OL-01/2026-Q4", NOV, "met", (met("m1", "2026-10-08", "gm", roll="16666666"),), "m1"),
    L("ZB 11", "the vote of a probationary member is none", "Q-01/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", roll="11166661", votes=(Vote(matter="x"),)),), snap=crew(p8={"kind": MemberKind.PROBATIONARY})),
    L("ZB 11", "who became full the day after had none", "Q-01/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", roll="11166661", votes=(Vote(matter="x"),)),), snap=crew(p8={"full_since": "2026-10-09"})),
    L("ZB 11", "who became full on the day had one", "Q-01/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "gm", roll="11166661", votes=(Vote(matter="x"),)),), snap=crew(p8={"full_since": "2026-10-08"})),
    L("XJ 5", "a suspended right is none", "Q-01/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", roll="11166661", votes=(Vote(matter="x"),)),), snap=crew(p8={"exemptions": exempt("no_vote")})),
    L("ZB 11", "a vote short by one says so", "OL-01/2026-Q4", NOV, "upcoming", (met("m1", "2026-10-08", "gm", roll="11166666", votes=(Vote(matter="x"),)),), "", code="no_quorum"),
]  # fmt: skip

BODY = BRANCH.but(leading_body=True)
LEADERS = but(people(), p5={"leader": True}, p6={"leader": True}, p7={"leader": True})


def dem(roll, day="2026-01-20", period=":2025"):
    return met("m1", day, f"dem{period}", roll=roll)


DEMOCRATIC = [
    L("MZ", "the leading body met", "OL-16/2025", NOV, "met", (dem("----111"),), "m1", snap={"branch": BODY, "members": LEADERS}),
    L("MZ", "two of three are two thirds", "OL-16/2025", NOV, "met", (dem("----116"),), "m1", snap={"branch": BODY, "members": LEADERS}),
    L("MZ", "one of three is not", "OL-16/2025", NOV, "overdue", (dem("----166"),), "", code="no_quorum", snap={"branch": BODY, "members": LEADERS}),
    L("MZ", "the branch committee is not the leading body", "OL-16/2025", NOV, "overdue", (dem("111-666"),), "", snap={"branch": BODY, "members": LEADERS}),
    L("MZ", "and Q-05 says so", "Q-05/2026-01-20/m1", NOV, "overdue", (dem("111-666"),), code="quorum", snap={"branch": BODY, "members": LEADERS}),
    L("MZ", "who is exempt need not come", "Q-05/2026-01-20/m1", NOV, "met", (dem("----11"),), snap={"branch": BODY, "members": but(LEADERS, p7={"exemptions": exempt("ill")})}),
    L("MZ", "until 31 March", "OL-16/2025", "2026-03-31", "due_soon", snap={"branch": BODY, "members": LEADERS}, due="2026-03-31"),
    L("MZ", "not later", "OL-16/2025", "2026-04-01", "overdue", snap={"branch": BODY, "members": LEADERS}),
]  # fmt: skip

NEW = BRANCH.but(founded=None, records_since="2025-12")
HERE = {"branch": NEW}
RECORDS = [
    L("2.1", "the year before the records", "OL-07/2025", "2026-01-02", "unknown", snap=HERE, code="records_since"),
    L("2.1", "and its appraisal", "OL-09/2025", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "and its hours", "TR-01/2025/p4", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "and the committee's", "TR-02/2025/p1", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "and its courses", "TR-03/2025/p1", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "and its talks", "OL-13/2025", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "the quarter in which they begin", "OL-01/2025-Q4", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "its lectures", "OL-04/2025-Q4", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "its structure", "ORG-06/2025-Q4", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "the half-year in which they begin", "MB-05/2025-H2/p4", "2026-01-02", "unknown", snap={**HERE, **crew(p4={"exemptions": exempt("mobile")})}),
    L("2.1", "a running quarter is unknown as well", "OL-01/2025-Q4", "2025-12-20", "unknown", snap=HERE),
    L("2.1", "what is on record is believed", "OL-01/2025-Q4", "2026-01-02", "met", (met("m1", "2025-10-08", "gm"),), "m1", snap=HERE),
    L("2.1", "the first month is judged", "OL-06/2025-12", "2026-01-02", "overdue", snap=HERE),
    L("2.1", "the month before is not", "OL-06/2025-11", "2026-01-02", "unknown", snap=HERE),
    L("2.1", "the next year is", "OL-07/2026", "2027-04-01", "overdue", snap=HERE),
    L("2.1", "the next quarter is", "OL-01/2026-Q1", "2026-04-01", "overdue", snap=HERE),
    L("2.1", "records from January on have their year", "TR-01/2026/p4", "2027-01-01", "overdue", snap={"branch": NEW.but(records_since="2026-01")}),
    L("2.1", "records from October on have their quarter", "OL-01/2026-Q4", "2027-01-01", "overdue", snap={"branch": NEW.but(records_since="2026-10")}),
    L("2.1", "from November on not", "OL-01/2026-Q4", "2027-01-01", "unknown", snap={"branch": NEW.but(records_since="2026-11")}),
    L("2.1", "a waiver stands all the same", "OL-01/2025-Q4", "2026-01-02", "waived", (w("OL-01", "2025-Q4").but(day=d("2026-01-02")),), snap=HERE),
    L("PLAN19", "a post that began before may be trained for", "TR-04/2025-06-20/p1", "2026-01-02", "unknown", snap={**HERE, **crew(p1={"posts": post("secretary", "2025-06-20")})}),
    L("JG 31", "one that began after is asked for", "TR-04/2026-04-01/p1", NOV, "overdue", snap={**HERE, **crew(p1={"posts": post("secretary", "2026-04-01")})}),
    L("FZ14 7", "an applicant of before may have been talked with", "AD-01/2025-11-20/a1", "2026-01-02", "unknown", (a(applied="2025-11-20"),), snap=HERE),
    L("FZ14 7", "while there is time one is reminded", "AD-01/2025-11-20/a1", "2025-12-19", "due_soon", (a(applied="2025-11-20"),), snap=HERE),
    L("FZ14 7", "one of after is asked for", "AD-01/2025-12-01/a1", "2026-01-02", "overdue", (a(applied="2025-12-01"),), snap=HERE),
    L("FZ14 33", "probation that ends after the records began is judged", "AD-11/2024-12-10/a1", "2026-02-01", "overdue", (a(admitted="2024-12-10"),), snap=HERE),
    L("FZ14 33", "one that ended before is not", "AD-11/2024-10-10/a1", "2026-01-02", "unknown", (a(admitted="2024-10-10"),), snap=HERE),
]  # fmt: skip

CASE = {"activist": "2025-01-10", "stage": Stage.CANDIDATE}


def case(**dates):
    return (a(**dates),)


IN_ORDER = [
    L("FZ26 13", "a notice after the decision", "AD-05/2026-06-12/a1", NOV, "overdue", case(candidate="2026-06-12", notice_from="2026-06-15", notice_until="2026-06-26"), code="notice_after"),
    L("FZ26 13", "one that begins on the day is too short", "AD-05/2026-06-12/a1", NOV, "overdue", case(candidate="2026-06-12", notice_from="2026-06-12", notice_until="2026-06-26"), code="too_short"),
    L("FZ26 13", "days after the decision do not count", "AD-05/2026-06-12/a1", NOV, "overdue", case(candidate="2026-06-12", notice_from="2026-06-10", notice_until="2026-06-18"), code="too_short"),
    L("FZ26 13", "five before it are enough, however long it ran on", "AD-05/2026-06-12/a1", NOV, "met", case(candidate="2026-06-12", notice_from="2026-06-05", notice_until="2026-06-30")),
    L("FZ26 13", "of an end nobody wrote down nothing is known", "AD-05/2026-06-12/a1", NOV, "unknown", case(candidate="2026-06-12", notice_from="2026-06-01"), code="notice_open"),
    L("FZ26 13", "a notice that runs, without a decision", "AD-05/2026-11-19/a1", NOV, "upcoming", case(notice_from="2026-11-19", notice_until="2026-11-26"), code="running"),
    L("FZ26 13", "its fifth working day, which is its last", "AD-05/2026-11-16/a1", "2026-11-20", "met", case(notice_from="2026-11-16", notice_until="2026-11-20")),
    L("FZ26 13", "the day before the revision asks for none", "AD-05/2026-05-10/a1", NOV, None, case(candidate="2026-05-10")),
    L("FZ26 13", "the day of it does", "AD-05/2026-05-11/a1", NOV, "overdue", case(candidate="2026-05-11"), code="no_notice"),
    L("FZ14 16", "reviewed after admission", "AD-07/2025-06-01/a1", NOV, "overdue", case(candidate="2025-06-01", admitted="2026-05-01", reviewed="2026-05-02"), code="after_step"),
    L("FZ14 16", "reviewed before it", "AD-07/2025-06-01/a1", NOV, "met", case(candidate="2025-06-01", admitted="2026-05-01", reviewed="2026-04-30")),
    L("FZ14 16", "admitted without a review", "AD-07/2025-06-01/a1", NOV, "overdue", case(candidate="2025-06-01", admitted="2026-01-20"), code="not_before_step", due="2026-01-20"),
    L("FZ14 16", "a review before being a candidate", "AD-07/2025-06-01/a1", "2026-06-02", "overdue", case(candidate="2025-06-01", reviewed="2025-05-31"), code="before_start"),
    L("FZ14 16", "on the last day", "AD-07/2025-06-01/a1", NOV, "met", case(candidate="2025-06-01", reviewed="2026-06-01"), due="2026-06-01"),
    L("FZ14 16", "and a day later", "AD-07/2025-06-01/a1", NOV, "met_late", case(candidate="2025-06-01", reviewed="2026-06-02")),
    L("FZ14 7", "a talk before the application", "AD-01/2026-09-01/a1", NOV, "overdue", case(applied="2026-09-01", talked="2026-08-31"), code="before_start"),
    L("FZ14 7", "a talk on the day of it", "AD-01/2026-09-01/a1", NOV, "met", case(applied="2026-09-01", talked="2026-09-01")),
    L("FZ26 7", "31 January and a month", "AD-01/2027-01-31/a1", "2027-02-28", "due_soon", case(applied="2027-01-31"), due="2027-02-28"),
    L("FZ26 7", "and one day more", "AD-01/2027-01-31/a1", "2027-03-01", "overdue", case(applied="2027-01-31")),
    L("FZ26 7", "31 January of a leap year", "AD-01/2028-01-31/a1", "2028-02-29", "due_soon", case(applied="2028-01-31"), due="2028-02-29"),
    L("FZ26 19", "the meeting before the pre-review", "AD-08/2026-07-01/a1", NOV, "overdue", case(prereview="2026-07-01", admitted="2026-06-30"), code="before_start"),
    L("FZ26 25", "approved before the meeting", "AD-09/2026-06-12/a1", NOV, "overdue", case(admitted="2026-06-12", approved="2026-06-11"), code="before_start"),
    L("FZ26 29", "an oath before the approval", "AD-10/2026-06-12/a1", NOV, "overdue", case(approved="2026-06-12", oath="2026-06-01"), code="before_start"),
    L("FZ26 33", "full membership approved before the vote", "AD-12/2026-07-12/a1", NOV, "overdue", case(admitted="2025-07-12", confirmed="2026-07-12", confirmation_approved="2026-07-01"), code="before_start"),
    L("FZ26 36", "filed before the approval", "AD-13/2026-08-12/a1", NOV, "overdue", case(confirmation_approved="2026-08-12", archived="2026-08-01"), code="before_start"),
    L("FZ14 13", "a candidate on the very day of the year", "AD-04/2025-01-10/a1", NOV, "met", case(activist="2025-01-10", candidate="2026-01-10")),
    L("FZ14 13", "a day before it", "AD-04/2025-01-10/a1", NOV, "overdue", case(activist="2025-01-10", candidate="2026-01-09"), code="too_early"),
    L("FZ14 13", "a year from the leap day", "AD-04/2024-02-29/a1", NOV, "met", case(activist="2024-02-29", candidate="2025-02-28")),
    L("FZ14 17", "a candidate untrained at the meeting", "TR-06/2025-06-01/a1", NOV, "overdue", case(candidate="2025-06-01", admitted="2026-01-20"), code="no_training", due="2026-01-20"),
]  # fmt: skip


def looked_at(*days):
    return (a(activist="2025-01-10", examined=tuple(d(day) for day in days)),)


HALVES = [
    L("FZ14 11", "an examination in each half-year: the first", "AD-03/2025-01-10/a1", NOV, "met", looked_at("2025-05-01", "2025-11-01")),
    L("FZ14 11", "an examination in each half-year: the second", "AD-03/2025-07-10/a1", NOV, "met", looked_at("2025-05-01", "2025-11-01")),
    L("FZ14 11", "two in the first are none in the second", "AD-03/2025-07-10/a1", NOV, "overdue", looked_at("2025-03-01", "2025-06-01")),
    L("FZ14 11", "the last day is of the first", "AD-03/2025-01-10/a1", NOV, "met", looked_at("2025-07-10")),
    L("FZ14 11", "and of it alone", "AD-03/2025-07-10/a1", NOV, "overdue", looked_at("2025-07-10")),
    L("FZ14 11", "late for the first, it is not the second's", "AD-03/2025-07-10/a1", NOV, "overdue", looked_at("2025-07-20")),
    L("FZ14 11", "late for the first", "AD-03/2025-01-10/a1", NOV, "met_late", looked_at("2025-07-20")),
    L("FZ14 11", "late for the first and one for the second", "AD-03/2025-07-10/a1", NOV, "met", looked_at("2025-07-20", "2025-12-20")),
    L("FZ14 11", "too late for the first is the second's", "AD-03/2025-07-10/a1", NOV, "met", looked_at("2025-08-11")),
    L("FZ14 11", "and leaves the first without", "AD-03/2025-01-10/a1", NOV, "overdue", looked_at("2025-08-11")),
    L("FZ14 11", "one before being an activist is none", "AD-03/2025-01-10/a1", NOV, "overdue", looked_at("2025-01-10")),
    L("FZ14 11", "a candidate is no activist any more", "AD-03/2026-01-10/a1", NOV, None, (a(activist="2025-01-10", candidate="2026-02-01"),)),
]  # fmt: skip

TO = {"members": but(people(), p8={"kind": MemberKind.PROBATIONARY, "joined": "2025-06-12"})}
FULL_MEMBERSHIP = [
    L("FZ14 33", "a vote before probation has ended", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", confirmed="2026-06-11"), code="too_early"),
    L("FZ14 33", "on the day it ends", "AD-11/2025-06-12/a1", NOV, "met", case(admitted="2025-06-12", confirmed="2026-06-12")),
    L("FZ14 33", "within the month", "AD-11/2025-06-12/a1", NOV, "met", case(admitted="2025-06-12", confirmed="2026-07-12")),
    L("FZ14 33", "after the month", "AD-11/2025-06-12/a1", NOV, "met_late", case(admitted="2025-06-12", confirmed="2026-07-13")),
    L("FZ14 32", "extended by six months", "AD-11/2025-06-12/a1", NOV, "upcoming", case(admitted="2025-06-12", extended_until="2026-12-12"), due="2027-01-12"),
    L("FZ14 32", "extended by less", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", extended_until="2026-12-11"), code="extension"),
    L("FZ14 32", "extended by a year", "AD-11/2025-06-12/a1", NOV, "upcoming", case(admitted="2025-06-12", extended_until="2027-06-12"), due="2027-07-12"),
    L("FZ14 32", "extended by more", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", extended_until="2027-06-13"), code="extension"),
    L("FZ14 32", "extended to a day before probation ends", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", extended_until="2026-06-11"), code="extension"),
    L("FZ14 32", "a vote before the extension has ended", "AD-11/2025-06-12/a1", "2026-12-20", "overdue", case(admitted="2025-06-12", extended_until="2026-12-12", confirmed="2026-12-11"), code="too_early"),
    L("FZ14 36", "who came from another branch has six months", "AD-11/2025-06-12/a1", "2026-12-12", "due_soon", case(admitted="2025-06-12", member="p8"), due="2026-12-12", snap={"members": but(TO["members"], p8={"since": d("2026-03-01")})}),
    L("FZ14 36", "and no more", "AD-11/2025-06-12/a1", "2026-12-13", "overdue", case(admitted="2025-06-12", member="p8"), snap={"members": but(TO["members"], p8={"since": d("2026-03-01")})}),
    L("FZ14 36", "who came after it ended has no more than a month", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", member="p8"), due="2026-07-12", snap={"members": but(TO["members"], p8={"since": d("2026-06-13")})}),
    L("FZ14 33", "told by the roster", "AD-11/2025-06-12/p8", "2026-06-20", "due_soon", due="2026-07-12", snap=TO, code="roster"),
    L("FZ14 33", "told by the roster, and over", "AD-11/2025-06-12/p8", NOV, "overdue", snap=TO),
    L("FZ14 33", "told by the roster, long before", "AD-11/2025-06-12/p8", "2026-01-20", "upcoming", snap=TO),
    L("FZ14 33", "with a case there is one duty", "AD-11/2025-06-12/p8", NOV, None, case(admitted="2025-06-12", member="p8"), snap=TO),
    L("FZ14 33", "and it is the case's", "AD-11/2025-06-12/a1", NOV, "overdue", case(admitted="2025-06-12", member="p8"), snap=TO),
    L("FZ14 33", "a case without the day takes the roster's", "AD-11/2025-06-12/a1", NOV, "overdue", case(member="p8"), snap=TO),
    L("FZ14 33", "a case of the same name is the same person", "AD-11/2025-06-12/p8", NOV, None, (a(admitted="2025-06-12").but(name="党员8"),), snap=TO),
    L("FZ14 33", "only the month is known", "AD-11/2025-06-30/p8", "2026-07-30", "due_soon", due="2026-07-30", snap={"members": but(TO["members"], p8={"joined": "2025-06"})}),
    L("FZ14 33", "no day of joining", "AD-11/2026/p8", NOV, "unknown", snap={"members": but(TO["members"], p8={"joined": None})}, code="no_joined"),
    L("FZ14 33", "the year alone", "AD-11/2026/p8", NOV, "unknown", snap={"members": but(TO["members"], p8={"joined": "2025"})}),
    L("FZ14 33", "who is full by now has none", "AD-11/2025-06-12/p8", NOV, None, snap={"members": but(people(), p8={"joined": "2025-06-12", "full_since": "2026-06-12"})}),
    L("FZ14 33", "who has left has none", "AD-11/2025-06-12/p8", NOV, None, snap={"members": but(TO["members"], p8={"until": d("2026-06-01")})}),
    *(
        L("FZ14 33", f"whose member left on {until}: {today}", "AD-11/2025-06-12/a1", today, state, case(admitted="2025-06-12", member="p8"), code=code, snap={"members": but(TO["members"], p8={"until": d(until)})})
        for until, today, state, code in (
            ("2026-06-01", NOV, "na", "left"),
            ("2026-06-01", "2026-06-01", "due_soon", ""),
            ("2026-07-11", NOV, "na", "left"),
            ("2026-07-12", NOV, "overdue", ""),
        )
    ),
    L("FZ14 33", "and was a full member by then", "AD-11/2025-06-12/a1", NOV, "met", case(admitted="2025-06-12", confirmed="2026-06-20", member="p8"), snap={"members": but(TO["members"], p8={"until": d("2026-06-30")})}),
    L("FZ14 33", "the roster says when the vote was", "AD-11/2025-06-12/a1", NOV, "met", case(admitted="2025-06-12", member="p8"), snap={"members": but(people(), p8={"full_since": "2026-06-12"})}),
    *(
        L("FZ14 33", f"a full member since {since}", "AD-11/2025-06-12/a1", "2026-07-20", state, case(admitted="2025-06-12", member="p8"), code=code, snap={"members": but(people(), p8={"full_since": since})})
        for since, state, code in ((None, "unknown", "no_full_since"), ("2026", "unknown", "no_full_since"), ("2026-06", "met", ""), ("2026-07", "met_late", ""), ("2026-08", "overdue", ""))
    ),
    L("FZ14 33", "in a month that is not over", "AD-11/2025-06-12/a1", "2026-07-12", "met", case(admitted="2025-06-12", member="p8"), snap={"members": but(people(), p8={"full_since": "2026-07"})}),
    L("FZ14 33", "a probationary member of the leap day", "AD-11/2024-02-29/p8", "2025-03-28", "due_soon", due="2025-03-28", snap={"members": but(TO["members"], p8={"joined": "2024-02-29"})}),
    L("FZ26 33", "admitted since the revision", "AD-11/2026-05-11/p8", NOV, "upcoming", due="2027-06-11", snap={"members": but(TO["members"], p8={"joined": "2026-05-11"})}),
]  # fmt: skip

WHO = [
    L("FZ14 9", "a full member as mentor", "AD-02/2026-09-01/a1", NOV, "met", case(activist="2026-09-01", mentors=("p2",))),
    L("FZ14 9", "a mentor by name", "AD-02/2026-09-01/a1", NOV, "met", case(activist="2026-09-01", mentors=("党员2",))),
    L("FZ14 9", "a probationary mentor", "AD-02/2026-09-01/a1", NOV, "overdue", case(activist="2026-09-01", mentors=("p8",)), code="not_full", snap=crew(p8={"kind": MemberKind.PROBATIONARY})),
    L("FZ14 9", "who became full the day after", "AD-02/2026-09-01/a1", NOV, "overdue", case(activist="2026-09-01", mentors=("p8",)), code="not_full", snap=crew(p8={"full_since": "2026-09-02"})),
    L("FZ14 9", "who became full on the day", "AD-02/2026-09-01/a1", NOV, "met", case(activist="2026-09-01", mentors=("p8",)), snap=crew(p8={"full_since": "2026-09-01"})),
    L("FZ14 9", "a mentor whom the roster does not know", "AD-02/2026-09-01/a1", NOV, "unknown", case(activist="2026-09-01", mentors=("外人",)), code="not_in_roster"),
    L("FZ14 14", "two introducers", "AD-06/2026-09-01/a1", NOV, "met", case(candidate="2026-09-01", sponsors=("p2", "p3"))),
    L("FZ14 14", "one twice is one", "AD-06/2026-09-01/a1", NOV, "overdue", case(candidate="2026-09-01", sponsors=("p2", "p2"))),
    L("FZ14 14", "one of two not full", "AD-06/2026-09-01/a1", NOV, "overdue", case(candidate="2026-09-01", sponsors=("p2", "p8")), code="not_full", snap=crew(p8={"kind": MemberKind.PROBATIONARY})),
    L("FZ14 14", "three are too many", "AD-06/2026-09-01/a1", NOV, "overdue", case(candidate="2026-09-01", sponsors=("p2", "p3", "p4"))),
    L("ZB 14", "a group's meeting led by its leader", "OL-19/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "grp", group="g1", chair="p4"),), snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader")})}),
    L("ZB 14", "another group's leader", "OL-19/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "grp", group="g2", chair="p4"),), code="group_chair", snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader")}, p5={"posts": post("group_leader")})}),
    L("ZB 14", "a group without a leader on record", "OL-19/2026-10-08/m1", NOV, "unknown", (met("m1", "2026-10-08", "grp", group="g2", chair="p4"),), code="no_group_leader", snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader")})}),
    L("ZB 14", "a leader whose post had ended", "OL-19/2026-10-08/m1", NOV, "unknown", (met("m1", "2026-10-08", "grp", group="g1", chair="p4"),), snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader", until="2026-10-07")})}),
    L("ZB 14", "on its last day it had not", "OL-19/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "grp", group="g1", chair="p4"),), snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader", until="2026-10-08")})}),
    L("ZB 14", "the general meeting is not a group leader's", "OL-19/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", chair="p6"),), code="chair", snap=crew(p6={"posts": post("group_leader")})),
    L("ZB 14", "a deputy may", "OL-19/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "gm", chair="党员6"),), snap=crew(p6={"posts": post("deputy")})),
    L("ZB 14", "somebody from outside may not", "OL-19/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "cm", chair="上级"),), code="chair"),
    L("12371", "an exempt probationary member is not left out", "OL-12/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "app", roll="111111-1"),), snap=crew(p7={"kind": MemberKind.PROBATIONARY, "exemptions": exempt("ill")}, p8={"kind": MemberKind.PROBATIONARY})),
]  # fmt: skip

VOTE = (Vote(matter="x"),)


def gm(time=None):
    return met("m1", "2026-10-08", "gm", votes=VOTE, time=time)


def before(day, time=None, roll="111", id="m0"):
    return met(id, day, "cm", roll=roll, time=time)


FIRST = [
    L("ZB 12", "the committee after the general meeting", "OL-20/2026-10-08/m1", NOV, "overdue", (gm(), before("2026-10-09"))),
    L("ZB 12", "the same morning", "OL-20/2026-10-08/m1", NOV, "met", (gm("14:00"), before("2026-10-08", "09:00")), "m1 m0"),
    L("ZB 12", "the same evening", "OL-20/2026-10-08/m1", NOV, "overdue", (gm("14:00"), before("2026-10-08", "16:00"))),
    L("ZB 12", "the same hour", "OL-20/2026-10-08/m1", NOV, "overdue", (gm("14:00"), before("2026-10-08", "14:00"))),
    L("ZB 12", "the same day, no hour", "OL-20/2026-10-08/m1", NOV, "unknown", (gm("14:00"), before("2026-10-08")), code="no_hour"),
    L("ZB 12", "no hour, and one the day before", "OL-20/2026-10-08/m1", NOV, "met", (gm(), before("2026-10-08", id="m2"), before("2026-10-07")), "m1 m0"),
    L("ZB 12", "a committee without quorum discussed nothing", "OL-20/2026-10-08/m1", NOV, "overdue", (gm(), before("2026-10-01", roll="166"))),
    L("ZB 12", "31 days before", "OL-20/2026-10-08/m1", NOV, "met", (gm(), before("2026-09-07"))),
    L("ZB 12", "32 days before", "OL-20/2026-10-08/m1", NOV, "overdue", (gm(), before("2026-09-06"))),
    L("ZB 12", "one that makes up for August", "OL-20/2026-10-08/m1", NOV, "met", (gm(), met("m0", "2026-10-01", "cm:2026-08", roll="111")), "m1 m0"),
    L("ZB 12", "in one gathering nothing was first", "OL-20/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "cm", "gm", votes=VOTE),)),
    L("ZB 12", "no vote, nothing to discuss", "OL-20/2026-10-08/m1", NOV, None, (met("m1", "2026-10-08", "gm"),)),
]  # fmt: skip

ORG = [
    L("JG 7", "two secretaries at once", "ORG-04/2026-Q3", NOV, "overdue", code="secretaries", snap=crew(p2={"posts": post("secretary")})),
    L("JG 7", "one after the other", "ORG-04/2026-Q3", NOV, "met", snap=crew(p1={"posts": post("secretary", until="2026-08-31")}, p4={"posts": post("secretary", "2026-09-01")})),
    L("JG 7", "two deputies", "ORG-04/2026-Q3", NOV, "overdue", code="deputies", snap=crew(p2={"posts": post("deputy")}, p3={"posts": post("deputy")})),
    L("JG 7", "one deputy", "ORG-04/2026-Q3", NOV, "met", snap=crew(p2={"posts": post("deputy")})),
    L("ZB 20", "a small branch with two secretaries", "ORG-05/2026-Q3", NOV, "overdue", code="secretaries", snap={"members": but(people(6), p2={"posts": post("secretary")}, p3={"posts": ()})}),
    L("ZB 20", "a secretary and a deputy", "ORG-05/2026-Q3", NOV, "met", snap={"members": but(people(6), p2={"posts": post("deputy")}, p3={"posts": ()})}),
    L("ZB 20", "a secretary alone", "ORG-05/2026-Q3", NOV, "met", snap={"members": but(people(6), p2={"posts": ()}, p3={"posts": ()})}),
    L("ZB 20", "a deputy alone", "ORG-05/2026-Q3", NOV, "overdue", code="no_secretary", snap={"members": but(people(6), p1={"posts": post("deputy")}, p2={"posts": ()}, p3={"posts": ()})}),
    L("XJ 5", "a probationary member on the committee", "ORG-04/2026-Q3", NOV, "overdue", code="probationary_post", snap=crew(p3={"kind": MemberKind.PROBATIONARY}) | {"members": but(people(9), p3={"kind": MemberKind.PROBATIONARY})}),
    L("ZB 23", "a secretary of whom no date is known", "ORG-10/2026-Q3", NOV, "unknown", code="no_dates"),
    L("FZ14 34", "full for a year on the last day", "ORG-10/2026-Q3", NOV, "met", snap=crew(p1={"full_since": "2025-09-30"})),
    L("FZ14 34", "and a day less", "ORG-10/2026-Q3", NOV, "overdue", code="standing", snap=crew(p1={"full_since": "2025-10-01"})),
    L("FZ14 34", "joining does not count, full membership does", "ORG-10/2026-Q3", NOV, "overdue", code="standing", snap=crew(p1={"joined": "2024-10-01", "full_since": "2025-10-01"})),
    L("FZ14 34", "a month that may be either", "ORG-10/2026-Q3", NOV, "met", snap=crew(p1={"full_since": "2025-09"})),
    L("FZ14 34", "a year that may be either", "ORG-10/2026-Q3", NOV, "unknown", code="no_dates", snap=crew(p1={"full_since": "2025"})),
    L("FZ14 34", "a year that says enough", "ORG-10/2026-Q3", NOV, "met", snap=crew(p1={"full_since": "2024"})),
    L("FZ14 34", "joined so long ago that nothing is open", "ORG-10/2026-Q3", NOV, "met", snap=crew(p1={"joined": "1998-07"})),
    L("FZ14 34", "joined lately, the day of the vote not known", "ORG-10/2026-Q3", NOV, "unknown", snap=crew(p1={"joined": "2024-07-01"})),
    L("ZB 23", "nobody is secretary", "ORG-10/2026-Q3", NOV, "unknown", code="no_secretary", snap=crew(p1={"posts": ()})),
]  # fmt: skip


def course(level, day="2026-05-01", who="p1"):
    return t("t1", who, day, 24, "course", level=level)


def level(name, text, state, code=None):
    return L("ZB 24", name, "TR-03/2026/p1", NOV, state, (course(text),), code=code)


PRE = {"kind": TrainingKind.PRE_POST}


def secretary(*posts):
    return crew(p1={"posts": spans(*posts)})


TERMS = (post("secretary", "2023-03-01", "2026-02-28"), post("secretary", "2026-03-01"))
COURSES = [
    level("社区 is none of 县级以上", "社区", "due_soon", "level"),
    level("园区 is none", "园区", "due_soon", "level"),
    level("开发区党校 is none", "开发区党校", "due_soon", "level"),
    level("区 is", "区", "met"),
    level("区级 is", "区级", "met"),
    level("县级以上 is", "县级以上", "met"),
    level("市委党校 is", "市委党校", "met"),
    level("省直机关工委 is", "省直机关工委", "met"),
    level("中央 is", "中央", "met"),
    level("乡镇 is not", "乡镇", "due_soon", "level"),
    level("街道 is not", "街道", "due_soon", "level"),
    level("支部 is not", "支部", "due_soon", "level"),
    level("a name with 市 in it is no level", "城市管理局", "due_soon", "level"),
    level("no level is none", "", "due_soon", "level"),
    level("county-level is", "county-level", "met"),
    level("community is not", "community", "due_soon", "level"),
    L("JG 31", "re-elected without a gap is not new", "TR-04/2026-03-01/p1", NOV, None, snap=secretary(*TERMS)),
    L("JG 31", "he was new three years ago", "TR-04/2023-03-01/p1", NOV, "unknown", snap=secretary(*TERMS)),
    L("JG 31", "with a day between he is new", "TR-04/2026-03-01/p1", NOV, "overdue", snap=secretary(post("secretary", "2023-03-01", "2026-02-27"), post("secretary", "2026-03-01"))),
    L("JG 31", "overlapping terms are one", "TR-04/2026-03-01/p1", NOV, None, snap=secretary(post("secretary", "2023-03-01", "2026-03-31"), post("secretary", "2026-03-01"))),
    L("JG 31", "secretary since ever, then elected again", "TR-04/2026-03-01/p1", NOV, None, snap=secretary(post("secretary", until="2026-02-28"), post("secretary", "2026-03-01"))),
    L("JG 31", "three terms in a row", "TR-04/2026-03-01/p1", NOV, None, snap=secretary(post("secretary", "2020-03-01", "2023-02-28"), *TERMS)),
    L("JG 31", "a deputy who becomes secretary is new", "TR-04/2026-03-01/p1", NOV, "overdue", snap=secretary(post("deputy", "2023-03-01", "2026-02-28"), post("secretary", "2026-03-01"))),
    L("JG 31", "trained three months ahead", "TR-04/2026-03-01/p1", NOV, "met", (t("t1", "p1", "2025-12-01", 8, **PRE),), "t1", snap=secretary(post("secretary", "2026-03-01"))),
    L("JG 31", "a day earlier is too early", "TR-04/2026-03-01/p1", NOV, "overdue", (t("t1", "p1", "2025-11-30", 8, **PRE),), snap=secretary(post("secretary", "2026-03-01"))),
]  # fmt: skip

ALONE = "11111116"


def days_off(*days, roll=ALONE):
    return tuple(met(f"m{n}", day, "day", roll=roll) for n, day in enumerate(days, 1))


MONTHLY = days_off(*(f"2026-{n:02}-10" for n in range(1, 10)))
CLOCKS = [
    L("EDU 31", "two absences in January and nothing held since", "MB-01/2026-01-10/p8", NOV, None, days_off("2026-01-10", "2026-01-24")),
    L("EDU 31", "two in January and two in February", "MB-01/2026-01-10/p8", NOV, "upcoming", days_off("2026-01-10", "2026-01-24", "2026-02-12", "2026-02-20"), due="2027-03-10"),
    L("EDU 31", "six months, each with one", "MB-01/2026-01-10/p8", "2026-07-10", "overdue", MONTHLY[:6], due="2026-07-10"),
    L("EDU 31", "a day before they are over", "MB-01/2026-01-10/p8", "2026-07-09", "due_soon", MONTHLY[:6], due="2026-07-10"),
    L("EDU 31", "a month in which nothing was held does not count", "MB-01/2026-01-10/p8", "2026-07-10", "due_soon", (*MONTHLY[:2], *MONTHLY[3:6]), due="2026-08-10"),
    L("EDU 31", "but ends nothing", "MB-01/2026-01-10/p8", "2026-08-10", "overdue", (*MONTHLY[:2], *MONTHLY[3:7]), due="2026-08-10"),
    L("EDU 31", "who fell ill goes no further", "MB-01/2026-01-10/p8", NOV, None, MONTHLY[:4], snap=crew(p8={"exemptions": exempt("ill", "2026-05-01")})),
    L("EDU 31", "who was ill meanwhile begins anew", "MB-01/2026-01-10/p8", NOV, None, MONTHLY, snap=crew(p8={"exemptions": exempt("ill", "2026-04-01", "2026-05-31")})),
    L("EDU 31", "from the first absence after it", "MB-01/2026-06-10/p8", "2026-10-10", "due_soon", MONTHLY, snap=crew(p8={"exemptions": exempt("ill", "2026-04-01", "2026-05-31")})),
    L("EDU 31", "an exemption of before changes nothing", "MB-01/2026-01-10/p8", NOV, "overdue", MONTHLY, snap=crew(p8={"exemptions": exempt("ill", "2025-04-01", "2025-05-31")})),
    L("EDU 31", "a lost vote is no reason", "MB-01/2026-01-10/p8", NOV, "overdue", MONTHLY, snap=crew(p8={"exemptions": exempt("no_vote")})),
    L("EDU 31", "leave in between begins anew", "MB-01/2026-01-10/p8", NOV, None, (*MONTHLY, met("mx", "2026-05-20", "day", roll="11111113"))),
    L("EDU 31", "official leave is leave", "MB-01/2026-06-10/p8", "2026-10-10", "due_soon", (*MONTHLY, met("mx", "2026-05-20", "day", roll="11111113"))),
    L("EDU 31", "late is presence", "MB-01/2026-01-10/p8", NOV, None, (*MONTHLY, met("mx", "2026-10-20", "day", roll="11111112"))),
    L("EDU 31", "who has left has no clock", "MB-01/2026-01-10/p8", NOV, None, MONTHLY, snap=crew(p8={"until": d("2026-10-01")})),
    L("EDU 31", "a session of another group is none of his", "MB-01/2026-01-10/p8", NOV, None, (*days_off("2026-01-10"), met("mx", "2026-02-10", "grp", roll="111", group="g1"))),
    L("EDU 29", "a talk before the third absence answers nothing", "MB-02/2026-03-10/p8", "2026-03-20", "due_soon", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-02-20", "reminder")), "m1 m2 m3"),
    L("EDU 29", "and stays unanswered", "MB-02/2026-03-10/p8", NOV, "overdue", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-02-20", "reminder"))),
    L("EDU 29", "a talk on the day answers", "MB-02/2026-03-10/p8", NOV, "met", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-03-10", "reminder")), "m1 m2 m3 k1"),
    L("EDU 29", "on the thirtieth day", "MB-02/2026-03-10/p8", NOV, "met", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-04-09", "reminder"))),
    L("EDU 29", "on the day after", "MB-02/2026-03-10/p8", NOV, "met_late", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-04-10", "reminder"))),
    L("EDU 29", "three more absences ask for another", "MB-02/2026-06-10/p8", NOV, "overdue", (*MONTHLY[:6], talk("k1", "p2", "p8", "2026-03-20", "reminder")), "m4 m5 m6"),
    L("EDU 29", "the first is answered all the same", "MB-02/2026-03-10/p8", NOV, "met", (*MONTHLY[:6], talk("k1", "p2", "p8", "2026-03-20", "reminder")), "m1 m2 m3 k1"),
    L("EDU 29", "a heart-to-heart talk is no reminder", "MB-02/2026-03-10/p8", NOV, "overdue", (*MONTHLY[:3], talk("k1", "p2", "p8", "2026-03-20"))),
    L("EDU 29", "a talk that he gave is none with him", "MB-02/2026-03-10/p8", NOV, "overdue", (*MONTHLY[:3], talk("k1", "p8", "p2", "2026-03-20", "reminder"))),
    L("EDU 29", "the clock of the talk stops for who fell ill", "MB-02/2026-03-10/p8", NOV, "due_soon", MONTHLY[:3], snap=crew(p8={"exemptions": exempt("ill", "2026-03-20")})),
    L("EDU 29", "and goes on afterwards", "MB-02/2026-03-10/p8", NOV, "overdue", MONTHLY[:3], due="2026-04-19", snap=crew(p8={"exemptions": exempt("ill", "2026-03-20", "2026-03-29")})),
]  # fmt: skip

OWES = but(people(8, monthly_due="50"), p1={})
UNPAID = tuple(dues(f"2026-{n:02}", *[f"p{m}" for m in range(2, 9)]) for n in range(3, 10))
DUES = [
    L("ZC 9", "six months unpaid", "MB-01a/2026-03-01/p1", "2026-09-01", "overdue", UNPAID[:6], due="2026-09-01", snap={"members": OWES}),
    L("ZC 9", "five months unpaid", "MB-01a/2026-03-01/p1", "2026-08-31", "due_soon", UNPAID[:6], snap={"members": OWES}),
    L("ZC 9", "abroad meanwhile", "MB-01a/2026-03-01/p1", NOV, None, UNPAID, snap={"members": but(OWES, p1={"exemptions": exempt("abroad", "2026-06-01")})}),
    L("ZC 9", "a month without a register moves nothing", "MB-01a/2026-03-01/p1", "2026-09-01", "due_soon", (*UNPAID[:2], *UNPAID[3:6]), snap={"members": OWES}),
    L("ZC 9", "who joined in the month does not owe it", "MB-01a/2026-04-01/p1", NOV, "overdue", UNPAID, snap={"members": but(OWES, p1={"since": d("2026-03-15")})}),
]  # fmt: skip

OTHERS = [
    L("JG 34", "the branch's own tick is no inspection", "RS-04/2026", NOV, "unknown", (f("RS-01", "2026", "executed"),)),
    L("JG 34", "ticked by a member's name", "RS-04/2026", NOV, "unknown", (f("OL-03", "2026-10", "partly", inspector="党员2"),)),
    L("JG 34", "ticked by a member's id", "RS-04/2026", NOV, "unknown", (f("OL-03", "2026-10", "partly", inspector="p2"),)),
    L("JG 34", "the superior's inspector", "RS-04/2026", NOV, "met", (f("RS-01", "2026", "executed", inspector="机关党委 方谨言"),), "f1"),
    L("JG 34", "that there was one, on record", "RS-04/2026", NOV, "met", (f("RS-04", "2026", "executed"),), "f1"),
    L("JG 34", "one of last year is not this year's", "RS-04/2026", NOV, "unknown", (f("OL-03", "2025-10", "partly", day="2025-12-31", inspector="方谨言"),)),
    L("ZB 19", "a talk with every member", "OL-13/2026", NOV, "met", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 9))),
    L("ZB 19", "one member without", "OL-13/2026", NOV, "due_soon", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 8)), code="talks_missing"),
    L("ZB 19", "who is exempt need not have one", "OL-13/2026", NOV, "met", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 8)), snap=crew(p8={"exemptions": exempt("lost")})),
    L("ZB 19", "nor he who is ill and lost", "OL-13/2026", NOV, "met", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 8)), snap=crew(p8={"exemptions": spans(exempt("ill"), exempt("lost"))})),
    L("ZB 19", "a talk of 31 December is last year's", "OL-13/2026", NOV, "due_soon", tuple(talk(f"k{n}", "p1", f"p{n}", "2025-12-31") for n in range(2, 9))),
    L("ZB 19", "who came in December is asked for", "OL-13/2026", "2027-01-01", "overdue", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 8)), snap=crew(p8={"since": d("2026-12-01")})),
    L("ZB 19", "who left in the year is not", "OL-13/2026", "2027-01-01", "met", tuple(talk(f"k{n}", "p1", f"p{n}", "2026-03-01") for n in range(2, 8)), snap=crew(p8={"until": d("2026-12-30")})),
    L("EDU 24", "lost since nobody knows when", "MB-03/2026/p4", NOV, "unknown", snap=crew(p4={"exemptions": exempt("lost")}), code="no_since"),
    L("EDU 24", "a decision on the last day", "MB-03/2026-05-01/p4", NOV, "met", (f("MB-03", "2026-05-01", "executed", subject="p4"),), snap=crew(p4={"exemptions": exempt("lost", "2026-05-01")})),
    L("EDU 25", "six months from 31 August end in February", "MB-04/2026-08-31/p4", "2027-02-28", "due_soon", due="2027-02-28", snap=crew(p4={"exemptions": exempt("mobile", "2026-08-31")})),
    L("EDU 25", "and are over in March", "MB-04/2026-08-31/p4", "2027-03-01", "overdue", snap=crew(p4={"exemptions": exempt("mobile", "2026-08-31")})),
    L("EDU 25", "back in time", "MB-04/2026-08-31/p4", NOV, None, snap=crew(p4={"exemptions": exempt("mobile", "2026-08-31", "2026-10-31")})),
    L("ZB 13", "a group closed within the month is not asked for", "OL-03/2026-10/g1", NOV, None, snap={"branch": BRANCH.but(groups=(Group(id="g1", name="一组", until=d("2026-10-20")), Group(id="g2", name="二组"))), "members": grouped(9, 2)}),
    L("ZB 13", "a group founded within it starts with the next", "OL-03/2026-10/g1", NOV, "na", snap={"branch": BRANCH.but(groups=(Group(id="g1", name="一组", since=d("2026-10-02")),)), "members": grouped(9, 1)}, code="founded"),
    L("ZB 13", "founded on the first it is asked for", "OL-03/2026-10/g1", NOV, "overdue", snap={"branch": BRANCH.but(groups=(Group(id="g1", name="一组", since=d("2026-10-01")),)), "members": grouped(9, 1)}),
    L("ZB 13", "another group's meeting is none of its own", "OL-03/2026-10/g2", NOV, "overdue", (met("m1", "2026-10-08", "grp", group="g1"),), snap={"groups": 2, "members": grouped(9, 2)}),
    L("EDU 20", "left on the last day but one of the year", "TR-01/2026/p4", "2027-01-01", None, snap=crew(p4={"until": d("2026-12-30")})),
    L("EDU 20", "left on the last day of it", "TR-01/2026/p4", "2027-01-01", "overdue", snap=crew(p4={"until": d("2026-12-31")})),
    L("EDU 20", "exempt on the last day of it", "TR-01/2026/p4", "2027-01-01", "na", snap=crew(p4={"exemptions": exempt("frail", "2026-12-31")}), code="exempt"),
    L("ZB 21", "the term ends today", "EL-01/2026-11-22", NOV, "due_soon", snap={"branch": BRANCH.but(term_began=d("2023-11-22"))}),
    L("ZB 21", "the term ends in 180 days", "EL-01/2027-05-21", NOV, "due_soon", snap={"branch": BRANCH.but(term_began=d("2024-05-21"))}),
    L("ZB 21", "it ended yesterday", "EL-01/2026-11-21", NOV, "overdue", snap={"branch": BRANCH.but(term_began=d("2023-11-21"))}),
    L("FZ26 19", "a vote on admission needs more than half", "Q-03/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", roll="11116666", votes=(Vote(matter="x", kind=VoteKind.ADMISSION),)),), code="quorum"),
    L("XJ", "an election needs four fifths", "Q-04/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "gm", roll="11111166", votes=(Vote(matter="x", kind=VoteKind.ELECTION),)),), code="quorum"),
]  # fmt: skip

CASES = [
    *COMMITTEE, *DEMOCRATIC, *RECORDS, *IN_ORDER, *HALVES, *FULL_MEMBERSHIP, *WHO, *FIRST, *ORG, *COURSES, *CLOCKS, *DUES, *OTHERS,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case.article}: {case.name}" for case in CASES])
def test_law(case: L):
    one = judged(case.key, case.today, snap(*case.records, **case.snap), case.pack)
    if case.state is None:
        assert one is None
        return
    assert one is not None, "no such duty"
    assert one.state.value == case.state
    if case.ev is not None:
        assert one.evidence == tuple(case.ev.split())
    if case.due is not None:
        assert one.due == d(case.due)
    if case.code is not None:
        assert one.code == case.code


def test_the_table_is_large_and_each_line_of_it_names_its_article():
    assert len(CASES) >= 200
    assert len({(case.article, case.name) for case in CASES}) == len(CASES)
    assert all(case.article for case in CASES)
    known = {rule.id for rule in NATIONAL.rules}
    assert {case.key.split("/")[0] for case in CASES} <= known


def test_a_unit_may_ask_for_a_talk_in_each_relation():
    pack = overlay(NATIONAL, {"rules": {"OL-13": {"per": "relation"}}}, "local.toml")
    assert judged("OL-13/2026", NOV, snap(talk("k1", "p1", "p2", "2026-03-01")), pack).code == "lacking"
    wrong = overlay(NATIONAL, {"rules": {"OL-13": {"per": "street"}}}, "local.toml")
    assert wrong.faults


def test_a_fresh_branch_wakes_up_to_no_red_of_what_began_before_its_records():
    members = [member.but(group=f"g{n % 3 + 1}", monthly_due="50", leader=n < 2) for n, member in enumerate(people(30))]
    fresh = snap(branch=NEW.but(leading_body=True), members=members, groups=3)
    late = [one for one in execution(fresh, d("2026-01-02"), NATIONAL) if one.state is State.OVERDUE]
    assert late
    assert all(one.start >= d("2025-12-01") for one in late)
    short = snap(t("t1", "p4", "2025-12-05", 2), branch=NEW, members=members)
    (row,) = [row for row in training(short, d("2025-12-20"), NATIONAL) if row.member == "p4"]
    assert row.state is TrainingState.UNKNOWN


def test_a_year_that_began_before_the_records_is_open_and_what_is_there_is_said():
    """Of eight, p1–p3 are the committee: 56 hours and a course. What is on record may not be all, but it is known."""
    alone = t("t9", "p6", "2025-12-04", 2, "self")
    had = (
        t("t1", "p1", "2025-12-05", 30),
        t("t2", "p2", "2025-12-05", 8, "course"),
        t("t4", "p4", "2025-12-05", 2),
        alone,
    )
    view = View(snap(*had, branch=NEW), d("2025-12-20"), NATIONAL)
    rows = {row.member: row for row in view.figures.training}
    assert {id: (row.state, row.course_done) for id, row in rows.items()} == {
        "p1": ("unknown", None),
        "p2": ("unknown", True),
        "p3": ("unknown", None),
        **{f"p{n}": ("unknown", None) for n in (4, 5, 6, 7, 8)},
    }
    words = words_of("zh")
    said = {
        id: [panel.bar(row, words, 6), panel.hours(row, words), panel.lacks(row, words)] for id, row in rows.items()
    }
    assert said["p1"] == ["███░░░", "30/56", ""]
    assert said["p4"] == ["░░░░░░", "2/32", ""]
    assert said["p5"] == said["p6"] == ["待补", "应32学时", ""]
    whole = {row.member: row for row in training(snap(*had), d("2025-12-20"), NATIONAL)}
    assert (whole["p1"].state, whole["p1"].course_done) == ("behind", False)
