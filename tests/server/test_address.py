"""What the address of a branch on a server says, and what it must not say."""

from __future__ import annotations

import pytest

from store.engines import is_address
from store.errors import StoreError
from store.server.address import Host, parse


def test_the_address_of_the_documents() -> None:
    found = parse("postgresql://db1,db2:5433/zhibu/yunchuan-01?sslmode=verify-full")
    assert found.hosts == (Host(name="db1", port=5432), Host(name="db2", port=5433))
    assert (found.database, found.branch, found.sslmode, found.user) == ("zhibu", "yunchuan-01", "verify-full", "")


@pytest.mark.parametrize(
    ("url", "hosts", "user"),
    [
        ("postgresql:///zhibu/one?host=/run/postgresql", ["/run/postgresql:5432"], ""),
        ("postgresql:///zhibu/one?host=/run/pg,db2&port=5433", ["/run/pg:5433", "db2:5433"], ""),
        ("postgresql://%2Frun%2Fpg:5433/zhibu/one", ["/run/pg:5433"], ""),
        ("postgresql://wang@[::1]:5433,[::2]/zhibu/one", ["[::1]:5433", "[::2]:5432"], "wang"),
        ("postgres://db/zhibu/one?user=%E7%8E%8B", ["db:5432"], "王"),
    ],
)
def test_where_hosts_and_users_may_stand(url: str, hosts: list[str], user: str) -> None:
    found = parse(url)
    assert [host.shown for host in found.hosts] == hosts
    assert found.user == user


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://db/zhibu/one?sslmode=prefer", "sslmode=prefer"),
        ("postgresql://db/zhibu/one?sslmod=require", "sslmod"),
        ("postgresql://db/zhibu/one?sslmode=require&user=a&user=b", "user"),
        ("postgresql:/db/zhibu/one", "postgresql:"),
        ("POSTGRESQL://db/zhibu/one", "POSTGRESQL:"),
        ("mysql://db/zhibu/one", "mysql:"),
        ("postgresql://db:0/zhibu/one", "0"),
        ("postgresql://db:65536/zhibu/one", "65536"),
        ("postgresql://db:５４３２/zhibu/one", "５４３２"),
        ("postgresql://[::1/zhibu/one", "postgresql://[::1/zhibu/one"),
        ("postgresql:///zhibu/one", "host"),
        ("postgresql://db/zhibu/one?host=/run/pg", "host"),
        ("postgresql://db/zhibu/one/two", "/zhibu/one/two"),
        ("postgresql://db/zhibu/%2A", "*"),
        ("postgresql://db/zhibu/a%1bb", "a\x1bb"),
        ("postgresql://db//one", ""),
        ("postgresql://db/zhibu/one?user=", ""),
        ("postgresql://db/zhibu/one#x", "x"),
    ],
)
def test_what_an_address_is_refused_for(url: str, place: str) -> None:
    with pytest.raises(StoreError) as refused:
        parse(url)
    assert (refused.value.code, refused.value.facts["place"]) == ("bad_address", place)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://wang:secret@db/zhibu/one",
        "postgresql://wang:s/ecret@db/zhibu/one",
        "postgresql://db/zhibu/one?password=secret",
        "postgresql:/wang:secret@db/zhibu/one",
        "mysql://wang:secret@db/zhibu/one",
        "postgresql://db/zhibu/one?sslmode=require&pass%77ord=secret",
        "postgresql://db/zhibu/one?PassWd=secret",
        "jdbc:postgresql://db/zhibu?user=wang&password=secret",
        "host=db dbname=zhibu password=secret user=wang",
        "password='se cret' host=db",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        parse(url)
    assert "cret" not in repr(refused.value)
    assert is_address(url)


def test_a_branch_is_needed_where_one_is_meant() -> None:
    with pytest.raises(StoreError, match="no_branch_in_address"):
        parse("postgresql://db/zhibu")
    assert parse("postgresql://db/zhibu", branch=False).of("一支部").branch == "一支部"


def test_where_all_of_a_database_is_meant_that_is_said() -> None:
    with pytest.raises(StoreError, match="branch_in_address") as refused:
        parse("postgresql://db/zhibu/one?sslmode=require", branch=False)
    assert refused.value.facts["place"] == "postgresql://db/zhibu?sslmode=require"


def test_the_address_of_another_branch_can_be_read_again() -> None:
    found = parse("postgresql://db/zhibu/one?sslmode=require").of("二/支部")
    assert parse(found.url) == found


@pytest.mark.parametrize("branch", ["one", "%6Fne", "云川", "%E4%BA%91%E5%B7%9D", "one/", "a@b"])
def test_however_a_branch_was_spelled_another_stands_in_its_place(branch: str) -> None:
    found = parse(f"postgresql://db/zhibu/{branch}?sslmode=require")
    assert found.of("二").url == "postgresql://db/zhibu/%E4%BA%8C?sslmode=require"
    assert found.of("").url == "postgresql://db/zhibu?sslmode=require"
    assert parse(found.for_others(found.branch)) == found


@pytest.mark.parametrize(
    ("url", "others"),
    [
        ("postgresql:///zhibu?host=/run/postgresql&user=dba", "postgresql:///zhibu/one?host=/run/postgresql"),
        (
            "postgresql://dba@db1:5433,db2/z%40b?sslcert=/a&sslmode=verify-ca",
            "postgresql://db1:5433,db2/z%40b/one?sslmode=verify-ca",
        ),
        ("postgresql://db1/zhibu/two?passfile=/etc/p&sslkey=/etc/k", "postgresql://db1/zhibu/one"),
    ],
)
def test_what_others_are_told_is_not_who_one_is(url: str, others: str) -> None:
    assert parse(url, branch=None).for_others("one") == others
    assert parse(others).branch == "one"
