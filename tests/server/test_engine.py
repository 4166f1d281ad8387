"""A branch on a server keeps what it acknowledged, once, and says so when it does not: what `place` can't try."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from store import file_codec
from store.edits import Add, Delete
from store.errors import (
    Busy,
    Damaged,
    GoneBack,
    Missing,
    Moved,
    Newer,
    NotPermitted,
    StoreError,
    Unconfirmed,
    Unreachable,
)
from store.server import link as link_module
from store.server import sending
from store.server.address import parse
from store.server.engine import Server
from store.server.install import install
from store.server.sending import Sending
from store.vault import Outcome, Vault, Who
from tests.branches import branch, member
from tests.engines import ServerPlace
from tests.server.postgres import MISSING, QUICK, Postgres, binaries
from tests.server.proxy import DOWN, UP, Break, Proxy
from tui.local_rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LI = Who(uid=1000, user="li")


@pytest.fixture
def place(postgres: Postgres, database: str) -> ServerPlace:
    return ServerPlace(postgres, database)


@pytest.fixture
def vault(place: ServerPlace) -> Vault:
    return founded(place)


def founded(place: ServerPlace) -> Vault:
    vault = Vault(place.url("branch", "li"))
    vault.create(branch(), LI, NOW)
    return vault


def branch_of(postgres: Postgres, database: str) -> tuple[ServerPlace, Vault]:
    """A new branch, and the vault that made it."""
    place = ServerPlace(postgres, database)
    return place, founded(place)


def add(vault: Vault, name: str) -> Outcome:
    done = vault.commit(Add(table="members", record=member("", name)), LI, NOW)
    assert isinstance(done, Outcome)
    return done


def names(vault: Vault) -> list[str]:
    return [person.name for person in vault.read().members.values()]


def through(place: ServerPlace, proxy: Proxy) -> Vault:
    return Vault(f"postgresql://li@127.0.0.1:{proxy.port}/{place.database}/branch")


def socket_of(place: ServerPlace) -> str:
    return f"{place.postgres.folder}/.s.PGSQL.{place.postgres.port}"


# -- once


@pytest.mark.parametrize("way", [UP, DOWN])
def test_cut_anywhere_a_change_is_stored_once(place: ServerPlace, vault: Vault, way: str) -> None:
    with Proxy(socket_of(place)) as proxy:
        add(through(place, proxy), "whole")
        length = proxy.seen[0].passed[way]
    expected = ["whole"]
    for after in range(1, length, 41):
        with Proxy(socket_of(place), lambda number: Break(after, way) if number == 0 else None) as proxy:  # noqa: B023
            try:
                add(through(place, proxy), str(after))
            except Unreachable:  # before there was a login
                assert len(proxy.seen) == 1
            else:
                expected.append(str(after))
    assert len(expected) > length // 41 // 2
    assert names(vault) == expected
    assert vault.verify() == []


@pytest.mark.parametrize("after", [False, True], ids=["asked", "answered"])
def test_thrown_out_at_any_step_a_change_is_stored_once(
    place: ServerPlace, vault: Vault, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """`after`: between the answer to a question and the next, when nobody listens for a farewell."""
    add(vault, "whole")
    asked, step = 0, 0
    ask = link_module.ServerLink.ask_all
    throw_out = f"select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = '{place.database}'"

    def ask_all(link: link_module.ServerLink, *statements: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == step and not after:
            place.postgres.sql(throw_out)
        found = ask(link, *statements)
        if asked == step and after:
            place.postgres.sql(throw_out)
        return found

    monkeypatch.setattr(link_module.ServerLink, "ask_all", ask_all)
    expected = ["whole"]
    for step in range(1, 6):  # read in `ask_all`
        asked = 0
        add(vault, str(step))
        expected.append(str(step))
        assert asked >= 2
    monkeypatch.undo()
    assert names(vault) == expected
    assert vault.verify() == []


def measured(place: ServerPlace, vault: Vault) -> tuple[int, int]:
    """The bytes up and down of a program that opens the branch and adds one, which is then as it was before."""
    for _ in range(2):  # the first time also makes the table
        with Proxy(socket_of(place)) as proxy:
            done = add(through(place, proxy), "whole")
            passed = proxy.seen[0].passed
        vault.commit(Delete(table="members", id=done.ids[0], rev=done.snapshot.revision), LI, NOW)
    return passed[UP], passed[DOWN]


def test_what_had_landed_unseen_is_found_and_not_sent_again(
    place: ServerPlace, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, answered = measured(place, vault)
    sent: list[Any] = []
    send = Sending._sent
    monkeypatch.setattr(Sending, "_sent", lambda change: sent.append(change) or send(change))
    with Proxy(socket_of(place), lambda number: Break(answered - 3, DOWN) if number == 0 else None) as proxy:
        done = add(through(place, proxy), "unseen")
        assert (len(sent), len(proxy.seen)) == (1, 2)
    assert done.snapshot.revision == vault.read().revision == 6
    assert names(vault) == ["unseen"]


@pytest.mark.parametrize(("way", "before_the_end", "stored"), [(UP, 40, False), (DOWN, 3, True)])
def test_where_no_answer_comes_in_time_the_change_has_an_id_to_ask_for(
    place: ServerPlace, vault: Vault, monkeypatch: pytest.MonkeyPatch, way: str, before_the_end: int, stored: bool
) -> None:
    after = measured(place, vault)[way == DOWN] - before_the_end
    monkeypatch.setattr(link_module, "SOCKET", 0.3)
    monkeypatch.setattr(link_module, "HANDSHAKE", 0.3)
    monkeypatch.setattr(sending, "PATIENCE", 1.0)

    def plan(number: int) -> Break:
        return Break(1 if number else after, UP if number else way, "swallow")

    with Proxy(socket_of(place), plan) as proxy, pytest.raises(Unconfirmed, match="unanswered") as told:
        add(through(place, proxy), "whose")
    assert vault.landed(told.value.facts["commit"]) == (6 if stored else None)
    assert names(vault) == (["whose"] if stored else [])


@pytest.fixture
def alone() -> Iterator[Postgres]:
    """A server of its own, which may be told to wait for another that is not there."""
    if binaries() is None:
        pytest.skip(MISSING)
    server = Postgres(**QUICK | {"synchronous_commit": "on"})
    try:
        server.make().start().sql("create database zhibu")
        install(parse(server.url("zhibu"), branch=False))
        yield server
    finally:
        server.remove()


def test_what_no_standby_has_is_not_acknowledged_though_it_is_there(
    alone: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wait for the standby that somebody cancels is answered as done; what is found on the primary is no proof."""
    monkeypatch.setattr(link_module, "SOCKET", 1.0)
    monkeypatch.setattr(sending, "PATIENCE", 1.5)
    _, vault = branch_of(alone, "zhibu")
    alone.sql("alter system set synchronous_standby_names = 'nowhere'", "select pg_reload_conf()")

    def cancel_the_first_wait() -> None:
        while not alone.sql("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'"):
            sleep(0.05)

    thread = threading.Thread(target=cancel_the_first_wait)
    thread.start()
    with pytest.raises(Unconfirmed, match="unanswered") as told:
        add(vault, "甲")
    thread.join()
    alone.sql("alter system reset synchronous_standby_names", "select pg_reload_conf()")
    assert vault.landed(told.value.facts["commit"]) == 2


