"""Who may do what, tried in SQL through real logins: the database says no, whatever a program would have allowed.

`wang` writes branch one, `li` branch two, `above` is the committee over both, `audit` reads one, `night` counts all,
`guest` has a login and no right at all. Each shows who it is by a password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.errors import NotPermitted, StoreError
from store.server.address import parse
from store.server.link import ServerLink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow

ROLES = ("wang", "li", "above", "audit", "night", "guest")
SUM = "a" * 64
FILE = "f" * 64


def line(
    revision: int, user: str, sum: str = SUM, previous: str = "", *, why: str = "add_members", of: str = "p1"
) -> str:
    """As much of a line of the journal as the server looks at."""
    source = ',"schema":2,"source":"p1"' if why == "purge" else ""
    return (
        f'{{"revision":{revision},"at":"2026-11-22T01:30:00.000+00:00","uid":1000,"user":"{user}"'
        f',"why":"{why}"{source},"changes":[{{"user":"wang","id":"{of}"}}],"previous":"{previous}","sum":"{sum}"}}'
    )


def found(branch: str, user: str) -> tuple[object, ...]:
    return (
        "select zhibu.found_1($1, 1, $2, $3, 2, '{}', '[]', false, $4, $5, $6, $7, $8, $9)",
        *(branch, SUM, FILE, [1], [f"{branch}-1"], [line(1, user)], ["members"], [1], ['{"name":"李文静"}']),
    )


def commit(branch: str, its_line: str, *, old: int = 1, new: int = 2, id: str = "x") -> tuple[object, ...]:
    return (
        "select zhibu.commit_1($1, $2, $3, $4, $5, $6, 2, '{}', '[]', $7, $8, null, null, $9, $10, $11)",
        *(branch, old, SUM, new, SUM, FILE, id, its_line, ["members"], [1], ['{"name":"changed"}']),
    )


def purge(branch: str, its_line: str, revisions: list[int], lines: list[str]) -> tuple[object, ...]:
    """Branch one at revision 1, of which the lines are put in the place of what they were."""
    return (
        "select zhibu.purge_2($1, 1, $2, $3, $4::bigint[], $5, 2, $6, $7, 2, '{}', '[]', $8, $9,"
        " null, null, null, null, null)",
        *(branch, SUM, "b" * 64, revisions, lines, SUM, FILE, "x", its_line),
    )


@pytest.fixture(scope="module")
def roles(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The roles, each with a password, and the file with all of them."""
    postgres.sql(*[f"drop role if exists {role}" for role in ROLES])
    for role in ROLES:
        postgres.sql(f"create role {role} login password 'of {role}'", f"grant by_password to {role}")
    path = tmp_path_factory.mktemp("logins") / "passwords"
    path.write_text("".join(f"*:*:*:{role}:of {role}\n" for role in ROLES))
    path.chmod(0o600)
    return path


@pytest.fixture
def links(postgres: Postgres, database: str, roles: Path) -> Iterator[dict[str, ServerLink]]:
    """A login of each role in a database with two branches."""
    postgres.sql(
        "delete from zhibu.access",
        "insert into zhibu.access values ('one', 'wang', 'write'), ('two', 'li', 'write'), ('three', 'wang', 'write'),"
        " ('one', 'above', 'above'), ('two', 'above', 'above'), ('one', 'audit', 'read'), ('*', 'night', 'count')",
        "insert into zhibu.access values ('one', 'gone_from_the_server', 'write')",
        database=database,
    )
    made = {role: ServerLink(parse(postgres.url(database, "one", role, passfile=str(roles)))) for role in ROLES}
    for branch, role in (("one", "wang"), ("two", "li")):
        made[role].ask(*found(branch, role))
        made[role].ask("select zhibu.send($1, 'up', 1, '2026-11-22', '{}', '', '')", branch)
        made[role].ask("select zhibu.lay_over($1, 'local.toml', 'x = 1')", branch)
        made["above"].ask("select zhibu.send($1, 'down', 1, '2026-11-22', '{}', '', '')", branch)
    postgres.sql("insert into zhibu.overlay values ('*', 'local.toml', 'for = \"all\"')", database=database)
    yield made
    for one in made.values():
        one.close()


