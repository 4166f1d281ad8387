"""The server that the tests start: it answers, it outlives a power cut, and nothing of it is left."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.server.postgres import MISSING, PREFIX, QUICK, Postgres, binaries, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def own() -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip(MISSING)
    server = Postgres(**QUICK)
    try:
        yield server.make().start()
    finally:
        server.remove()


def test_a_database_of_its_own_is_empty(postgres: Postgres, empty_database: str) -> None:
    assert postgres.sql("select count(*) from pg_tables where schemaname = 'public'", database=empty_database) == [[0]]


def test_it_comes_back_after_an_immediate_stop_and_leaves_nothing(own: Postgres) -> None:
    own.sql("create table kept(n int)", "insert into kept values (1)", "checkpoint")
    own.stop("immediate")
    assert own.start().sql("select n from kept") == [[1]]
    assert own.process is not None
    process = own.process.pid
    own.remove()
    assert not os.path.exists(own.folder)
    assert not os.path.exists(f"/proc/{process}")


def test_what_a_killed_run_left_is_swept_away_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    for name, whose in (("dead", str(gone.pid)), ("ours", str(os.getpid())), ("odd", "x")):
        folder = tmp_path / f"{PREFIX}{name}"
        folder.mkdir()
        (folder / "whose").write_text(whose)
    (tmp_path / f"{PREFIX}begun").mkdir()
    sweep()
    assert {path.name.removeprefix(PREFIX) for path in tmp_path.iterdir()} == {"ours", "odd", "begun"}
