"""A branch goes to a server and comes back: the same bytes, undo across the way, and never two that can be written."""

from __future__ import annotations

import errno
import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from store.edits import Add
from store.errors import Elsewhere, NotPermitted, StoreError, Unconfirmed
from store.generation import OVERLAYS
from store.moving import Carriage, Transfer
from store.server.moving import ServerSide
from store.undo import RENUMBERED
from store.vault import Outcome, Vault, Who
from tests.bench.store import branch_of as years_of
from tests.branches import branch, member
from tests.desk import SAMPLE, desk
from tests.engines import ServerPlace
from tests.faults import Failing, changes_the_disk
from tests.server.proxy import DOWN, UP, Break, Proxy
from tests.server.test_engine import socket_of
from tui.cli.run import run

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LI = Who(uid=1000, user="li")
HOST = "here"


@pytest.fixture
def place(postgres: Postgres, database: str) -> ServerPlace:
    return ServerPlace(postgres, database)


@pytest.fixture
def url(place: ServerPlace) -> str:
    return place.url("branch", "li")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    vault = Vault(str(tmp_path / "branch"))
    vault.create(branch(), LI, NOW)
    add(vault, "甲")
    return str(tmp_path / "branch")


def add(vault: Vault, name: str) -> Outcome:
    done = vault.commit(Add(table="members", record=member("", name)), LI, NOW)
    assert isinstance(done, Outcome)
    return done


def names(data: str) -> list[str]:
    return [person.name for person in Vault(data).read().members.values()]


def move(source: str, target: str) -> Transfer:
    return Carriage(source, target, HOST).move(LI, NOW, "note", None, lambda code, n, of: None)


def can_be_written(data: str) -> bool:
    """Whether the next change would be stored, which is then abandoned."""
    try:
        with Vault(data).engine.transaction(LI, NOW, "try") as change:
            change.lay(change.before.tables)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return True
    except StoreError:
        return False


def as_told(url: str) -> str:
    """What others read of an address."""
    return url.removesuffix("&user=li")


def writable(*places: str) -> list[str]:
    return [data for data in places if can_be_written(data)]


def test_there_and_back_the_bytes_are_the_same_and_undo_goes_on(folder: str, url: str) -> None:
    here = Vault(folder)
    add(here, "乙")
    file, journal = Path(folder, "branch.json").read_bytes(), Path(folder, "journal.jsonl").read_bytes()
    assert here.verify() == []
    done = move(folder, url)
    there = Vault(url)
    assert (done.problems, done.before, done.lines) == (0, False, 3)
    assert there.whole() == file
    assert there.verify() == []
    assert isinstance(there.undo(LI, NOW), Outcome)
    assert names(url) == ["甲"]
    add(there, "丙")
    whole = there.whole()
    assert move(url, folder).problems == 0
    assert Path(folder, "branch.json").read_bytes() == whole
    assert Path(folder, "journal.jsonl").read_bytes().startswith(journal)
    assert Vault(folder).verify() == []
    assert {"moved.txt", "moved.json"} & {path.name for path in Path(folder).iterdir()} == set()
    with TinyDB(Path(folder, "branch.json"), encoding="utf-8") as stock:
        assert [one["name"] for one in stock.table("members")] == ["甲", "丙"]
    back = Vault(folder)
    assert isinstance(back.undo(LI, NOW), Outcome)
    assert isinstance(back.redo(LI, NOW), Outcome)
    assert names(folder) == ["甲", "丙"]
    add(back, "丁")
    move(folder, url)
    assert names(url) == ["甲", "丙", "丁"]
    assert Vault(url).verify() == []
    assert writable(folder, url) == [url]


