"""Many small branches on one server, made from one that a vault has founded: each as whole as the first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from store import codec
from store.box.counts import up_of_branch
from store.box.messages import Receipt
from store.engines import box_at
from store.packs.national import NATIONAL
from store.records import Entry, Item, Kind, Meeting, Member, Status, Training
from store.vault import Vault, Who
from tests.branches import branch
from tests.server.postgres import OWNER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.box.messages import Up
    from tests.server.postgres import Postgres

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ME = Who(uid=1000, user=OWNER)
FIRST = "b0"

OF_ANOTHER = """\
create or replace function zhibu_of(said text, i int) returns text language sql immutable as $$
  select replace(replace(replace(replace(replace(said, '"b0"', '"b' || i || '"'), '"{0}"', '"第' || i || '党支部"'),
    '"overdue": 1', '"overdue": ' || 1 + i % 7),
    '"e2", "2026-11-22"', '"e2", "2026-11-' || 10 + i % 13 || '"'),
    '"e2", "day": "2026-11-22"', '"e2", "day": "2026-11-' || 10 + i % 13 || '"') $$"""
"""What the first says as said by another, of another name, with other counts and another day of receipt."""
COPIES = (
    "insert into zhibu.branch select 'b' || i, revision, schema, sum, file, tables, meta"
    " from zhibu.branch, generate_series(1, {0}) i where name = 'b0'",
    "insert into zhibu.document select 'b' || i, tab, number, doc"
    " from zhibu.document, generate_series(1, {0}) i where branch = 'b0'",
    "insert into zhibu.entry select 'b' || i, revision, commit_id, stored, login, moved, line"
    " from zhibu.entry, generate_series(1, {0}) i where branch = 'b0'",
    "insert into zhibu.summary(branch, way, turn, revision, day, body, brief, head)"
    " select 'b' || i, way, turn, revision, day, zhibu_of(body, i), zhibu_of(brief, i), zhibu_of(head, i)"
    " from zhibu.summary, generate_series(1, {0}) i where branch = 'b0'",
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
    up = counts(vault)
    box_at(vault.path).write_up(lambda: up)
    copies = [statement.format(count - 1) for statement in COPIES]
    server.sql(OF_ANOTHER.format(up.name), *copies, "analyze", database=database)
    return vault


def counts(vault: Vault) -> Up:
    """What the first branch sends up, who has received one notice and closed another."""
    said = tuple([Receipt(origin=f"e{n}", day=TODAY, state=state) for n, state in enumerate(("open", "done"), 2)])
    return up_of_branch(vault.read(), TODAY, NATIONAL, unit=FIRST).but(received=said)


def committee(folder: Path, of: str | Sequence[str]) -> Path:
    """A committee of all branches of a database, or of those at some addresses, which has sent them two notices."""
    folder.mkdir(mode=0o700)
    vault = Vault(str(folder))
    own = branch().but(id="b1", name="某市机关工委", level="committee")
    sent = [Entry(id=f"e{n}", kind="notice", title=title, day=TODAY) for n, title in ((2, "报送总结"), (3, "报送名册"))]
    vault.engine.create(
        {"branch": {"1": codec.encode(own)}, "entries": {str(n): codec.encode(one) for n, one in enumerate(sent, 1)}},
        ME,
        AT,
    )
    each = [f'[[branch]]\nunit = "b{n}"\nname = "第{n}支部"\nbox = "{one}"' for n, one in enumerate(of)]
    lines = [f'server = "{of}"'] if isinstance(of, str) else each
    (folder / "committee.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder
