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
    assert run(["init", "--committee", "--name", "机关党委", "--data", hall], ENVIRONMENT) == 0
    assert f'box = "{hall.replace("/hall", "/one")}"' in capsys.readouterr().err  # to be copied, however long
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


def test_all_counts_go_up_at_night_by_a_role_that_may(
    postgres: Postgres, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.sql("drop role if exists night", "create role night login")
    postgres.sql("insert into zhibu.access values ('*', 'night', 'count')", database=database)
    local = tmp_path / "local.toml"
    local.write_text('box = "."\n')
    for name in ("one", "two", "three"):
        place = postgres.url(database, name)
        assert run(["init", "--name", name, "--data", place], ENVIRONMENT) == 0
        if name != "three":
            assert run(["server", "rules", place, str(local)], ENVIRONMENT) == 0
    night = postgres.url(database, user="night")
    capsys.readouterr()

    def at_night(code: int, **more: str) -> tuple[list[str], str]:
        assert run(["export", "up", "--all", "--data", night], ENVIRONMENT | more) == code
        said = capsys.readouterr()
        return [line.partition("?")[0].rpartition("/")[2] for line in said.out.splitlines()], said.err

    assert at_night(0) == (["one", "two"], "上报 2 个支部；已是最新 0，没有交换箱 1，没有报成 0\n")
    assert at_night(0) == ([], "上报 0 个支部；已是最新 2，没有交换箱 1，没有报成 0\n")
    assert at_night(0, ZHIBU_TODAY="2026-11-23")[0] == ["one", "two"]
    place = postgres.url(database, "two")
    assert run(["add", "党课 2026-11-20 09:00 学习党章", "--data", place], ENVIRONMENT) == 0
    postgres.sql("update zhibu.document set doc = 'x' where branch = 'one'", database=database)
    capsys.readouterr()
    postgres.sql("update zhibu.summary set revision = 0, turn = turn + 1, body = '', brief = ''", database=database)
    sent, said = at_night(1)
    assert sent == ["two"]
    assert "没有报成 1" in said
    there = postgres.sql("select count(*) from pg_stat_activity where usename = 'night'")
    assert there[0][0] <= 2  # one for the boxes; those of the branches are closed
    assert run(["export", "up", "--all", "--data", str(tmp_path)], ENVIRONMENT) == 2
