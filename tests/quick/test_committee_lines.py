"""Lines of a committee: what goes to its units, findings about one of them, closing and reopening."""

from __future__ import annotations

from datetime import date

import pytest

from store.box.messages import FindingReport, Up
from store.committee.units import Committee, Unit, UnitCounts
from store.packs.national import NATIONAL
from store.records import Entry, Finding, Result
from tests.branches import branch, snapshot
from widgets.forms.field_text import TextScope
from widgets.forms.form import Form
from widgets.forms.from_quick_line import form_of_line
from widgets.forms.lines import FormWriter
from widgets.quick_line import units
from widgets.quick_line.completion import complete
from widgets.quick_line.grammars import grammars
from widgets.quick_line.preview import problem_text, sentence
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext
from widgets.sections.view import View
from widgets.typed_text import TypedText
from widgets.words.lexicon import words_of

TODAY = date(2026, 11, 22)
UNITS = Committee(
    units=(
        Unit(unit="one", name="第一党支部"),
        Unit(unit="two", name="第二党支部"),
        Unit(unit="lt", name="离退休干部党支部"),
        Unit(unit="ll", name="离退休干部联合党支部"),
        Unit(unit="evil", name="[/]=1+1\u202e支部"),
    )
)
PACK = NATIONAL.but(settings=NATIONAL.settings | {"committee": UNITS})
OPEN = Finding(id="f1", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, day=TODAY, text="缺", unit="one")
CLOSED = OPEN.but(id="f2", closed=TODAY, closing="已补")
BELOW = OPEN.but(id="f3")
REPORT = FindingReport(origin="f3", state="closed", closed=TODAY, closing="补开")
UP = Up(unit="one", name="第一党支部", as_of=TODAY, revision=1, members=20, findings=(REPORT,))
VIEW = View(
    snapshot(branch(level="committee"), OPEN, CLOSED, BELOW, Entry(id="e1", kind="notice", title="甲", day=TODAY)),
    TODAY,
    PACK,
    {"one": UnitCounts(up=UP)},
)
ZH = words_of("zh")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "通知 !12-05 回复=数 报送党员教育培训情况",
            {"kind": "notice", "to": (), "reply": "number", "due": date(2026, 12, 5), "title": "报送党员教育培训情况"},
        ),
        ("通知 !12-05 报送 +二支部,一支部", {"to": ("one", "two"), "reply": "", "title": "报送"}),
        ("通知 +一支部，two 报送 情况", {"to": ("one", "two"), "title": "报送 情况"}),
        ("通知 +ltxgbdzb 报送", {"to": ("lt",)}),
        ("通知 +第二党支部 +ezb 报送", {"to": ("two",)}),
        ("部署 〔2026〕31号 回复=文 优化营商环境", {"kind": "directive", "reply": "text", "doc": "〔2026〕31号"}),
        ("bs reply=none 优化", {"kind": "directive", "reply": ""}),
        ("notice 通报 +evil 情况", {"sub": "通报", "to": ("evil",)}),
        ("难点 +某人 窗口", {"kind": "difficulty", "to": (), "owner": "某人"}),
    ],
)
def test_what_is_sent_says_to_whom(line, said) -> None:
    reading = read_line(line, VIEW)
    (record,) = reading.records
    assert {name: getattr(record, name) for name in said} == said
    again = grammars()["entry"].line(reading.records, VIEW, True, "zh")
    assert read_line(again, VIEW).records == reading.records
    assert "\u202e" not in sentence(reading, VIEW, ZH)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("通知 +四支部 报送", "no_unit"),
        ("通知 + 报送", "empty_mark"),
        ("通知 +离退休 报送", "no_unit"),
        ("通知 +一支部，报送 情况", "no_unit"),
        ("通知 回复=好 报送", "no_reply"),
        ("通知 回复=数 回复=文 报送", "number_twice"),
        ("通知 人数=3 报送", "no_numbers"),
        ("通知 !12-05 +一支部", "needs_title"),
        ("督查 党小组会 10月 未执行", "needs_unit"),
        ("督查 四支部 党小组会 10月 未执行", "no_rule"),
        ("督查 一支部 10月 未执行", "no_rule"),
        ("办结 f2 已补", "closed_already"),
        ("办结 f9", "no_entry"),
        ("重开 f1 !12-10", "not_closed"),
        ("重开 f2", "needs_due"),
        ("重开 f2 !2026-11-01 不全", "due_past"),
        ("重开 e1 !12-10", "no_finding"),
        ("重开", "needs_finding"),
    ],
)
def test_what_is_not_understood_is_told(line, code) -> None:
    reading = read_line(line, VIEW)
    assert reading.edit is None
    assert code in [getattr(one.why, "code", "") for one in reading.problems]
    for problem in reading.problems:
        assert ZH.has(f"quick.bad.{problem.why.code}")


