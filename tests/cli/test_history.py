"""Undo, redo, log, verify, backup, restore and doctor, as a person runs them."""

from __future__ import annotations

import json
import re

import pytest

from store.disk.files import Files
from store.errors import Unreachable
from tui.cli import parser
from widgets.display import width
from widgets.words.lexicon import words_of


@pytest.fixture
def meeting(zhibu, folder):
    return zhibu("add", "党课", "2026-11-20", "学习党章", "--data", folder).out.strip()


def test_undo_and_redo(zhibu, folder, meeting) -> None:
    assert zhibu("mark", meeting, "翟明远=病假:感冒", "--data", folder).code == 0
    undone = zhibu("undo", "--data", folder)
    assert (undone.code, undone.out) == (0, f"{meeting}\n")
    assert undone.err
    assert not json.loads(zhibu("show", meeting, "--json", "--data", folder).out)["held"]
    assert zhibu("redo", "--data", folder).code == 0
    held = json.loads(zhibu("show", meeting, "--json", "--data", folder).out)
    assert held["roll"]["p2"] == "sick"
    assert [zhibu("undo", "--data", folder).code for _ in range(3)] == [0, 0, 1]
    assert zhibu("show", meeting, "--data", folder).code == 1
    readonly = zhibu("redo", "--readonly", "--data", folder)
    assert (readonly.code, readonly.out) == (1, "")


def test_mine_alone_is_taken_back(zhibu, folder, meeting, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_USER", "王伟")
    assert zhibu("undo", "--data", folder).code == 1
    monkeypatch.delenv("ZHIBU_USER")
    assert zhibu("undo", "--data", folder).code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_log_says_who_what_and_from_what_to_what(zhibu, folder, meeting, lang, monkeypatch) -> None:
    monkeypatch.setenv("ZHIBU_USER", "王伟")
    zhibu("mark", meeting, "翟明远=病假:感冒", "--data", folder)
    zhibu("mark", meeting, "翟明远=出席", "单以宁=late", "--data", folder)
    lines = zhibu("log", meeting, "--data", folder, "--lang", lang).out
    assert lines.count("王伟") == 2
    sick, present = (words_of(lang)(f"attendance.{status}") for status in ("sick", "present"))
    assert "翟明远" in lines
    assert f"{sick} → {present}" in lines
    assert "log." not in lines
    assert "field." not in lines
    entries = json.loads(zhibu("log", meeting, "--json", "--data", folder).out)
    assert [entry["why"] for entry in entries] == ["roll", "roll", "add_meetings"]
    assert entries[0]["changes"][0]["before"]["roll"]["p2"] == "sick"
    shown = json.loads(zhibu("show", meeting, "--json", "--data", folder).out)["history"]
    assert [entry["revision"] for entry in shown] == [entry["revision"] for entry in entries]
    assert zhibu("log", "m0", "--data", folder).code == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_log_tells_what_can_not_be_read(zhibu, folder, meeting, lang) -> None:
    journal = folder / "journal.jsonl"
    journal.write_bytes(b"?\n?\n" + journal.read_bytes())
    said = words_of(lang)("log.unread", n=2) + "\n"
    for words in (["log"], ["log", "--json"], ["log", meeting], ["show", meeting], ["show", meeting, "--json"]):
        answer = zhibu(*words, "--data", folder, "--lang", lang)
        assert (answer.code, answer.err) == (0, said), words
        assert meeting in answer.out
        assert said not in answer.out
    assert [entry["moved"] for entry in json.loads(zhibu("log", "--json", "--data", folder).out)] == [None]
    assert "zhibu verify" in said
    nothing = zhibu("log", "m0", "--data", folder, "--lang", lang)
    assert (nothing.code, nothing.err.startswith(said)) == (1, True)


def test_verify(zhibu, folder, meeting) -> None:
    assert zhibu("verify", "--data", folder).code == 0
    assert json.loads(zhibu("verify", "--json", "--data", folder).out) == []
    path = folder / "branch.json"
    path.write_text(path.read_text().replace("学习党章", "学习党史"))
    outside = zhibu("verify", "--data", folder)
    assert outside.code == 5
    assert "branch.json" in outside.out
    path.write_text("{")
    assert zhibu("verify", "--data", folder).code == 5


def test_verify_says_what_to_do(zhibu, folder, meeting) -> None:
    def told() -> list[str]:
        return zhibu("verify", "--data", folder, "--lang", "en").out.splitlines()

    journal, branch = folder / "journal.jsonl", folder / "branch.json"
    lines, whole = journal.read_bytes(), branch.read_bytes()
    journal.write_bytes(lines[:-20])
    assert told()[-1].startswith("→ compare the records")
    journal.write_bytes(b"?\n" + lines)
    assert told()[-1].startswith("→ the records are untouched and can be changed on")
    journal.unlink()
    assert told() == ["journal.jsonl: the file is gone", told()[-1]]
    assert told()[-1].startswith("→ the records are untouched and can be changed on")
    journal.write_bytes(lines)
    branch.write_bytes(whole[:-9])
    assert told()[-1].endswith("zhibu restore brings the last good state back")
    branch.write_bytes(whole)
    next((folder / "backups").iterdir()).write_text("{")
    assert told()[-1].startswith("→ the records are untouched; a backup")


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("journal.jsonl"), lambda path: path.mkdir()])
def test_verify_sees_what_stands_in_the_place_of_the_lock(zhibu, folder, meeting, make) -> None:
    (folder / ".lock").unlink()
    make(folder / ".lock")
    answer = zhibu("verify", "--data", folder, "--lang", "en")
    assert (answer.code, answer.out.split(":")[0]) == (5, ".lock")
    assert answer.out.endswith("→ ask an administrator who put it there, and remove it\n")


