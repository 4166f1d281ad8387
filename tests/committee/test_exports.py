"""The circular and the matrix of a committee: what was due and done, branch by branch in the file's order."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from store.box.messages import DutyCount
from tests.committee.hall import made, twelve, up
from tests.desk import TODAY

BAD = "=HYPERLINK(1)[/]\u202e"


def count(rule: str, period: str, due: str, **n: int) -> DutyCount:
    return DutyCount(rule=rule, period=period, due=date.fromisoformat(due), n=n)


@pytest.fixture
def committee(zhibu, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    duties = (
        count("OL-03", "2026-09", "2026-09-30", met=2, overdue=1),
        count("OL-03", "2026-10", "2026-10-31", overdue=2, met_late=1, waived=1),
        count("OL-03", "2026-11", "2026-11-30", due_soon=3),
        count("OL-07", "2026", "2026-12-31", upcoming=1),
        count("OL-01", "2026-Q4", "2026-12-31", unknown=1),
    )
    other = (count("OL-03", "2026-10", "2026-10-31", met=4),)
    home = made(tmp_path, [up(0, duties=duties, visits={"2026-H2": 3}), up(1, duties=other), None])
    text = (home / "committee.toml").read_text(encoding="utf-8").replace('name = "二支部"', f'name = "{BAD}"')
    (home / "committee.toml").write_text(text, encoding="utf-8")
    return lambda *words: zhibu("--data", home, *words)


def tables(text: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split(" | ")])
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def test_the_circular_of_a_quarter(committee) -> None:
    answer = committee("export", "circular", "--period", "2026-Q4")
    assert answer.code == 0
    institutions, unmet, findings, visits = tables(answer.out)
    assert "3个支部中，2个有数据。" in answer.out
    due = {row[0]: row[1:] for row in institutions[2:]}
    assert due["党小组会"] == ["8", "5", "1", "2", "1", "0", "3"]
    assert due["支部党员大会"] == ["0", "0", "0", "0", "0", "1", "0"]
    assert unmet[2][1:3] == ["党小组会：2026年10月 ×2", "支部党员大会：2026年第4季度"]
    assert "没有逾期" in unmet[3][1]
    assert "交换箱里还没有计数" in unmet[4][2]
    assert [row[4] for row in findings[2:]] == ["缺三组记录", "只有签到"]
    assert [row[1] for row in visits[2:]] == ["3", "0", "（待补充）"]
    assert "数据来自支部记录，现场核查见督查情况" in answer.out
    assert "%" not in answer.out


def test_an_earlier_quarter_has_its_own_duties_alone(committee) -> None:
    institutions, *_ = tables(committee("export", "通报", "--period", "2026-Q3").out)
    assert [row[0] for row in institutions[2:]] == ["党小组会"]
    assert institutions[2][1:5] == ["3", "2", "0", "1"]


def test_rows_stand_in_the_order_of_the_file(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    home = twelve(tmp_path)
    for what, at in (("circular", 1), ("matrix", 0)):
        rows = tables(zhibu("--data", home, "export", what).out)[at][2:]
        names = [f"{n}支部" for n in "一二三四五六七八九十"] + ["第11党支部", "第12党支部"]
        assert [row[0] for row in rows] == names


def test_the_matrix_says_the_worst_state_and_how_many(committee) -> None:
    (grid,) = tables(committee("export", "matrix", "--period", "2026-Q4").out)
    assert grid[2][grid[0].index("党小组会")] == "逾期 2"
    assert grid[3][grid[0].index("党小组会")] == "已完成"
    assert set(grid[4][1:-1]) == {"待补"}


@pytest.mark.parametrize("what", ["circular", "matrix"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md", "csv"])
def test_names_are_data_in_every_format(committee, tmp_path, what, suffix) -> None:
    path = tmp_path / f"out.{suffix}"
    answer = committee("export", what, "-o", path)
    assert answer.code == 0, answer.err
    if suffix == "csv":
        text = path.read_text(encoding="utf-8-sig")
        assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(text)) for cell in row)
    if suffix == "xlsx":
        import openpyxl

        for sheet in openpyxl.load_workbook(path):
            assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_branch_has_no_circular(zhibu, tmp_path) -> None:
    zhibu("init", "--name", "x", "--data", tmp_path / "x")
    for what in ("circular", "matrix"):
        answer = zhibu("export", what, "--data", tmp_path / "x")
        assert (answer.code, answer.out) == (1, "")


def test_a_committee_of_no_branches_has_papers_all_the_same(zhibu, tmp_path) -> None:
    zhibu("init", "--committee", "--name", "x", "--data", tmp_path / "x")
    for what in ("circular", "matrix"):
        assert zhibu("export", what, "--data", tmp_path / "x").code == 0


@pytest.mark.parametrize("period", ["2024-Q1", "2025-08", "2025"])
def test_what_was_before_the_counts_begin_is_unknown_and_not_in_order(committee, period) -> None:
    """They go back twelve months and to the quarter's beginning: 1 October 2025."""
    circular, matrix = (committee("export", what, "--period", period).out for what in ("circular", "matrix"))
    institutions, unmet, _ = tables(circular)
    due = {row[0]: row[1:] for row in institutions[2:]}
    months = {"2024-Q1": 3, "2025-08": 1, "2025": 9}[period]
    assert due["党小组会"] == ["0", "0", "0", "0", "0", str(2 * months), "0"]
    assert "没有逾期" not in circular
    assert ["党小组会" in row[2] for row in unmet[2:]] == [True, True, False]
    (grid,) = tables(matrix)
    at = grid[0].index("党小组会")
    assert [row[at] for row in grid[2:]] == ["待补"] * 3
