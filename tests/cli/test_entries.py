"""Registers on the command line: what is added, moved on, closed, given up, listed, exported and imported."""

from __future__ import annotations

import json

import openpyxl
import pytest

FIELDS = {
    *(
        "id",
        "kind",
        "sub",
        "title",
        "doc",
        "day",
        "period",
        "due",
        "owner",
        "holder",
        "who",
        "rule",
        "numbers",
        "stage",
    ),
    *("state", "done", "result", "tags", "origin", "evidence", "silent_days", "hints", "dropped"),
}
LINE = "部署 11-18 云办发〔2026〕31号 !12-20 +解晓岚 #贯彻部署 优化营商环境专项行动"
VISIT = """
[[register]]
id = "visit"
name = "走访"
words = "走访 zf"
fields = ["owner", "due"]
stages = ["计划", "完成"]
"""


@pytest.fixture
def branch(zhibu, folder):
    """`zhibu` on the sample's folder and its day."""

    def run(*words, today="2026-11-22"):
        return zhibu(*words, "--data", folder, "--today", today, "--lang", "zh")

    return run


def listed(branch, *words, **on):
    return json.loads(branch("list", "entries", "--json", *words, **on).out)


def one(branch, id):
    return next(entry for entry in listed(branch) if entry["id"] == id)


def test_a_directive_is_conveyed_once_its_meeting_is_held(branch):
    answer = branch("add", LINE)
    (id,) = answer.out.split()
    shown = json.loads(branch("show", id, "--json").out)
    assert shown.keys() >= FIELDS
    assert (shown["kind"], shown["doc"], shown["day"], shown["due"]) == (
        *("directive", "云办发〔2026〕31号", "2026-11-18", "2026-12-20"),
    )
    assert shown["owner"] == shown["holder"] == "p2.4"
    assert (shown["stage"], shown["state"], shown["evidence"]) == ("收到", "open", [])
    meeting = branch("add", f"学习 11-20 9:00 %{id} 传达").out.strip()
    assert one(branch, id)["stage"] == "收到"
    branch("mark", meeting)
    assert (one(branch, id)["stage"], one(branch, id)["evidence"]) == ("传达", [meeting])
    branch("undo")
    assert (one(branch, id)["stage"], one(branch, id)["evidence"]) == ("收到", [])


def test_the_new_id_stands_before_those_that_it_is_linked_with(branch):
    made = branch("add", "难点 %m464 人手不足").out.split()
    assert (made[0][0], made[1:]) == ("e", ["m464"])
    branch("undo")
    assert json.loads(branch("show", "m464", "--json").out)["about"] == []


def test_an_entry_is_listed_with_all_that_follows_from_it(branch):
    assert {frozenset(entry) for entry in listed(branch)} == {frozenset(FIELDS)}
    kinds = {entry["kind"] for entry in listed(branch)}
    shipped = {"directive", "difficulty", "plan", "model", "pledge", "division", "figure", "notice"}
    assert kinds == shipped | {"decision"}
    assert {entry["kind"] for entry in listed(branch, "--kind", "典型")} == {"model"}
    assert [entry["id"] for entry in listed(branch, "一窗")] == ["e480", "e479"]
    assert [entry["id"] for entry in listed(branch, "--ahead")] == ["e484", "e476", "e477", "e478", "e479"]
    assert json.loads(branch("show", "m436#1", "--json").out)["state"] == "overdue"
    assert branch("show", "m436#1").out.startswith("议定 · 向机关党委请示换届时间\n")
    assert "m436#1" in branch("list", "rules", "--ahead").out or "向机关党委" in branch("list", "rules", "--ahead").out
    assert (branch("list", "entries", "--kind", "x").code, branch("list", "talks", "--kind", "plan").code) == (2, 2)


def test_a_day_makes_the_state(branch):
    ids = [branch("add", f"通知 !{due} +组织委员 报送").out.strip() for due in ("11-21", "11-22", "11-28", "11-29")]
    assert [one(branch, id)["state"] for id in ids] == ["overdue", "due_soon", "due_soon", "open"]
    attention = json.loads(branch("status", "--json").out)["attention"]
    assert (attention["entries"], attention["inbox"]) == ({"overdue": 2, "due_soon": 2}, 0)
    branch("add", f"办结 {ids[2]} 11-28 已报送", today="2026-11-28")
    branch("add", f"办结 {ids[3]} 11-30", today="2026-11-30")
    later = {entry["id"]: entry["state"] for entry in listed(branch, today="2026-11-30")}
    assert (later[ids[2]], later[ids[3]]) == ("done", "done_late")


