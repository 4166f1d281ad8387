"""A branch and its committee on one server: counts go up and notices come down in rows, by the commands of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow

ENVIRONMENT = {"ZHIBU_LANG": "zh", "HOME": "/nonexistent", "ZHIBU_TODAY": "2026-11-22"}


def test_counts_go_up_and_a_notice_comes_down(
    postgres: Postgres, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.sql(
        *("drop role if exists one", "create role one login", "drop role if exists hall", "create role hall login")
    )
    postgres.sql(
        "insert into zhibu.access values ('one', 'one', 'write'), ('hall', 'hall', 'write'), ('*', 'hall', 'above')",
        database=database,
    )
    branch, hall = postgres.url(database, "one", "one"), postgres.url(database, "hall", "hall")

    def done(*words: str, at: str, code: int = 0) -> str:
        found = run([*words, "--data", at], ENVIRONMENT)
        said = capsys.readouterr()
        assert found == code, said
        return said.out

    done("init", "--name", "第一党支部", "--founded", "2012-05-18", at=branch)
    done("init", "--committee", "--name", "机关党委", at=hall)
    local, units = tmp_path / "local.toml", tmp_path / "committee.toml"
    local.write_text('box = "."\nunit = "one"\n')
    seen = postgres.url(database, "one", "hall")
    units.write_text(f'[[branch]]\nunit = "one"\nname = "第一党支部"\nbox = "{seen}"\n')
    assert run(["server", "rules", branch, str(local)], ENVIRONMENT) == 0
    assert run(["server", "rules", hall, str(units)], ENVIRONMENT) == 0
    capsys.readouterr()

    (before,) = json.loads(done("status", "--json", at=hall))["branches"]
    assert before["as_of"] is None
    done("add", "党课 2026-11-20 09:00 学习党章", at=branch)
    (after,) = json.loads(done("status", "--json", at=hall))["branches"]
    assert (after["as_of"], after["members"]) == ("2026-11-22", 0)

    done("add", "通知 !12-05 报送党员教育培训情况", at=hall)
    (item,) = json.loads(done("list", "inbox", "--json", at=branch))
    assert item["title"] == "报送党员教育培训情况"
    done("receive", item["origin"], at=branch)
    assert done("list", "inbox", "--json", at=branch).strip() == "[]"
    (received,) = json.loads(done("status", "--json", at=hall))["branches"]
    assert received["received"] != before["received"]

    for words in (["status", "--plain"], ["list", "members"]):
        assert "学习党章" not in done(*words, at=seen, code=1)
