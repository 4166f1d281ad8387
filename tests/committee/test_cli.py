"""A committee on the command line: status, lists, one unit; what a bad box costs; what is sent and taken back."""

from __future__ import annotations

import grp
import json
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.disk.box_folder import BoxFolder
from tests.committee.hall import SENT, made, twelve, up
from tests.desk import TODAY
from widgets.display import width

if TYPE_CHECKING:
    from pathlib import Path

GROUP = grp.getgrgid(os.getgid()).gr_name
FIELDS = ["unit", "name", "as_of", "why", "members", "cells", "received", "findings", "visits", "readable"]


@pytest.fixture
def committee(zhibu, tmp_path, monkeypatch):
    """A committee of twelve units, asked on the sample's day."""
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    home = twelve(tmp_path)

    def run(*words: object):
        return zhibu("--data", home, *words)

    run.home, run.boxes = home, tmp_path / "box"
    return run


def written(path: Path) -> tuple[int, ...]:
    """What no reading changes."""
    found = path.stat()
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def told(answer):
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def test_status_as_json_has_its_fields_and_no_others(committee) -> None:
    found = told(committee("status", "--json"))
    assert list(found) == ["schema", "today", "level", "attention", "branches"]
    assert (found["schema"], found["today"], found["level"]) == (1, "2026-11-22", "committee")
    assert list(found["attention"]) == [
        "branches_overdue",
        "not_received",
        "findings_overdue",
        "answered",
        "inbox",
        "next",
    ]
    for one in found["branches"]:
        assert list(one) == FIELDS
        for cell in one["cells"].values():
            assert list(cell) == ["state", "n"]
    assert [one["unit"] for one in found["branches"]] == [f"u{n}" for n in range(12)]
    assert [one["why"] for one in found["branches"]][3:6] == ["nothing", "damaged", None]
    assert found["branches"][4]["cells"]["OL-01"] == {"state": "unknown", "n": 0}


