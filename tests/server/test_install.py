"""Installing makes what is missing, may be done again, and keeps to what all of the family have."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.errors import Missing, Newer, NotPermitted, StoreError
from store.server import layout, link
from store.server.address import parse
from store.server.install import install, script
from store.server.layout import as_script
from store.server.link import ServerLink
from store.vault import Vault, Who
from tests.server.postgres import OWNER
from tests.test_laws import files, strings

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

WHAT_IS_THERE = """\
select c.relname::text, coalesce(obj_description(c.oid), ''), c.relrowsecurity, c.relacl::text from pg_class c
join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'zhibu' union all
select p.proname::text, p.prosrc, p.prosecdef, p.proacl::text from pg_proc p
join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'zhibu' union all
select policyname::text, qual, true, tablename::text from pg_policies where schemaname = 'zhibu' order by 1, 4"""

COLUMNS = """\
select table_name::text, column_name::text, data_type::text, column_default::text, is_nullable::text
from information_schema.columns where table_schema = 'zhibu' order by 1, 2"""
FIRST_LAYOUT = Path(__file__).with_name("layout-1.sql")
"""What `zhibu server install --print` once said."""
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


@pytest.mark.slow
def test_it_may_be_done_again_and_changes_nothing_then(postgres: Postgres, empty_database: str) -> None:
    place = parse(postgres.url(empty_database), branch=False)
    assert install(place) == 0
    before = postgres.sql(WHAT_IS_THERE, database=empty_database)
    assert len(before) > 20
    assert install(place) == layout.LAYOUT
    assert postgres.sql(WHAT_IS_THERE, database=empty_database) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement", ["select sha_256('x')", "create polic p", "create table x (y no_such_type)", "select 1 no t"]
)
def test_a_server_that_lacks_something_is_told_as_that(
    postgres: Postgres, empty_database: str, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is too old for our words, in whose place these stand. Where a function is missing that is its own, to
    install ours would not help.
    """
    monkeypatch.setattr("store.server.install.due", lambda *_, **__: ["create schema zhibu", statement])
    with pytest.raises(StoreError) as told:
        install(parse(postgres.url(empty_database), branch=False))
    assert told.value.code == "server_lacks"
    assert told.value.facts["kind"].split(".")[0].isdecimal()
    assert not postgres.sql("select 1 from pg_namespace where nspname = 'zhibu'", database=empty_database)


@pytest.mark.slow
def test_what_is_printed_does_the_same(postgres: Postgres, empty_database: str, database: str) -> None:
    postgres.sql(as_script(), database=empty_database)
    of_install = postgres.sql(WHAT_IS_THERE, database=database)
    assert postgres.sql(WHAT_IS_THERE, database=empty_database) == of_install
    assert postgres.sql("select layout from zhibu.store", database=empty_database) == [[layout.LAYOUT]]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["the command", "a script"])
