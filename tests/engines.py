"""Where a branch may be: in a folder, or on a server. One suite for both: `place` is each of them in turn. Whoever adds
an engine adds a place here, and its tests of its own beside `tests/server`.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from store.edits import Edit, Rejected
    from store.engine import Purged, Waiting
    from store.snapshot import Snapshot
    from store.vault import Outcome, Who
    from tests.server.postgres import Postgres


class FolderPlace:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def vault(self, name: str = "branch") -> Vault:
        """A vault of its own on a branch, be it there yet or not."""
        return Vault(str(self.folder / name))

    def rewrite(self, change: Callable[[str], str], name: str = "branch") -> None:
        """Change what is stored with something that is not this program."""
        path = self.folder / name / "branch.json"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def lay_over(self, overlay: str, text: str, name: str = "branch") -> None:
        """Put a text of rules beside a branch, as people do."""
        (self.folder / name / overlay).write_text(text, encoding="utf-8")


class Logins(Vault):
    """A vault whose users each have a login of their own, as they have where each sits at a program of their own."""

    def __init__(self, place: ServerPlace, name: str) -> None:
        super().__init__(place.url(name))
        self._place, self._name = place, name
        self._each: dict[str, Vault] = {}

    def _of(self, by: Who) -> Vault:
        if by.user not in self._each:
            self._each[by.user] = Vault(self._place.url(self._name, by.user))
        return self._each[by.user]

    def create(self, branch: Any, by: Who, at: datetime, waiting: Waiting | None = None) -> None:
        self._of(by).create(branch, by, at, waiting)

    def commit(self, edit: Edit, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        return self._of(by).commit(edit, by, at, waiting)

    def undo(self, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        return self._of(by).undo(by, at, waiting)

    def restore(self, source: str | None, by: Who, at: datetime, waiting: Waiting | None = None) -> Snapshot:
        return self._of(by).restore(source, by, at, waiting)

    def purge(self, id: str, by: Who, at: datetime, waiting: Waiting | None = None) -> Purged:
        return self._of(by).purge(id, by, at, waiting)

    def redo(self, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        return self._of(by).redo(by, at, waiting)

    def close(self) -> None:
        for vault in self._each.values():
            vault.close()
        super().close()


class ServerPlace:
    def __init__(self, postgres: Postgres, database: str) -> None:
        self.postgres, self.database = postgres, database
        self._roles: set[str] = set()

    def url(self, name: str, user: str = "") -> str:
        if user and user not in self._roles:
            self._roles.add(user)
            if not self.postgres.sql(f"select 1 from pg_roles where rolname = '{user}'"):
                self.postgres.sql(f'create role "{user}" login')
            else:  # another test of this process may have made it one that must show who it is
                self.postgres.sql(f'revoke by_password, by_login from "{user}"')
            self.sql(f"insert into zhibu.access values ('*', '{user}', 'write')")
        return self.postgres.url(self.database, name, **({"user": user} if user else {}))

    def sql(self, *statements: str) -> Any:
        return self.postgres.sql(*statements, database=self.database)

    def vault(self, name: str = "branch") -> Vault:
        return Logins(self, name)

    def lay_over(self, overlay: str, text: str, name: str = "branch") -> None:
        self.sql(f"select zhibu.lay_over('{name}', '{overlay}', '{text}')")

    def rewrite(self, change: Callable[[str], str], name: str = "branch") -> None:
        """As someone does who may do all to the database: every document anew, and no line that says so."""
        before = Vault(self.url(name)).whole().decode()
        tables = json.loads(change(before))
        meta = tables.pop("_meta")
        assert meta == json.loads(before)["_meta"]
        self.sql(f"delete from zhibu.document where branch = '{name}'")
        for table, documents in tables.items():
            for number, document in documents.items():
                line = json.dumps(document, ensure_ascii=False).replace("'", "''")
                self.sql(f"insert into zhibu.document values ('{name}', '{table}', {number}, '{line}')")


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> FolderPlace | ServerPlace:
    """Where a test's branches are."""
    if request.param == "folder":
        return FolderPlace(tmp_path)
    return ServerPlace(request.getfixturevalue("postgres"), request.getfixturevalue("database"))


# -- the whole program on a server, by one variable of the environment

EVERYWHERE = os.environ.get("ZHIBU_TEST_ENGINE") == "server"
"""Whatever a test keeps in a folder is kept on a server, where the test's own process asks for it."""
ON_A_SERVER: set[str] = set()
"""The tests that did."""


def mirrored(postgres: Postgres, database: str, login: str, made: list[Any]) -> Callable[..., Any]:
    """In the place of `engine_of`: a folder's branch stands on a server from the first time that it is asked for."""
    from store import file_codec, journal
    from store.journal_entry import JournalEntry
    from store.redo import beginning
    from store.schema import rising
    from store.server import lifecycle
    from store.server.engine import Server

    class Mirrored(Server):
        def __init__(self, folder: str) -> None:
            name = sha256(os.path.realpath(folder).encode()).hexdigest()[:20]
            super().__init__(postgres.url(database, name, user=login))
            self.folder = folder
            made.append(self)
            file = Path(folder, "branch.json")
            if file.is_file() and self.stamp() is None:
                self._found(file.read_bytes())

        def _found(self, data: bytes) -> None:
            entry = JournalEntry(revision=0, at="2026-01-01T00:00:00+00:00", uid=0, user=login, why="init")
            sheet = file_codec.read(data)
            revision = sheet.meta["revision"]
            tables = rising(sheet.tables)
            sheet, changes = file_codec.write(beginning(entry.but(schema=sheet.meta["schema"])), tables)
            said = entry.but(revision=revision, schema=sheet.meta["schema"], changes=tuple(changes), file=sheet.digest)
            line = journal.spell(said).rstrip(b"\n")
            self.link.ask_all(lifecycle.founding(self, sheet, [line], ["from a folder"], moved=True))

        def create(self, *args: Any) -> None:
            super().create(*args)
            os.makedirs(self.folder, exist_ok=True)

        def overlay(self, name: str, below: str = "") -> tuple[str, bytes] | None:
            file = Path(self.folder, name)
            body = file.read_text(encoding="utf-8") if file.is_file() else None
            self.link.ask("select zhibu.lay_over($1, $2, $3)", "*" if below else self.branch, name, body)
            return super().overlay(name, below)

    def engine_of(data: str, *, anywhere: bool = False) -> Any:
        return Mirrored(data)

    return engine_of


@pytest.fixture(autouse=EVERYWHERE)
def on_a_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    postgres = request.getfixturevalue("postgres")
    if not postgres.sql("select 1 from pg_database where datname = 'everywhere'"):
        postgres.sql(
            f"create database everywhere template {request.getfixturevalue('_ready')}", "create role wangwei login"
        )
        postgres.sql("insert into zhibu.access values ('*', 'wangwei', 'write')", database="everywhere")
    made: list[Any] = []
    monkeypatch.setattr("store.vault.engine_of", mirrored(postgres, "everywhere", "wangwei", made))
    yield
    for engine in made:
        engine.link.close()
    if made:
        ON_A_SERVER.add(request.node.nodeid)
