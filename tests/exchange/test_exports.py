"""What leaves: documents whose numbers are those of `status` and `list`, files that run nothing and come back equal."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from store import codec, periods
from store.exchange.exports import inspection, record_tables, stale_titles
from store.exchange.imports.roster import plan_roster
from store.exchange.tables.formula_guard import guarded, unguarded
from store.packs.national import NATIONAL
from store.records import (
    TAKEN_BACK,
    Admission,
    Decision,
    DuesMonth,
    Finding,
    Group,
    Item,
    Kind,
    Member,
    Result,
    Status,
    Talk,
    Training,
    Vote,
)
from store.rules.figures import State
from store.rules.institutions import duties, touching
from store.rules.participation import participation
from tests.branches import branch, day, meeting, member, snapshot
from tests.strategies import some
from tests.tiers import quick
from tui.cli.run import run
from tui.files import documents, saving
from tui.files.errors import FileError
from tui.files.reading import sheets
from widgets.pages.meeting import vote_lines
from widgets.pages.registry import document
from widgets.papers.calendar import calendar
from widgets.papers.catalogue import EXPORTS, papers
from widgets.papers.paper import Heading, Paper, PaperTable, Paragraph
from widgets.papers.workbook import SECTIONS
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words.lexicon import with_papers, words_of

ROOT = Path(__file__).resolve().parents[2]
OCTOBER = periods.parse("2026-10")
ZH, EN = with_papers(words_of("zh")), with_papers(words_of("en"))


@pytest.fixture(scope="module")
def view() -> View:
    tables = json.loads((ROOT / "sample_data.json").read_text(encoding="utf-8"))
    meta = tables["_meta"]["1"]
    read = codec.snapshot_of(tables, meta["revision"], meta["as_of"])
    return View(read, read.as_of, NATIONAL)


def subject(what: str, view: View):
    if EXPORTS[what].meeting:
        return view.snapshot.meetings["m437"]
    return OCTOBER if what in ("month", "checks") else periods.parse("2026")


PAPERS = [what for what in EXPORTS if what not in ("calendar", "all")]
FILES = [(what, suffix) for what in PAPERS for suffix in EXPORTS[what].formats]
EACH = [one for one in FILES if one not in (("workbook", "xlsx"), ("workbook", "docx"))]
"""Without the whole of all papers, each of which is among them: 3 of the 5 seconds that all take."""


def told(papers_, *, printed=False) -> list[str]:
    """Every text and number of papers, in order; of those that are printed, without what only the program knows."""
    said = []
    for paper in papers_:
        said.append(paper.title)
        for block in paper.blocks:
            if isinstance(block, Heading | Paragraph):
                said.append(block.text)
            elif isinstance(block, PaperTable):
                of = block.printed if printed else block
                said += [str(value) for row in (of.head, *of.rows) for value in row if value is not None]
    return said


# -- what every document has


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("what", PAPERS)
def test_every_word_of_a_document_is_there(what, words, view):
    said = told(papers(what, view, words, subject(what, view)))
    keys = [
        one for one in said if one.startswith(("paper.", "column.", "record.", "book.", "vote.", "state.", "kind."))
    ]
    assert keys == []
    assert len(said) > 3


@pytest.mark.parametrize("what", PAPERS)
def test_an_english_document_speaks_english(what, view):
    ours = told(papers(what, view, EN, subject(what, view)))
    theirs = told(papers(what, view, ZH, subject(what, view)))
    assert ours != theirs
    assert len(ours) == len(theirs)


@pytest.mark.parametrize("what", PAPERS)
def test_an_empty_branch_says_that_all_is_to_be_added(what):
    empty = View(snapshot(branch(), meeting("m1", "2026-10-09", "party_day")), day("2026-11-22"), NATIONAL)
    of = empty.snapshot.meetings["m1"] if EXPORTS[what].meeting else subject(what, empty)
    made = papers(what, empty, ZH, of)
    assert made
    if what in ("month", "workbook", "record"):
        assert "（待补充）" in told(made)
    for suffix in EXPORTS[what].formats:
        assert documents.as_bytes(made, suffix)


@pytest.mark.parametrize(("what", "suffix"), quick(EACH[::3], FILES))
def test_every_format_reads_back_what_the_papers_say(what, suffix, view):
    made = papers(what, view, ZH, subject(what, view))
    data = documents.as_bytes(made, suffix)
    if suffix == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert len(book.sheetnames) == len(made)
        for sheet, paper in zip(book, made, strict=True):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert not [cell for cell in cells if cell.data_type == "f"]
            values = {cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in cells}
            rows = [row for block in paper.blocks if isinstance(block, PaperTable) for row in (block.head, *block.rows)]
            assert {value for row in rows for value in row if value not in (None, "")} <= values
    elif suffix == "docx":
        document = docx.Document(io.BytesIO(data))
        # A long title, and a month in a narrow column, stand in two lines.
        text = {one.text.replace("\n", "") for one in document.paragraphs}
        text |= {cell.text.replace("\n", "") for table in document.tables for cell in table._cells}
        assert {one for one in told(made, printed=True) if "\n" not in one and "." not in one} <= text
        assert text & {*chain.from_iterable(view.snapshot.tables.values())} == set()
        assert not [one for one in text if re.search(r" #\w", one) or one == "记录编号"]
    else:
        text = data.decode("utf-8-sig" if suffix == "csv" else "utf-8")
        assert all(paper.title in text.replace("\\", "") for paper in made) or len(made) == 1
        assert data.startswith(b"\xef\xbb\xbf") == (suffix == "csv")


def test_a_document_has_the_page_of_the_standard(view):
    data = documents.as_bytes(papers("month", view, ZH, OCTOBER), "docx")
    document = docx.Document(io.BytesIO(data))
    (section,) = document.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(one.mm) for one in (*sizes, section.left_margin, section.right_margin)] == [210, 297, 37, 35, 28, 26]
    normal = document.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt) == (16, 28)
    assert "仿宋_GB2312" in normal.element.xml
    title = document.paragraphs[0]
    assert title.runs[0].font.size.pt == 22
    assert "方正小标宋简体" in title.runs[0]._r.xml
    assert "PAGE" in section.footer._element.xml
    fonts = next(part for part in document.part.package.iter_parts() if "fontTable" in part.partname).blob.decode()
    assert '<w:altName w:val="FangSong,' in fonts


def test_the_work_book_has_its_nineteen_sections_in_order(view):
    made = papers("workbook", view, ZH, periods.parse("2026"))
    names = "支部情况 委员名单 小组长名单 党小组 党员名册 调动记录 帮困 谈心谈话 发展党员 党员大会 支委会 党小组会 党课 主题党日 年度计划 年度总结 党费 民主生活会 民主评议"
    assert [paper.name.partition(" ")[2] for paper in made] == names.split()
    assert len(SECTIONS) == 19


def test_plan_and_summary_are_put_together_from_records_and_nothing_is_made_up(view):
    made = {paper.name.partition(" ")[2]: paper for paper in papers("workbook", view, ZH, periods.parse("2026"))}
    rules, sessions = grids(made["年度计划"])
    asked = {row[0]: row[2] for row in rules.rows}
    assert (asked["OL-01"], asked["OL-06"]) == ("每季度", "每月")
    na = {one.rule.id for one in view.figures.execution if one.state == "na"}
    there = {one.rule.id for one in view.figures.execution if one.state != "na"}
    assert set(asked) <= there
    assert not set(asked) & (na - there)
    year = [one for one in view.snapshot.meetings.values() if one.day.year == 2026]
    marks = [row[-1] for row in sessions.rows]
    assert len(marks) == len(year)
    assert marks.count("已召开") == sum(one.held for one in year)
    assert marks.count("未到") == sum(not one.held and one.day >= view.today for one in year)
    kinds, duties, reports = grids(made["年度总结"])
    assert {"书记述职评议考核", "年度计划和总结", "换届提醒"} <= {row[1] for row in reports.rows}
    assert sum(row[1] for row in kinds.rows) == sum(len(one.kinds) for one in year if one.held)
    done = [one for one in view.figures.execution if one.state == "met" and one.start.year == one.due.year == 2026]
    assert ("已完成", len(done)) in duties.rows
    said = [block.text for block in made["年度总结"].blocks if isinstance(block, Paragraph)]
    assert said[-1] == "（待补充）"
    talks = sum(one.day.year == 2026 for one in view.snapshot.talks.values())
    assert any(f"登记谈心谈话 {talks} 次" in text for text in said)
    nothing = View(snapshot(branch()), day("2026-11-22"), NATIONAL)
    empty = papers("workbook", nothing, ZH, periods.parse("2026"))[15]
    assert [block.text for block in empty.blocks if isinstance(block, Paragraph)] == ["（待补充）"] * 6


@pytest.mark.parametrize(
    ("what", "label", "said"),
    [
        ("month", "2026-11", "到期事项"),
        ("month", "2026-02", "到期事项"),
        ("checks", "2026-10", "到期事项"),
        ("checks", "2026-Q3", "到期事项"),
    ],
)
def test_what_was_done_is_counted_when_its_year_is_over_too(view, what, label, said):
    """The execution list leaves out what was done in a year that is over: its papers are asked for in January."""
    told_of = {}
    for today in ("2026-12-31", "2027-01-05", "2027-11-22"):
        seen = View(view.snapshot, day(today), NATIONAL)
        blocks = [one for paper in papers(what, seen, ZH, periods.parse(label)) for one in paper.blocks]
        (told_of[today],) = [one.text for one in blocks if isinstance(one, Paragraph) and one.text.startswith(said)]
    assert len(set(told_of.values())) == 1, told_of
    assert not re.search(r"已完成 ?0", told_of["2026-12-31"])


@pytest.mark.parametrize("label", ["2026-02", "2026-06", "2026-10", "2025-12"])
def test_report_and_circular_of_a_month_count_the_same_duties(view, label):
    period, numbers = periods.parse(label), {}
    for what in ("month", "checks"):
        texts = [
            one.text for paper in papers(what, view, ZH, period) for one in paper.blocks if isinstance(one, Paragraph)
        ]
        (said,) = [one for one in texts if one.startswith("到期事项")]
        numbers[what] = [int(one) for one in re.findall(r"\d+", said)]
    due, done, waived, _ = numbers["checks"]
    assert numbers["month"][:2] == [due, done + waived]


@pytest.mark.parametrize("today", ["2026-01-05", "2026-11-22", "2027-02-01", "2027-11-22"])
def test_a_month_has_every_duty_whose_time_ends_in_it(view, today):
    """Those of periods before it, too: by the grace of a rule, or of who left within a half-year (MB-05)."""
    asked = view.snapshot, day(today), NATIONAL
    ever = [one for one in duties(*asked, day("2020-01-01"), day(today)) if one.state is not State.NA]
    for month in periods.between(day("2025-10-01"), day(today), periods.Cadence.MONTH):
        told = {one.key for one in touching(*asked, month.start, month.end) if one.state is not State.NA}
        assert told == {one.key for one in ever if one.start <= month.end and one.due >= month.start}, month.label


def test_the_work_book_of_a_year_that_is_over_has_all_that_was_done_and_asked(view):
    told_of = []
    for today in ("2026-12-31", "2027-01-05"):
        seen = View(view.snapshot, day(today), NATIONAL)
        made = {one.name.partition(" ")[2]: one for one in papers("workbook", seen, ZH, periods.parse("2026"))}
        asked = {row[0] for row in grids(made["年度计划"])[0].rows}
        told_of.append((asked, dict(grids(made["年度总结"])[1].rows)["已完成"]))
    assert told_of[0] == told_of[1]


def test_who_answers_for_a_past_year_is_told_by_the_rules_of_that_year(view):
    """The rules on admission of 2014 were in force until May 2026."""
    cited = {}
    for label in ("2025", "2026"):
        _, rules = papers("charges", view, ZH, periods.parse(label))
        cited[label] = {row[0]: row[3] for row in grids(rules)[0].rows}["AD-01"]
    assert [cited["2025"][:4], cited["2026"][:4]] == ["FZ14", "FZ26"]


def test_a_year_that_is_over_is_told_as_it_stood_when_it_ended(view):
    """Who is at which stage of admission and which posts nobody holds are of the year's last day, not of today."""
    case = Admission(id="a1", name="谭雨菲", applied=day("2026-09-14"))
    elected = member("p1", "翟明远", "secretary", since=day("2026-03-01"))
    seen = View(snapshot(branch(), case, elected, member("p2", "汪维")), day("2026-11-22"), NATIONAL)
    vacant = []
    for year, open_cases in (("2025", 0), ("2026", 1)):
        book = {paper.name.partition(" ")[2]: paper for paper in papers("workbook", seen, ZH, periods.parse(year))}
        said = [block.text for block in book["年度总结"].blocks if isinstance(block, Paragraph)]
        assert any(f"在办 {open_cases} 人" in text for text in said), said
        (grid,) = grids(papers("teams", seen, ZH, periods.parse(year))[0])
        figures = {row[0]: row[2] for row in grid.rows}
        assert figures["入党申请人"] == open_cases
        vacant.append(figures["空缺职务"])
    assert vacant[0] == vacant[1] + 1