READING = """
                                            wang   li     above  audit  night  guest
look one                                    1      no     no     1      1      no
whole one                                   1      no     no     1      1      no
since one                                   1      no     no     1      1      no
whole two                                   no     1      no     no     1      no
box one up                                  1      no     1      1      1      no
box two down                                no     1      1      no     1      no
document                                    1      1      0      1      2      0
entry                                       1      1      0      1      2      0
branch                                      1      1      2      1      2      0
summary                                     2      2      4      2      4      0
overlay                                     2      2      1      2      3      1
mine                                        2      1      2      1      1      0
access                                      no     no     no     no     no     no
"""
"""Rows that each is shown, or no: as functions say it, and as the bare tables do."""
ASKED = {
    "look": "select * from zhibu.look('{0}') where look is not null",
    "whole": "select * from zhibu.whole('{0}')",
    "box": "select * from zhibu.box('{0}', '{1}')",
    "since": "select * from zhibu.since('{0}', 0)",
}

WRITING = """
                                            wang   li     above  audit  night  guest
hold one                                    yes    no     no     no     no     no
commit one                                  yes    no     no     no     no     no
commit one signed wang                      yes    no     no     no     no     no
found three                                 yes    no     no     no     no     no
purge one                                   yes    no     no     no     no     no
lay_over one                                yes    no     no     no     no     no
lay_over all                                no     no     no     no     no     no
send up one                                 yes    no     no     no     yes    no
send down one                               no     no     yes    no     no     no
hold two                                    no     yes    no     no     no     no
send up two                                 no     yes    no     no     yes    no
send down two                               no     no     yes    no     no     no
hold_box up one                             yes    no     no     no     yes    no
hold_box down one                           no     no     yes    no     no     no
send sideways one                           no     no     no     no     no     no
"""


def rows(table: str) -> list[tuple[str, list[str]]]:
    found = [line for line in table.splitlines() if line.strip()]
    return [(line[:44].strip(), line[44:].split()) for line in found[1:]]


def writing(what: str, role: str) -> tuple[object, ...]:
    verb, *rest = what.split()
    if verb == "commit":
        return commit(rest[0], line(2, rest[-1] if "signed" in rest else role))
    return {
        "hold": ("select * from zhibu.hold($1, 100)", rest[-1]),
        "found": found(rest[-1], role),
        "purge": purge(rest[-1], line(2, role, why="purge"), [], []),
        "lay_over": ("select zhibu.lay_over($1, 'local.toml', 'y = 2')", "*" if rest[-1] == "all" else rest[-1]),
        "hold_box": ("select zhibu.hold_box($1, $2, 100)", rest[-1], rest[0]),
        "send": ("select zhibu.send($1, $2, 1, '2026-11-22', '{}', '', '')", rest[-1], rest[0]),
    }[verb]


@pytest.mark.parametrize(("what", "expected"), rows(READING), ids=lambda one: one if isinstance(one, str) else "")
def test_who_reads_what(links: dict[str, ServerLink], what: str, expected: list[str]) -> None:
    verb, *branch = what.split()
    asked = ASKED[verb].format(*branch) if verb in ASKED else f"select * from zhibu.{verb}"
    said = []
    for role in ROLES:
        try:
            said.append(str(len(links[role].ask(asked))))
        except NotPermitted:
            said.append("no")
    assert said == expected


@pytest.mark.parametrize(("what", "expected"), rows(WRITING), ids=lambda one: one if isinstance(one, str) else "")
def test_who_writes_what(links: dict[str, ServerLink], what: str, expected: list[str]) -> None:
    said = []
    for role in ROLES:
        try:
            rows = links[role].ask_all(("begin",), writing(what, role))
            said.append("yes" if rows != [[False]] else "nothing")
        except NotPermitted:
            said.append("no")
        links[role].roll_back()
    assert said == expected


