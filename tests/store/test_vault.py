"""What is committed is read again; what is refused leaves the file alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from store.edits import Add, Change, Delete, EditGroup, Rejected
from store.engine import Purged
from store.errors import Damaged, Missing, NotStored
from store.transaction import ReadStorage
from store.vault import Vault, Who
from tests.branches import branch, member

if TYPE_CHECKING:
    from tests.engines import FolderPlace, ServerPlace

    Place = FolderPlace | ServerPlace

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
WHO = Who(uid=1000, user="wangwei")


@pytest.fixture
def vault(place: Place) -> Vault:
    vault = place.vault()
    vault.create(branch(), WHO, NOW)
    return vault


def test_there_is_nothing_to_read_before_a_store_is_made(place: Place) -> None:
    for _ in range(2):
        with pytest.raises(Missing):
            place.vault("nowhere").read()
    assert place.vault("nowhere").stamp() is None


def test_a_path_that_is_read_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        Vault(str(tmp_path / "nowhere")).read()
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_has_its_branch_and_nothing_else(vault: Vault) -> None:
    found = vault.read()
    assert found.branch.name == "某某党支部"
    assert found.faults == ()
    assert [name for name, table in found.tables.items() if table] == ["branch"]


def test_the_last_good_state_is_not_taken_for_what_stands(tmp_path: Path) -> None:
    vault = Vault(str(tmp_path / "branch"))
    vault.create(branch(), WHO, NOW)
    assert vault.read_sound().revision == vault.read().revision
    (tmp_path / "branch" / "branch.json").write_bytes(b"{")
    assert vault.read().damage is not None
    with pytest.raises(Damaged) as damaged:
        vault.read_sound()
    assert damaged.value.facts["path"] == vault.path


def test_a_commit_is_read_again_with_its_stamp(vault: Vault) -> None:
    before = vault.read()
    done = vault.commit(Add(table="members", record=member("", "陈𬀩")), WHO, NOW)
    (id,) = done.ids
    after = vault.read()
    assert id == f"p{before.revision + 1}"
    assert after.revision == done.snapshot.revision == before.revision + 1
    person = after.members[id]
    assert (person.name, person.rev, person.by) == ("陈𬀩", after.revision, "wangwei")
    assert datetime.fromisoformat(person.at) == NOW


def test_a_claimed_name_stands_beside_a_shared_account(vault: Vault) -> None:
    done = vault.commit(Add(table="members", record=member("")), Who(uid=1, user="office", claimed="汪维"), NOW)
    assert done.snapshot.members[done.ids[0]].by == "汪维"


def test_the_ids_of_a_commit_are_those_it_made_or_changed(vault: Vault) -> None:
    first = vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    second = vault.commit(
        EditGroup(
            edits=(
                Change(table="members", id=first.ids[0], base={"note": ""}, fields_={"note": "x"}),
                Add(table="members", record=member("", "乙")),
            )
        ),
        WHO,
        NOW,
    )
    assert set(second.ids) == {first.ids[0], f"p{second.snapshot.revision}"}


def test_a_refused_edit_writes_nothing(vault: Vault) -> None:
    before = vault.whole()
    stamp = vault.stamp()
    done = vault.commit(Change(table="members", id="p9", base={}, fields_={}), WHO, NOW)
    assert isinstance(done, Rejected)
    assert done.code == "gone"
    assert vault.whole() == before
    assert vault.stamp() == stamp


def test_another_vault_on_the_same_branch_sees_the_stamp_move(vault: Vault, place: Place) -> None:
    other = place.vault()
    stamp = other.stamp()
    vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    assert other.stamp() != stamp
    assert [person.name for person in other.read().members.values()] == ["甲"]


def test_of_several_who_store_at_once_nobody_loses_anything(vault: Vault, place: Place) -> None:
    def many(who: str) -> None:
        own = place.vault()
        for number in range(5):
            own.commit(Add(table="members", record=member("", f"{who}{number}")), WHO, NOW)
        own.close()

    with ThreadPoolExecutor() as pool:
        list(pool.map(many, "甲乙丙"))
    assert sorted(person.name for person in vault.read().members.values()) == [
        f"{who}{n}" for who in "丙乙甲" for n in range(5)
    ]
    assert vault.verify() == []


def test_what_something_else_changed_is_told(vault: Vault, place: Place) -> None:
    vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    assert vault.verify() == []
    place.rewrite(lambda text: text.replace("甲", "乙"))
    assert place.vault().verify() != []


def test_a_text_of_rules_lies_beside_the_branch(vault: Vault, place: Place) -> None:
    assert vault.engine.overlay("local.toml") is None
    place.lay_over("local.toml", "party_day = 15")
    found = place.vault().engine.overlay("local.toml")
    assert found is not None
    assert found[1] == b"party_day = 15"


def test_stock_tinydb_reads_what_the_vault_writes(vault: Vault, tmp_path: Path) -> None:
    vault.commit(Add(table="members", record=member("", "古丽·买买提")), WHO, NOW)
    (tmp_path / "copy.json").write_bytes(vault.whole())
    with TinyDB(tmp_path / "copy.json", access_mode="r") as db:
        assert [doc["name"] for doc in db.table("members")] == ["古丽·买买提"]


def test_tinydb_looks_at_any_engine_and_stores_nothing_past_it(vault: Vault) -> None:
    vault.commit(Add(table="members", record=member("", "古丽·买买提")), WHO, NOW)
    with TinyDB(vault.engine, storage=ReadStorage) as db:
        assert [doc["name"] for doc in db.table("members")] == ["古丽·买买提"]
        with pytest.raises(NotStored, match="outside"):
            db.table("members").truncate()
        vault.commit(Add(table="members", record=member("", "乙")), WHO, NOW)
        assert len(db.table("members", cache_size=0)) == 2


def test_a_copy_is_the_very_file_and_can_be_gone_back_to(vault: Vault, tmp_path: Path) -> None:
    vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    kept = vault.backup(str(tmp_path / "kept.json"))
    assert Path(kept).read_bytes() == vault.whole()
    vault.commit(Add(table="members", record=member("", "乙")), WHO, NOW)
    assert [person.name for person in vault.restore(kept, WHO, NOW).members.values()] == ["甲"]
    assert vault.read().revision == 4
    assert vault.verify() == []


def test_what_is_purged_is_in_no_line_of_the_past(vault: Vault) -> None:
    done = vault.commit(Add(table="members", record=member("", "秘密")), WHO, NOW)
    vault.commit(Delete(table="members", id=done.ids[0], rev=2), WHO, NOW)
    assert vault.traces(done.ids[0]).lines == vault.purge(done.ids[0], WHO, NOW).lines == 2
    assert vault.traces(done.ids[0]) == Purged(lines=0, generations=())
    assert [entry.why for entry in vault.history()] == ["purge", "delete", "add_members", "init"]
    assert vault.undo(WHO, NOW).code == "nothing"
    assert vault.verify() == []


def test_the_stamp_of_an_outcome_is_that_of_its_snapshot(vault: Vault, place: Place) -> None:
    done = vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    assert done.stamp == vault.stamp()
    place.vault().commit(Add(table="members", record=member("", "乙")), WHO, NOW)
    assert done.stamp != vault.stamp()


def test_what_has_not_changed_is_the_same_record_after_a_change_by_another(vault: Vault, place: Place) -> None:
    vault.commit(Add(table="members", record=member("", "甲")), WHO, NOW)
    other = place.vault()
    for name in "乙丙":
        before = vault.read()
        other.commit(Add(table="members", record=member("", name)), WHO, NOW)
        after = vault.read()
        assert after.tables["branch"] is before.tables["branch"]
    assert all(after.members[id] is person for id, person in before.members.items())
    assert len(after.members) == len(before.members) + 1