@pytest.mark.parametrize(
    ("label", "found", "noticed"),
    [("2025", (2, 1, 1), {"f1"}), ("2026-02", (2, 0, 2), {"f1", "f4"}), ("2026", (3, 1, 2), {"f1", "f4"})],
)
def test_what_inspections_found_is_one_number_in_every_paper_of_a_period(label, found, noticed):
    """Made in it or open in it; not what was taken back above nor, long after, what was found to be executed."""
    findings = [
        Finding(id="f1", rule="OL-03", period="2025-03", result=Result("not_executed"), day=day("2025-04-02")),
        Finding(id="f2", rule="OL-03", period="2025-04", result=Result("executed"), day=day("2025-05-02")),
        Finding(
            id="f3", rule="OL-03", period="2025-05", result=Result("partly"), day=day("2025-06-02"), came=TAKEN_BACK
        ),
        Finding(id="f4", rule="OL-03", period="2026-01", result=Result("partly"), day=day("2026-02-02")),
        Finding(id="f5", rule="OL-03", period="2026-04", result=Result("executed"), day=day("2026-05-02")),
        Finding(id="f6", rule="OL-03", period="2026-11", result=Result("partly"), day=day("2026-12-02")),
    ]
    seen = View(snapshot(branch(), member("p1"), *findings), day("2026-11-22"), NATIONAL)
    period = periods.parse(label)
    checks = papers("checks", seen, ZH, period)
    made = [*papers("month", seen, ZH, period), *papers("workbook", seen, ZH, period), *checks]
    texts = [one.text for paper in made for one in paper.blocks if isinstance(one, Paragraph)]
    said = [tuple(map(int, re.findall(r"\d+", one))) for one in texts if one.startswith("登记督查")]
    assert said == [found] * 3
    assert {one.name.split()[-1] for one in checks if one.name.startswith("整改通知")} == noticed


