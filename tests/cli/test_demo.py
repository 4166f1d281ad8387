"""The sample, thrown away after use, from any folder."""

from __future__ import annotations

import json
import os


def test_the_demo_leaves_nothing_behind(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir("/")
    answer = zhibu("--demo", "status", "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["today"] == "2026-11-22"
    stored = zhibu("--demo", "add", "党课", "2026-11-20", "学习")
    assert stored.code == 0
    assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []
    assert not (tmp_path / "home").joinpath(".local").exists()


def test_the_demo_of_a_committee(zhibu, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir("/")
    answer = zhibu("--demo", "committee", "status", "--json")
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert (found["today"], found["level"]) == ("2026-11-22", "committee")
    rows = {one["unit"]: one for one in found["branches"]}
    assert [row["why"] for row in rows.values()] == [None] * 5 + ["no_box"]
    assert rows["one"]["readable"] is True
    assert rows["one"]["members"] == 24
    assert rows["four"]["as_of"] == "2026-09-25"
    assert rows["four"]["cells"]["OL-02"]["state"] == "unknown"  # October has ended since
    assert rows["three"]["cells"]["OL-06"]["state"] == "met"
    assert found["attention"]["not_received"] > 0
    states = {one["state"] for one in json.loads(zhibu("--demo", "committee", "list", "findings", "--json").out)}
    assert states == {"open", "overdue", "answered", "closed"}
    sent = json.loads(zhibu("committee", "--demo", "list", "sent", "--json").out)
    assert {one["reply"] for item in sent for one in item["answers"] if one["reply"]} >= {"15", "29"}
    stored = zhibu("--demo", "committee", "add", "通知", "+二支部", "报送")
    assert (stored.code, stored.err.count("zhibu:")) == (0, 0)
    assert zhibu("--demo", "committee", "doctor").code == 0
    assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []


def test_another_day(zhibu, monkeypatch) -> None:
    assert json.loads(zhibu("--demo", "status", "--json", "--today", "2026-12-31").out)["today"] == "2026-12-31"
    monkeypatch.setenv("ZHIBU_TODAY", "2026-12-30")
    assert json.loads(zhibu("--demo", "status", "--json").out)["today"] == "2026-12-30"


def test_not_with_data(zhibu, tmp_path) -> None:
    assert zhibu("--demo", "--data", tmp_path, "status").code == 2
    assert zhibu("--demo", "init", "--name", "x").code == 2
    assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []
