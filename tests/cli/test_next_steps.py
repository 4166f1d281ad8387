"""What a newcomer gets wrong is told with its name and what to do next, in either language, and nothing changes."""

from __future__ import annotations

import errno

import pytest

from tui.cli import output
from widgets.words.lexicon import words_of

TOLD = [
    (["mark", "m474", "某人=病假"], 1, "zhibu list members", "zhibu list members"),
    (["mark", "m474", "翟明远=xx"], 1, "可用：出席 迟到 公假 ", "there are: present late official sick personal "),
    (["log", "zz"], 1, "编号见 zhibu list", "zhibu list the ids"),
    (["list", "zz"], 2, "可用：党员 会议 ", "try members meetings "),
    (["list"], 2, "缺少：WHAT (WHAT: 党员 会议 ", "required: WHAT (WHAT: members meetings "),
    (["import"], 2, "缺少：WHAT, FILE (WHAT: 名册 ", "required: WHAT, FILE (WHAT: roster attendance "),
    (["list", "members", "--ahead"], 2, "会议 督查 ", "meetings checks "),
    (["list", "members", "--kind", "directive"], 2, "不用于 党员", "not for members"),
    (["waive", "OL-03", "理由"], 1, "OL-03/2026-11/", "OL-03/2026-11/"),
    (["export", "month", "-o", "{at}"], 2, "后缀；月报 可用：docx ", "does not end in a format; month can be: docx "),
    (["export", "roster", "m474"], 2, "请去掉", "leave it out"),
    (
        ["backup", "{at}"],
        1,
        "{at} 已经存在，没有覆盖；请换个文件名",
        "{at} exists already and was not overwritten; choose",
    ),
    (["backup", "-"], 2, "zhibu backup 文件；", "zhibu backup FILE; for stdout there is zhibu export all"),
    (["committee", "{at}"], 2, "committee {at} 和 --data ", "committee {at} and --data "),
    (["backup", "{at}/no/x.json"], 1, "没有文件夹 {at}/no：请先建好", "there is no folder {at}/no: make it"),
    (["backup", "{at}/file/x.json"], 1, "{at}/file 不是文件夹；", "{at}/file is not a folder; name another"),
    (["restore", "{at}/no.json"], 1, "{at}/no.json：没有这个文件；", "zhibu backup made, or one in backups/"),
    (
        ["restore", "{at}"],
        1,
        "{at} 不是普通文件，没有读取；请另写一个",
        "{at} is not a regular file and was not read; name",
    ),
    (["init", "--name", "x"], 1, "另建一个请换文件夹（--data）", "for a new one name another folder (--data)"),
    (["purge", ""], 1, "没有“”的内容，请核对编号", "say nothing of “”; check the id"),
    (["receive", ""], 1, "来件里没有“”；", "“” is not in the inbox; "),
    (["list", "entries", "--kind", "zz"], 2, "；有：部署 难点 ", "known are: directive difficulty "),
    (["list", "branches"], 1, "请写机关党委的文件夹（--data）", "name the committee's folder (--data)"),
    (["mark", "m474", "翟明远=病假", "翟明远=事假"], 1, "每人只写一次", "name each once"),
    (["status", "--today", "1900-01-01"], 2, "不是 1950 到 2149 年间的日期", "is no day from 1950 to 2149; write"),
    (["status", "--demo"], 2, "请去掉一个", "leave one out"),
    (["init", "--committee", "--name", "x", "--founded", "2020-01-01"], 2, "机关党委没有，请去掉", "leave them out"),
    (["man", "zz"], 2, "看不懂的参数：zz\n", "unrecognized arguments: zz\n"),
]


@pytest.mark.parametrize(
    ("words", "code", "zh", "en"), TOLD, ids=lambda one: " ".join(one) if type(one) is list else ""
)
def test_what_is_wrong_is_named_with_the_next_step(zhibu, folder, tmp_path, words, code, zh, en) -> None:
    at = tmp_path / "at"
    at.mkdir()
    (at / "file").write_text("")
    before = (folder / "branch.json").read_bytes()
    for lang, said in (("zh", zh), ("en", en)):
        answer = zhibu(*(word.format(at=at) for word in words), "--data", folder, "--lang", lang)
        assert (answer.code, answer.out) == (code, "")
        assert said.format(at=at) in answer.err
    assert [path.name for path in at.iterdir()] == ["file"]
    assert (folder / "branch.json").read_bytes() == before


@pytest.mark.parametrize("command", ["status", "verify", "doctor", "init"])
def test_a_file_in_the_place_of_the_folder_is_named_itself(zhibu, tmp_path, command) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_text("")
    answer = zhibu(command, *(("--name", "x") if command == "init" else ()), "--data", path, "--lang", "en")
    assert f"{path} is not a folder; name another\n" in (answer.out if command == "doctor" else answer.err)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_what_stdout_does_not_take_is_told_in_the_readers_language(zhibu, folder, monkeypatch, lang, number) -> None:
    write = output._write

    def full(stream, text):
        if stream is not output.sys.stdout:
            return write(stream, text)
        raise output.OutputError(number)

    monkeypatch.setattr(output, "_write", full)
    words = words_of(lang)
    listed = zhibu("list", "members", "--data", folder, "--lang", lang)
    assert (listed.code, listed.err) == (1, f"zhibu: {words('cli.unwritable', os=words(f'os.{number}'))}\n")
    stored = zhibu("add", "党课 2026-11-20 学习", "--data", folder, "--lang", lang)
    assert stored.code == 6
    assert words(f"os.{number}") in stored.err


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("mouse = 1", "true 和 false 不加", "true and false are bare"),
        ('user = "\\u0007"', "请换一个", "choose another"),
        ('theme = "pink"', "有：dark light", "there are: dark light"),
    ],
)
def test_a_setting_that_can_not_be_used_is_told_with_what_can(zhibu, folder, own_home, said, zh, en) -> None:
    path = own_home / ".config" / "zhibu" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"{said}\n")
    for lang, told in (("zh", zh), ("en", en)):
        answer = zhibu("list", "members", "--data", folder, "--lang", lang)
        assert (answer.code, answer.out) == (2, "")
        assert told in answer.err


@pytest.mark.parametrize("name", [".lock", "backups", "journal.jsonl", "branch.json"])
def test_what_stands_in_the_place_of_the_stores_own_is_to_be_moved_away(zhibu, folder, name) -> None:
    path = folder / name
    if path.is_dir():
        for one in path.iterdir():
            one.unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    if name == "backups":
        path.write_text("")
    else:
        path.mkdir()
    for lang, said in (("zh", "请管理员查明是谁放的，再把它移走"), ("en", "who put it there, and move it away")):
        answer = zhibu("add", "党课 2026-11-20 学习", "--data", folder, "--lang", lang)
        assert (answer.code, answer.out) == (1, "")
        assert f"{name} " in answer.err
        assert said in answer.err