def test_tables_of_an_earlier_layout_are_renewed_with_what_is_in_them(
    postgres: Postgres, empty_database: str, database: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.sql(
        FIRST_LAYOUT.read_text(encoding="utf-8"),
        f"insert into zhibu.access values ('*', '{OWNER}', 'write')",
        "insert into zhibu.summary values ('one', 'up', 3, 7, '2026-11-22', 'counts')",
        database=empty_database,
    )
    place = parse(postgres.url(empty_database), branch=False)
    vault = Vault(postgres.url(empty_database, "one"))
    with monkeypatch.context() as patched:
        patched.setattr(
            "store.server.reading.stamp", lambda link, _: link.ask("select 1") and None
        )  # it was asked otherwise
        vault.engine.create({}, Who(uid=1, user="li"), AT)
    with pytest.raises(Missing, match="not_installed"):
        vault.read()
    if by == "a script":
        postgres.sql(script(place), database=empty_database)
    else:
        assert install(place) == 1
    assert vault.read().revision == 1
    assert postgres.sql("select turn, brief from zhibu.summary", database=empty_database) == [[3, ""]]
    of_install = postgres.sql(WHAT_IS_THERE, database=database)
    assert postgres.sql(WHAT_IS_THERE, database=empty_database) == of_install
    assert postgres.sql(COLUMNS, database=empty_database) == postgres.sql(COLUMNS, database=database)
    assert postgres.sql("select layout from zhibu.store", database=empty_database) == [[layout.LAYOUT]]
    postgres.sql(script(place), database=empty_database)  # and once more


@pytest.mark.slow
def test_a_newer_layout_is_left_alone(postgres: Postgres, database: str) -> None:
    postgres.sql("update zhibu.store set layout = 99", database=database)
    before = postgres.sql(WHAT_IS_THERE, database=database)
    with pytest.raises(Newer) as refused:
        install(parse(postgres.url(database), branch=False))
    assert refused.value.facts["schema"] == 99
    assert postgres.sql(WHAT_IS_THERE, database=database) == before


@pytest.mark.slow
def test_a_server_that_takes_an_empty_text_for_nothing_is_refused(
    postgres: Postgres, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ServerLink.ask

    def oracle_like(self: ServerLink, statement: str, *values: object) -> list[object]:
        return ask(self, statement.replace("'' is null", "null is null"), *values)

    monkeypatch.setattr(ServerLink, "ask", oracle_like)
    with pytest.raises(Exception, match="empty_is_null"):
        install(parse(postgres.url(empty_database), branch=False))
    assert postgres.sql("select 1 from pg_namespace where nspname = 'zhibu'", database=empty_database) == []


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["LATIN1", "EUC_CN", "SQL_ASCII"])
def test_a_database_that_lacks_characters_is_refused(postgres: Postgres, encoding: str) -> None:
    name = f"in_{encoding.lower()}"
    postgres.sql(f"drop database if exists {name}", f"create database {name} encoding '{encoding}' template template0")
    with pytest.raises(StoreError, match="not_utf8_there") as refused:
        install(parse(postgres.url(name), branch=False))
    assert refused.value.facts["says"] == encoding
    assert postgres.sql("select 1 from pg_namespace where nspname = 'zhibu'", database=name) == []
    postgres.sql(f"drop database {name} with (force)")


@pytest.mark.slow
def test_whoever_may_not_make_tables_is_told_and_nothing_is_made(postgres: Postgres, empty_database: str) -> None:
    postgres.sql("drop role if exists nobody_much", "create role nobody_much login")
    with pytest.raises(NotPermitted):
        install(parse(postgres.url(empty_database, user="nobody_much"), branch=False))
    assert postgres.sql("select 1 from pg_namespace where nspname = 'zhibu'", database=empty_database) == []
    with (
        ServerLink(parse(postgres.url(empty_database, "one"))) as asking,
        pytest.raises(Missing, match="not_installed"),
    ):
        asking.ask("select * from zhibu.hold('one', 1)")


LACKING = {
    "jsonb": r"\bjsonb?\b|->>",
    "notify": r"\b(un)?listen\b|\bnotify\b",
    "upsert": r"\bon\s+conflict\b|\bmerge\s+into\b",
    "lateral": r"\blateral\b",
    "several unnested together": r"\bunnest\s*\(|\bwith\s+ordinality\b",
    "filter": r"\bfilter\s*\(",
    "skip locked": r"\bskip\s+locked\b|\bnowait\b",
    "if not exists of a schema or an index": r"\b(schema|index)\s+if\s+not\s+exists\b",
    "procedures": r"\bcreate\s+(or\s+replace\s+)?procedure\b|\bcall\s",
    "identity": r"\bgenerated\b|\bidentity\b|\bserial\b",
    "a digest on the server": r"\bsha256\s*\(|\bdigest\s*\(|\bmd5\s*\(",
    "a random identity on the server": r"\buuid|gen_random",
    "format": r"\bformat\s*\(",
}
"""What openGauss, Kingbase or a pool between us and them lack, or have otherwise."""


def statements() -> list[tuple[str, str]]:
    """Every text of the room that is SQL, with where it stands."""
    of_schema = [("layout", text) for text in (layout.SCHEMA, *layout.STATEMENTS)]
    begins = re.compile(r"\s*(select|insert|update|delete|create|alter|drop|grant|revoke|begin|with|copy)\s", re.I)
    elsewhere = [(f"{path}:{line}", text) for path in files("store/server") for line, text in strings(path)]
    return of_schema + [(place, text) for place, text in elsewhere if begins.match(text)]


def lacking(text: str) -> list[str]:
    said = re.sub("--.*", "", text)
    return [name for name, pattern in LACKING.items() if re.search(pattern, said, re.I)]


def test_statements_keep_to_what_all_of_the_family_have() -> None:
    assert len(statements()) > 40
    assert [(place, lacking(text)) for place, text in statements() if lacking(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "select doc::jsonb from zhibu.document",
        "notify zhibu",
        "insert into t values (1) on conflict do nothing",
        "select 1 from a, lateral (select 1) b",
        "select unnest(a)",
        "create schema if not exists zhibu",
    ],
)
def test_the_lint_sees_what_they_lack(text: str) -> None:
    assert lacking(text)


def test_every_function_runs_as_its_owner_along_a_fixed_path() -> None:
    made = [text for text in layout.STATEMENTS if "create or replace function" in text]
    assert len(made) > 9
    for text in made:
        assert "security definer set search_path = pg_catalog, pg_temp" in text


def test_every_table_but_the_layout_and_the_rights_is_guarded_by_row() -> None:
    tables = set(re.findall(r"create table if not exists zhibu\.(\w+)", " ".join(layout.TABLES)))
    guarded = set(re.findall(r"create policy readers on zhibu\.(\w+) for select", " ".join(layout.GUARDS)))
    assert tables - guarded == {"store", "access", "moved"}
    assert not re.search(r"grant (insert|update|delete|all)", " ".join(layout.GUARDS))


def test_the_limits_nest() -> None:
    hold = next(text for text in layout.STATEMENTS if "function zhibu.limit_waiting(" in text)
    assert f", {int(link.LOCK * 1000)})" in hold
    assert f"'{int(link.SILENT_TRANSACTION * 1000)}'" in hold
    assert link.HANDSHAKE < link.LOCK < link.SILENT_TRANSACTION < link.SOCKET < link.PATIENCE