def test_a_past_that_was_not_written_where_it_stands_is_told(
    folder: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever may write a branch may clear it and found another in its place: who did so stands in the rows."""

    def both(*words: str) -> tuple[str, str]:
        assert run([*words, "--data", url], {"ZHIBU_LANG": "zh", "HOME": "/nonexistent"}) == 0
        return capsys.readouterr()

    def lines_of(*words: str) -> list[str]:
        return both(*words)[0].splitlines()

    move(folder, url)
    told = "第1版至第2版是 li 于 "
    assert lines_of("verify")[1].startswith(told)
    add(Vault(url), "乙")
    heads = [line for line in lines_of("log") if not line.startswith("    ")]
    assert [told in line for line in heads] == [False, True, False, False]
    out, err = both("verify", "--json")
    assert (json.loads(out), err.startswith(told)) == ([], True)
    moved = [entry["moved"] for entry in json.loads(both("log", "--json")[0])]
    assert [one and one["login"] for one in moved] == [None, "li", "li"]
    shown = json.loads(both("show", "甲", "--json")[0])["history"]
    assert [one["moved"]["login"] for one in shown] == ["li"]
    assert sum(told in line for line in lines_of("show", "甲")) == 1


def test_what_was_left_says_where_to_everybody_and_is_for_reading_alone(folder: str, url: str) -> None:
    open_before = Vault(folder)
    open_before.read()
    stamp = open_before.stamp()
    move(folder, url)
    assert open_before.stamp() != stamp
    seen = open_before.read()
    assert seen.damage is not None
    assert (seen.damage.code, seen.damage.place) == ("elsewhere", as_told(url))
    assert [person.name for person in seen.members.values()] == ["甲"]
    for change in (
        lambda: add(open_before, "乙"),
        lambda: open_before.undo(LI, NOW),
        lambda: open_before.restore(None, LI, NOW),
        lambda: open_before.restore(f"{folder}/moved.json", LI, NOW),
        lambda: open_before.purge("m1", LI, NOW),
        lambda: open_before.backup(),
    ):
        with pytest.raises(Elsewhere) as told:
            change()
        assert told.value.facts["place"] == as_told(url)
    assert [(one.code, one.place) for one in open_before.verify()] == [("elsewhere", as_told(url))]
    there = Vault(url)
    there.read()
    stamp = there.stamp()
    move(url, folder)
    assert there.stamp() != stamp
    seen = there.read()
    assert seen.damage is not None
    assert seen.damage.place == f"{HOST}:{folder}"
    for change in (
        lambda: add(there, "乙"),
        lambda: there.undo(LI, NOW),
        lambda: there.restore(None, LI, NOW),
        lambda: there.whole(),
    ):
        with pytest.raises(Elsewhere):
            change()
    assert writable(folder, url) == [folder]


def test_rows_that_were_left_can_not_be_written_in_sql_either(place: ServerPlace, folder: str, url: str) -> None:
    move(folder, url)
    before = Vault(url).engine
    move(url, folder)
    for statement in (
        "select zhibu.lay_over('branch', 'local.toml', 'x')",
        "select zhibu.hold('branch', 10)",
        "select zhibu.purge_2('branch', b.revision, b.sum, b.sum, null, null, b.revision + 1, b.sum, '', 1, '', '', '',"
        """ '{"revision":9,"at":"","uid":0,"user":"x","why":"purge","schema":1,"source":"p1"}', """
        "null, null, null, null, null) from zhibu.branch b",
    ):
        with pytest.raises(Elsewhere):
            before.link.ask(statement)  # type: ignore[attr-defined]
    assert place.sql("select count(*) from zhibu.overlay") == [[0]]


def test_what_its_lines_do_not_explain_is_brought_back_from_a_copy(
    place: ServerPlace, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that was there before this program has no first line of a journal."""
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "branch.json")
    add(Vault(str(folder)), "乙")
    move(str(folder), url)
    place.sql("update zhibu.document set doc = 'x' where tab = 'members' and number = 1")
    assert run(["restore", "--data", url, "--lang", "en"], {}) == 5
    assert "zhibu restore FILE" in capsys.readouterr().err
    (copy,) = (folder / "backups").iterdir()
    assert run(["restore", str(copy), "--data", url, "--lang", "en"], {}) == 0
    assert Vault(url).read().damage is None


def test_rules_go_along_and_what_is_given_up_there_is_gone_when_it_comes_back(
    place: ServerPlace, folder: str, url: str
) -> None:
    for name in OVERLAYS:
        Path(folder, name).write_text(f"# {name} 规则\n", encoding="utf-8")
    assert move(folder, url).overlays == OVERLAYS
    for name in OVERLAYS:
        assert Vault(url).overlay(name) == (f"branch/{name}", f"# {name} 规则\n".encode())
    place.sql("delete from zhibu.overlay where name = 'holidays.toml'")
    move(url, folder)
    assert sorted(path.name for path in Path(folder).glob("*.toml")) == ["committee.toml", "local.toml"]