@pytest.mark.parametrize("what", ["targets", "charges", "teams", "coverage"])
def test_a_sheet_of_a_year_is_called_by_its_year_when_a_month_is_asked_for(view, what):
    month, year = (papers(what, view, ZH, periods.parse(label)) for label in ("2026-03", "2026"))
    assert month == year
    assert all("2026年" in one.title and "3月" not in one.title for one in month)


def test_before_it_was_founded_nothing_is_asked_of_a_branch_and_nobody_is_missing():
    young = branch(founded=day("2026-03-10"))
    seen = View(snapshot(young, member("p1", "甲", since=day("2026-03-10"))), day("2026-11-22"), NATIONAL)
    paid = {}
    for label in ("2025", "2026-02", "2026-03", "2026"):
        (report,) = papers("month", seen, ZH, periods.parse(label))
        paid[label] = sum("没有缴纳记录" in one.text for one in report.blocks if isinstance(one, Paragraph))
    assert paid == {"2025": 0, "2026-02": 0, "2026-03": 1, "2026": 9}
    vacant, rules = {}, {}
    for year in ("2025", "2026"):
        (grid,) = grids(papers("teams", seen, ZH, periods.parse(year))[0])
        vacant[year] = {row[0]: row[2] for row in grid.rows}["空缺职务"]
        rules[year] = len(grids(papers("charges", seen, ZH, periods.parse(year))[1])[0].rows)
    assert (vacant["2025"], rules["2025"]) == (0, 0)
    assert vacant["2026"] > 0 < rules["2026"]


def test_the_work_book_of_a_past_year_has_the_people_and_cases_of_that_year(view):
    """Nobody who came, was confirmed or got further since; and whoever has left or been closed since."""
    records = (
        branch(),
        member("p1", "甲", until=day("2026-03-01")),
        member("p2", "乙", since=day("2026-02-01")),
        member("p3", "丙", full_since="2026-06-01"),
        member("p4", "丁", since=day("2026-12-24")),
        Admission(id="a1", name="戊", stage="candidate", applied=day("2024-05-01"), activist=day("2025-02-01"),
                  candidate=day("2026-03-01")),
        Admission(id="a2", name="己", stage="closed", applied=day("2025-03-01"), closed=day("2026-04-01")),
        Admission(id="a3", name="庚", applied=day("2026-05-01")),
        Talk(id="k1", day=day("2026-12-01"), talker="p3", partner="p2"),
    )  # fmt: skip
    seen = View(snapshot(*records), day("2026-11-22"), NATIONAL)

    def book(year):
        made = [grids(one) for one in papers("workbook", seen, ZH, periods.parse(year))]
        roster, moves, talks, cases = (made[at - 1] for at in (5, 6, 8, 9))
        kinds = {row[0]: (row[7], row[9]) for row in roster[0].rows}
        told = {row[0]: row[1:5] for row in cases[0].rows}
        return kinds, [row[1:3] for grid in moves for row in grid.rows], bool(talks), told

    full = ("正式党员", None)
    applied = day("2024-05-01"), day("2025-02-01")
    assert book("2025") == (
        {"甲": full, "丙": ("预备党员", None)},
        [],
        False,
        {"戊": ("入党积极分子", *applied, None), "己": ("入党申请人", day("2025-03-01"), None, None)},
    )
    assert book("2026") == (
        {"乙": full, "丙": ("正式党员", "2026-06-01")},
        [("乙", "转入"), ("甲", "转出")],
        False,
        {
            "戊": ("发展对象", *applied, day("2026-03-01")),
            "己": ("已结束", day("2025-03-01"), None, None),
            "庚": ("入党申请人", day("2026-05-01"), None, None),
        },
    )