TABLES = ("store", "branch", "document", "entry", "overlay", "summary", "access")
DIRECTLY = [
    *[f"delete from zhibu.{table}" for table in TABLES],
    *[f"truncate zhibu.{table} cascade" for table in TABLES],
    "update zhibu.document set doc = '{}'",
    "update zhibu.entry set login = 'li'",
    "update zhibu.branch set revision = 9",
    "insert into zhibu.access values ('two', 'wang', 'write')",
    "insert into zhibu.document values ('one', 'members', 9, '{}')",
    "select * from zhibu.document for update",
    "select zhibu.put_1('one', null, null, array['members'], array[1]::bigint[], array['{}'])",
    "select zhibu.demand('one', 'write')",
    "select zhibu.limit_waiting(1)",
    "select zhibu.signed_1('', 1, '')",
    "create table zhibu.mine_too(n int)",
    "create function zhibu.may(text) returns boolean language sql as 'select true'",
    "drop policy readers on zhibu.document",
    "alter table zhibu.document disable row level security",
    "set session authorization li",
    "set role li",
    "set role dba",
    "grant write to wang",
]


@pytest.mark.parametrize("statement", DIRECTLY)
def test_no_way_past_the_functions(links: dict[str, ServerLink], statement: str) -> None:
    for role in [role for role in ROLES if not statement.endswith(f" {role}")]:
        with pytest.raises(StoreError) as refused:
            links[role].ask(statement)
        assert refused.value.facts["state"] in ("42501", "0LP01", "42704"), refused.value
        links[role].roll_back()


@pytest.mark.parametrize(
    ("old", "new", "its_line"),
    [
        (1, 2, line(2, "li")),
        (1, 2, line(2, "wang2")),
        (1, 2, line(2, "")),
        (1, 2, line(3, "wang")),
        (1, 2, line(2, "wang", "b" * 64)),
        (1, 2, ' {"user":"wang"}' + line(2, "li")),
        (1, 2, line(2, 'li","claimed":"wang')),
        (1, 2, line(2, "li").replace('"at"', '"user":"wang","at"')),
        (1, 2, ""),
        (1, 1, line(1, "wang")),
        (1, 1 << 53, line(1 << 53, "wang")),
        (1, (1 << 63) - 1, line((1 << 63) - 1, "wang")),
        (2, 1, line(1, "wang")),
    ],
)
def test_nobody_signs_as_another_or_out_of_turn(
    postgres: Postgres, links: dict[str, ServerLink], database: str, old: int, new: int, its_line: str
) -> None:
    before = postgres.sql("select * from zhibu.document, zhibu.branch", database=database)
    with pytest.raises(NotPermitted):
        links["wang"].ask(*commit("one", its_line, old=old, new=new))
    assert postgres.sql("select * from zhibu.document, zhibu.branch", database=database) == before


def test_who_stored_is_the_login_whatever_the_line_claims(
    postgres: Postgres, links: dict[str, ServerLink], database: str
) -> None:
    assert links["wang"].ask(*commit("one", line(2, "wang"))) == [[True]]
    assert links["wang"].ask("select revision, login, moved from zhibu.entry order by revision") == [
        [1, "wang", False],
        [2, "wang", False],
    ]


def test_a_commit_on_what_is_no_longer_there_does_nothing(links: dict[str, ServerLink]) -> None:
    assert links["wang"].ask(*commit("one", line(2, "wang"), id="first")) == [[True]]
    assert links["wang"].ask(*commit("one", line(2, "wang"), id="second")) == [[False]]
    assert links["wang"].ask("select count(*) from zhibu.entry") == [[2]]
    assert links["wang"].ask("select doc from zhibu.document") == [['{"name":"changed"}']]


