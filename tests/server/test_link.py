"""A link is there when it is asked, says in the store's own errors why not, and never waits for ever."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import Busy, Missing, NotStored, StoreError, Unreachable
from store.server import link as link_module
from store.server.address import Host, parse
from store.server.link import ServerLink
from store.server.literals import literal, with_values
from tests.server.postgres import MISSING, QUICK, Postgres, binaries, free_port
from tests.server.proxy import DOWN, Break, Proxy
from tests.strategies import TRICKY
from widgets import error_text
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

pytestmark = pytest.mark.slow


@pytest.fixture
def link(postgres: Postgres, branch_url: str) -> Iterator[ServerLink]:
    with ServerLink(parse(branch_url)) as made:
        yield made


@pytest.fixture
def own() -> Iterator[Postgres]:
    """A server that may be stopped and set otherwise."""
    if binaries() is None:
        pytest.skip(MISSING)
    server = Postgres(**QUICK, max_connections="9", superuser_reserved_connections="0", max_wal_senders="0")
    try:
        yield server.make().start()
    finally:
        server.remove()


def refused(link: ServerLink, statement: str = "select 1") -> StoreError:
    with pytest.raises(StoreError) as found:
        link.ask(statement)
    return found.value


# -- what is said


TEXTS = st.text(st.one_of(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), st.sampled_from(TRICKY)))


@pytest.mark.parametrize("conforming", ["on", "off"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(TEXTS), number=st.integers(-(2**63), 2**63 - 1))
def test_values_arrive_as_they_are_whatever_the_server_is_set_to(
    link: ServerLink, conforming: str, texts: list[str], number: int
) -> None:
    link.ask(f"set standard_conforming_strings = {conforming}")
    said = "; ".join(texts)
    (row,) = link.ask("select $1, $2, $1, $3, $4, $5", said, number, texts, [number], number > 0)
    assert row == [said, number, said, texts, [number], number > 0]


def test_what_no_server_holds_is_refused_before_it_is_sent() -> None:
    with pytest.raises(NotStored, match="value"):
        with_values("select $1", ["a\0b"])
    assert literal([]) == "array[]::text[]"
    assert literal(None) == "null"


def test_statements_of_one_message_are_done_together_or_not_at_all(link: ServerLink) -> None:
    link.ask("create table kept(n int)")
    with pytest.raises(StoreError, match="server"):
        link.ask_all(("insert into kept values ($1)", 1), ("select 1 / 0",), ("insert into kept values (2)",))
    assert link.ask("select n from kept") == []
    assert link.ask_all(("select 1",), ("select $1", 2)) == [[1], [2]]


def test_after_a_failure_in_the_middle_it_begins_anew(link: ServerLink) -> None:
    link.ask("begin")
    assert refused(link, "select 1 / 0").facts["state"] == "22012"
    assert refused(link).facts["state"] == "25P02"
    link.roll_back()
    assert link.ask("select 1") == [[1]]


# -- where it goes


def test_it_says_whom_the_server_takes_us_for(link: ServerLink) -> None:
    assert link.login == ""
    link.ask("select 1")
    assert link.login == "dba"


def test_hosts_are_tried_until_one_takes_writes(own: Postgres) -> None:
    own.settings |= {"max_wal_senders": "4", "hot_standby": "on"}
    own.stop()
    own.start()
    standby = Postgres(**own.settings)
    try:
        standby.copy_of(own).start()
        hosts = f"{own.folder}/nothing,{standby.folder}:{standby.port},{own.folder}:{own.port}"
        url = f"postgresql:///postgres/one?host={hosts}&user=dba"
        with ServerLink(parse(url)) as link:
            assert link.ask("select pg_is_in_recovery()") == [[False]]
            own.stop()
            assert refused(link).code == "unreachable"
            assert refused(link).code == "standby"
            standby.promote()
            assert link.ask("select pg_is_in_recovery()") == [[False]]
    finally:
        standby.remove()


def test_it_comes_back_by_itself_after_a_restart(own: Postgres) -> None:
    with ServerLink(parse(own.url("postgres", "one"))) as link:
        link.ask("select 1")
        own.stop("immediate")
        assert isinstance(refused(link), Unreachable)
        assert isinstance(refused(link), Unreachable)
        own.start()
        assert link.ask("select 1") == [[1]]


def test_who_is_thrown_out_is_told_and_comes_back(postgres: Postgres, link: ServerLink) -> None:
    ((process,),) = link.ask("select pg_backend_pid()")
    postgres.sql(f"select pg_terminate_backend({process})")
    assert isinstance(refused(link), Unreachable)
    assert link.ask("select 1") == [[1]]


def test_a_server_without_a_free_place_says_so(own: Postgres) -> None:
    taken = [own.connect() for _ in range(9)]
    with ServerLink(parse(own.url("postgres", "one"))) as link:
        assert refused(link).code == "crowded"
        for one in taken:
            one.close()
        end = time.monotonic() + 5
        while time.monotonic() < end:
            try:
                assert link.ask("select 1") == [[1]]
                break
            except Unreachable:
                time.sleep(0.05)
        else:
            pytest.fail("the places are free again")


@pytest.mark.parametrize(("database", "code"), [("nowhere", "no_database"), ("postgres", "not_installed")])
def test_what_is_not_there(postgres: Postgres, database: str, code: str) -> None:
    with ServerLink(parse(postgres.url(database, "one"))) as link:
        found = refused(link, "select * from zhibu.look('one')")
    assert isinstance(found, Missing)
    assert found.code == code


# -- how long it waits


def test_a_server_that_swallows_is_given_up(postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "SOCKET", 0.4)
    target = f"{postgres.folder}/.s.PGSQL.{postgres.port}"
    with Proxy(target, lambda number: Break(20, DOWN, "swallow") if number == 0 else None) as proxy:
        url = f"postgresql://127.0.0.1:{proxy.port}/{database}/one?user=dba"
        with ServerLink(parse(url)) as link:
            begun = time.monotonic()
            assert isinstance(refused(link), Unreachable)
            assert time.monotonic() - begun < 2
            assert link.ask("select 1") == [[1]]


def test_a_port_that_accepts_and_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "SOCKET", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        with ServerLink(parse(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/zhibu/one")) as link:
            assert refused(link).code == "unreachable"
        assert time.monotonic() - begun < 2


def test_what_is_no_server_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            client, _ = other.accept()
            client.recv(100)
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            client.close()

        threading.Thread(target=answer, daemon=True).start()
        with ServerLink(parse(f"postgresql://127.0.0.1:{other.getsockname()[1]}/zhibu/one")) as link:
            assert refused(link).code == "unreachable"


@pytest.mark.parametrize("after", range(0, 400, 7))
def test_cut_anywhere_in_the_greeting_it_is_unreachable_and_then_there(
    postgres: Postgres, database: str, after: int
) -> None:
    target = f"{postgres.folder}/.s.PGSQL.{postgres.port}"
    with Proxy(target, lambda number: Break(after, DOWN, "cut") if number == 0 else None) as proxy:
        link = ServerLink(parse(f"postgresql://127.0.0.1:{proxy.port}/{database}/one?user=dba"))
        assert isinstance(refused(link), Unreachable)
        assert link.ask("select 1") == [[1]]
        link.close()


def founded(link: ServerLink) -> None:
    line = '{"revision":1,"at":"","uid":0,"user":"dba","sum":"' + "a" * 64 + '"}'
    link.ask(
        "select zhibu.found_1('one', 1, $1, 'f', 1, '{}', '[]', false, $2, $3, $4, null, null, null)",
        *("a" * 64, [1], ["x"], [line]),
    )


def test_a_lock_is_waited_for_as_long_as_was_said(postgres: Postgres, link: ServerLink, branch_url: str) -> None:
    founded(link)
    link.ask_all(("begin",), ("select * from zhibu.hold('one', 4000)",))
    with ServerLink(parse(branch_url)) as other:
        begun = time.monotonic()
        with pytest.raises(Busy):
            other.ask_all(("begin",), ("select * from zhibu.hold('one', 300)",))
        assert 0.25 < time.monotonic() - begun < 2
        other.roll_back()
        link.roll_back()
        assert other.ask_all(("begin",), ("select * from zhibu.hold('one', 300)",)) == [[1, "a" * 64, 1]]


def test_a_holder_that_went_silent_is_ended_by_the_server(
    postgres: Postgres, link: ServerLink, branch_url: str
) -> None:
    founded(link)
    link.ask_all(("begin",), ("select * from zhibu.hold('one', 4000)",))
    begun = time.monotonic()
    with ServerLink(parse(branch_url)) as other:
        for _ in range(3):
            try:
                other.ask_all(("begin",), ("select * from zhibu.hold('one', 4000)",))
                break
            except Busy:
                other.roll_back()
        else:
            pytest.fail("the holder was never ended")
    assert time.monotonic() - begun < link_module.SOCKET
    assert isinstance(refused(link), Unreachable)
    assert link.ask("select 1") == [[1]]


# -- doubts


def test_a_commit_that_did_not_wait_for_its_standby_is_no_plain_yes(own: Postgres) -> None:
    own.settings |= {"max_wal_senders": "2"}
    own.stop()
    own.start().sql("create table kept(n int)")
    own.sql("alter system set synchronous_standby_names = 'nowhere'", "select pg_reload_conf()")
    with ServerLink(parse(own.url("postgres", "one"))) as link:
        link.ask("set synchronous_commit = on")
        ((process,),) = link.ask("select pg_backend_pid()")
        assert not link.warned

        def cancel() -> None:
            end = time.monotonic() + 10
            waits = f"select 1 from pg_stat_activity where pid = {process} and wait_event = 'SyncRep'"
            while time.monotonic() < end and not own.sql(waits):
                time.sleep(0.05)
            own.sql(f"select pg_cancel_backend({process})")

        thread = threading.Thread(target=cancel)
        thread.start()
        link.ask_all(("begin",), ("insert into kept values (1)",), ("commit",))
        thread.join()
        assert link.warned
        assert link.ask("select n from kept") == [[1]]
        assert not link.warned


def test_a_host_that_nobody_knows_is_told_by_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*where: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with ServerLink(parse("postgresql://db9/zhibu/one")) as link:
        assert "没有叫这个名字的主机" in error_text.error(words_of("zh"), refused(link))


def test_nobody_listening_and_no_socket_are_told_apart() -> None:
    for host, number in ((Host(name="127.0.0.1", port=free_port()), 111), (Host(name="/nowhere", port=1), 2)):
        with ServerLink(parse(f"postgresql:///zhibu/one?host={host.name}&port={host.port}")) as link:
            found = refused(link)
        assert (found.code, found.facts["os"], found.facts["host"]) == ("unreachable", number, host.shown)