# -- numbers trace to records


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """What the command line says of the sample, as JSON."""
    import subprocess
    import sys

    def ask(*words):
        done = subprocess.run(
            [sys.executable, "-m", "tui", "--demo", *words, "--json"], cwd=ROOT, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    return {
        "status": ask("status"),
        "meetings": ask("list", "meetings"),
        "training": ask("list", "training"),
        "dues": ask("list", "dues"),
        "checks": ask("list", "checks"),
        "findings": ask("list", "findings"),
    }


def grids(paper) -> list[PaperTable]:
    return [block for block in paper.blocks if isinstance(block, PaperTable)]


def test_every_number_of_octobers_report_is_that_of_status_and_list(view, machine):
    (report,) = papers("month", view, ZH, OCTOBER)
    text = " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))
    held = [one for one in machine["meetings"] if one["start"].startswith("2026-10") and one["held"]]
    expected = sum(one["expected"] for one in held)
    rolls = [codec.encode(view.snapshot.meetings[one["id"]].roll) for one in held]
    present = sum(mark in ("present", "late") for roll in rolls for mark in roll.values())
    assert f"共召开{len(held)}次，应到{expected}人次，实到{present}人次，出席率{present / expected:.1%}" in text
    sessions, missing, coming, findings, reports = grids(report)
    for kind in {kind for one in held for kind in one["kinds"]}:
        assert f"{ZH(f'kind.{kind}')}{sum(kind in one['kinds'] for one in held)}次" in text
    shares = [tuple(map(int, row[3].split("/"))) for row in sessions.rows]
    assert [whole for _, whole in shares] == [one["expected"] for one in held]
    assert sum(part for part, _ in shares) == present
    absent = [one for meeting in held for one in record_tables.absences(view.snapshot.meetings[meeting["id"]])]
    assert sum(row[4].count("：") for row in sessions.rows) == len(absent) == expected - present
    ended = [
        one
        for one in machine["status"]["execution"]
        if "2026-10-01" <= one["due"] <= "2026-10-31" and one["state"] != "na"
    ]
    done = [one for one in ended if one["state"] in ("met", "met_late", "waived")]
    assert f"到期事项{len(ended)}项，已完成{len(done)}项，未完成或待补充{len(ended) - len(done)}项" in text
    assert ("党小组会", "2026年10月", "第三党小组", "10月31日", "逾期") in missing.rows
    assert len(missing.rows) == len(ended) - len(done)
    behind = {one["name"] for one in machine["status"]["training"] if one["state"] == "behind"}
    (december,) = [row[1] for row in coming.rows if row[0] == "12月31日"]
    assert behind
    assert all(re.search(f"培训未达(32|56)学时（{name}）", december) for name in behind)
    hours = [one for one in machine["training"] if "2026-10-01" <= (one["until"] or one["day"]) <= "2026-10-31"]
    summed = [one for one in hours if one["form"] != "self"]
    study = sum(mark in ("present", "late") for mark in view.snapshot.meetings["m445"].roll.values())
    total = sum(one["hours"] for one in summed) + 3 * study
    assert f"共{total:g}学时（登记培训{len(summed)}条，计学时的会议1次" in text
    (paid,) = [one["paid"] for one in machine["dues"] if one["month"] == "2026-10"]
    assert f"已登记缴纳{len(paid)}人" in text
    made = [view.snapshot.findings[one["id"]] for one in machine["findings"]]
    there = [one for one in made if one.day <= day("2026-10-31") and (one.closed is None or one.closed.month >= 10)]
    assert {row[2] for row in findings.rows} <= {one.text for one in there}
    assert [row[1] for row in reports.rows] == ["换届提醒"]


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("label", ["2026-09", "2026-10", "2026-11", "2026-Q3", "2025"])
def test_a_month_report_names_no_code_and_no_id(view, words, label):
    said = " ".join(told(papers("month", view, words, periods.parse(label))))
    assert not re.search(r"\b(?:[A-Z]{1,4}-\d\d[a-z]?|[mptfkdaw]\d+(?:\.\d+)?)\b", said)


def test_many_people_are_a_number_and_their_names_stand_in_the_annex():
    people = [member(f"p{n}", f"甲{n}") for n in range(1, 8)]
    absent = meeting("m1", "2026-10-09", "study", roll={one.id: "sick" for one in people}, topic="学习")
    few = meeting("m2", "2026-10-10", "study", roll={"p1": "sick", "p2": "present"}, topic="再学习")
    of = View(snapshot(branch(), *people, absent, few), day("2027-01-05"), NATIONAL)
    (report,) = papers("month", of, ZH, periods.parse("2026-12"))
    assert any("7人，名单见附表" in str(row) for grid in grids(report) for row in grid.rows)
    assert any(row[1] == 7 and row[2].endswith("甲7") for row in grids(report)[-1].rows)
    (report,) = papers("month", of, ZH, OCTOBER)
    rows = grids(report)[0].rows
    assert (rows[0][4], rows[1][4]) == ("病假7人，名单见附表", "甲1（病假：原因待补充）")
    assert grids(report)[-1].rows[0] == ("10月9日学习缺席", 7, "病假：" + "、".join(f"甲{n}" for n in range(1, 8)))


def test_a_lecture_is_told_where_it_was_given(view):
    (report,) = papers("month", view, ZH, periods.parse("2026-09"))
    assert [grid.rows for grid in grids(report) if "党课题目" in grid.head] == [
        (("9月11日", "从群众来信看服务", "孟书雅", 2),)
    ]


def test_what_was_reported_is_no_finding_of_an_inspection(view):
    made = {paper.name: paper for paper in papers("checks", view, ZH, periods.parse("2026"))}
    reported = {row[1] for row in grids(made["述职总结登记"])[0].rows}
    assert {"书记述职评议考核", "年度计划和总结", "换届提醒"} <= reported
    assert not reported & {row[2] for row in grids(made["整改台账"])[0].rows}


def test_a_shared_meeting_is_told_whole_once_and_its_votes_with_what_they_came_to(view):
    made = papers("record", view, ZH, view.snapshot.meetings["m342"])
    whole, *others = [dict(row[:2] for row in grids(paper)[0].rows) for paper in made]
    assert whole["主要内容"].startswith("书记通报")
    assert "汪维（病假：身体不适）" in whole["缺席人员及原因"]
    for other in others:
        assert other["主要内容"] == "见支部党员大会记录"
        assert "出席名单" not in other
        assert other["到会人数"] == whole["到会人数"]
        assert "支部党员大会（2026年第2次）" in other["合并召开"]
    votes = [grid for paper in made for grid in grids(paper) if "表决事项" in grid.head]
    assert [(row[1:5], row[-1]) for grid in votes for row in grid.rows] == [((20, 14, 13, 0), "通过")]


@pytest.mark.parametrize(
    ("counts", "result"),
    [
        ({"yes": 10}, "未通过"),
        ({"yes": 11}, "通过"),
        ({}, "（待补充）"),
        ({"yes": 11, "present": 9}, "到会人数不足，无效"),
    ],
)
def test_a_vote_says_what_it_came_to(counts, result):
    vote = Vote(matter="x", **{"due": 20, "present": 18, **counts})
    held = meeting("m1", "2026-10-09", "general_meeting", roll={"p1": "present"}).but(votes=(vote,))
    of = View(snapshot(branch(), member("p1", "甲"), held), day("2026-11-22"), NATIONAL)
    (paper,) = papers("record", of, ZH, held)
    (row,) = grids(paper)[1].rows
    assert row[-1] == result


@pytest.mark.parametrize(("present", "result", "came"), [(None, "（待补充）", "待补"), (12, "通过", "12")])
def test_before_the_roll_nobody_knows_what_a_vote_came_to(present, result, came):
    """Nobody is said to have been there, and no vote to be void for it; but for a vote that says who was there."""
    people = [member(f"p{n}", "") for n in range(20)]
    vote = Vote(matter="x", yes=12, no=0, abstain=0, present=present)
    coming = meeting("m1", "2026-11-25", "general_meeting").but(votes=(vote,))
    of = View(snapshot(branch(), *people, coming), day("2026-11-22"), NATIONAL)
    (paper,) = papers("record", of, ZH, coming)
    form, votes, *_ = grids(paper)
    said = dict(row[:2] for row in form.rows)
    assert said["有表决权人数"] == "应到会有表决权20人，实到（待补充）"
    assert votes.rows[0][-1] == result
    lines = [text for text, _ in vote_lines(of, coming, vote, ZH)]
    assert f"应到20 实到{came}" in lines[0]
    assert ("点名后才知道" in lines[0]) == (present is None)
    assert not any("未达到" in line or "无效" in line or "不符" in line for line in lines)


def test_decisions_stand_with_the_item_that_decides():
    agreed = (Decision(text="整改", owner="p1", due=day("2026-11-01")),)
    held = meeting("m1", "2026-10-09", "lecture", "committee_meeting", roll={"p1": "present"}).but(decisions=agreed)
    of = View(snapshot(branch(), member("p1", "甲"), held), day("2026-11-22"), NATIONAL)
    lecture, committee = papers("record", of, ZH, held)
    assert "整改" not in told([lecture])
    assert grids(committee)[1].rows == ((1, "整改", "甲", "2026年11月1日"),)


def test_the_registers_are_those_of_status(view, machine):
    year = periods.parse("2026")
    register = papers("attendance", view, ZH, year)[0]
    rows = {row[0]: row[-3:-1] for row in grids(register)[0].rows}
    for one in machine["status"]["participation"]:
        if sum(other["name"] == one["name"] for other in machine["status"]["participation"]) == 1:
            assert rows[one["name"]] == (one["expected"], one["present"])
    register = papers("training", view, ZH, year)[0]
    rows = {row[0]: row for row in grids(register)[0].rows}
    for one in machine["status"]["training"]:
        if sum(other["name"] == one["name"] for other in machine["status"]["training"]) == 1:
            row = rows[one["name"]]
            hours = one["hours"] if one["hours"] or row[-1] != "待补" else None
            assert (row[-4], row[-3]) == (hours, one["required"])
            assert sum(value for value in row[2:14] if value is not None) == one["hours"]


@pytest.mark.parametrize("today", ["2025-06-30", "2025-12-31", "2026-01-05", "2026-06-30", "2027-01-03"])
def test_what_is_dated_ahead_is_in_no_paper_as_it_is_in_no_figure(view, today):
    """Asked with an earlier day for today, too: what was on record by then is what the board counts."""
    seen = View(view.snapshot, day(today), NATIONAL)
    for year in (seen.today.year - 1, seen.today.year, seen.today.year + 1):
        period = periods.parse(str(year))
        said = {one.member: (one.expected, one.present) for one in participation(view.snapshot, seen.today, year)}
        table = record_tables.attendance(view.snapshot, period.start, period.end, seen.today)
        told = {row[0]: row[-3:-1] for row in table.rows}
        assert all(told.get(one, (0, 0)) == counts for one, counts in said.items())
        held = [one for one in view.snapshot.meetings.values() if one.held and one.day.year == year]
        past = sum(one.day <= seen.today for one in held)
        assert len(grids(papers("attendance", seen, ZH, period)[2])[0].rows) == past
        made = {one.name.partition(" ")[2]: one for one in papers("workbook", seen, ZH, period)}
        plan = grids(made["年度计划"])[-1]
        assert sum("已召开" in row for row in plan.rows) == past
        kinds = [kind for one in held if one.day <= seen.today for kind in set(one.kinds)]
        summary = [one for one in grids(made["年度总结"]) if one.head[0] == ZH("column.kinds")]
        assert sum(row[1] for one in summary for row in one.rows) == len(kinds)


def test_a_number_that_nothing_was_recorded_for_is_not_zero(view):
    register = record_tables.attendance(view.snapshot, day("2026-12-01"), day("2026-12-31"), view.today)
    assert {row[2] for row in register.rows} == {None}
    new = View(snapshot(branch(records_since="2026-11"), member("p1", "甲")), day("2026-11-22"), NATIONAL)
    hours = record_tables.training(
        new.snapshot, new.pack, new.figures, day("2026-01-01"), day("2026-12-31"), day("2026-11-22")
    )
    assert (hours.rows[0][-4], hours.rows[0][-1]) == (None, "unknown")
    ages = next(one for one in inspection.statistics(new.snapshot, new.figures, new.today) if one.columns[0] == "age")
    assert ages.rows == ((None, 1),)


# -- there and back


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_a_roster_that_went_out_changes_nothing_when_it_comes_in(view, suffix, words, tmp_path):
    path = tmp_path / f"roster.{suffix}"
    path.write_bytes(documents.as_bytes(papers("roster", view, words, OCTOBER), suffix))
    plan = plan_roster(sheets(str(path)), view.snapshot, view.today)
    assert (plan.new, plan.changed, plan.refused, plan.edit) == ((), (), (), None)
    assert plan.unchanged == 24
    assert plan.untold == ()


TRICKY = [
    "4/5",
    "'12/31",
    "=1+1",
    "+86 138",
    "-1",
    "@SUM(A1)",
    "'=x",
    "''=x",
    "＝1",
    '"引"号',
    "a;=b",
    "<b>&",
    "第一行",
    "𠮷·田",
]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_texts_that_look_like_formulas_run_nowhere_and_come_back(suffix, tmp_path):
    people = [member(f"p{n}", f"甲{n}", unit=text, admin_post=text) for n, text in enumerate(TRICKY)]
    of = View(snapshot(branch(), *people), day("2026-11-22"), NATIONAL)
    path = tmp_path / f"r.{suffix}"
    path.write_bytes(data := documents.as_bytes(papers("roster", of, ZH, OCTOBER), suffix))
    if suffix == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert {cell.value for cell in cells} >= set(TRICKY)
        assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(tuple("=+-@")))
    else:
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝\t\r"))]
    plan = plan_roster(sheets(str(path)), of.snapshot, of.today)
    assert (plan.new, plan.changed, plan.refused) == ((), (), ())
    assert plan.unchanged == len(TRICKY)