def test_the_same_commit_is_not_done_twice(links: dict[str, ServerLink]) -> None:
    assert links["wang"].ask(*commit("one", line(2, "wang"), id="same")) == [[True]]
    with pytest.raises(StoreError) as refused:
        links["wang"].ask(*commit("one", line(3, "wang"), old=2, new=3, id="same"))
    assert refused.value.facts["state"] == "23505"
    assert links["wang"].ask("select zhibu.look('one')") == [[f"2 {SUM}"]]


def test_a_branch_is_founded_once_and_not_for_all(links: dict[str, ServerLink]) -> None:
    with pytest.raises(StoreError, match="exists"):
        links["wang"].ask(*found("one", "wang"))
    with pytest.raises(NotPermitted):
        links["night"].ask(*found("*", "night"))


NOW = "b" * 64
THE_PURGE = line(2, "wang", why="purge")


@pytest.mark.parametrize(
    ("its_line", "anew"),
    [
        (THE_PURGE, line(1, "li", NOW)),
        (THE_PURGE.replace("p1", "p2"), line(1, "wang", NOW, of="p2")),
        (THE_PURGE.replace("p1", "p2"), line(1, "wang", NOW).replace("add", "edit")),
        (line(2, "li", why="purge"), line(1, "wang", NOW)),
        (line(2, "wang"), line(1, "wang", NOW)),
        (line(2, "wang").replace('"wang"', r'"wang","claimed":"\",\"why\":\"purge"', 1), line(1, "wang", NOW)),
    ],
    ids=["whose", "of another record", "what of another record", "signed", "no purge", "a purge in a name"],
)
def test_purging_touches_what_it_says_and_no_more(links: dict[str, ServerLink], its_line: str, anew: str) -> None:
    before = links["wang"].ask("select line from zhibu.entry")
    with pytest.raises(NotPermitted):
        links["wang"].ask(*purge("one", its_line, [1], [anew]))
    assert links["wang"].ask("select line from zhibu.entry") == before


@pytest.mark.parametrize(
    ("its_line", "anew"),
    [
        (THE_PURGE, line(1, "wang", NOW).replace('"user":"wang","id"', '"id"')),
        (THE_PURGE.replace("p1", "p2"), line(1, "wang", NOW, "c" * 64)),
        (THE_PURGE.replace('"wang"', r'"wang","claimed":"li \"[\\\\"', 1), line(1, "wang", NOW)),
    ],
    ids=["its own", "others are only chained anew", "a name with quotes"],
)
def test_a_purge_says_so_in_a_line(links: dict[str, ServerLink], its_line: str, anew: str) -> None:
    assert links["wang"].ask(*purge("one", its_line, [1], [anew])) == [[True]]
    assert links["wang"].ask("select line from zhibu.entry order by revision") == [[anew], [its_line]]
    assert links["wang"].ask("select zhibu.look('one')") == [[f"2 {SUM}"]]


def test_a_function_of_one_s_own_sees_no_row_that_one_may_not(postgres: Postgres, links: dict[str, ServerLink]) -> None:
    """What a policy hides must not be shown to a function that is cheap enough to be asked first."""
    told = links["li"]
    told.ask(
        "create function pg_temp.tell(text) returns boolean cost 0.0000001 language plpgsql as "
        "$tell$ begin raise warning '%', $1; return true; end $tell$"
    )
    told.ask("select count(*) from zhibu.document where pg_temp.tell(branch || doc)")
    assert told.warned
    assert [said[:3] for said in told.warnings] == ["two"]


def test_who_else_has_which_right_is_not_told_either(links: dict[str, ServerLink]) -> None:
    told = links["li"]
    told.ask(
        "create function pg_temp.tell_role(text) returns boolean cost 0.0000001 language plpgsql as "
        "$tell$ begin raise warning '%', $1; return true; end $tell$"
    )
    assert told.ask("select branch from zhibu.mine where pg_temp.tell_role(role::text)") == [["two"]]
    assert told.warnings == ["li"]