def test_status_as_text_says_why_a_row_has_no_counts(committee) -> None:
    answer = committee("status", "--plain")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert "up.json" in next(line for line in lines if line.startswith("五支部"))
    assert "无件" in next(line for line in lines if line.startswith("四支部"))
    rows = [line.split()[0] for line in lines[5:17]]
    assert rows == [f"{n}支部" for n in "一二三四五六七八九十"] + ["第11党支部", "第12党支部"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_of_counts_has_no_names(committee, lang) -> None:
    answer = committee("status", "--short", "--lang", lang)
    assert answer.code == 0
    assert width(answer.out.strip()) <= 60
    assert "支部 1" not in answer.out.replace("有逾期的支部 1", "")
    assert committee("status", "--check").code == 3


def test_branches_sent_and_findings_are_lists(committee) -> None:
    assert [list(one) for one in told(committee("list", "branches", "--json"))] == [FIELDS] * 12
    assert [one["unit"] for one in told(committee("list", "支部", "二支部", "--json"))] == ["u1"]
    (notice, directive) = told(committee("list", "sent", "--json"))
    assert (notice["id"], notice["of"], notice["received"], notice["closed"]) == ("e2", 12, 5, 5)
    assert {one["reply"] for one in notice["answers"] if one["day"]} == {f"培训=2{n}" for n in (1, 5, 7, 9, 11)}
    assert [one["unit"] for one in directive["answers"]] == ["u1", "u2"]
    late, answered = told(committee("list", "findings", "--json"))
    assert (late["unit"], late["state"], late["received"]) == ("u1", "overdue", False)
    assert (answered["state"], answered["closing"]) == ("answered", "补了记录")
    for what in ("branches", "sent", "findings"):
        assert len(committee("list", what).out.splitlines()) >= 2


def test_what_is_sent_runs_and_is_not_put_right(committee) -> None:
    for lang, words in (("zh", ("整改中", "待销号", "已销号")), ("en", ("to close out", "closed out"))):
        out = committee("list", "sent", "--lang", lang).out
        assert len(out.splitlines()) == 2
        assert not any(word in out for word in words)


def test_a_branch_has_no_branches(zhibu, tmp_path) -> None:
    zhibu("init", "--name", "x", "--data", tmp_path / "x")
    for what in ("branches", "sent"):
        answer = zhibu("list", what, "--data", tmp_path / "x")
        assert (answer.code, answer.out) == (1, "")
    assert zhibu("list", "findings", "--data", tmp_path / "x").code == 0


@pytest.mark.parametrize("name", ["u1", "二支部", "ezb"])
def test_a_unit_is_shown_by_any_of_its_names(committee, name) -> None:
    assert committee("show", name).out.startswith("二支部\n")
    found = told(committee("show", name, "--json"))
    assert list(found) == [*FIELDS, "counts"]
    assert found["counts"]["unit"] == "u1"
    assert told(committee("show", "u4", "--json"))["counts"] is None


def test_a_unit_whose_records_may_be_read_is_readable(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    branch = tmp_path / "branch"
    zhibu("init", "--name", "x", "--data", branch)
    home = made(tmp_path, [up(0), up(1), up(2)], data=branch)
    readable = [one["readable"] for one in told(zhibu("--data", home, "list", "branches", "--json"))]
    assert readable == [True, True, None]
    (branch / "branch.json").rename(branch / "moved")
    readable = [one["readable"] for one in told(zhibu("--data", home, "list", "branches", "--json"))]
    assert readable == [False, False, None]
    units = home / "committee.toml"
    units.write_text(units.read_text().replace(f'"{branch}"', '"postgresql://127.0.0.1:1/zhibu/u0"'))
    readable = [one["readable"] for one in told(zhibu("--data", home, "list", "branches", "--json"))]
    assert readable == [None, None, None]


BAD = {
    "damaged": lambda file: file.write_text('{"schema": 1, "unit": "u0"'),
    "large": lambda file: file.write_text(" " * 300_000),
    "newer": lambda file: file.write_text('{"schema": 2}'),
    "not_file": lambda file: file.symlink_to(file.parent.parent.parent / "u1" / "up" / "up.json"),
    "not_file ": lambda file: os.mkfifo(file),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_box_costs_its_own_row_alone(committee, why) -> None:
    before = told(committee("status", "--json"))["branches"]
    file = committee.boxes / "u0" / "up" / "up.json"
    file.unlink()
    BAD[why](file)
    after = told(committee("status", "--json"))["branches"]
    assert after[0]["why"] == why.strip()
    assert after[1:] == before[1:]
    assert committee("list", "branches").code == 0


def test_what_is_stored_goes_down_and_undo_takes_it_back(committee) -> None:
    assert committee("add", "通知", "!12-05", "+一支部", "报送党员教育培训情况").out == "e10\n"
    down = BoxFolder(committee.boxes / "u0").read_down()
    assert [item.title for item in down.items] == [SENT[0].title, "报送党员教育培训情况"]
    assert [item.origin for item in BoxFolder(committee.boxes / "u5").read_down().items] == ["e2"]
    finding = committee("add", "督查", "一支部", "党小组会", "10月", "未执行", "缺三组记录", "!12-10").out.strip()
    (sent,) = BoxFolder(committee.boxes / "u0").read_down().findings
    assert (sent.origin, sent.rule, sent.due) == (finding, "OL-03", date(2026, 12, 10))
    committee("add", "销号", finding, "已复核")
    assert BoxFolder(committee.boxes / "u0").read_down().findings[0].closed == TODAY
    committee("add", "重开", finding, "!12-20", "仍不全")
    sent = BoxFolder(committee.boxes / "u0").read_down().findings[0]
    assert (sent.closed, sent.reopened, sent.due, sent.text) == (None, TODAY, date(2026, 12, 20), "缺三组记录；仍不全")
    for _ in range(4):
        assert committee("undo").code == 0
    down = BoxFolder(committee.boxes / "u0").read_down()
    assert ([item.origin for item in down.items], down.findings) == (["e2"], ())


def test_looking_brings_nothing_down(committee) -> None:
    for words in (("status",), ("list", "sent"), ("show", "u1"), ("export", "all", "-o", "-")):
        committee(*words)
    assert not list(committee.boxes.rglob("down.json"))


def test_a_box_that_can_t_be_written_is_told_and_the_others_are_whole(committee) -> None:
    (committee.boxes / "u0" / "down").rmdir()
    answer = committee("add", "通知", "报送")
    assert answer.code == 0
    assert "一支部" in answer.err
    assert len(BoxFolder(committee.boxes / "u5").read_down().items) == 2
    (committee.boxes / "u0" / "down").mkdir(mode=0o700)
    assert "一支部" not in committee("add", "通知", "+十支部", "报送").err
    assert len(BoxFolder(committee.boxes / "u0").read_down().items) == 2


def test_names_are_shown_and_never_obeyed(zhibu, tmp_path, monkeypatch) -> None:
    evil = "[/][red]\u202e=1+1"
    home = made(tmp_path, [up(0, name=f"{evil}\x1b[31m", vacant=(evil,)), up(1)])
    text = (home / "committee.toml").read_text(encoding="utf-8").replace('name = "一支部"', f'name = "{evil}"')
    (home / "committee.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    for words in (("status",), ("list", "branches"), ("show", "u0"), ("list", "sent")):
        answer = zhibu("--data", home, *words)
        assert answer.code == 0
        assert "\u202e" not in answer.out + answer.err
        assert "\x1b[31m" not in answer.out + answer.err


def test_the_doctor_gives_no_commands_for_folders_where_a_box_is_on_a_server(committee) -> None:
    units = committee.home / "committee.toml"
    address = "postgresql://127.0.0.1:1/zhibu/u0"
    units.write_text(units.read_text().replace(f'"{committee.boxes / "u0"}"', f'"{address}"'))
    answer = committee("doctor")
    assert answer.code == 0
    assert f"{address}/" not in answer.out
    assert "127.0.0.1:1" in answer.out  # where nobody answers


def test_the_doctor_says_which_box_is_wrong_and_how_to_mend_it(committee) -> None:
    (committee.boxes / "u0" / "down").rmdir()
    (committee.boxes / "u2" / "up").chmod(0o707)
    before = {path: written(path) for path in committee.boxes.rglob("*")}
    answer = committee("doctor")
    assert answer.code == 0
    assert f"install -d -m 2770 -g {GROUP} {committee.boxes / 'u0' / 'down'}" in answer.out
    assert "setfacl -m g:" in answer.out
    assert "三支部" in answer.out
    assert "五支部" in answer.out  # its counts make no sense
    assert "二支部" not in answer.out
    assert "9/12" in answer.out
    assert {path: written(path) for path in committee.boxes.rglob("*")} == before


@pytest.mark.parametrize("what", ["roster", "attendance", "training"])
def test_a_branchs_sheet_is_not_taken_by_a_committee(committee, tmp_path, what) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("姓名,性别\n甲一,男\n")
    answer = committee("import", what, sheet, "--yes", "--lang", "en")
    assert (answer.code, answer.out) == (1, "")
    assert f"{what} is of a branch, and this is a committee; name the branch's folder (--data)" in answer.err
    assert told(committee("list", "members", "--json")) == []
