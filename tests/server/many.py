"""Many small branches on one server, made from one that a vault has founded: each as whole as the first."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from store import codec
from store.box.counts import up_of_branch
from store.box.objects import object_of
from store.packs.national import NATIONAL
from store.records import Item, Kind, Meeting, Member, Status, Training
from store.vault import Vault, Who
from tests.branches import branch
from tests.server.postgres import OWNER

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ME = Who(uid=1000, user=OWNER)
FIRST = "b0"

COPIES = (
    "insert into zhibu.branch select 'b' || i, revision, schema, sum, file, tables, meta"
    " from zhibu.branch, generate_series(1, {0}) i where name = 'b0'",
    "insert into zhibu.document select 'b' || i, tab, number, doc"
    " from zhibu.document, generate_series(1, {0}) i where branch = 'b0'",
    "insert into zhibu.entry select 'b' || i, revision, commit_id, stored, login, moved, line"
    " from zhibu.entry, generate_series(1, {0}) i where branch = 'b0'",
    "insert into zhibu.summary select 'b' || i, way, turn, revision, day,"
    ' replace(body, \'"unit":"b0"\', \'"unit":"b\' || i || \'"\')'
    " from zhibu.summary, generate_series(1, {0}) i where branch = 'b0'",
    "analyze",
)


def small() -> dict[str, dict[str, Any]]:
    """The documents of a branch of a dozen members in its first months: 60 of them."""
    people = [f"p{number}" for number in range(1, 13)]
    roll = dict.fromkeys(people, Status.PRESENT)
    records: dict[str, list[Any]] = {"branch": [branch()], "members": [], "meetings": [], "training": []}
    records["members"] = [Member(id=one, name=f"党员{one}", unit="办公室", joined="2008-07") for one in people]
    for number in range(23):
        day = TODAY - timedelta(days=7 * (23 - number))
        items = (Item(kind=Kind.GROUP_MEETING, topic="学习党章"),)
        records["meetings"].append(Meeting(id=f"m{number}", day=day, items=items, roll=roll, roll_day=day))
    for number in range(24):
        day = TODAY - timedelta(days=9 * number)
        training = Training(id=f"t{number}", member=people[number % 12], day=day, hours=4, topic="档案管理")
        records["training"].append(training)
    return {name: {str(n): codec.encode(one) for n, one in enumerate(table, 1)} for name, table in records.items()}


def fill(server: Postgres, database: str, count: int) -> Vault:
    """`b0` and so on, which the owner may write, each with its counts for the committee; the vault of the first."""
    vault = Vault(server.url(database, FIRST))
    vault.engine.create(small(), ME, AT)
    server.sql(
        f"insert into zhibu.summary values ('b0', 'up', 1, 1, '{TODAY}', '{body(vault)}')",
        *[statement.format(count - 1) for statement in COPIES],
        database=database,
    )
    return vault


def body(vault: Vault) -> str:
    """What the first branch sends up, in one line."""
    up = up_of_branch(vault.read(), TODAY, NATIONAL, unit=FIRST)
    return json.dumps(object_of(up), ensure_ascii=False, separators=(",", ":")).replace("'", "''")