def test_nobody_learns_that_a_branch_was_moved_who_may_not_read_it(links: dict[str, ServerLink]) -> None:
    asked = "select zhibu.elsewhere('one'), zhibu.elsewhere('none')"
    assert links["wang"].ask("select zhibu.leave_1('one', 1, $1, '/srv/one')", SUM) == [[True]]
    assert {role: links[role].ask(asked)[0][0] for role in ROLES} == {
        **dict.fromkeys(ROLES, ""),
        **dict.fromkeys(("wang", "audit", "night"), "/srv/one"),
    }


def test_who_sees_all_as_it_was_stores_nothing_in_what_has_left(links: dict[str, ServerLink]) -> None:
    """Some servers are set to show a transaction its first moment for as long as it lasts."""
    late, wang = ServerLink(links["wang"].address), links["wang"]
    with late:
        late.ask_all(("begin isolation level repeatable read",), ("select zhibu.look('one')",))
        assert wang.ask("select zhibu.leave_1('one', 1, $1, '/srv/one')", SUM) == [[True]]
        with pytest.raises(StoreError) as refused:
            late.ask_all(commit("one", line(2, "wang")), ("commit",))
        assert refused.value.facts["state"] == "40001"


def test_a_message_is_no_larger_than_a_program_would_read(links: dict[str, ServerLink]) -> None:
    with pytest.raises(StoreError) as refused:
        links["wang"].ask("select zhibu.send('one', 'up', 1, '2026-11-22', repeat('党', 87382), '', '')")
    assert refused.value.facts["state"] == "22001"
    assert links["wang"].ask("select zhibu.send('one', 'up', 1, '2026-11-22', repeat('党', 87381), '', '')") == [[2]]


def test_a_branch_is_founded_with_its_own_line_alone(links: dict[str, ServerLink]) -> None:
    said = [line(1, "wang"), line(2, "li")]
    with pytest.raises(NotPermitted):
        links["wang"].ask(
            "select zhibu.found_1('three', 1, $1, $2, 2, '{}', '[]', false, $3, $4, $5, null, null, null)",
            *(SUM, FILE, [1, 2], ["a", "b"], said),
        )
    last = 1 << 53
    with pytest.raises(NotPermitted):
        links["wang"].ask(
            "select zhibu.found_1('three', $1, $2, $3, 2, '{}', '[]', false, $4, $5, $6, null, null, null)",
            *(last, SUM, FILE, [last], ["a"], [line(last, "wang")]),
        )


def test_what_one_makes_for_oneself_takes_nobody_in(links: dict[str, ServerLink]) -> None:
    """Functions run along their own path: a table of the same name in front of theirs is not seen."""
    links["guest"].ask(
        "create temporary table access as select '*'::text as branch, 'guest'::name as role, 'write' as may"
    )
    links["guest"].ask("create temporary table pg_roles as select 'guest'::name as rolname, 10::oid as oid")
    links["guest"].ask("set search_path = pg_temp, pg_catalog")
    with pytest.raises(NotPermitted):
        links["guest"].ask("select * from zhibu.look('one')")


def test_rights_come_and_go_at_once_and_through_groups(
    postgres: Postgres, links: dict[str, ServerLink], database: str
) -> None:
    postgres.sql("drop role if exists secretaries", "create role secretaries", "grant secretaries to guest")
    postgres.sql("insert into zhibu.access values ('one', 'secretaries', 'write')", database=database)
    assert len(links["guest"].ask("select * from zhibu.whole('one')")) == 1
    postgres.sql("revoke secretaries from guest")
    with pytest.raises(NotPermitted):
        links["guest"].ask("select * from zhibu.whole('one')")
    postgres.sql("drop role secretaries")
    assert len(links["wang"].ask("select * from zhibu.whole('one')")) == 1