def test_others_in_between_make_the_change_apply_anew(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, first = Sending._sent, [True]

    def once_too_late(change: Sending) -> bool:
        if first:
            first.clear()
            change.link.roll_back()
            raise Moved
        return sent(change)

    monkeypatch.setattr(Sending, "_sent", once_too_late)
    add(vault, "甲")
    assert names(vault) == ["甲"]


def test_a_change_takes_two_round_trips(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    add(vault, "甲")
    asked: list[Any] = []
    every = link_module.ServerLink.ask_all
    monkeypatch.setattr(link_module.ServerLink, "ask_all", lambda link, *said: asked.append(said) or every(link, *said))
    add(vault, "乙")
    assert len(asked) == 2


def test_many_at_once_lose_nothing(place: ServerPlace, vault: Vault) -> None:
    def many(name: str) -> None:
        own = Vault(place.url("branch", "li"))
        for number in range(8):
            add(own, f"{name}{number}")

    threads = [threading.Thread(target=many, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names(vault)) == sorted(f"{name}{number}" for name in "abcd" for number in range(8))
    assert vault.read().revision == 33
    assert vault.verify() == []


def test_whoever_waits_for_long_is_told_and_then_refused(
    place: ServerPlace, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TURN", 0.6)
    told: list[Any] = []
    with place.postgres.connect(place.database) as holder:
        holder.run("begin")
        holder.run("select * from zhibu.branch for update")
        edit = Add(table="members", record=member("", "甲"))
        with pytest.raises(Busy):
            vault.commit(edit, LI, NOW, lambda *who: told.append(who))
    assert told == [(None, None)]
    add(vault, "甲")


# -- gone back


def go_back(place: ServerPlace, *vaults: Vault) -> None:
    """The database becomes what `copy` kept of it, as after a failover to a server that was behind."""
    for one in vaults:
        one.engine.link.close()
    place.postgres.sql(
        f"drop database {place.database} with (force)",
        f"alter database {place.database}_copy rename to {place.database}",
    )


def copy(place: ServerPlace, *vaults: Vault) -> None:
    for one in vaults:
        one.engine.link.close()
    place.postgres.sql(f"create database {place.database}_copy template {place.database}")


@pytest.mark.parametrize("others", [0, 1, 3], ids=["behind", "the same revision", "ahead"])
def test_a_server_that_went_back_is_told_and_nothing_stored(place: ServerPlace, vault: Vault, others: int) -> None:
    add(vault, "甲")
    copy(place, vault)
    add(vault, "lost")
    stamp = vault.stamp()
    go_back(place, vault)
    other = Vault(place.url("branch", "li"))
    for number in range(others):
        add(other, f"new{number}")
    assert vault.stamp() != stamp
    for ask in (vault.read, lambda: add(vault, "乙"), vault.read):
        with pytest.raises(GoneBack):
            ask()
    vault.forget()
    expected = ["甲", *(f"new{number}" for number in range(others))]
    assert names(vault) == expected
    add(vault, "乙")
    assert names(other) == [*expected, "乙"]
    assert vault.verify() == []


# -- damage and the past


def test_what_something_else_changed_is_damage_and_the_journal_brings_it_back(
    place: ServerPlace, vault: Vault, tmp_path: Path
) -> None:
    add(vault, "甲")
    whole = vault.whole()
    place.rewrite(lambda text: text.replace("甲", "乙"))
    fresh = Vault(place.url("branch", "li"))
    assert fresh.read().damage is not None
    assert names(fresh) == ["甲"]
    for ask in (lambda: add(fresh, "丙"), fresh.whole, lambda: fresh.backup(str(tmp_path / "x"))):
        with pytest.raises(Damaged):
            ask()
    assert [problem.code for problem in fresh.verify()] == ["altered"]
    fresh.restore(None, LI, NOW)
    assert fresh.verify() == []
    meta = file_codec.decode(whole)["_meta"]
    assert file_codec.decode(fresh.whole()) == file_codec.decode(whole) | {
        "_meta": {n: m | {"revision": 3} for n, m in meta.items()}
    }


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("delete from zhibu.entry where revision = 2", "chain"),
        ("update zhibu.entry set line = replace(line, '甲', '乙') where revision = 2", "line"),
        ("delete from zhibu.entry where revision = 3", "unexplained"),
        ("update zhibu.branch set sum = 'x'", "outside"),
    ],
)
def test_what_is_wrong_with_the_journal_is_told(place: ServerPlace, vault: Vault, harm: str, code: str) -> None:
    add(vault, "甲")
    add(vault, "丙")
    place.sql(harm)
    assert code in {problem.code for problem in Vault(place.url("branch", "li")).verify()}


def test_a_former_revision_and_a_file_can_be_gone_back_to(place: ServerPlace, vault: Vault, tmp_path: Path) -> None:
    id = add(vault, "甲").ids[0]
    vault.commit(Delete(table="members", id=id, rev=2), LI, NOW)
    kept = vault.backup(str(tmp_path / "kept.json"))
    assert vault.restore("2", LI, NOW).members[id].name == "甲"
    assert vault.restore("1", LI, NOW).members == {}
    add(vault, "乙")
    assert vault.restore(kept, LI, NOW).members == {}
    assert vault.read().revision == 7
    assert vault.verify() == []
    for source, code in (("99", "no_revision"), (str(tmp_path / "none.json"), "missing")):
        with pytest.raises(Missing, match=code):
            vault.restore(source, LI, NOW)
    with pytest.raises(StoreError, match="exists"):
        vault.backup(kept)
    with pytest.raises(StoreError, match="backup_where"):
        vault.backup()


@pytest.mark.parametrize("step", [1, 1 << 32])
def test_a_copy_brings_back_what_a_writer_has_spoilt_in_sql(vault: Vault, tmp_path: Path, step: int) -> None:
    add(vault, "甲")
    kept = vault.backup(str(tmp_path / "kept.json"))
    engine = vault.engine
    assert isinstance(engine, Server)
    ((old, sum),) = engine.link.ask("select revision, sum from zhibu.branch where name = $1", engine.branch)
    new, end = old + step, "a" * 64
    line = f'{{"revision":{new},"at":"","uid":0,"user":"{engine.link.login}","sum":"{end}"}}'
    spoilt = engine.link.ask(
        "select zhibu.commit_1($1, $2, $3, $4, $5, 'f', 2, 'x', '[]', 'x', $6, null, null, null, null, null)",
        *(engine.branch, old, sum, new, end, line),
    )
    assert spoilt == [[True]]
    engine.forget()
    assert [one.name for one in vault.restore(kept, LI, NOW).members.values()] == ["甲"]
    assert vault.read().revision == new + 1
    add(vault, "乙")
    assert vault.read().damage is None


def test_what_is_purged_is_in_no_line_and_others_read_on(place: ServerPlace, vault: Vault) -> None:
    id = add(vault, "秘密").ids[0]
    add(vault, "甲")
    other = Vault(place.url("branch", "li"))
    other.read()
    with pytest.raises(StoreError, match="still_there"):
        vault.purge(id, LI, NOW)
    vault.commit(Delete(table="members", id=id, rev=2), LI, NOW)
    assert vault.traces(id).lines == 2
    assert vault.purge(id, LI, NOW).lines == 2
    assert vault.traces(id).lines == 0
    assert place.sql("select count(*) from zhibu.entry where line like '%秘密%'") == [[0]]
    assert names(other) == ["甲"]
    assert vault.verify() == []


def test_history_goes_back_over_many_pages(vault: Vault) -> None:
    ids = [add(vault, str(number)).ids[0] for number in range(205)]
    assert [entry.revision for entry in vault.history()] == list(range(206, 0, -1))
    assert [entry.revision for entry in vault.history(ids[3])] == [5]


# -- versions and rights


def test_the_first_change_after_an_upgrade_puts_the_upgrade_before_it(place: ServerPlace) -> None:
    url = place.url("old", "li")
    Server(url, version=1, steps={}).create({"members": {"1": {"id": "p1", "name": "甲"}}}, LI, NOW)
    vault = Vault(url)
    assert [person.name for person in vault.read().members.values()] == ["甲"]
    add(vault, "乙")
    assert [entry.why for entry in vault.history()] == ["add_members", "migrate", "init"]
    assert vault.verify() == []
    old = Server(url, version=1, steps={})
    for ask in (old.read, old.transaction(LI, NOW, "x").__enter__):
        with pytest.raises(Newer):
            ask()


def test_who_may_only_read_and_who_may_nothing_are_told_at_once(place: ServerPlace, vault: Vault) -> None:
    add(vault, "甲")
    place.postgres.sql('create role "reader" login', 'create role "nobody_at_all" login')
    place.sql("insert into zhibu.access values ('branch', 'reader', 'read')")
    reader = Vault(place.postgres.url(place.database, "branch", user="reader"))
    assert names(reader) == ["甲"]
    with pytest.raises(NotPermitted):
        add(reader, "乙")
    assert names(reader) == ["甲"]
    stranger = Vault(place.postgres.url(place.database, "branch", user="nobody_at_all"))
    for ask in (stranger.read, lambda: add(stranger, "乙"), stranger.stamp):
        with pytest.raises(NotPermitted):
            ask()
    place.postgres.sql("drop owned by reader", "drop role reader", "drop role nobody_at_all")


def test_a_branch_is_founded_once(place: ServerPlace, vault: Vault) -> None:
    with pytest.raises(StoreError, match="exists"):
        Vault(place.url("branch", "li")).create(branch(), LI, NOW)


def test_rules_are_rows_the_branch_s_own_before_those_for_all(place: ServerPlace, vault: Vault) -> None:
    assert rules_of(vault).files == ()
    place.sql("insert into zhibu.overlay values ('*', 'local.toml', 'nonsense')")
    assert [key for key, _ in rules_of(vault).complaints] == ["toml.syntax"]
    own, district = 'above = "district.toml"', "[rules.OL-04]\ncount = 4"
    place.sql(
        f"insert into zhibu.overlay values ('branch', 'local.toml', '{own}'), ('*', 'district.toml', '{district}')"
    )
    rules = rules_of(vault)
    assert (rules.files, rules.complaints) == (("local.toml",), ())
