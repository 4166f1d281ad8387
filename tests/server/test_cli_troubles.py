"""The command line on a server: its first minute, a server that does not answer, what is carried to it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.box_text import encoded
from store.errors import Unconfirmed
from store.vault import Vault
from tests.box.test_box_folder import DOWN
from tui.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow
NOBODY = "postgresql://127.0.0.1:1/zhibu/one?sslmode=disable"


def said(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "zh") -> tuple[int, str, str]:
    code = run([*words, "--lang", lang], {})
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.mark.parametrize(
    "words",
    [
        ["list", "members"],
        ["status"],
        ["log"],
        ["log", "--sent", "x"],
        ["undo"],
        ["verify"],
        ["show", "m1"],
        ["init", "--name", "x"],
        ["add", "支委会 11.20 19:00"],
        ["export", "up"],
        ["server", "install", NOBODY.replace("/one", "")],
    ],
    ids=" ".join,
)
def test_nobody_there_is_said_in_one_sentence_with_code_4(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    data = [] if words[0] == "server" else ["--data", NOBODY]
    for lang, sentence in (("zh", "没有服务器应答"), ("en", "no server answers")):
        code, out, err = said(capsys, *words, *data, lang=lang)
        assert (code, out) == (4, "")
        assert sentence in err
        assert err.count("\n") == 1


def test_short_status_says_it_in_a_few_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "status", "--short", "--data", NOBODY)
    assert (code, err) == (0, "")
    assert out == "支部：服务器没有应答\n"


def test_what_was_not_answered_is_asked_for_by_its_id(
    branch_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["init", "--name", "某某党支部", "--data", branch_url], {}) == 0
    ids = []
    commit = Vault.commit

    def unanswered(vault: Vault, *how: object) -> None:
        commit(vault, *how)  # type: ignore[arg-type]
        (row,) = vault.engine.link.ask(  # type: ignore[attr-defined]
            "select commit_id from zhibu.entry order by revision desc limit 1"
        )
        ids.append(row[0])
        raise Unconfirmed("unanswered", path="x", commit=row[0])

    monkeypatch.setattr(Vault, "commit", unanswered)
    code, _, err = said(capsys, "add", "支委会 11.20 19:00", "--today", "2026-11-22", "--data", branch_url)
    assert code == 1
    assert f"zhibu log --sent {ids[0]}" in err
    code, out, _ = said(capsys, "log", "--sent", ids[0], "--data", branch_url)
    assert code == 0
    assert "2026-11-20" in out
    code, out, err = said(capsys, "log", "--sent", "0" * 32, "--data", branch_url)
    assert (code, out) == (1, "")
    assert "没有存上" in err


def test_what_is_carried_by_hand_is_kept_with_the_branch(
    branch_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "--name", "某某党支部", "--data", branch_url], {}) == 0
    capsys.readouterr()
    file = tmp_path / "down.json"
    file.write_bytes(encoded(DOWN))
    code, out, _ = said(capsys, "import", "down", str(file), "--dry-run", "--data", branch_url)
    assert code == 0
    assert Vault(branch_url).overlay("down.json") is None
    code, again, _ = said(capsys, "import", "down", str(file), "--data", branch_url)
    assert (code, again) == (0, out)
    assert not list(tmp_path.glob("postgresql*"))
    code, listed, _ = said(capsys, "list", "inbox", "--data", branch_url)
    assert code == 0
    assert listed


def test_the_first_minute_says_what_to_do_next(
    postgres: Postgres, database: str, empty_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.sql("create role without_rights login")
    for url, zh, en in (
        (postgres.url("no_such", "one"), "没有这个数据库", "no such database"),
        (postgres.url(empty_database, "one"), "zhibu server install", "zhibu server install"),
        (postgres.url(database, "none_such"), "zhibu init", "zhibu init"),
        (postgres.url(database, "one", user="without_rights"), "没有这项权限", "may not"),
        (postgres.url(database, "one", user="no_such_role"), "不让 no_such_role 登录", "no_such_role"),
        ("postgresql://h:port/db/one", "看不懂", "postgresql://HOST"),
        ("postgresql://h/db", "没有写明支部", "branch"),
        ("postgresql://a:b@h/db/one", "不能写口令", "password"),
    ):
        for lang, sentence in (("zh", zh), ("en", en)):
            code, out, err = said(capsys, "status", "--data", url, lang=lang)
            assert (code, out) == (1, ""), err
            assert sentence in err
    postgres.sql("drop role without_rights")


SET = {
    "statement_timeout": ("1ms", 4, ("中断了请求", "broke the request off")),
    "default_transaction_read_only": ("on", 4, ("只让读", "lets one only read")),
    "idle_in_transaction_session_timeout": ("1ms", 0, ("已存入", "stored")),
    "lock_timeout": ("1ms", 0, ("已存入", "stored")),
}
"""What a role may be set to, the exit code of a change, and what is said of it."""


@pytest.mark.parametrize("name", SET)
def test_what_a_role_is_set_to_is_said_as_what_it_is(
    postgres: Postgres, database: str, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    value, expected, sentences = SET[name]
    postgres.sql("drop role if exists as_set", "create role as_set login")
    postgres.sql("insert into zhibu.access values ('*', 'as_set', 'write')", database=database)
    url = postgres.url(database, "one", user="as_set")
    assert run(["init", "--name", "某某党支部", "--data", url], {}) == 0
    capsys.readouterr()
    postgres.sql(f"alter role as_set set {name} = '{value}'")
    for lang, sentence, day in (("zh", sentences[0], "11.20"), ("en", sentences[1], "11.21")):
        code, _, err = said(capsys, "add", f"支委会 {day} 19:00", "--data", url, lang=lang)
        assert code == expected, err
        assert sentence in err
        assert "Traceback" not in err


def test_a_full_disk_is_said_and_what_was_there_is_whole(
    branch_url: str, capsys: pytest.CaptureFixture[str], postgres: Postgres, database: str
) -> None:
    """As the server says it (53100); that it does say so was tried on a small file system."""
    assert run(["init", "--name", "某某党支部", "--data", branch_url], {}) == 0
    capsys.readouterr()
    postgres.sql(
        "create function zhibu.full() returns trigger language plpgsql as $$ begin"
        " raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$",
        "create trigger full_disk before insert on zhibu.entry for each row execute function zhibu.full()",
        database=database,
    )
    for lang, sentence in (("zh", "空间已满"), ("en", "no room left")):
        code, out, err = said(capsys, "add", "支委会 11.20 19:00", "--data", branch_url, lang=lang)
        assert (code, out) == (1, "")
        assert sentence in err
    assert run(["verify", "--data", branch_url], {}) == 0
    postgres.sql("drop trigger full_disk on zhibu.entry", database=database)
    assert run(["add", "支委会 11.20 19:00", "--data", branch_url], {}) == 0
