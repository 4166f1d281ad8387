"""One PostgreSQL for all tests of a process, started when the first of them asks; a database or a branch a test."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.server.postgres import MISSING, OWNER, QUICK, Postgres, binaries, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Shared by all tests of this process: change nothing in it but what is in a database of your own."""
    pytest.importorskip("pg8000", reason="pg8000 is not here: pip install '.[server]'")
    if binaries() is None:
        pytest.skip(MISSING)
    sweep()
    server = Postgres(**QUICK)
    try:
        server.make().start().sql("create role by_password", "create role by_login")
        yield server
    finally:
        server.remove()


@pytest.fixture
def empty_database(postgres: Postgres) -> Iterator[str]:
    """The name of a database with nothing in it."""
    name = f"empty{next(_numbers)}"
    postgres.sql(f"create database {name}")
    yield name
    postgres.sql(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def _ready(postgres: Postgres) -> str:
    """The name of a database that is a pattern for others: installed, and nobody in it."""
    from store.server.address import parse
    from store.server.install import install

    postgres.sql("create database ready")
    install(parse(postgres.url("ready"), branch=False))
    return "ready"


@pytest.fixture
def database(postgres: Postgres, _ready: str) -> Iterator[str]:
    """The name of a database of its own with tables and functions, in which whoever runs the tests may do all."""
    name = f"store{next(_numbers)}"
    postgres.sql(f"create database {name} template {_ready}")
    postgres.sql(f"insert into zhibu.access values ('*', '{OWNER}', 'write')", database=name)
    yield name
    postgres.sql(f"drop database {name} with (force)")


@pytest.fixture
def branch_url(postgres: Postgres, database: str) -> str:
    """The address of a branch that is not there yet, and that may be founded."""
    return postgres.url(database, "one")
