"""The box of a branch from the command line: what came down is listed, received and answered; counts go up."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.box.messages import LARGEST
from tests.boxes import DIRECTIVE, DOWN, FOUND, NOTICE, BoxedBranch
from tests.tiers import crossed, quick

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def boxed(folder, tmp_path) -> BoxedBranch:
    made = BoxedBranch(folder, tmp_path / "box" / "one")
    made.sends(DOWN)
    return made


def test_status_counts_what_came_down(zhibu, boxed) -> None:
    assert json.loads(zhibu("status", "--json", "--data", boxed.folder).out)["attention"]["inbox"] == 3
    assert "来件 3" in zhibu("status", "--plain", "--data", boxed.folder).out
    assert "inbox 3" in zhibu("status", "--lang", "en", "--data", boxed.folder).out
    short = zhibu("status", "--short", "--data", boxed.folder).out
    assert "来件 3" in short
    assert "教育" not in short


def test_without_a_box_there_is_nothing_in_it(zhibu, folder) -> None:
    assert json.loads(zhibu("status", "--json", "--data", folder).out)["attention"]["inbox"] == 0
    assert "来件" not in zhibu("status", "--plain", "--data", folder).out
    assert json.loads(zhibu("list", "inbox", "--json", "--data", folder).out) == []
    assert zhibu("add", "办结 e484 11-20 已报送", "--data", folder).code == 0
    assert not [one for one in folder.rglob("*") if one.name in ("up", "up.json")]


def test_the_list_has_the_most_urgent_first(zhibu, boxed) -> None:
    listed = json.loads(zhibu("list", "inbox", "--json", "--data", boxed.folder).out)
    assert [(one["origin"], one["kind"] if "kind" in one else one["rule"], one["state"]) for one in listed] == [
        ("box:e13", "directive", "overdue"),
        ("box:e12", "notice", "open"),
        ("box:f3", "OL-03", "open"),
    ]
    assert listed[1]["reply"] == "number"
    assert listed[1]["from"] == "机关党委"
    assert "党小组会" in zhibu("list", "inbox", "小组", "--data", boxed.folder).out


def test_looking_changes_no_byte(zhibu, boxed) -> None:
    before = boxed.everything()
    for words in (
        ("status",), ("status", "--json"), ("status", "--short"), ("list", "inbox"), ("list", "inbox", "--json"),
        ("list", "entries"), ("list", "findings"), ("show", "box:e12"), ("show", "box:f3", "--json"), ("doctor",),
        ("verify",), ("log",), ("export", "up", "-o", "-"), ("list", "inbox", "--ahead"), ("export", "ledger"),
    ):  # fmt: skip
        assert zhibu(*words, "--data", boxed.folder).code == 0, words
        assert boxed.everything() == before, words


def test_receiving_is_one_undoable_line(zhibu, boxed) -> None:
    answer = zhibu("receive", "box:e12", "--data", boxed.folder)
    assert (answer.code, answer.out) == (0, "e487\n")
    entry = json.loads(zhibu("show", "e487", "--json", "--data", boxed.folder).out)
    assert (entry["kind"], entry["title"], entry["origin"]) == ("notice", NOTICE.title, "box:e12")
    assert (entry["due"], entry["note"], entry["reply"]) == ("2026-12-05", NOTICE.text, "number")
    assert [one["origin"] for one in json.loads(zhibu("list", "inbox", "--json", "--data", boxed.folder).out)] == [
        "box:e13", "box:f3",
    ]  # fmt: skip
    again = zhibu("receive", "box:e12", "--data", boxed.folder)
    assert again.code == 1
    assert "box:e13 box:f3" in again.err
    assert "e487" in again.err
    assert "收下来件" in zhibu("log", "--data", boxed.folder).out
    assert zhibu("undo", "--data", boxed.folder).code == 0
    assert len(json.loads(zhibu("list", "inbox", "--json", "--data", boxed.folder).out)) == 3


def test_what_is_changed_above_is_news_again(zhibu, boxed) -> None:
    def told() -> list[tuple[str, str, str | None]]:
        listed = json.loads(zhibu("list", "inbox", "--json", "--data", boxed.folder).out)
        return [(one["origin"], one["news"], one["record"]) for one in listed if one["origin"] == "box:e12"]

    assert zhibu("receive", "e12", "--data", boxed.folder).out == "e487\n"
    assert told() == []
    later = NOTICE.but(due=date(2026, 12, 20), reply="text", text="附表改了")
    boxed.sends(DOWN.but(items=(later, DIRECTIVE)))
    assert told() == [("box:e12", "changed", "e487")]
    shown = zhibu("show", "box:e12", "--data", boxed.folder).out
    assert re.search("2026-12-05 . 2026-12-20", shown)
    assert re.search("一个数 . 文字", shown)
    assert later.text in shown
    before = boxed.everything()
    refused = zhibu("receive", "e12", "24", "--data", boxed.folder)
    assert (refused.code, "办结 e487" in refused.err, boxed.everything() == before) == (1, True, True)
    assert zhibu("receive", "e12", "--data", boxed.folder).out == "e487\n"
    entry = json.loads(zhibu("show", "e487", "--json", "--data", boxed.folder).out)
    assert (entry["due"], entry["reply"], entry["note"]) == ("2026-12-20", "text", later.text)
    assert told() == []
    log = zhibu("log", "e487", "--data", boxed.folder).out
    assert "收下上级更改" in log
    assert "2026-12-05 → 2026-12-20" in log
    assert "来件版本" not in log
    assert zhibu("undo", "--data", boxed.folder).code == 0
    assert told() == [("box:e12", "changed", "e487")]
    assert zhibu("verify", "--data", boxed.folder).code == 0


def test_a_finding_is_the_committees_inspection(zhibu, boxed) -> None:
    def inspected() -> str:
        duties = json.loads(zhibu("list", "checks", "RS-04", "--json", "--data", boxed.folder).out)
        return next(one["state"] for one in duties if one["period"] == "2026")

    before = json.loads((boxed.folder / "branch.json").read_text(encoding="utf-8"))
    before["findings"].clear()
    (boxed.folder / "branch.json").write_text(json.dumps(before), encoding="utf-8")
    assert inspected() == "unknown"
    id = zhibu("receive", "f3", "--data", boxed.folder).out.strip()
    finding = json.loads(zhibu("show", id, "--json", "--data", boxed.folder).out)
    assert (finding["inspector"], finding["origin"], finding["text"]) == ("机关党委", "box:f3", FOUND.text)
    assert inspected() == "met"
    assert zhibu("receive", "box:f3", "回复", "--data", boxed.folder).code == 1


@pytest.mark.parametrize("reply", quick(["24.5", "２４"], ["24", "24.5", "0", "２４"]))
def test_a_reply_at_once(reply, zhibu, boxed) -> None:
    answer = zhibu("receive", "e12", reply, "--data", boxed.folder)
    assert answer.code == 0
    assert reply in answer.err
    (receipt,) = boxed.up.received
    assert (receipt.origin, receipt.state, receipt.reply) == ("e12", "done", reply)


@pytest.mark.parametrize("reply", quick(["24人", "nan", ""], ["二十", "24人", "1e3", "nan", "", "\x1b[31m"]))
def test_a_reply_that_is_no_number(reply, zhibu, boxed) -> None:
    before = boxed.everything()
    if reply:
        assert zhibu("receive", "e12", reply, "--data", boxed.folder).code == 1
        assert boxed.everything() == before
    id = zhibu("receive", "e12", "--data", boxed.folder).out.strip()
    after = boxed.everything()
    assert zhibu("add", f"办结 {id} 11-22 {reply}", "--data", boxed.folder).code == 1
    assert boxed.everything() == after


CLOSING = [("11-22 24", "24"), ("24", "24"), ("24 11-22", "24"), ("1122 1205", "1205"), ("： 12", "12")]


@pytest.mark.parametrize(("line", "reply"), quick(CLOSING[2:4], CLOSING))
def test_closing_by_the_line_says_that_it_goes_up(line, reply, zhibu, boxed) -> None:
    id = zhibu("receive", "e12", "--data", boxed.folder).out.strip()
    answer = zhibu("add", f"办结 {id} {line}", "--data", boxed.folder)
    assert "照原样上报" in answer.err
    assert boxed.up.received[0].reply == reply
    own = zhibu("add", "办结 e484 11-20 已报送", "--data", boxed.folder)
    assert own.code == 0
    assert "上报" not in own.err.replace("已报送", "")


def test_a_secret_number_goes_neither_up_nor_into_the_branch(zhibu, boxed) -> None:
    assert zhibu("receive", "e12", "53010119800701001X", "--data", boxed.folder).code == 1
    assert boxed.up is None
    id = zhibu("receive", "e13", "--data", boxed.folder).out.strip()
    assert zhibu("waive", id, "53010119800701001X", "--data", boxed.folder).code == 1
    assert "53010119800701001X" not in zhibu("log", "--json", "--data", boxed.folder).out


def test_why_not_goes_up(zhibu, boxed) -> None:
    id = zhibu("receive", "e13", "--data", boxed.folder).out.strip()
    answer = zhibu("waive", id, "本支部不承担", "--data", boxed.folder)
    assert "照原样上报" in answer.err
    (receipt,) = boxed.up.received
    assert (receipt.state, receipt.reply) == ("dropped", "本支部不承担")


def test_after_a_change_the_counts_are_there(zhibu, boxed) -> None:
    assert boxed.up is None
    answer = zhibu("add", "办结 e484 11-20 已报送", "--data", boxed.folder)
    assert answer.code == 0
    up = boxed.up
    assert (up.unit, up.members, up.as_of) == ("one", 24, date(2026, 11, 22))
    assert up.revision == 487
    assert os.stat(boxed.place / "up" / "up.json").st_mode & 0o777 == 0o660
    assert zhibu("undo", "--data", boxed.folder).code == 0
    assert boxed.up.revision == 488


def test_a_refused_change_sends_nothing(zhibu, boxed) -> None:
    assert zhibu("add", "办结 e999 11-20", "--data", boxed.folder).code == 1
    assert zhibu("add", "--readonly", "办结 e484 11-20 好", "--data", boxed.folder).code == 1
    assert boxed.up is None


def test_a_box_that_cant_be_written_fails_no_change(zhibu, boxed) -> None:
    shutil.rmtree(boxed.place / "up")
    answer = zhibu("add", "办结 e484 11-20 已报送", "--data", boxed.folder)
    assert (answer.code, answer.out) == (0, "e484\n")
    assert "zhibu doctor" in answer.err
    assert not (boxed.place / "up").exists()


def _newer(path: Path) -> None:
    path.write_text('{"schema": 2}', encoding="utf-8")


def _large(path: Path) -> None:
    path.write_bytes(b" " * (LARGEST + 1))


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _gone(path: Path) -> None:
    path.unlink()
    path.parent.joinpath(".lock").unlink(missing_ok=True)
    path.parent.rmdir()


@pytest.mark.parametrize(("harm", "lang"), crossed([_newer, _large, _half, _link, _fifo, _folder, _gone], ["zh", "en"]))
def test_a_damaged_box_is_told_and_all_else_works(lang, harm, zhibu, boxed) -> None:
    harm(boxed.place / "down" / "down.json")
    answer = zhibu("status", "--json", "--lang", lang, "--data", boxed.folder)
    assert answer.code == 0
    assert json.loads(answer.out)["attention"]["inbox"] == 0
    assert str(boxed.place / "down") in answer.err
    assert len(answer.err.splitlines()) == 1
    assert zhibu("list", "inbox", "--data", boxed.folder).code == 0
    assert zhibu("add", "办结 e484 11-20 已报送", "--data", boxed.folder).code == 0
    assert boxed.up is not None
    assert zhibu("status", "--short", "--data", boxed.folder).err == ""


def test_a_wrong_setting_is_told_with_its_line(zhibu, boxed) -> None:
    (boxed.folder / "local.toml").write_text('party_day = 5\nbox = 3\npublish = ["names"]\nunit = ""\n')
    answer = zhibu("status", "--json", "--data", boxed.folder)
    assert [f"第 {line} 行" in answer.err for line in (1, 2, 3, 4)] == [False, True, True, True]
    assert json.loads(answer.out)["attention"]["inbox"] == 0


def test_the_file_above_names_no_box(zhibu, boxed, tmp_path) -> None:
    above = tmp_path / "pack.toml"
    above.write_text(f'box = "{boxed.place}"\n', encoding="utf-8")
    (boxed.folder / "local.toml").write_text(f'above = "{above}"\n', encoding="utf-8")
    answer = zhibu("add", "办结 e484 11-20 已报送", "--data", boxed.folder)
    assert answer.code == 0
    assert boxed.up is None
    assert "box" in zhibu("status", "--data", boxed.folder).err


def test_a_relative_path_is_from_the_branch(zhibu, boxed) -> None:
    (boxed.folder / "local.toml").write_text('box = "../box/one"\nunit = "第一"\n', encoding="utf-8")
    assert zhibu("export", "up", "--data", boxed.folder).code == 0
    assert boxed.up.unit == "第一"


def test_targets_go_up_only_where_they_are_published(zhibu, boxed) -> None:
    sheet = '[[target]]\nid = "T-01"\nname = "三会一课"\nmeasure = "duties"\nrules = ["OL-01"]\nweight = 5\n'
    sheet += 'points = "all"\n'
    settings = (boxed.folder / "local.toml").read_text(encoding="utf-8")
    (boxed.folder / "local.toml").write_text(settings + sheet, encoding="utf-8")
    zhibu("export", "up", "--data", boxed.folder)
    assert boxed.up.targets is None
    (boxed.folder / "local.toml").write_text(f'{settings}publish = ["targets"]\n{sheet}', encoding="utf-8")
    zhibu("export", "up", "--data", boxed.folder)
    assert [one.id for one in boxed.up.targets] == ["T-01"]


def test_a_visit_is_a_session_with_a_guest_from_above(zhibu, boxed) -> None:
    zhibu("export", "up", "--data", boxed.folder)
    before = boxed.up.visits["2026-H2"]
    id = zhibu("add", "支委会 11-20 14:00 +方谨言 列席调研", "--data", boxed.folder).out.split()[0]
    assert zhibu("mark", id, "--data", boxed.folder).code == 0
    assert boxed.up.visits["2026-H2"] == before + 1


def test_carried_by_hand(zhibu, boxed, folder, tmp_path) -> None:
    file = tmp_path / "for-one.json"
    shutil.copy(boxed.place / "down" / "down.json", file)
    refused = zhibu("import", "down", file, "--data", folder)
    assert refused.code == 1
    assert str(boxed.place) in refused.err
    (folder / "local.toml").unlink()
    shown = zhibu("import", "down", file, "--dry-run", "--data", folder)
    assert NOTICE.title in shown.out
    assert not (folder / "down").exists()
    assert zhibu("import", "down", file, "--data", folder).code == 0
    assert len(json.loads(zhibu("list", "inbox", "--json", "--data", folder).out)) == 3
    assert zhibu("receive", "e12", "24", "--data", folder).code == 0
    sent = json.loads(zhibu("导出", "上报", "-o", "-", "--data", folder).out)
    assert sent["received"] == [{"origin": "e12", "day": "2026-11-22", "state": "done", "reply": "24"}]
    assert sent["unit"] == "one"
    assert zhibu("verify", "--data", folder).code == 0


@pytest.mark.parametrize("text", ["{", '{"schema": 9}', "[]", "x" * (LARGEST + 1)])
def test_what_is_nothing_from_a_committee_is_refused(text, zhibu, folder, tmp_path) -> None:
    file = tmp_path / "down.json"
    file.write_text(text, encoding="utf-8")
    answer = zhibu("import", "down", file, "--data", folder)
    assert answer.code == 1
    assert str(file) in answer.err
    assert not (folder / "down").exists()


def test_what_is_older_or_for_another_is_refused(zhibu, folder, tmp_path, boxed) -> None:
    files = {}
    for name, sent in (("now", DOWN), ("old", DOWN.but(as_of=date(2026, 1, 1))), ("two", DOWN.but(unit="two"))):
        boxed.sends(sent)
        files[name] = tmp_path / f"{name}.json"
        shutil.copy(boxed.place / "down" / "down.json", files[name])
    (folder / "local.toml").write_text('unit = "one"\n', encoding="utf-8")
    assert zhibu("import", "down", files["now"], "--data", folder).code == 0
    assert zhibu("import", "down", files["old"], "--data", folder).code == 1
    assert zhibu("import", "down", files["two"], "--data", folder).code == 1
    assert len(json.loads(zhibu("list", "inbox", "--json", "--data", folder).out)) == 3


def test_closed_above_and_reopened(zhibu, boxed) -> None:
    id = zhibu("receive", "f3", "--data", boxed.folder).out.strip()
    boxed.sends(DOWN.but(findings=(FOUND.but(closed=date(2026, 11, 21)),)))
    assert zhibu("receive", "f3", "--data", boxed.folder).out == f"{id}\n"
    assert boxed.up.findings[0].closed is None  # nobody here has closed it
    assert "已销号 2026-11-21" in zhibu("show", id, "--data", boxed.folder).out
    again = FOUND.but(reopened=date(2026, 11, 22), due=date(2026, 12, 20))
    boxed.sends(DOWN.but(findings=(again,)))
    assert zhibu("receive", "f3", "--data", boxed.folder).code == 0
    finding = json.loads(zhibu("show", id, "--json", "--data", boxed.folder).out)
    assert (finding["closed"], finding["due"]) == (None, "2026-12-20")
    assert boxed.up.findings[0].state == "open"
    assert zhibu("undo", "--data", boxed.folder).code == 0
    assert json.loads(zhibu("show", id, "--json", "--data", boxed.folder).out)["closed"] == "2026-11-21"


def test_closing_a_finding_by_the_line_goes_up(zhibu, boxed) -> None:
    id = zhibu("receive", "f3", "--data", boxed.folder).out.strip()
    answer = zhibu("add", f"办结 {id} 11-22 已补齐", "--data", boxed.folder)
    assert "照原样上报" in answer.err
    (report,) = boxed.up.findings
    assert (report.origin, report.state, report.closing) == ("f3", "closed", "已补齐")


def test_doctor_says_who_is_to_do_what(zhibu, boxed) -> None:
    told = zhibu("doctor", "--data", boxed.folder).out
    assert str(boxed.place) in told
    assert f"setfacl -m g:COMMITTEE:rx,d:g:COMMITTEE:rx {boxed.place}/up" in told
    assert "zhibu export up" in told
    shutil.rmtree(boxed.place)
    told = zhibu("doctor", "--lang", "en", "--data", boxed.folder).out
    assert f"install -d -m 2770 -g COMMITTEE {boxed.place}/down" in told
    assert not boxed.place.exists()


def test_doctor_is_silent_without_a_box(zhibu, folder) -> None:
    assert "交换箱" not in zhibu("doctor", "--data", folder).out


@pytest.mark.parametrize(("half", "mode"), [("up", 0o2777), ("down", 0o2775)])
def test_doctor_notices_what_is_open_to_anyone(half, mode, zhibu, boxed) -> None:
    os.chmod(boxed.place / half, mode)
    assert "其他人也能进去" in zhibu("doctor", "--data", boxed.folder).out


def test_help_and_completion_know_them(zhibu) -> None:
    script = zhibu("completion", "bash").out
    for name in ("receive", "收下", "inbox", "来件", " up", "down"):
        assert name in script
    assert "zhibu receive" in zhibu("man").out
    assert "box:e12" in zhibu("receive", "--help").out


def test_what_a_branch_calls_its_own_rules_and_registers_stays_there(zhibu, boxed) -> None:
    with open(boxed.folder / "local.toml", "a", encoding="utf-8") as file:
        for id in ("LOC-01", "翟明远的谈话"):
            rule = f'[[rule]]\nid = "{id}"\nname = "{id}"\npredicate = "sessions"\n'
            file.write(f'{rule}cadence = "month"\nkind = "study"\n')
        for id, word in (("visit", "走访"), ("查一鸣", "家访")):
            file.write(f'[[register]]\nid = "{id}"\nname = "{word}"\nwords = "{word}"\n')
    assert zhibu("rules", "check", "--data", boxed.folder).err == ""
    for word in ("走访", "家访"):
        assert zhibu("add", word, "11-20", "慰问", "--data", boxed.folder).code == 0
    text = zhibu("export", "up", "-o", "-", "--data", boxed.folder).out
    assert "翟明远" not in text
    assert "查一鸣" not in text
    said = json.loads(text)
    assert "LOC-01" in {one["rule"] for one in said["duties"]}
    assert "visit" in said["entries"]


def test_what_is_for_another_unit_is_told_and_not_offered(zhibu, boxed) -> None:
    with open(boxed.folder / "local.toml", "a", encoding="utf-8") as file:
        file.write('unit = "two"\n')
    for words in (("list", "inbox", "--json"), ("status", "--json"), ("doctor",)):
        answer = zhibu(*words, "--data", boxed.folder)
        assert answer.code == 0
        assert "“one”" in answer.out + answer.err, words
    assert json.loads(zhibu("list", "inbox", "--json", "--data", boxed.folder).out) == []
    assert zhibu("receive", "e12", "24", "--data", boxed.folder).code == 1
    assert zhibu("export", "up", "--data", boxed.folder).code == 0
    assert boxed.up.unit == "two"
