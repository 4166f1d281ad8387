"""A committee and two branches, each in its own folder, through a notice, a finding, its closing and its reopening."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.desk import SAMPLE, TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def three(zhibu, tmp_path, monkeypatch):
    """`org` above `s`, which is the sample, and `f`, which is new."""
    monkeypatch.setenv("ZHIBU_TODAY", TODAY.isoformat())
    zhibu("init", "--committee", "--name", "机关党委", "--data", tmp_path / "org")
    (tmp_path / "s").mkdir(mode=0o700)
    shutil.copy(SAMPLE, tmp_path / "s" / "branch.json")
    zhibu("init", "--name", "第二党支部", "--data", tmp_path / "f")
    lines = ['liaison = ["方谨言"]']
    for name, called in (("s", "第一党支部"), ("f", "第二党支部")):
        for half in ("up", "down"):
            (tmp_path / "box" / name / half).mkdir(parents=True, mode=0o700)
        local = f'box = "{tmp_path / "box" / name}"\n'
        (tmp_path / name / "local.toml").write_text(local, encoding="utf-8")
        lines += ["[[branch]]", f'unit = "{name}"', f'name = "{called}"', f'box = "../box/{name}"']
    (tmp_path / "org" / "committee.toml").write_text("\n".join(lines), encoding="utf-8")
    return lambda who, *words: zhibu("--data", tmp_path / who, *words)


def told(answer):
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_a_notice_reaches_both_and_one_answers(three, tmp_path) -> None:
    id = three("org", "add", "通知", "!12-05", "回复=数", "报送党员教育培训情况").out.strip()
    for who in ("s", "f"):
        assert told(three(who, "status", "--json"))["attention"]["inbox"] == 1
        assert len(told(three(who, "list", "inbox", "--json"))) == 1
        before = bytes_of(tmp_path)
        for words in (("status",), ("list", "inbox"), ("list", "entries"), ("show", f"box:{id}")):
            assert three(who, *words).code == 0
        assert bytes_of(tmp_path) == before
    assert three("s", "receive", id).code == 0
    (sent,) = told(three("org", "list", "sent", "--json"))
    assert (sent["of"], sent["received"], sent["closed"]) == (2, 1, 0)
    (entry,) = [one for one in told(three("s", "list", "entries", "--json")) if one["origin"]]
    assert entry["origin"].partition("@")[0] == f"box:{id}"
    assert three("s", "add", "办结", entry["id"], "38").code == 0
    (sent,) = told(three("org", "list", "sent", "--json"))
    assert (sent["received"], sent["closed"], sent["answers"][0]["reply"]) == (1, 1, "38")
    three("s", "undo")
    three("s", "undo")
    (sent,) = told(three("org", "list", "sent", "--json"))
    assert (sent["received"], sent["closed"]) == (0, 0)
    assert told(three("s", "status", "--json"))["attention"]["inbox"] == 1


def test_a_finding_is_in_one_box_alone_and_is_closed_both_ways(three, tmp_path) -> None:
    line = ("督查", "一支部", "党小组会", "10月", "未执行", "缺三组记录", "!12-10")
    id = three("org", "add", *line).out.strip()
    assert told(three("f", "list", "inbox", "--json")) == []
    assert three("s", "receive", id).code == 0
    (mine,) = [one for one in told(three("s", "list", "findings", "--json")) if one["due"] == "2026-12-10"][-1:]
    stored = told(three("s", "show", mine["id"], "--json"))
    assert (stored["inspector"], stored["rule"]) == ("机关党委", "OL-03")
    assert stored["origin"].partition("@")[0] == f"box:{id}"

    def state() -> str:
        return told(three("org", "list", "findings", "--json"))[0]["state"]

    assert state() == "open"
    assert three("s", "add", "办结", mine["id"], "已补开").code == 0
    assert state() == "answered"
    assert told(three("org", "status", "--json"))["attention"]["answered"] == 1
    assert three("org", "add", "重开", id, "!12-20", "记录仍不全").code == 0
    assert state() == "open"  # what was closed before is not closed
    assert three("s", "receive", id).code == 0
    again = told(three("s", "show", mine["id"], "--json"))
    assert (again["closed"], again["due"], again["text"]) == (None, "2026-12-20", "缺三组记录；记录仍不全")
    assert three("s", "add", "办结", mine["id"], "补齐了").code == 0
    assert state() == "answered"
    assert three("org", "add", "重开", id, "!12-25", "还差签到").code == 0  # once more on the same day
    assert state() == "open"
    assert told(three("s", "list", "inbox", "--json"))[0]["due"] == "2026-12-25"
    assert three("s", "receive", id).code == 0
    assert told(three("s", "list", "inbox", "--json")) == []
    assert three("s", "add", "办结", mine["id"], "签到补齐").code == 0
    assert told(three("s", "list", "inbox", "--json")) == []
    assert state() == "answered"
    assert three("org", "add", "销号", id, "已复核").code == 0
    assert state() == "closed"


def test_the_matrix_stands_over_both_as_in_the_file(three) -> None:
    for who in ("s", "f"):
        assert three(who, "export", "up").code == 0
    first, second = told(three("org", "list", "branches", "--json"))
    assert (first["unit"], first["members"]) == ("s", 24)
    assert (second["unit"], second["members"]) == ("f", 0)
    duties = told(three("s", "status", "--json"))["execution"]
    late = [one for one in duties if one["rule"] == "OL-03" and one["state"] == "overdue"]
    assert first["cells"]["OL-03"] == {"state": "overdue", "n": len(late)}
    assert second["cells"]["OL-03"]["state"] in ("unknown", "na", "upcoming", "due_soon")


def test_a_branch_that_is_added_by_hand_gets_what_was_sent_to_all(three, tmp_path, zhibu) -> None:
    three("org", "add", "通知", "报送")
    for half in ("up", "down"):
        (tmp_path / "box" / "new" / half).mkdir(parents=True, mode=0o700)
    with (tmp_path / "org" / "committee.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[branch]]\nunit = "new"\nname = "新支部"\nbox = "../box/new"\n')
    three("org", "add", "通知", "+二支部", "另一件")
    sent = json.loads((tmp_path / "box" / "new" / "down" / "down.json").read_text(encoding="utf-8"))
    assert [item["title"] for item in sent["items"]] == ["报送"]


def test_a_committee_has_no_duties_of_a_branch(three) -> None:
    assert told(three("org", "list", "checks", "--json")) == []
    assert told(three("org", "status", "--json"))["attention"]["next"] is None