def test_what_is_there_already_stays_as_it_is(folder: str, url: str, tmp_path: Path) -> None:
    Vault(url).create(branch(), LI, NOW)
    for source, target in ((folder, url), (url, folder)):
        with pytest.raises(StoreError, match="exists"):
            move(source, target)
    assert writable(folder, url) == [folder, url]
    other = tmp_path / "other"
    other.mkdir()
    Path(other, "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="not_empty"):
        move(url, str(other))
    assert writable(url, str(other)) == [url]


def test_a_branch_that_went_elsewhere_is_moved_from_there(folder: str, url: str, place: ServerPlace) -> None:
    move(folder, url)
    assert move(folder, url).before
    with pytest.raises(Elsewhere):
        move(folder, place.url("second", "li"))
    move(url, folder)
    with pytest.raises(Elsewhere):
        move(url, f"{folder}-other")
    assert writable(folder, url, f"{folder}-other") == [folder]


def test_who_may_not_write_moves_nothing(place: ServerPlace, folder: str) -> None:
    place.sql("create role reader login", "insert into zhibu.access values ('branch', 'reader', 'read')")
    try:
        with pytest.raises(NotPermitted):
            move(folder, place.postgres.url(place.database, "branch", user="reader"))
        assert writable(folder) == [folder]
    finally:
        place.sql("drop role reader")


def test_numbers_that_do_not_rise_are_renumbered_by_a_line_first(folder: str, url: str) -> None:
    add(Vault(folder), "乙")
    path = Path(folder, "branch.json")
    tables = json.loads(path.read_text(encoding="utf-8"))
    one, two = tables["members"].values()
    tables["members"] = {"7": two, "3": one}
    path.write_text(json.dumps(tables), encoding="utf-8")
    move(folder, url)
    assert names(url) == ["乙", "甲"]
    assert next(Vault(url).history()).why == RENUMBERED
    assert isinstance(Vault(url).undo(LI, NOW), Outcome)
    assert len(names(url)) == 1


class PowerCut(BaseException):
    """The process is gone: nothing that comes after it is done."""


class Cut(Failing):
    def around(self, name, args, call):
        if changes_the_disk(name, args):
            self.left -= 1
            if self.left <= 0:
                raise PowerCut
        return call()


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("kind", ["full", "cut"])
def test_a_disk_that_fails_or_a_power_cut_at_any_step_leaves_one_way_on(
    place: ServerPlace, tmp_path: Path, kind: str, back: bool
) -> None:
    """At each call that changes the disk in turn: never two, and the same move once more ends what was begun."""
    for step in range(1, 100):
        here, url = str(tmp_path / f"b{step}"), place.url(f"b{step}", "li")
        Vault(here).create(branch(), LI, NOW)
        add(Vault(here), "甲")
        source, target = here, url
        if back:
            move(here, url)
            source, target = url, here
        before = Vault(source).whole()
        carriage = Carriage(source, target, HOST)
        disk = (carriage.target if back else carriage.source).engine
        failing = Cut(0, step) if kind == "cut" else Failing(errno.ENOSPC, step)
        disk.files = failing  # type: ignore[attr-defined]
        disk.lock.files = failing  # type: ignore[attr-defined]
        try:
            carriage.move(LI, NOW, "note", None, lambda code, n, of: None)
            ended = True
        except (StoreError, PowerCut):
            ended = False
        for side in (carriage.source, carriage.target):  # what a process holds goes with it
            if hasattr(side.engine, "link"):
                side.engine.link.drop()
        left = writable(source, target)
        assert len(left) <= 1, (step, left)
        assert left or kind == "cut", step
        if left != [target]:
            move(source, target)
        assert writable(source, target) == [target], step
        assert Vault(target).whole() == before
        assert Vault(target).verify() == []
        if ended and (kind == "cut" or failing.left > 0):
            break
    else:
        raise AssertionError
    assert step > 5


@pytest.mark.parametrize("way", [UP, DOWN])
@pytest.mark.parametrize("back", [False, True])
def test_a_connection_that_is_cut_anywhere_leaves_one_way_on(
    place: ServerPlace, tmp_path: Path, way: str, back: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubts = done = 0
    monkeypatch.setattr(ServerSide, "is_at", lambda side, there: there.startswith("postgresql:"))  # by the proxy too
    for number, after in enumerate(range(40, 40000, 1499)):
        here, url = str(tmp_path / f"c{number}"), place.url(f"c{number}", "li")
        Vault(here).create(branch(), LI, NOW)
        source, target = here, url
        if back:
            move(here, url)
            source, target = url, here
        before = Vault(source).whole()
        with Proxy(socket_of(place), lambda n, after=after: Break(after, way)) as proxy:
            through = f"postgresql://li@127.0.0.1:{proxy.port}/{place.database}/c{number}"
            carriage = Carriage(*((through, here) if back else (here, through)), HOST)
            try:
                carriage.move(LI, NOW, "note", None, lambda code, n, of: None)
                done += 1
            except Unconfirmed:
                doubts += 1
            except StoreError:
                pass
            broken = proxy.broken
        (carriage.target if not back else carriage.source).engine.link.drop()  # type: ignore[attr-defined]
        left = writable(source, target)
        assert len(left) <= 1
        note = Path(here, "moved.txt")
        if note.exists():  # by the address of the proxy, which is gone
            note.write_text(note.read_text().replace(through, url))
        if left != [target]:
            move(source, target)
        assert writable(source, target) == [target]
        assert Vault(target).whole() == before
        if not broken:
            break
    assert done


async def test_a_board_that_is_open_on_what_moved_says_where_and_stores_nothing(folder: str, url: str) -> None:
    async with desk(folder, size=(120, 40)) as d:
        move(folder, url)
        await d.polled()
        assert "已迁到" in d.text
        assert "已迁走，只能看" in d.lines[1]
        before = Path(folder, "journal.jsonl").read_bytes()
        assert isinstance(await d.app.session.store(Add(table="members", record=member("", "乙"))), Elsewhere)
        assert Path(folder, "journal.jsonl").read_bytes() == before
    async with desk(url, size=(120, 40)) as d:
        move(url, folder)
        await d.polled()
        assert "已迁到" in d.text
        assert isinstance(await d.app.session.store(Add(table="members", record=member("", "乙"))), Elsewhere)
    assert names(folder) == ["甲"]


def test_ten_years_go_there_and_back(tmp_path: Path, url: str) -> None:
    here = Vault(str(tmp_path / "ten"))
    here.engine.create(years_of(10), LI, NOW)
    for number in range(40):
        add(here, f"新{number}")
    before = here.whole()
    move(here.engine.data, url)
    assert sha256(Vault(url).whole()).digest() == sha256(before).digest()
    move(url, here.engine.data)
    assert Path(here.path).read_bytes() == before
    with TinyDB(here.path, encoding="utf-8") as stock:
        assert len(stock.table("members")) == len(here.read().members)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_says_what_went_along_and_what_did_not(
    folder: str, url: str, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    city = Path(folder).with_name("city.toml")
    city.write_text("# city\n")
    Path(folder, "local.toml").write_text(f'above = "{city}"\n')
    assert run(["move", folder, url, "--lang", lang, "--readonly"], {}) == 1
    assert run(["move", folder, folder, "--lang", lang], {}) == 2
    assert "postgresql://" in capsys.readouterr().err
    assert run(["move", folder, url, "--lang", lang], {}) == 0
    said = capsys.readouterr()
    assert said.out == f"{url}\n"
    assert "user=" not in said.err
    assert [part in said.err for part in ("4/4", "local.toml", str(city), "backups/", "data")] == [True] * 5
    assert run(["move", folder, url, "--lang", lang], {}) == 0
    assert run(["status", "--data", folder, "--lang", lang], {}) == 5
    assert as_told(url) in capsys.readouterr().err
    assert run(["add", "支部党员大会 今天", "--data", folder, "--lang", lang], {}) == 5
    assert as_told(url) in capsys.readouterr().err
    assert run(["verify", "--data", folder, "--lang", lang], {}) == 5
    assert run(["move", url, folder, "--lang", lang], {}) == 0
    assert run(["verify", "--data", folder, "--lang", lang], {}) == 0
    assert run(["undo", "--data", url, "--lang", lang], {}) == 5
    assert folder in capsys.readouterr().err