def test_what_is_given_up_is_listed_with_its_reason(branch):
    assert branch("waive", "e484", "已由办公室", "报送").out.strip() == "e484"
    assert (one(branch, "e484")["state"], one(branch, "e484")["dropped"]) == ("dropped", "已由办公室 报送")
    assert "已由办公室 报送" in branch("list", "entries").out
    assert branch("waive", "e484", "再来").code == 1
    assert branch("waive", "m436#1", "不办").code == 1
    assert branch("waive", "e481.9", "x").code == 1


def test_a_figure_that_nobody_declares_is_refused_by_name(branch, folder):
    (folder / "local.toml").write_text('[[target]]\nid = "T-07"\nname = "满意率"\nmeasure = "typed"\nunit = "满意率"\n'
                                       'weight = 5\ngoal = 90\npoints = "ratio"\n', encoding="utf-8")  # fmt: skip
    refused = branch("add", "数据 T-07 2026 满意=96")
    assert (refused.code, "“满意”" in refused.err) == (1, True)
    id = branch("add", "数据 T-07 2026 满意率=96").out.strip()
    assert (one(branch, id)["numbers"], one(branch, id)["rule"]) == ({"满意率": 96}, "T-07")


def test_a_register_of_the_branchs_own_and_what_is_left_of_it(branch, folder):
    own = folder / "local.toml"
    own.write_text(VISIT, encoding="utf-8")
    id = branch("add", "zf +汪维 !12-01 慰问老党员").out.strip()
    assert [entry["stage"] for entry in listed(branch, "--kind", "visit")] == ["计划"]
    assert "慰问老党员" in branch("export", "ledger", "--kind", "visit").out
    assert "走访" in branch("show", id).out
    own.unlink()
    stored = json.loads((folder / "branch.json").read_text(encoding="utf-8"))["entries"]
    assert id not in {entry["id"] for entry in listed(branch)}
    assert id in branch("list", "entries").err
    verified = branch("verify")
    assert (verified.code, id in verified.out) == (1, True)
    branch("add", LINE)
    now = json.loads((folder / "branch.json").read_text(encoding="utf-8"))["entries"]
    assert {number: now[number] for number in stored} == stored
    own.write_text(VISIT, encoding="utf-8")
    assert id in {entry["id"] for entry in listed(branch)}


def test_a_file_of_schema_1_is_read_as_it_is_and_kept_when_it_changes(branch, folder):
    path = folder / "branch.json"
    tables = json.loads(path.read_text(encoding="utf-8"))
    del tables["entries"]
    for meeting in tables["meetings"].values():
        meeting.pop("about", None)
    tables["_meta"]["1"]["schema"] = 1
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    old = path.read_bytes()
    branch("status"), branch("list", "entries")
    assert path.read_bytes() == old
    branch("add", LINE)
    assert (folder / "backups" / "schema-1.json").read_bytes() == old
    now = json.loads(path.read_text(encoding="utf-8"))
    assert {name: now[name] for name in tables if name != "_meta"} == {
        name: table for name, table in tables.items() if name != "_meta"
    }
    assert now["_meta"]["1"]["schema"] == 2


def test_the_registers_as_a_sheet(branch, tmp_path):
    path = tmp_path / "ledger.xlsx"
    assert branch("export", "ledger", "--kind", "difficulty", "-o", path).code == 0
    rows = list(openpyxl.load_workbook(path).active.values)
    head = next(row for row in rows if row[0] == "序号")
    assert head == ("序号", "事项", "文号", "日期", "期限", "责任人", "阶段", "佐证记录", "成效")
    first = rows[rows.index(head) + 2]
    assert (first[1], first[5], first[6]) == ("窗口延时服务人手不足", "汪维", "攻坚")
    assert "m437" in first[7]
    assert branch("export", "roster", "--kind", "plan").code == 2


def test_the_monthly_list_comes_in_as_one_change(branch, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ("序号", "事项", "责任人", "完成时限"),
        (1, "整理档案", "汪维", "2026-12-10"),
        (2, "更新公示栏", "", ""),
    ):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    assert branch("import", "entries", tmp_path / "list.xlsx").code == 1
    before = listed(branch)
    assert branch("import", "entries", tmp_path / "list.xlsx", "--yes").code == 0
    new = [entry for entry in listed(branch) if entry not in before]
    assert [(entry["title"], entry["due"]) for entry in new] == [("整理档案", "2026-12-10"), ("更新公示栏", None)]
    branch("undo")
    assert listed(branch) == before
