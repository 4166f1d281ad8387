"""Several people on one server, each with a login: what is whose, what each may, and what each is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store.edits import Add
from store.errors import NotPermitted
from store.rejected import Rejected
from store.vault import Outcome, Vault, Who
from tests.branches import branch, member
from tests.server.many import AT
from tui.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow

PEOPLE = ("wang", "li", "auditor", "committee", "stranger")


@pytest.fixture
def url(postgres: Postgres, database: str, tmp_path: Path) -> dict[str, str]:
    """The address of branch `one` for each of them; `wang` and `li` write it, `auditor` reads it."""
    for name in PEOPLE:
        postgres.sql(
            f"drop role if exists {name}",
            f"create role {name} login password 'of {name}'",
            f"grant by_password to {name}",
        )
    postgres.sql(
        "insert into zhibu.access values ('one', 'wang', 'write'), ('one', 'li', 'write'), ('two', 'li', 'write'),"
        " ('one', 'auditor', 'read'), ('one', 'committee', 'above')",
        database=database,
    )
    path = tmp_path / "passwords"
    path.write_text("".join(f"*:*:*:{name}:of {name}\n" for name in PEOPLE))
    path.chmod(0o600)
    made = {name: postgres.url(database, "one", name, passfile=str(path)) for name in PEOPLE}
    Vault(made["wang"]).create(branch(), who("wang"), AT)
    return made


def who(name: str, claimed: str = "") -> Who:
    return Who(uid=os.getuid(), user=name, claimed=claimed)


def stored(vault: Vault, name: str, by: Who) -> Outcome:
    done = vault.commit(Add(table="members", record=member("", name)), by, AT)
    assert isinstance(done, Outcome)
    return done


def names(vault: Vault) -> list[str]:
    return [one.name for one in vault.read().members.values()]


def test_mine_is_what_was_stored_under_my_login(url: dict[str, str]) -> None:
    wang, li = Vault(url["wang"]), Vault(url["li"])
    stored(wang, "甲", who("wang"))
    stored(li, "乙", who("li"))
    assert isinstance(wang.undo(who("wang"), AT), Outcome)
    assert names(li) == ["乙"]
    assert isinstance(wang.redo(who("wang"), AT), Outcome)
    assert sorted(names(li)) == ["乙", "甲"]
    assert isinstance(li.undo(who("li"), AT), Outcome)
    assert names(wang) == ["甲"]
    again = Vault(url["li"])
    assert again.undo(who("li"), AT) == Rejected(code="nothing")


def test_who_says_to_be_another_is_written_down_as_who_he_is(url: dict[str, str]) -> None:
    """What a program is told of its user, uid or claimed name changes nothing of whose a change is."""
    wang, li = Vault(url["wang"]), Vault(url["li"])
    stored(li, "乙", who("li"))
    stored(wang, "甲", Who(uid=1001, user="li"))
    assert [(entry.user, entry.claimed) for entry in li.history()][:2] == [("wang", ""), ("li", "")]
    assert isinstance(li.undo(who("li"), AT), Outcome)
    assert names(wang) == ["甲"]
    assert wang.undo(Who(uid=1001, user="li"), AT) != Rejected(code="nothing")
    assert names(wang) == []


def test_a_claimed_name_stands_beside_a_login_that_several_share(url: dict[str, str]) -> None:
    wang = Vault(url["wang"])
    stored(wang, "甲", who("wang", "汪维"))
    assert wang.undo(who("wang", "翟明远"), AT) == Rejected(code="nothing")
    assert isinstance(wang.undo(who("wang", "汪维"), AT), Outcome)


def test_who_may_read_reads_and_stores_nothing(url: dict[str, str]) -> None:
    stored(Vault(url["wang"]), "甲", who("wang"))
    auditor = Vault(url["auditor"])
    assert names(auditor) == ["甲"]
    assert auditor.verify() == []
    with pytest.raises(NotPermitted):
        stored(auditor, "乙", who("auditor"))
    with pytest.raises(NotPermitted):
        auditor.undo(who("auditor"), AT)
    assert names(auditor) == ["甲"]


@pytest.mark.parametrize("name", ["committee", "stranger"])
def test_who_may_not_read_is_told_so_and_not_that_there_is_no_branch(url: dict[str, str], name: str) -> None:
    vault = Vault(url[name])
    for work in (vault.read, vault.stamp, lambda: stored(vault, "乙", who(name)), lambda: vault.undo(who(name), AT)):
        with pytest.raises(NotPermitted, match="no_access"):
            work()
    assert list(vault.history()) == []


TOLD = """
                    wang   li     auditor  committee  stranger
status --plain      0      0      0        1          1
add                 0      0      1        1          1
undo                0      1      1        1          1
log                 0      0      0        1          1
verify              0      0      0        1          1
doctor              0      0      0        0          0
"""


@pytest.mark.parametrize("row", TOLD.splitlines()[2:], ids=lambda row: row.split()[0])
def test_what_commands_answer_each(url: dict[str, str], row: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit codes; whoever is refused is told by name what to ask for."""
    environment = {"ZHIBU_LANG": "en", "HOME": "/nonexistent"}
    stored(Vault(url["wang"]), "甲", who("wang"))
    command, codes = row[:20].split(), [int(code) for code in row[20:].split()]
    line = ["committee meeting 2026-11-20 09:00 study", "--yes"] if command == ["add"] else []
    for name, code in zip(PEOPLE, codes, strict=True):
        capsys.readouterr()
        found = run([*command, *line, "--data", url[name], "--today", "2026-11-22"], environment)
        said = capsys.readouterr()
        assert found == code, (name, said)
        if name in ("committee", "stranger") or (code and name == "auditor"):
            assert name in said.err + said.out
            assert "zhibu.access" in said.err + said.out
            assert name not in ("committee", "stranger") or "look only" not in said.out


@pytest.mark.parametrize("name", ['wa"ng', "wa\\ng"])
def test_a_login_that_no_journal_can_spell_is_told_so_and_reads(postgres: Postgres, database: str, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    postgres.sql(f"drop role if exists {quoted}", f"create role {quoted} login")
    postgres.sql(f"insert into zhibu.access values ('*', '{name}', 'write')", database=database)
    vault = Vault(postgres.url(database, "one", name))
    with pytest.raises(NotPermitted, match="login_spelling"):
        vault.create(branch(), who(name), AT)
    Vault(postgres.url(database, "one")).create(branch(), who("dba"), AT)
    with pytest.raises(NotPermitted, match="login_spelling"):
        stored(vault, "甲", who(name))
    assert vault.read().revision == 1
    assert vault.verify() == []
