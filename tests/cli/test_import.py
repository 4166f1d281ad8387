"""`zhibu import`: a preview, one change, one undo; and nothing of what was dropped is anywhere afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.vault import Vault
from tests.exchange.books import CARD, MASKED, book, put
from tui import clock
from tui.config import Config, who

HEAD = ["姓名", "身份证号", "家庭住址", "银行卡号", "工资", "部门", "婚姻状况"]
STREET = "人民路一百零八号"
SALARY = "8765.43"
SECRETS = (MASKED, STREET, CARD, SALARY, "离异", "530101200001010022")


def roster() -> bytes:
    return book(
        (
            "名册",
            [
                HEAD,
                ["新来人", MASKED, STREET, CARD, SALARY, "办公室", "离异"],
                ["翟明远", MASKED, STREET, CARD, SALARY, "局领导班子", None],
                ["坏行", None, None, None, None, "530101200001010022", None],
            ],
        )
    )


@pytest.fixture
def names(folder):
    def read() -> dict[str, str]:
        tables = json.loads((folder / "branch.json").read_text(encoding="utf-8"))
        return {doc["name"]: doc.get("unit", "") for doc in tables["members"].values()}

    return read


def test_without_yes_and_without_a_terminal_it_is_a_preview(zhibu, folder, tmp_path, names):
    before = (folder / "branch.json").read_bytes()
    done = zhibu("import", "roster", put(tmp_path, "r.xlsx", roster()), "--data", folder)
    assert done.code == 1
    assert done.out.startswith("新增 1 人 · 修改 1 人 · 不变 0 人 · 拒绝 1 处")
    assert "--yes" in done.err
    dry = zhibu("import", "roster", tmp_path / "r.xlsx", "--dry-run", "--data", folder)
    assert (dry.code, dry.out) == (0, done.out)
    assert (folder / "branch.json").read_bytes() == before


def test_one_import_is_one_change_that_one_undo_takes_back(zhibu, folder, tmp_path, names):
    before = names()
    path = put(tmp_path, "r.xlsx", roster())
    done = zhibu("import", "roster", path, "--yes", "--data", folder)
    assert done.code == 0
    assert names() == before | {"新来人": "办公室", "翟明远": "局领导班子"}
    again = zhibu("import", "roster", path, "--yes", "--data", folder)
    assert again.code == 0
    assert again.out.startswith("新增 0 人 · 修改 0 人 · 不变 2 人 · 拒绝 1 处")
    revision = json.loads((folder / "branch.json").read_text())["_meta"]["1"]["revision"]
    sample = json.loads((Path(__file__).resolve().parents[2] / "sample_data.json").read_text())
    assert revision == sample["_meta"]["1"]["revision"] + 1
    assert "导入名册" in zhibu("log", "--data", folder).out
    Vault(str(folder)).undo(who(Config(data=str(folder), lang="zh")), clock.now())
    assert names() == before


def test_nothing_that_was_dropped_is_anywhere_in_the_data_folder(zhibu, folder, tmp_path):
    path = put(tmp_path, "r.xlsx", roster())
    shown = [zhibu("import", "roster", path, *more, "--data", folder) for more in ((), ("--dry-run",), ("--yes",))]
    other = book(("名册", [HEAD[:1] + HEAD[5:6], ["又一人", "窗口"]]))
    assert zhibu("import", "roster", put(tmp_path, "r2.xlsx", other), "--yes", "--data", folder).code == 0
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert {"branch.json", "journal.jsonl"} <= {one.name for one in files}
    assert any("backups" in one.parts for one in files)
    for one in files:
        text = one.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in text, one
            assert json.dumps(secret).strip('"').encode() not in text, one
    for answer in shown:
        assert not [secret for secret in SECRETS if secret in answer.out + answer.err]


@pytest.mark.parametrize(
    ("what", "head", "cells"),
    [
        ("attendance", "2026-11-20 主题党日", "事假（陪护）"),
        ("training", "2026-11-20 条例", 4),
    ],
)
def test_nothing_that_a_register_dropped_is_anywhere_either(zhibu, folder, tmp_path, what, head, cells):
    heads = ["姓名", "身份证号", "家庭住址", "银行卡号", "工资", head, "婚姻状况"]
    row = ["翟明远", MASKED, STREET, CARD, SALARY, cells, "离异"]
    path = put(tmp_path, "r.xlsx", book(("名册", [heads, row])))
    shown = [zhibu("import", what, path, *more, "--data", folder) for more in (("--dry-run",), ("--yes",))]
    assert [answer.code for answer in shown] == [0, 0]
    assert zhibu("export", what, "-o", tmp_path / "out.xlsx", "--data", folder).code == 0
    texts = [one.read_bytes() for one in folder.rglob("*") if one.is_file()]
    assert any("翟明远".encode() in text for text in texts)
    for secret in (MASKED, STREET, CARD, SALARY, "离异"):
        assert not [text for text in texts if secret.encode() in text or json.dumps(secret)[1:-1].encode() in text]
        assert not [answer for answer in shown if secret in answer.out + answer.err]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_wrong_with_a_file_is_one_line_that_says_what_to_do(zhibu, folder, tmp_path, lang):
    old = put(tmp_path, "r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    done = zhibu("import", "roster", old, "--data", folder, "--lang", lang)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert ".xlsx" in done.err


def test_nothing_readable_is_a_failure(zhibu, folder, tmp_path):
    done = zhibu("import", "roster", put(tmp_path, "r.csv", "姓名\n12345\n"), "--yes", "--data", folder)
    assert done.code == 1
    assert "第2行" in done.out


def test_read_only_stores_nothing(zhibu, folder, tmp_path):
    before = (folder / "branch.json").read_bytes()
    path = put(tmp_path, "r.xlsx", roster())
    assert zhibu("import", "roster", path, "--yes", "--readonly", "--data", folder).code == 1
    assert (folder / "branch.json").read_bytes() == before


def test_a_name_that_would_move_the_cursor_is_refused_and_shown_harmless(zhibu, folder, tmp_path):
    done = zhibu("import", "roster", put(tmp_path, "r.csv", "姓名,部门\n\x1b[31m红,x\n"), "--yes", "--data", folder)
    assert done.code == 1
    assert "\x1b" not in done.out + done.err


def test_one_sheet_is_chosen_by_its_name(zhibu, folder, tmp_path):
    head = ["姓名", "部门"]
    path = put(tmp_path, "r.xlsx", book(("甲支部", [head, ["宗悫", "一科"]]), ("乙支部", [head, ["丁鸿", "二科"]])))
    done = zhibu("import", "roster", path, "--sheet", "乙支部", "--dry-run", "--data", folder)
    assert (done.code, "丁鸿" in done.out, "宗悫" in done.out) == (0, True, False)
    other = zhibu("import", "roster", path, "--sheet", "丙支部", "--dry-run", "--data", folder)
    assert (other.code, other.out) == (1, "")
    assert all(name in other.err for name in ("丙支部", "甲支部", "乙支部"))


@pytest.mark.parametrize("rows", [[], [["党员花名册"]], [["姓名", "部门"]]])
def test_a_file_of_which_nothing_is_understood_is_no_success(zhibu, folder, tmp_path, rows):
    for what in ("roster", "attendance", "training"):
        done = zhibu("import", what, put(tmp_path, "r.xlsx", book(("Sheet1", rows))), "--yes", "--data", folder)
        assert done.code == 1