people = st.lists(some(Member), min_size=1, max_size=4, unique_by=lambda one: one.id)


@given(people, st.sampled_from(["xlsx", "csv"]), st.sampled_from([ZH, EN]))
def test_whoever_is_on_a_roster_nothing_changes_when_it_comes_back(tmp_path_factory, members, suffix, words):
    members = [one.but(group=one.group and "g1") for one in members]
    of = View(snapshot(branch(), *members), day("2026-11-22"), NATIONAL)
    path = tmp_path_factory.mktemp("r") / f"r.{suffix}"
    path.write_bytes(documents.as_bytes(papers("roster", of, words, OCTOBER), suffix))
    plan = plan_roster(sheets(str(path)), of.snapshot, of.today)
    assert [one.record.name for one in plan.new] == []
    assert [one.changes for one in plan.changed] == []


def charts(data: bytes) -> dict[str, list[tuple[str, ...]]]:
    """By sheet, the cells that each series of each chart is drawn from."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [
            tuple(
                part.f.replace("$", "")
                for part in (series.tx.strRef, series.cat.numRef or series.cat.strRef, series.val.numRef)
            )
            for chart in sheet._charts
            for part in chart._charts
            for series in part.series
        ]
        for sheet in book
        if sheet._charts
    }


def test_charts_are_drawn_from_the_sheets_own_cells(view):
    year = periods.parse("2026")
    made = {what: documents.as_bytes(papers(what, view, ZH, year), "xlsx") for what in ("attendance", "training")}
    made["statistics"] = documents.as_bytes(papers("statistics", view, ZH, year), "xlsx")
    assert charts(made["attendance"]) == {"逐月出席": [("'逐月出席'!E1", "'逐月出席'!A2:A13", "'逐月出席'!E2:E13")]}
    cells = [("'逐月学时'!C1", "'逐月学时'!C2:C13"), ("'逐月学时'!D1", "'逐月学时'!D2:D13")]
    assert [(name, values) for name, _, values in charts(made["training"])["逐月学时"]] == cells
    ((head, bands, counts),) = charts(made["statistics"])["统计"]
    sheet = openpyxl.load_workbook(io.BytesIO(made["statistics"]))["统计"]
    place = next(cell.coordinate for (cell,) in sheet["A1:A60"] if cell.value == "年龄")
    first = int(place[1:]) + 1
    assert (head, bands, counts) == (
        f"'统计'!B{first - 1}",
        f"'统计'!A{first}:A{first + 7}",
        f"'统计'!B{first}:B{first + 7}",
    )
    assert sum(cell.value for (cell,) in sheet[f"B{first}:B{first + 7}"]) == 24


def test_the_months_of_a_chart_are_counted_as_the_registers_are(view):
    year = periods.parse("2026")
    _, _, _, months = papers("attendance", view, ZH, year)
    held = {one.id: one for one in record_tables.sessions_held(view.snapshot, day("2025-12-01"), day("2026-11-30"))}
    rows = grids(months)[0].rows
    assert [row[0] for row in rows] == [f"2025-{12}", *(f"2026-{n:02d}" for n in range(1, 12))]
    assert sum(row[1] for row in rows) == len(held)
    assert sum(row[2] for row in rows) == sum(len(one.roll) for one in held.values())
    hours = grids(papers("training", view, ZH, year)[2])[0].rows
    register = grids(papers("training", view, ZH, year)[0])[0].rows
    for n in range(1, 12):
        ours = [row[1 + n] for row in register if row[1 + n] is not None]
        assert hours[n][1] == (sum(ours) if ours else None)
    empty = View(snapshot(branch()), day("2026-11-22"), NATIONAL)
    rows = grids(papers("attendance", empty, ZH, year)[3])[0].rows
    assert {row[1:] for row in rows} == {(None,) * 4}


def test_who_need_not_pay_is_nowhere_among_those_who_did_not():
    people = member("p1", "甲", monthly_due="0.00"), member("p2", "乙", monthly_due="50.00"), member("p3", "丙")
    of = View(snapshot(branch(), *people, DuesMonth(id="d1", month="2026-10")), day("2026-11-22"), NATIONAL)
    missing = record_tables.unpaid(of.snapshot, of.snapshot.dues["d1"], day("2026-10-31"))
    assert [one.id for one in missing] == ["p2", "p3"]  # of the last nobody knows
    page = document(Target(kind="dues", id="d1"), of, ZH, 76)
    said = " ".join("".join(cell.text for cell in line.cells) for line in page.lines)
    assert [name for name in "甲乙丙" if name in said] == ["乙", "丙"]


@pytest.mark.parametrize(("today", "left"), [("2026-11-22", 0), ("2026-12-01", 1)])
def test_who_is_to_leave_has_not_left(today, left):
    people = member("p1", "甲"), member("p2", "乙", until=day("2026-12-01"))
    of, year = View(snapshot(branch(), *people), day(today), NATIONAL), periods.parse("2026")
    said = told(papers("workbook", of, ZH, year))
    assert any(f"转出 {left} 人" in str(text) for text in said)
    assert said.count("转出") == left


def test_hours_of_a_course_stand_in_the_months_in_which_it_was_held():
    course = Training(id="t1", member="p1", day=day("2026-03-29"), until=day("2026-04-02"), hours=10)
    of = View(snapshot(branch(), member("p1", "甲"), course), day("2026-11-22"), NATIONAL)
    (row,) = grids(papers("training", of, ZH, periods.parse("2026"))[0])[0].rows
    assert (row[2 + 2], row[2 + 3], sum(one for one in row[2:14] if one)) == (6, 4, 10)


def test_dues_are_summed_in_yuan_and_what_is_unknown_is_in_no_sum():
    people = [member("p1", "甲", monthly_due="186.5"), member("p2", "乙", monthly_due="100.00"), member("p3", "丙")]
    days = {"p1": day("2026-02-03"), "p2": day("2026-02-09"), "p3": day("2026-02-03")}
    paid = DuesMonth(id="d1", month="2026-02", paid=days)
    of = View(snapshot(branch(), *people, paid), day("2026-03-22"), NATIONAL)
    amounts, days = (grids(paper)[0] for paper in papers("dues", of, ZH, periods.parse("2026")))
    assert [(row[0], row[1], row[3], *row[-3:]) for row in amounts.rows] == [
        ("甲", 186.5, 186.5, 1, 559.5, 186.5),
        ("乙", 100, 100, 1, 300, 100),
        ("丙", None, "已交", 1, None, None),
        ("合计", 286.5, 286.5, 3, 859.5, 286.5),
    ]
    assert [row[2] for row in days.rows] == [day("2026-02-03"), day("2026-02-09"), day("2026-02-03")]
    unknown = grids(papers("dues", of, ZH, periods.parse("2025"))[0])[0].rows
    assert [row[-3:] for row in unknown[:3]] == [(None, 2238, None), (None, 1200, None), (None, None, None)]
    assert '"合计",286.50,,286.50' in documents.as_bytes(papers("dues", of, ZH, periods.parse("2026")), "csv").decode()


# -- titles, calendar, files


def test_a_title_that_was_copied_is_noticed():
    last = meeting("m1", "2026-09-09", "party_day", topic="9月主题党日：学条例")
    copied = meeting("m2", "2026-10-09", "party_day", topic="9月主题党日：学条例")
    fresh = meeting("m3", "2026-10-10", "study", topic="2026年10月集中学习")
    makes_up = meeting("m4", "2026-10-11", "group_meeting", topic="补九月党小组会", group="g1").but(
        items=(Item(kind=Kind.GROUP_MEETING, period="2026-09"),)
    )
    of = snapshot(branch(), last, copied, fresh, makes_up)
    assert [code for code, _ in stale_titles.warnings(of, copied)] == ["other_month", "as_before"]
    assert stale_titles.warnings(of, copied)[0][1]["month"] == "2026-09"
    for good in (last, fresh, makes_up):
        assert stale_titles.warnings(of, good) == []


def test_a_calendar_is_one_that_calendars_read(view):
    text = calendar(view, ZH, None, datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == text.count("UID:")
    plain = text.replace("\r\n ", "")
    uids = [line for line in plain.split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    coming = [one for one in view.snapshot.meetings.values() if one.day >= view.today]
    assert sum("DTSTART;TZID=Asia/Shanghai:" in line for line in plain.split("\r\n")) == len(coming)
    assert "DTSTART;TZID=Asia/Shanghai:20261125T140000" in plain
    assert "LOCATION:报告厅" in plain


def test_the_zone_of_a_calendar_begins_behind_the_last_summer_time():
    """Which was that of 1991: there is nothing to tell of but one offset."""
    of = snapshot(branch(), meeting("m1", "2026-12-01", "study", time="09:00"))
    text = calendar(View(of, day("2026-11-22"), NATIONAL), ZH, None, datetime(2026, 1, 1, tzinfo=UTC))
    zone = text.partition("BEGIN:VTIMEZONE")[2].partition("END:VTIMEZONE")[0]
    assert "DTSTART:19920101T000000" in zone
    assert "DAYLIGHT" not in zone


@pytest.mark.parametrize(("end", "last"), [("10:30", "T103000"), (None, "T100000"), ("08:00", "T100000")])
def test_a_meeting_whose_end_nobody_knows_takes_an_hour(end, last):
    of = snapshot(branch(), meeting("m1", "2026-12-01", "study", time="09:00", end=end))
    text = calendar(View(of, day("2026-11-22"), NATIONAL), ZH, None, datetime(2026, 1, 1, tzinfo=UTC))
    assert f"DTEND;TZID=Asia/Shanghai:20261201{last}" in text


def test_a_calendar_escapes_what_it_must():
    of = snapshot(branch(), meeting("m1", "2026-12-01", "study", topic="a;b,c\\d\ne", place="\x1b"))
    text = calendar(View(of, day("2026-11-22"), NATIONAL), ZH, None, datetime(2026, 1, 1, tzinfo=UTC))
    assert "SUMMARY:集中学习 a\\;b\\,c\\\\d\\ne" in text.replace("\r\n ", "")
    assert "\x1b" not in text


def test_an_event_is_known_again_after_a_change_and_another_name():
    def events(of) -> dict[str, tuple[int, str]]:
        text = calendar(View(of, day("2026-11-22"), NATIONAL), ZH, None, datetime(2026, 11, 22, tzinfo=UTC))
        found = Calendar.from_ical(text).walk("VEVENT")
        return {str(one["uid"]): (int(one["sequence"]), one["last-modified"].dt.isoformat()) for one in found}

    hostile = "m1\r\nBEGIN:VALARM"
    first = meeting("m1", "2026-12-01", "study").but(rev=3, at="2026-11-20T01:00:00+00:00")
    odd = meeting(hostile, "2026-12-02", "study").but(rev=3, at="?")
    before = events(snapshot(branch(founded=day("2010-01-01")), first, odd))
    named = branch(founded=day("2010-01-01"), name="别的名字")
    after = events(snapshot(named, first.but(rev=9, place="外地", at="2026-11-21T01:00:00+00:00"), odd))
    assert before.keys() == after.keys()
    assert not [uid for uid in before if not re.fullmatch(r"[0-9a-f]{32}@zhibu", uid)]
    changed = [uid for uid in before if before[uid] != after[uid]]
    assert [(before[uid], after[uid]) for uid in changed] == [
        ((3, "2026-11-20T01:00:00+00:00"), (9, "2026-11-21T01:00:00+00:00"))
    ]
    other = events(snapshot(branch(founded=day("2011-01-01")), first, odd))
    assert not before.keys() & other.keys()


UNSEEN = ["\ufeff", "\u200b", "\x01", "\u2060", "\xad", "\u202e", "\x85", "\u3164", "\ufeff\u200b '"]


@pytest.mark.parametrize("first", UNSEEN)
@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "4/5"])
def test_what_a_spreadsheet_does_not_see_hides_no_formula(first, begins):
    paper = Paper(name="n", title=first + begins, blocks=(PaperTable(head=("h",), rows=((first + begins,),)),) * 2)
    text = documents.as_bytes((paper,), "csv").decode("utf-8").removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert sorted(set(cells)) == sorted({"'" + first + begins, "h"})
    assert unguarded("'" + first + begins) == first + begins
    assert guarded(first + "甲") == first + "甲"


LITERAL = [
    *(
        "a\rb",
        "a\x0bb",
        "a\u2028b",
        "a\x85b",
        "    code",
        "\tcode",
        "&amp; &#60;",
        "http://x.cn/a",
        "www.x.cn",
        "x.com",
    ),
    *("me@b.cn", "mailto:a@b.cn", "ftp://a.b", "===", "---", "1. a", "2026) b", "- a", "+ a", "> a", "# a", "a ##"),
    *("[a](b)", "![a](b)", "<b>x</b>", "*a*", "_a_", "~~a~~", "`a`", "a\\", "a|b", "$x$", ": a", "[^1]: a", "12.5"),
]


@pytest.mark.parametrize("text", LITERAL)
def test_markdown_says_a_text_of_records_literally_and_on_one_line(text):
    from markdown_it import MarkdownIt

    blocks = (Paragraph(text=text), PaperTable(head=("h", text), rows=((text, text),)), Heading(text=text))
    made = documents.as_bytes((Paper(name="n", title=text, blocks=blocks),), "md").decode("utf-8")
    tokens = MarkdownIt("gfm-like").parse(made)
    assert {one.type for one in tokens if one.nesting == 0} == {"inline"}
    assert {one.tag for one in tokens} <= {"", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td"}
    said = [one.children for one in tokens if one.type == "inline"]
    assert {child.type for children in said for child in children} == {"text"}
    plain = re.sub("[\r\x0b\u2028\x85]", " ", text).strip()
    assert {"".join(child.content for child in children).strip() for children in said} == {plain, "h"}


def code_of(path, data=b"x", **more) -> str:
    with pytest.raises(FileError) as caught:
        saving.save(str(path), data, **more)
    return caught.value.code


def test_a_file_is_its_owners_alone_and_never_written_over_unasked(tmp_path):
    path = tmp_path / "月报.docx"
    old = os.umask(0)
    try:
        saving.save(str(path), b"one")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert code_of(path) == "exists"
    assert path.read_bytes() == b"one"
    saving.save(str(path), b"two", over=True)
    assert path.read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["月报.docx"]


def test_a_link_leads_nowhere(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    inside = tmp_path / "exports"
    inside.mkdir()
    for name, target in (("a.md", outside), ("b.md", tmp_path / "nowhere")):
        (inside / name).symlink_to(target)
        assert code_of(inside / name, over=True) == "link"
        assert code_of(inside / name) == "link"
    assert outside.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_what_can_not_be_written_leaves_nothing_behind(tmp_path, capsys):
    assert code_of(tmp_path / "no" / "x.md") == "no_folder"
    assert code_of(str(tmp_path) + "/") == "is_folder"
    (tmp_path / "folder.md").mkdir()
    assert code_of(tmp_path / "folder.md", over=True) == "is_folder"
    assert code_of("/dev/full/x") == "not_folder"
    assert code_of("/dev/full", over=True) == "not_file"
    assert code_of(tmp_path / "x\0.md") == "not_place"
    assert code_of(tmp_path / ("长" * 200)) == "not_written"
    assert run(["export", "roster", "-o", str(tmp_path / f"{'长' * 90}.md"), "--demo"], {"ZHIBU_LANG": "zh"}) == 1
    assert capsys.readouterr().err.endswith("没有写成，名称太长：请换个短些的\n")
    assert [one.name for one in tmp_path.iterdir()] == ["folder.md"]


def test_sheets_have_names_that_a_workbook_can_have():
    names = ["a/b:c*d?e[f]g\\h", "A" * 40, "a" * 40, "", "'x'"]
    made = tuple(Paper(name=name, title="t", blocks=(PaperTable(head=("h",), rows=(("v",),)),)) for name in names)
    book = openpyxl.load_workbook(io.BytesIO(documents.as_bytes(made, "xlsx")))
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_a_branch_of_nobody_has_no_ages_counted_as_zero():
    view = View(snapshot(branch()), day("2026-11-22"), NATIONAL)
    sheets = papers("statistics", view, EN, periods.parse("2026"))
    assert not [one for sheet in sheets for one in sheet.blocks if isinstance(one, PaperTable)]


def test_a_group_of_a_hundred_begins_on_the_page_of_its_title(tmp_path):
    """A row longer than a page that must stay with the next one leaves the title alone."""
    people = [member(f"p{n}", f"党员{n:03d}", group=f"g{1 + n % 2}") for n in range(200)]
    made = papers("workbook", View(snapshot(branch(), *people), day("2026-11-22"), NATIONAL), ZH, periods.parse("2026"))
    path = tmp_path / "book.docx"
    path.write_bytes(documents.as_bytes(made, "docx"))
    groups = next(one for one in docx.Document(str(path)).tables if "党员000" in one.cell(1, 2).text)
    assert groups.cell(1, 2).paragraphs[0].paragraph_format.keep_with_next is None
    assert groups.cell(0, 2).paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize("words", [ZH, EN])
def test_who_asked_for_leave_stands_on_the_sheet_to_sign(words):
    asked = {"leave": {"p2": Status.OFFICIAL}, "reasons": {"p2": "出差"}}
    one = meeting("m1", "2026-12-05", "general_meeting").but(**asked)
    of = View(snapshot(branch(), member("p1", "甲"), member("p2", "乙"), one), day("2026-12-01"), NATIONAL)
    (sheet,) = papers("signin", of, words, one)
    (table,) = [block for block in sheet.blocks if isinstance(block, PaperTable)]
    assert table.rows == ((1, "甲", None, 2, "乙", words("attendance.official")),)
    assert any("乙" in block.text and "出差" in block.text for block in sheet.blocks if isinstance(block, Paragraph))


def test_leave_of_no_kind_is_counted_as_leave_and_named_in_the_month(view):
    one = meeting("m1", "2026-10-09", "study", roll={"p1": "leave", "p2": "present"}).but(reasons={"p1": "返乡"})
    of = View(snapshot(branch(), member("p1", "甲"), member("p2", "乙"), one), view.today, NATIONAL)
    row = record_tables.sessions([one]).rows[0]
    assert row[5:10] == (2, 1, 0, 1, 0)
    for words, said in ((ZH, "请假"), (EN, "leave")):
        texts = str(papers("month", of, words, OCTOBER))
        assert said in texts
        assert "返乡" in texts


def made_docx(*blocks):
    data = documents.as_bytes([Paper(name="n", title="t", blocks=blocks)], "docx")
    return docx.Document(io.BytesIO(data))


def test_a_small_table_is_not_divided_between_pages_and_follows_what_is_said_of_it():
    def keeps(rows):
        grid = PaperTable(head=("a", "b"), rows=tuple((f"r{at}", at) for at in range(rows)))
        made = made_docx(Paragraph(text="Lectures:"), grid, Paragraph(text="end"))
        found = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.tables[0].rows]
        return [one.paragraph_format.keep_with_next for one in made.paragraphs if one.text], list(map(bool, found))

    said, together = keeps(8)
    assert said[1:] == [True, False]
    assert together == [True] * 8 + [False]
    assert keeps(40)[1].count(True) == 2


def test_a_work_book_counts_the_many_who_did_not_come_and_names_them_once():
    """Their names stand in each session's record: in the index beside it they would fill pages."""
    people = [member(f"p{n}", f"党员{n:03d}") for n in range(20)]
    roll = {f"p{n}": "absent" if n < 12 else "sick" if n < 15 else "present" for n in range(20)}
    few = {**dict.fromkeys(roll, "present"), "p3": "sick"}
    held = meeting("m1", "2026-10-09", "committee_meeting", roll=roll)
    next_one = meeting("m2", "2026-10-16", "committee_meeting", roll=few)
    view = View(snapshot(branch(), *people, held, next_one), day("2026-11-22"), NATIONAL)
    (paper,) = [one for one in papers("workbook", view, ZH, periods.parse("2026")) if "支委会" in one.name]
    index = paper.blocks[0]
    assert [row[-1] for row in index.rows] == ["无故缺席12人、病假3人，名单见记录", "党员003（病假：原因待补充）"]
    assert "党员011" in "".join(told([paper]))


def test_a_group_is_named_once_in_the_name_of_its_meeting():
    groups = (Group(id="g1", name="第三党小组"), Group(id="g2", name="机关组"))
    one = meeting("m1", "2026-12-05", "group_meeting")
    of = View(snapshot(branch(groups=groups), member("p1", "甲", group="g1"), one), day("2026-12-01"), NATIONAL)
    titles = [papers("notice", of, words, one.but(group=id))[0].title for words in (ZH, EN) for id in ("g1", "g2")]
    assert titles[:2] == ["关于召开第三党小组会的通知", "关于召开机关组党小组会的通知"]
    assert titles[2:] == ["Notice: Party group meeting, 第三党小组", "Notice: Party group meeting, 机关组"]