def test_verify_names_records_that_can_not_be_read(zhibu, folder) -> None:
    path = folder / "branch.json"
    tables = json.loads(path.read_text())
    number = next(iter(tables["members"]))
    tables["members"][number]["name"] = 7
    path.write_text(json.dumps(tables))
    answer = zhibu("verify", "--data", folder)
    assert answer.code == 1
    assert f"members/{number}/name" in answer.out


DOUBLE = """dues/99/month：与另一条重复，已原样保留
→ 只算先的一条；多出的一条不列出、不计入，原样保留在文件里。其中独有的内容请补录到先的一条
"""


def test_verify_names_dues_of_a_month_that_has_its_own(zhibu, folder) -> None:
    def register() -> str:
        return zhibu("export", "dues", "--period", "2026-10", "-o", "-", "--data", folder).out

    before = register()
    path = folder / "branch.json"
    tables = json.loads(path.read_text())
    first = next(one for one in tables["dues"].values() if one["month"] == "2026-10")
    tables["dues"]["99"] = {"id": "d99", "month": "2026-10", "paid": {"p2.1": "2026-10-03"}}
    path.write_text(json.dumps(tables))
    answer = zhibu("verify", "--data", folder)
    assert (answer.code, answer.out) == (1, DOUBLE)
    duty = json.loads(zhibu("show", "DUE-01/2026-10", "--json", "--data", folder).out)
    assert (duty["state"], duty["evidence"]) == ("met", [first["id"]])
    assert register() == before
    assert "2026-10-03" not in before


def test_backup_and_restore(zhibu, folder, meeting, tmp_path) -> None:
    copy = tmp_path / "copy.json"
    assert zhibu("backup", copy, "--data", folder).out == f"{copy}\n"
    assert zhibu("backup", copy, "--data", folder).code == 1
    kept = zhibu("backup", "--data", folder).out.strip()
    assert kept.startswith(str(folder / "backups"))
    assert zhibu("undo", "--data", folder).code == 0
    assert zhibu("show", meeting, "--data", folder).code == 1
    assert zhibu("restore", copy, "--data", folder, "--readonly").code == 1
    restored = zhibu("restore", copy, "--data", folder)
    assert restored.code == 0
    assert json.loads(zhibu("status", "--json", "--data", folder).out)["branch"]["name"] in restored.err
    assert zhibu("show", meeting, "--data", folder).code == 0
    nothing = zhibu("restore", tmp_path / "nothing.json", "--data", folder, "--lang", "en")
    assert (nothing.code, nothing.err.count("\n")) == (1, 1)
    assert "nothing.json: no such file" in nothing.err
    (tmp_path / "rubbish.json").write_text("{")
    rubbish = zhibu("restore", tmp_path / "rubbish.json", "--data", folder, "--lang", "en")
    assert (rubbish.code, rubbish.err.count("\n")) == (1, 1)
    assert "rubbish.json:1:" in rubbish.err
    assert "not whole JSON" in rubbish.err


@pytest.mark.parametrize("later", ["store.vault.Vault.history", "tui.cli.context.CommandContext.go_up"])
def test_what_is_stored_is_never_called_not_stored(zhibu, folder, meeting, tmp_path, monkeypatch, later) -> None:
    """The server goes away when it has stored, before the program has asked for what it says of that."""

    def revision() -> int:
        return json.loads(zhibu("status", "--json", "--data", folder).out)["revision"]

    def away(*_: object) -> None:
        raise Unreachable(path="postgresql:///zhibu/one")

    zhibu("backup", tmp_path / "whole.json", "--data", folder)
    was = revision()
    monkeypatch.setattr(later, away)
    answer = zhibu("restore", tmp_path / "whole.json", "--data", folder, "--lang", "en")
    assert (answer.code, revision()) == (6, was + 1)
    assert f"stored ({was + 1}): don't store it again" in answer.err
    assert "nothing was stored" not in answer.err


