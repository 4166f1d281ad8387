"""The server that the tests start: it answers, it outlives a power cut, and nothing of it is left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.server.postgres import MISSING, QUICK, Postgres, binaries

if TYPE_CHECKING:
    from collections.abc import Iterator

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
