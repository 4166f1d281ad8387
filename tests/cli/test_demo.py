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


def test_another_day(zhibu, monkeypatch) -> None:
    assert json.loads(zhibu("--demo", "status", "--json", "--today", "2026-12-31").out)["today"] == "2026-12-31"
    monkeypatch.setenv("ZHIBU_TODAY", "2026-12-30")
    assert json.loads(zhibu("--demo", "status", "--json").out)["today"] == "2026-12-30"


def test_not_with_data(zhibu, tmp_path) -> None:
    assert zhibu("--demo", "--data", tmp_path, "status").code == 2
    assert zhibu("--demo", "init", "--name", "x").code == 2
    assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []
