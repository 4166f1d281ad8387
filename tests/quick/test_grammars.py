"""The grammars that `zhibu add --help` and the READMEs print are the ones that the parser reads."""

from __future__ import annotations

import re

import pytest

from store.records import Entry, Finding, Result, Status
from tests.branches import meeting
from tests.quick.desk_of_lines import TODAY, view
from widgets.quick_line.grammars import grammars
from widgets.quick_line.read_line import read_line
from widgets.words.lexicon import words_of

ON_LEAVE = meeting("m3", "2026-11-25", "general_meeting", time="14:00", leave={"p12": Status.PERSONAL})
FOUND = Finding(id="f7", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, day=TODAY)
CLOSED = FOUND.but(id="f8", closed=TODAY)
VIEW = view(TODAY, ON_LEAVE, FOUND, CLOSED, Entry(id="e480", kind="model", title="一窗通办", day=TODAY))
VALUES = {
    "zh": {
        "类型": "支委会", "党小组": "一组", "日期": "11-20", "时间": "14:00", "@地点": "@报告厅", "+人": "+王伟",
        "#标签": "#学习型", "补期间": "补10月", "主题": "议事", "人": "王伟", "学时": "8", "内容": "写作", "制度": "党课",
        "期间": "2026-Q3", "!整改期限": "!12-10", "+责任人": "+王伟", "问题": "缺记录", "谁": "翟明远", "和谁": "王伟",
        "谈了什么": "近况", "月份": "11月", "会议类型": "党员大会", "事由": "有事",
        "!期限": "!12-10", "%关联记录": "%m1", "事项": "延时服务", "台账": "e480",
        "阶段": "推广", "说明": "现场", "成效": "减半", "形式=": "形式=研讨",
    },
    "en": {
        "kind": "committee", "group": "一组", "date": "11-20", "time": "14:00", "@place": "@报告厅", "+person": "+王伟",
        "#tag": "#学习型", "for=period": "for=2026-10", "topic": "agenda", "person": "王伟", "hours": "8", "rule": "OL-04",
        "period": "2026-Q3", "!due date": "!12-10", "+owner": "+王伟", "finding": "nothing there", "note": "how it goes",
        "month": "2026-11", "reason": "at home",
        "%record": "%m1", "matter": "queues", "entry": "e480", "stage": "推广", "effect": "halved", "form=": "form=研讨",
    },
}  # fmt: skip


def alternatives(lang: str, grammar: str):
    """Every way through a grammar with one choice each: lists of the words that stand for its places."""
    text = re.sub(r"(?<=\S)\[[,+][^\[\]]*…\]", "", words_of(lang)(f"grammar.{grammar}")).replace("…", "")
    places = re.findall(r"\[([^\]]*)\]|(!?[^\s\[\]]+)", text)
    return [(optional or needed).split("|") for optional, needed in places]


def lines():
    for lang in VALUES:
        for grammar in grammars():
            for at, place in enumerate(alternatives(lang, grammar)):
                for choice in place:
                    yield pytest.param(lang, grammar, at, choice, id=f"{lang} {grammar} {choice}")


@pytest.mark.parametrize(("lang", "grammar", "at", "choice"), list(lines()))
def test_each_word_of_a_grammar_is_understood_in_its_place(lang, grammar, at, choice):
    values = dict(VALUES[lang])
    used = []
    for number, place in enumerate(alternatives(lang, grammar)):
        word = choice if number == at else place[0]
        if word in ("党小组", "group") and number != at and grammar != "talk":
            continue  # a group is named where a group's rule or meeting asks for one
        used.append(word)
    if choice in ("党小组", "group"):
        values |= {
            "类型": "党小组会",
            "kind": "group",
            "制度": "党小组会",
            "rule": "OL-03",
            "期间": "9月",
            "period": "2026-09",
        }
    if grammar in ("close", "reopen"):
        id = "f7" if grammar == "close" else "f8"
        values |= {"督查": id, "finding": id, "原因": "不全", "why": "incomplete", "!due-date": "!12-10"}
    if grammar == "leave":
        values |= {"日期": "11-25", "date": "11-25", "kind": "general"}
    if grammar == "talk" and lang == "en":
        used[1:3] = ["翟明远", "王伟"]
    line = " ".join(values.get(word, word) for word in used)
    reading = read_line(line, VIEW)
    assert reading.records, (line, reading.problems)
    if choice not in values and at:
        taken = {
            line[piece.start : piece.end] for piece in reading.pieces if piece.part not in ("topic", "note", "gap")
        }
        assert choice in taken, line


def test_the_form_of_a_session_is_said_once_and_is_that_of_every_item():
    reading = read_line("党员大会+党课 11-20 14:00 形式＝现场教学 议事", VIEW)
    assert [item.form for item in reading.records[0].items] == ["现场教学", "现场教学"]
    assert reading.records[0].topic == "议事"
    for line in ("学习 11-20 形式=研讨 形式=宣讲 党章", "学习 11-20 形式= 党章"):
        assert read_line(line, VIEW).records == ()
