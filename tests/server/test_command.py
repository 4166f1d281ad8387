"""`zhibu server`: what a DBA sees, and that nobody else pays for it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from store.server.layout import as_script
from store.vault import Vault
from tui.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.postgres import Postgres


def test_the_statements_are_printed_without_a_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "install", "--print"], {}) == 0
    assert capsys.readouterr().out == as_script()


def test_a_database_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["服务器", "安装", "--lang", "en"], {}) == 2
    assert "postgresql://HOST:PORT/DATABASE" in capsys.readouterr().err


@pytest.mark.slow
def test_what_comes_next_is_said(postgres: Postgres, empty_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    url = postgres.url(empty_database)
    assert run(["server", "install", url, "--lang", "en", "--readonly"], {}) == 1
    assert postgres.sql("select 1 from pg_namespace where nspname = 'zhibu'", database=empty_database) == []
    assert run(["server", "install", url, "--lang", "en"], {}) == 0
    said = capsys.readouterr()
    assert said.out == f"{url}\n"
    assert "insert into zhibu.access" in said.err
    assert "/BRANCH?host=" in said.err
    assert "user=" not in said.err  # the DBA's own, and no way in for a secretary
    assert run(["server", "install", url, "--lang", "en"], {}) == 0
    assert "ready already" in capsys.readouterr().err


@pytest.mark.slow
def test_renewing_holds_up_nobody_behind_whoever_reads_for_long(
    postgres: Postgres,
    database: str,
    branch_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A backup has its hands on every table for as long as it takes."""
    monkeypatch.setattr("store.server.layout.WAIT", "select zhibu.limit_waiting(100)")
    with postgres.connect(database) as backup:
        backup.run("begin")
        backup.run("select count(*) from zhibu.document")
        assert run(["server", "install", postgres.url(database), "--lang", "en"], {}) == 4
        assert "pg_stat_activity" in capsys.readouterr().err
        assert run(["init", "--name", "一支部", "--data", branch_url], {}) == 0
    assert run(["server", "install", postgres.url(database)], {}) == 0


@pytest.mark.slow
def test_rules_are_stored_for_one_or_for_all(
    postgres: Postgres, branch_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "--name", "某某党支部", "--data", branch_url], {}) == 0
    local, every = tmp_path / "local.toml", tmp_path / "one" / "local.toml"
    local.write_text("tags = ['党建带团建']\n", encoding="utf-8-sig")
    every.parent.mkdir()
    every.write_text("tags = ['乡村振兴']\n")
    vault = Vault(branch_url)
    assert vault.overlay("local.toml") is None
    all_of_them = branch_url.replace("/one?", "?")
    assert run(["server", "rules", all_of_them, str(every), "--readonly"], {}) == 1
    assert run(["server", "rules", all_of_them, str(every)], {}) == 0
    assert vault.overlay("local.toml") == ("*/local.toml", "tags = ['乡村振兴']\n".encode())
    assert run(["server", "规则", branch_url, str(local)], {}) == 0
    assert vault.overlay("local.toml") == ("one/local.toml", "tags = ['党建带团建']\n".encode())
    assert run(["rules", "check", "--data", branch_url], {}) == 0
    every.write_text("tags = [")
    capsys.readouterr()
    assert run(["server", "rules", branch_url, str(every), "--lang", "en"], {}) == 2
    assert f"{every}" in capsys.readouterr().err
    assert vault.overlay("local.toml") == ("one/local.toml", "tags = ['党建带团建']\n".encode())


@pytest.mark.parametrize("words", [["rules"], ["rules", "postgresql://h/d"], ["rules", "postgresql://h/d/b", "x.txt"]])
def test_a_file_of_rules_is_named(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", *words, "--lang", "en"], {}) == 2
    assert "zhibu server rules postgresql://" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("postgresql://127.0.0.1:1/zhibu", 4, "nobody listens there"),
        ("postgresql:///zhibu?host=/nowhere", 4, "nothing is there"),
        ("postgresql://wang:secret@127.0.0.1/zhibu", 1, "~/.pgpass"),
        ("postgresql://127.0.0.1:x/zhibu", 1, "at x"),
        ("/srv/zhibu", 1, "postgresql://HOST:PORT/DATABASE"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    url: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["server", "install", url, "--lang", "en"], {}) == code
    complaint = capsys.readouterr().err
    assert said in complaint
    assert "secret" not in complaint


@pytest.mark.parametrize("slip", ["postgressql://db1/zhibu/one", "postgresql:/db1/zhibu/one", "mysql://db1/zhibu"])
@pytest.mark.parametrize("command", [["init", "--name", "一支部"], ["status"], ["verify"], ["move", "here"]])
def test_a_slip_in_an_address_is_no_folder(
    slip: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = [*command, slip] if command[0] == "move" else [*command, "--data", slip]
    assert run([*said, "--lang", "en"], {}) in (1, 2)
    assert "postgresql://" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_client_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in [name for name in sys.modules if name.startswith(("store.server", "pg8000"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pg8000", None)
    assert run(["server", "install", "postgresql://127.0.0.1:1/zhibu", "--lang", "en"], {}) == 1
    assert "pip install 'zhibu[server]'" in capsys.readouterr().err


WATCHED = """
import json, sys
from tui.cli.run import run
code = run(sys.argv[1:], {})
print(json.dumps([code, sorted(one for one in sys.modules if one.split(".")[0] in ("pg8000", "scramp", "ssl")
                               or one.startswith("store.server"))]), file=sys.stderr)
"""


@pytest.mark.parametrize("command", [["status", "--plain"], ["list", "members"], ["verify"]], ids=" ".join)
def test_whoever_has_a_folder_loads_nothing_of_it(command: list[str], tmp_path: Path) -> None:
    begun = [sys.executable, "-c", WATCHED]
    made = subprocess.run([*begun, "init", "--name", "某某党支部", "--data", tmp_path / "one"], capture_output=True)
    for done in (made, subprocess.run([*begun, *command, "--data", tmp_path / "one"], capture_output=True)):
        assert json.loads(done.stderr.decode().splitlines()[-1]) == [0, []]


@pytest.mark.slow
def test_the_board_of_a_folder_loads_nothing_of_it() -> None:
    found = "import sys, tui.app, tui.start, tui.session; print([one for one in sys.modules if 'pg8000' in one])"
    assert subprocess.run([sys.executable, "-c", found], capture_output=True, check=True).stdout == b"[]\n"


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("postgresql://x/y", 1, "names no branch"),
        ("postgresql://127.0.0.1:1/zhibu/x", 4, "no server answers"),
        ("postgresql://u:secret@x/y/z", 1, "password"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_an_address_where_others_refuse(
    address: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status", "--data", address, "--lang", "en"], {}) == code
    refused = capsys.readouterr()
    assert run(["doctor", "--data", address, "--lang", "en"], {}) == 0
    told = capsys.readouterr()
    assert said in refused.err
    assert said in told.out
    assert "secret" not in refused.out + refused.err + told.out + told.err