def test_restore_after_damage(zhibu, folder, meeting) -> None:
    zhibu("add", "党课", "2026-11-21", "又一次", "--data", folder)
    (folder / "branch.json").write_text("{")
    assert zhibu("status", "--data", folder).code == 5
    assert zhibu("restore", "--data", folder).code == 0
    assert zhibu("status", "--data", folder).code == 0
    assert zhibu("show", meeting, "--data", folder).code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_doctor_speaks_of_everything_and_never_fails(zhibu, folder, tmp_path, lang) -> None:
    for data in (folder, tmp_path / "nowhere"):
        answer = zhibu("doctor", "--data", data, "--lang", lang)
        assert (answer.code, answer.err) == (0, "")
        assert str(data) in answer.out
        assert "doctor." not in answer.out
    folder.chmod(0o755)
    assert "chmod o-rwx" in zhibu("doctor", "--data", folder, "--lang", lang).out


def test_doctor_knows_the_day_that_everything_else_is_judged_by(zhibu, folder) -> None:
    def days(*more: str) -> set[str]:
        return set(re.findall(r"\b20\d\d-\d\d-\d\d\b", zhibu("doctor", "--data", folder, *more).out))

    assert days() == {"2026-11-22"} == {json.loads(zhibu("status", "--json", "--data", folder).out)["today"]}
    assert days("--today", "2026-03-01") == {"2026-03-01"}


@pytest.mark.parametrize(("shared", "mode", "right"), [(0, 0o600, ""), (0, 0o644, "600"), (0o2000, 0o600, "660")])
def test_doctor_looks_at_the_modes_of_the_files(zhibu, folder, shared, mode, right) -> None:
    folder.chmod(0o770 | shared if shared else 0o700)
    (folder / "branch.json").chmod(mode)
    said = zhibu("doctor", "--data", folder, "--lang", "en").out
    assert f"branch.json {mode:04o} " in said
    assert (f"chmod {right} {folder}/branch.json" in said) == bool(right)


def test_doctor_knows_a_disk_that_nobody_may_write(zhibu, folder, monkeypatch) -> None:
    monkeypatch.setattr(Files, "may_write", lambda files, name: False)
    assert "Ask the administrator for the right" in zhibu("doctor", "--data", folder, "--lang", "en").out
    monkeypatch.setattr(Files, "is_read_only", lambda files, handle: True)
    said = zhibu("doctor", "--data", folder, "--lang", "en").out
    assert "the disk is read-only" in said
    assert "Ask the administrator" not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_doctors_ruler_is_straight_on_a_good_terminal(zhibu, folder, lang) -> None:
    bars = [line for line in zhibu("doctor", "--data", folder, "--lang", lang).out.splitlines() if line.endswith("|")]
    assert len(bars) == 2
    assert len({width(line) for line in bars}) == 1


OF_NO_BRANCH = {"init", "doctor", "import", "man", "completion", "rules", "server", "committee", "move"}
"""Commands that need no branch, or that say first which one is meant."""


@pytest.mark.parametrize("command", sorted(parser.COMMANDS.keys() - OF_NO_BRANCH))
def test_every_command_names_the_ways_to_begin(zhibu, tmp_path, command) -> None:
    words = {
        "add": ["党课 2026-11-20 学习"],
        "mark": ["m1"],
        "list": ["members"],
        "show": ["m1"],
        "waive": ["OL-01/2026-Q4", "理由"],
        "export": ["month"],
        "purge": ["p1"],
        "receive": ["e1"],
    }.get(command, [])
    answer = zhibu(command, *words, "--data", tmp_path / "nowhere")
    assert answer.code == 1
    assert all(way in answer.err for way in ("init", "import roster", "--demo"))
    assert not (tmp_path / "nowhere").exists()


def test_looking_only_makes_no_copy_in_the_branchs_folder(zhibu, folder, tmp_path) -> None:
    refused = zhibu("backup", "--readonly", "--data", folder)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert sorted(path.name for path in folder.iterdir()) == ["branch.json"]
    assert zhibu("backup", tmp_path / "copy.json", "--readonly", "--data", folder).code == 0
    assert (tmp_path / "copy.json").read_bytes() == (folder / "branch.json").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["branch.json"]
