"""A small branch for lines: three groups, two people of one name, places and tags in use. Sunday 22 November 2026."""

from __future__ import annotations

from datetime import date

from store.packs.national import NATIONAL
from store.records import Finding, Group, Result, Talk, Training
from tests.branches import branch, meeting, member, snapshot
from widgets.sections.view import View

TODAY = date(2026, 11, 22)
day = date.fromisoformat

PEOPLE = (
    member("p1", "翟明远", "secretary", group="g1"),
    member("p2", "孟书雅", "deputy", group="g2"),
    member("p3", "汪维", "org_officer", group="g3"),
    member("p4", "单以宁", "discipline_officer", group="g1"),
    member("p5", "查一鸣", "publicity_officer", group="g1"),
    member("p6", "李文静", group="g2", unit="财务科"),
    member("p7", "李文静", group="g2", unit="法规科"),
    member("p8", "阿依古丽·玉素甫", group="g3"),
    member("p9", "曾令仪", group="g3"),
    member("p10", "覃少峰", group="g3", until=day("2026-06-30")),
    member("p11", "唐维桢", group="g3", since=day("2026-07-06")),
    member("p12", "王伟", group="g1"),
    member("p13", "王威", group="g2"),
)


def view(today: date = TODAY, *more) -> View:
    groups = tuple(Group(id=f"g{n}", name=f"第{c}党小组") for n, c in enumerate("一二三", 1))
    records = (
        branch(groups=groups),
        *PEOPLE,
        meeting(
            "m1", "2026-10-14", "committee_meeting", time="09:00", end="10:30", place="三楼会议室",
            topic="发展对象讨论", chair="p1", recorder="p3", roll={f"p{n}": "present" for n in range(1, 6)},
        ),
        meeting("m2", "2026-09-09", "committee_meeting", time="09:00", place="三楼会议室", roll={"p1": "present"}),
        meeting("m3", "2026-11-25", "general_meeting", "lecture", time="14:00", place="报告厅", tags=("三会一课",)),
        meeting(
            "m4", "2026-10-21", "study", place="五楼党员活动室", guests=("机关党委 方谨言",), roll={"p1": "present"}
        ),
        Training(id="t1", member="p1", day=day("2026-11-11"), hours=4.0, topic="公文写作"),
        Finding(
            id="f1", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, day=day("2026-11-05"), owner="办公室"
        ),
        Talk(id="k1", talker="p1", partner="骆嘉禾", day=day("2026-11-02"), place="谈话室"),
        *more,
    )  # fmt: skip
    return View(snapshot(*records), today, NATIONAL)
