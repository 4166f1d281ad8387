"""`zhibu export`: to a file in the format of its name, or as text to stdout."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_report_is_one_command(zhibu, tmp_path):
    path = tmp_path / "十月.docx"
    done = zhibu("--demo", "export", "month", "--period", "2026-10", "-o", path)
    assert (done.code, done.out) == (0, "")
    assert str(path) in done.err
    assert done.err.count("\n") == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = zhibu("--demo", "export", "month", "--period", "2026-10", "-o", path)
    assert again.code == 1
    assert "--yes" in again.err
    assert zhibu("--demo", "export", "month", "--period", "2026-09", "-o", path, "--yes").code == 0


def test_without_a_file_a_text_goes_to_stdout(zhibu):
    done = zhibu("--demo", "export", "notice", "m474")
    assert done.code == 0
    assert "报告厅" in done.out
    assert zhibu("--demo", "export", "roster", "--lang", "en").out.startswith("# Roster of")
    assert zhibu("--demo", "export", "calendar").out.startswith("BEGIN:VCALENDAR")


def test_a_dash_is_stdout(zhibu, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for what in (("month",), ("notice", "m474"), ("calendar",), ("all",)):
        assert zhibu("--demo", "export", *what, "-o", "-").out[:40] == zhibu("--demo", "export", *what).out[:40] != ""
    assert not (tmp_path / "-").exists()


def test_what_goes_to_a_file_by_the_shell_is_utf8_in_every_locale(folder):
    tables = json.loads((folder / "branch.json").read_text(encoding="utf-8"))
    name = tables["members"]["1"]["name"] = "陈𬀩\x85\u202e"
    (folder / "branch.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    for encoding in ("latin-1", "gbk", "ascii"):
        for what in ("all", "roster"):
            done = subprocess.run(
                [sys.executable, "-m", "tui", "export", what, "--data", str(folder)],
                cwd=ROOT,
                env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
                capture_output=True,
            )
            text = done.stdout.decode("utf-8")
            assert "陈𬀩" in text
            assert "\x85" not in text
            assert "\u202e" not in text
            if what == "all":
                assert json.loads(text)["members"]["1"]["name"] == name


@pytest.mark.parametrize("what", ["month", "calendar", "roster"])
def test_what_a_format_lacks_is_said_before_the_work_with_the_command_that_mends_it(zhibu, tmp_path, monkeypatch, what):
    monkeypatch.setattr("tui.files.documents.find_spec", lambda name: None)
    suffix = {"month": "docx", "calendar": "ics", "roster": "xlsx"}[what]
    path = tmp_path / f"x.{suffix}"
    done = zhibu("--data", tmp_path / "nothing", "export", what, "-o", path)
    assert done.code == 1
    assert f"{sys.executable} -m pip install " in done.err
    assert not path.exists()


@pytest.mark.parametrize("what", [("notice", "m9991"), ("month", "--period", "2026-10")])
def test_a_title_that_was_copied_is_told_before_it_is_handed_out(zhibu, folder, tmp_path, what):
    file = folder / "branch.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    meeting = {"id": "m9991", "day": "2026-10-23", "items": [{"kind": "study"}], "topic": "9月集中学习", "roll": {}}
    tables["meetings"]["9991"] = meeting
    file.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    done = zhibu("export", *what, "-o", tmp_path / "x.md", "--data", folder)
    assert done.code == 0
    assert "标题“9月集中学习”写的是 2026-09" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "notice"), 2),
        (("export", "month", "m1"), 2),
        (("export", "notice", "m999999"), 1),
        (("export", "month", "--period", "2026-13"), 2),
        (("export", "notice", "m466", "--period", "2026-11"), 2),
        (("export", "roster", "--period", "2025"), 2),
        (("export", "admissions", "--period", "2025"), 2),
        (("export", "all", "--period", "2026-10", "-o", "x.json"), 2),
        (("export", "up", "--period", "2026-10", "-o", "x.json"), 2),
        (("export", "up", "m466", "-o", "x.json"), 2),
        (("export", "month", "-o", "x.exe"), 2),
        (("export", "month", "-o", "x"), 2),
        (("export", "calendar", "-o", "x.xlsx"), 2),
        (("export", "nothing"), 2),
    ],
)
def test_what_can_not_be_is_said(zhibu, words, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = zhibu("--demo", *words)
    assert done.code == code
    assert done.err
    assert not list(tmp_path.glob("x*"))


def test_all_goes_out_and_comes_back_exactly(zhibu, folder, tmp_path):
    file = folder / "branch.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    tables["members"]["1"]["未知的"] = {"字段": [1, "二", None]}
    tables["members"]["77"] = {"id": "p7777", "坏": True}
    file.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    path = tmp_path / "全部.json"
    assert zhibu("export", "all", "-o", path, "--data", folder).code in (0, 1)
    assert json.loads(path.read_text(encoding="utf-8")) == tables

    from datetime import UTC, datetime

    from store.vault import Vault, Who

    vault = Vault(str(folder))
    vault.restore(str(path), Who(uid=1, user="t"), datetime(2026, 11, 22, tzinfo=UTC))
    back = json.loads(file.read_text(encoding="utf-8"))
    assert back.pop("_meta")["1"]["revision"] > tables.pop("_meta")["1"]["revision"]
    assert back == tables


def test_a_roster_goes_out_and_in_without_a_change(zhibu, folder, tmp_path):
    for name in ("r.xlsx", "r.csv"):
        assert zhibu("export", "roster", "-o", tmp_path / name, "--data", folder).code == 0
        before = (folder / "branch.json").read_bytes()
        done = zhibu("import", "roster", tmp_path / name, "--yes", "--data", folder)
        assert done.code == 0
        assert done.out.startswith("新增 0 人 · 修改 0 人 · 不变 24 人 · 拒绝 0 处")
        assert (folder / "branch.json").read_bytes() == before


@pytest.mark.parametrize(("what", "suffix", "called"), [("up", "xlsx", "上报"), ("notice", "ics", "通知")])
def test_a_format_that_there_is_not_is_refused_in_the_words_of_the_language(zhibu, tmp_path, what, suffix, called):
    path = tmp_path / f"a.{suffix}"
    refused = zhibu("--demo", "export", what, *(["m474"] if what == "notice" else []), "-o", path)
    assert (refused.code, path.exists()) == (2, False)
    assert f"{called} 不能写成 {suffix}" in refused.err


PLACES = [
    ("no/x.{0}", "没有文件夹 {at}/no：请先建好，或换一个", "There is no folder {at}/no: make it, or choose another"),
    ("file/x.{0}", "{at}/file 不是文件夹：请换个地方", "{at}/file is no folder: choose another place"),
    ("full.{0}", "{at}/full.{0} 是文件夹：请写明其中的文件", "{at}/full.{0} is a folder: name a file in it"),
    (
        "link.{0}",
        "{at}/link.{0} 是一个链接，没有写：请换个文件名",
        "{at}/link.{0} is a link, nothing was written: choose",
    ),
    (
        "长" * 90 + ".{0}",
        "没有写成，名称太长：请换个短些的",
        "was not written, the name is too long: choose a shorter one",
    ),
]


@pytest.mark.parametrize(("name", "zh", "en"), PLACES, ids=[name[:7] for name, _, _ in PLACES])
@pytest.mark.parametrize(("what", "suffix"), [("roster", "md"), ("up", "json")])
def test_where_nothing_can_be_written_is_told_with_what_to_do(zhibu, tmp_path, name, zh, en, what, suffix):
    at = tmp_path / "at"
    at.mkdir()
    (at / "file").write_text("")
    (at / f"full.{suffix}").mkdir()
    (at / f"link.{suffix}").symlink_to("elsewhere")
    for lang, said in (("zh", zh), ("en", en)):
        done = zhibu("--demo", "export", what, "-o", at / name.format(suffix), "--yes", "--lang", lang)
        assert (done.code, done.out) == (1, "")
        assert said.format(suffix, at=at) in done.err
        assert done.err.count("\n") == 1
    assert len(list(at.iterdir())) == 3


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_why_nothing_was_written_is_told_with_what_to_do(zhibu, tmp_path, monkeypatch, number):
    def fails(*_) -> None:
        raise OSError(number, "")

    monkeypatch.setattr("tui.files.saving._write", fails)
    at = tmp_path / "x.md"
    said = {
        errno.EACCES: f"没有权限写进文件夹 {tmp_path}：请换一个",
        errno.ENOSPC: f"{at} 没有写成，磁盘已满：请腾出空间后再导出",
        errno.EROFS: f"{at} 没有写成，磁盘是只读的：请换个文件夹",
        errno.EDQUOT: f"{at} 没有写成，超出磁盘配额：请腾出空间后再导出",
        errno.EIO: f"{at} 没有写成，磁盘读写出错：请换个地方",
    }[number]
    done = zhibu("--demo", "export", "roster", "-o", at)
    assert (done.code, done.err) == (1, f"zhibu: {said}\n")
