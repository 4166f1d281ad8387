"""What the quick tier sees of a branch on a server: one story through all of it. The rest is in the slow tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.edits import Add
from store.vault import Outcome, Vault, Who
from tests.branches import branch, member
from tests.server.many import AT
from tests.server.postgres import OWNER

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

ME = Who(uid=1000, user=OWNER)


def test_a_branch_is_founded_changed_by_two_and_taken_back(postgres: Postgres, branch_url: str) -> None:
    mine, other = Vault(branch_url), Vault(branch_url)
    mine.create(branch(), ME, AT)
    before = other.stamp()
    assert isinstance(mine.commit(Add(table="members", record=member("", "古丽·买买提")), ME, AT), Outcome)
    assert other.stamp() != before
    assert [one.name for one in other.read().members.values()] == ["古丽·买买提"]
    assert isinstance(other.undo(ME, AT), Outcome)
    assert list(mine.read().members) == []
    assert mine.verify() == []
    assert postgres.sql("select count(*) from zhibu.entry", database=mine.path.split("/")[3]) == [[3]]