@pytest.mark.parametrize(
    "line",
    [
        "督查 一支部 党小组会 10月 未执行 缺三组记录 !12-10",
        "督查 党小组会 一支部 10月 未执行 缺三组记录 !12-10",
        "dc yzb dxzh 2026-10 wzx 缺三组记录 !12-10",
        "inspection one OL-03/2026-10 not-executed 缺三组记录 !12-10",
    ],
)
def test_a_finding_is_about_a_unit(line) -> None:
    reading = read_line(line, VIEW)
    (record,) = reading.records
    assert (record.unit, record.rule, record.period) == ("one", "OL-03", "2026-10")
    assert (record.result, record.text, record.due) == (Result.NOT_EXECUTED, "缺三组记录", date(2026, 12, 10))
    assert "一支部" in sentence(reading, VIEW, ZH)
    again = grammars()["inspection"].line(reading.records, VIEW, True, "zh")
    assert read_line(again, VIEW).records == reading.records


def test_a_finding_is_closed_and_opened_again() -> None:
    (closed,) = read_line("销号 f1 11-20 已现场复核", VIEW).records
    assert (closed.closed, closed.closing) == (date(2026, 11, 20), "已现场复核")
    (opened,) = read_line("重开 f2 !12-20 仍不全", VIEW).records
    assert (opened.closed, opened.closing, opened.due) == (None, "", date(2026, 12, 20))
    assert (opened.reopened, opened.text) == (TODAY, "缺；仍不全")


def test_what_a_unit_has_closed_can_be_sent_back() -> None:
    (opened,) = read_line("重开 f3 !12-20 仍不全", VIEW).records
    assert opened.reopened == TODAY


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("通知 +yz", "一支部"),
        ("通知 +一支部,ez", "二支部"),
        ("督查 ltx", "离退休干部党支部 "),
        ("销号 ", "f3 "),
    ],
)
def test_units_and_findings_are_completed(line, text) -> None:
    found = [one.text for one in complete(line, len(line), VIEW, ZH)]
    assert text in found


@pytest.mark.parametrize(("text", "found"), [("y", None), ("yj", "one"), ("j", None), ("jia", "two")])
def test_two_letters_are_initials_and_one_is_none(text: str, found: str | None) -> None:
    """As with people: a single letter would be a unit's only as long as the list happens to be so."""
    committee = Committee(units=(Unit(unit="one", name="一局"), Unit(unit="two", name="甲")))
    named = units.find(text, View(VIEW.snapshot, TODAY, NATIONAL.but(settings={"committee": committee})))
    assert (named if isinstance(named, str) else None) == found


def test_a_branch_knows_no_units() -> None:
    plain = View(snapshot(branch()), TODAY, NATIONAL)
    (record,) = read_line("通知 +某人 报送", plain).records
    assert (record.owner, record.to) == ("某人", ())
    assert read_line("督查 党小组会 10月 未执行 缺", plain).records[0].unit == ""
    assert read_line("通知 回复=数 报送", plain).records == ()


