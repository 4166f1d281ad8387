"""A board of very many members or meetings works out what is seen of them, and what the rules must ask of each."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from store.rules import meetings, participation, training
from tests.desk import branch_folder, desk

if TYPE_CHECKING:
    from pathlib import Path

MANY = 2_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample with so many members and coming meetings more."""
    made = branch_folder(tmp_path / "branch")
    file = made / "branch.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    for n in range(MANY):
        number = str(100_000 + n)
        tables["members"][number] = {"id": f"p{number}", "name": f"党员{n}", "joined": "2012-07"}
        tables["meetings"][number] = {"id": f"m{number}", "day": "2026-12-30", "items": [{"kind": "study"}]}
    file.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many figures of each kind were worked out."""
    counted: Counter[str] = Counter()
    for module, name in ((meetings, "meeting_row"), (participation, "_row"), (training, "_progress")):
        work_out = getattr(module, name)

        def count(*given, work_out=work_out, name=name):
            counted[name] += 1
            return work_out(*given)

        monkeypatch.setattr(module, name, count)
    return counted


async def test_what_is_not_seen_is_not_worked_out(folder: Path, made: Counter[str]) -> None:
    async with desk(folder, size=(120, 40)) as d:
        for keys in (("2", "j", "pagedown"), ("3", "pagedown", "slash")):
            await d.press(*keys)
            assert d.lines
        await d.types("dy19")
        assert d.lines
        assert len(d.panel("participation").state.rows) > MANY > len(d.panel("training").state.rows) > 100
        assert set(made) == {"meeting_row", "_row", "_progress"}
        assert max(made.values()) < 150


async def test_the_last_row_and_a_filter_are_right_all_the_same(folder: Path) -> None:
    async with desk(folder, size=(120, 40)) as d:
        await d.press("2", "G")
        assert f"党员{MANY - 1}" in d.text
        await d.press("slash")
        await d.types("dy199")
        found = [row.key for row in d.panel("participation").state.rows]
        assert found == ["p100199", *(f"p10{n}" for n in range(1990, 2000))]
        await d.types("9")
        assert [row.key for row in d.panel("participation").state.rows] == ["p101999"]
