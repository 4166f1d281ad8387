"""`zhibu add` takes every grammar of the quick line, and says of each token that it does not understand why."""

from __future__ import annotations

import json

import pytest

LINES = [
    ("支委会 12-05 14:00 @三楼会议室 研究发展对象", "meetings", 1),
    ("zwh 1205 1400 @slhys", "meetings", 1),
    ("党小组会 第一党小组 下周三 9点半 补10月", "meetings", 1),
    ("培训 翟明远,孟书雅 8 岗前 11.20 档案管理", "training", 2),
    ("督查 党小组会 10月 未执行 缺第三组记录 !12-10 +汪维", "findings", 1),
    ("谈话 曾令仪 汪维 昨天 提醒谈话", "talks", 1),
    ("党费 翟明远", "dues", 1),
]


@pytest.mark.parametrize(("line", "table", "count"), LINES, ids=[row[1] for row in LINES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ids_on_stdout_and_the_sentence_on_stderr(zhibu, folder, line, table, count, lang):
    answer = zhibu("add", "--data", folder, "--lang", lang, line)
    assert answer.code == 0
    ids = answer.out.splitlines()
    assert len(ids) == count
    listed = json.loads(zhibu("list", table, "--json", "--data", folder).out)
    assert {one["id"] for one in listed} >= set(ids)
    assert ids[0] in answer.err


def test_json_is_the_object_that_was_made(zhibu, folder):
    made = json.loads(zhibu("add", "--json", "--data", folder, "谈话 曾令仪 汪维 昨天").out)
    assert (made["table"], made["day"]) == ("talks", "2026-11-21")
    both = json.loads(zhibu("add", "--json", "--data", folder, "培训 翟明远,孟书雅 8").out)
    assert [one["hours"] for one in both] == [8, 8]


def test_each_problem_names_its_token(zhibu, folder):
    before = (folder / "branch.json").read_bytes()
    answer = zhibu("add", "--data", folder, "支委会 13.45 25:00 #没有的 +李文静")
    assert (answer.code, answer.out) == (1, "")
    for token in ("13.45", "25:00", "#没有的", "李文静(财务科)、李文静(法规科)"):
        assert token in answer.err
    assert len(answer.err.splitlines()) == 4
    assert (folder / "branch.json").read_bytes() == before


def test_what_is_worth_knowing_is_told_and_keeps_nobody_from_storing(zhibu, folder):
    answer = zhibu("add", "--data", folder, "主题党日 11-25 14:30 @报告厅")
    assert answer.code == 0
    assert "报告厅" in answer.err.splitlines()[2]


def test_an_identity_number_is_refused_before_anything_is_written(zhibu, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert zhibu("add", "--data", folder, "支委会 12-05 核对 11010519491231002X").code == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_two_pay_their_dues_at_once_and_neither_is_lost(zhibu, folder):
    first = zhibu("add", "--data", folder, "党费 翟明远").out
    assert zhibu("add", "--data", folder, "党费 翟明远").code == 1
    month = json.loads(zhibu("list", "dues", first.strip(), "--json", "--data", folder).out)[0]
    assert month["month"] == "2026-11"
    assert len(month["paid"]) > 20