@pytest.mark.parametrize(
    "line",
    ["通知 !12-05 +二支部,一支部 回复=数 报送", "督查 一支部 党小组会 2026-10 未执行 缺三组记录 !12-10", "部署 优化"],
)
def test_the_form_of_a_line_stores_the_same(line) -> None:
    reading = read_line(line, VIEW)
    form = form_of_line(line, reading, LineContext(), TextScope(VIEW, ZH))
    assert form is not None
    told = form.read(TextScope(VIEW, ZH))
    assert not told.complaints
    (record,) = reading.records
    assert form.edit(told).record == record


def test_a_form_asks_a_committee_alone_for_what_is_sent() -> None:
    plain = View(snapshot(branch()), TODAY, NATIONAL)
    for table, names in (("entries", {"to", "reply"}), ("findings", {"unit"})):
        for view, asked in ((VIEW, names), (plain, set())):
            form = Form(table=table, committee=view.committee is not None)
            scope = TextScope(view, ZH)
            assert {slot.path for slot in form.slots()} & names == asked
            lines = FormWriter(form, form.read(scope), "", TypedText(), scope, 80).lines()
            assert {line.slot for line in lines} & names == asked


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [("to", "二支部 一支部", ("one", "two")), ("to", "四支部", None), ("reply", "文", "text"), ("reply", "好", None)],
)
def test_a_field_of_a_form_is_read_as_a_line_is(name, text, found) -> None:
    form = Form(table="entries").type(name, text, TextScope(VIEW, ZH))
    told = form.read(TextScope(VIEW, ZH))
    assert told.values.get(name) == found if found is not None else name in told.complaints


@pytest.mark.parametrize(
    ("lang", "grammar", "line"),
    [
        ("zh", "sent", "通知 〔2026〕3号 11-20 !12-05 +一支部,二支部 回复=数 报送"),
        ("zh", "sent", "部署 回复=文 报送"),
        ("zh", "unit_inspection", "督查 一支部 党小组会 10月 未执行 11-20 !12-10 #学习型 缺记录"),
        ("en", "sent", "notice 〔2026〕3号 11-20 !12-05 +one,two reply=number figures"),
        ("en", "sent", "directive reply=text figures"),
        ("en", "unit_inspection", "inspection one OL-03 2026-10 not-executed 11-20 !12-10 #学习型 nothing there"),
    ],
)
def test_what_the_help_says_of_a_committee_s_lines_is_understood(lang: str, grammar: str, line: str) -> None:
    reading = read_line(line, VIEW)
    assert reading.records, reading.problems
    told = str(words_of(lang)(f"grammar.{grammar}"))
    assert line.split()[0] in told.split()[0].split("|")
    assert all(word in told for word in line.split() if "=" in word)


@pytest.mark.parametrize("line", ["通知 +一支部 报送", "督查 一支部 党小组会 10月 未执行"])
def test_a_committee_that_lists_no_branch_is_told_where_they_go(line) -> None:
    empty = View(snapshot(branch(level="committee")), TODAY, NATIONAL)
    why = next(problem for problem in read_line(line, empty).problems if problem.why.code == "no_units")
    assert [problem_text(why, empty, words_of(lang)) for lang in ("zh", "en")] == [
        "还没有列出支部：请先写进 committee.toml",
        "No branch is listed yet: list them in committee.toml first",
    ]


def test_what_may_be_asked_back_is_told_once_in_either_language() -> None:
    (problem,) = read_line("通知 回复=好 报送", VIEW).problems
    assert problem_text(problem, VIEW, ZH) == "“回复=好”：回复只能是 数、文、无"
    assert problem_text(problem, VIEW, words_of("en")) == "“回复=好”: a reply is one of number, text, none"


@pytest.mark.parametrize(
    "line", ["支委会 11-20 学习", "党小组会 11-20", "培训 甲 8 学习", "谈话 甲 乙", "党费 甲 11月", "请假 甲 11-20"]
)
def test_what_is_a_branchs_is_not_taken_by_a_committee(line) -> None:
    reading = read_line(line, VIEW)
    assert (reading.edit, [one.why.code for one in reading.problems]) == (None, ["of_branch"])
    assert "（--data）" in problem_text(reading.problems[0], VIEW, ZH)
