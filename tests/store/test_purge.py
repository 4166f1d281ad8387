"""A deleted record goes from journal and backups, as one recorded change, and what is left is sound."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.disk.disk import Disk
from store.edits import Add, Delete
from store.errors import StoreError
from store.rejected import Rejected
from store.vault import Vault
from tests.branches import member
from tests.faults import Counted, Dying
from tests.soak import ground
from tests.tiers import quick

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAME = "某某已删除的人"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A branch with a person who was stored, changed, copied in every kind of backup, and deleted."""
    made = ground.found(tmp_path / "branch", people=3, meetings=1)
    outcome = ground.commit(made, Add(table="members", record=member("", NAME)))
    id = outcome.ids[0]
    made.backup()
    folder = Path(made.engine.folder)
    made.restore(str(folder / "backups" / f"kept-{outcome.snapshot.revision}.json"), ground.who(0), AT)
    shutil.copy(folder / "branch.json", folder / "backups" / "20261122.json")
    (folder / "backups" / "replaced-999.json").write_text(f'{{"id": "{id}", "name": "{NAME}", broken')
    snapshot = made.read()
    ground.commit(made, Delete(table="members", id=id, rev=snapshot.members[id].rev))
    ground.commit(made, Add(table="members", record=member("", "又一人")))
    with open(folder / "journal.jsonl", "ab") as file:  # half a line, left by a crash
        file.write(f'{{"revision":99,"after":{{"id":"{id}","name":"{NAME}"'.encode())
    return made


def id_of(vault: Vault) -> str:
    return next(
        change.id
        for entry in vault.history()
        for change in entry.changes
        if change.before and change.before.get("name") == NAME
    )


def named(folder: str) -> list[str]:
    """Files that say the name."""
    found = []
    for above, _, names in os.walk(folder):
        for name in names:
            path = Path(above, name)
            if path.name != ".lock" and NAME.encode() in path.read_bytes():
                found.append(str(path.relative_to(folder)))
    return sorted(found)


def test_nothing_says_the_name_any_more(vault: Vault) -> None:
    id, folder = id_of(vault), vault.engine.folder
    assert len(named(folder)) > 4
    before = vault.read()
    traces = vault.traces(id)
    found = vault.purge(id, ground.who(1), AT)
    assert found == traces
    assert found.lines >= 3
    assert named(folder) == []
    assert vault.verify() == []
    after = Vault(folder).read()
    assert after.tables == before.tables
    entry = next(vault.history())
    assert (entry.why, entry.source, entry.uid, entry.revision) == ("purge", id, 1001, after.revision)
    assert id in {change.id for entry in vault.history() for change in entry.changes}  # that there was somebody stays
    assert vault.traces(id) == type(found)(lines=0, generations=())
    assert vault.undo(ground.who(0), AT) == Rejected(code="nothing")
    Path(vault.engine.folder, "branch.json").write_text("{")
    assert {one.name for one in Vault(folder).read().members.values()} == {one.name for one in after.members.values()}
    vault.restore(None, ground.who(0), AT)
    assert vault.verify() == []


def test_what_is_still_there_is_not_purged(vault: Vault) -> None:
    before = Path(vault.engine.folder, "journal.jsonl").read_bytes()
    with pytest.raises(StoreError) as caught:
        vault.purge("p2", ground.who(0), AT)
    assert caught.value.code == "still_there"
    assert Path(vault.engine.folder, "journal.jsonl").read_bytes() == before


@pytest.mark.parametrize("every", quick([11], [1, 11]))
def test_a_crash_at_any_call_can_be_gone_on_from(vault: Vault, tmp_path: Path, every: int) -> None:
    id, folder = id_of(vault), vault.engine.folder
    counted = Counted()
    shutil.copytree(folder, tmp_path / "counted")
    Disk(tmp_path / "counted", counted).purge(id, ground.who(0), AT)
    for nth in range(1, len(counted.calls) + 1, every):
        copy = tmp_path / f"copy{nth}"
        shutil.copytree(folder, copy)
        files = Dying(nth, "amid" if nth % 2 else "before")
        ground.code_of(ground.fork(lambda files=files, copy=copy: Disk(copy, files).purge(id, ground.who(0), AT)))
        assert {problem.code for problem in Disk(copy).verify()} <= set()
        Disk(copy).purge(id, ground.who(0), AT)
        assert named(str(copy)) == []
        assert Disk(copy).verify() == []
        assert "又一人" in {one["name"] for one in Disk(copy).read().tables["members"].values()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_asks(vault: Vault, capsys, monkeypatch, tmp_path, lang) -> None:
    from tui.__main__ import main

    monkeypatch.setenv("HOME", str(tmp_path))
    id, folder = id_of(vault), vault.engine.folder
    data = ["--data", folder, "--lang", lang]
    assert main(["purge", id, *data]) == 1
    assert named(folder)
    assert main(["purge", "p2", *data]) == 1
    assert main(["purge", id, "--yes", "--readonly", *data]) == 1
    assert named(folder)
    assert main(["purge", id, "--yes", *data]) == 0
    assert named(folder) == []
    assert main(["purge", id, "--yes", *data]) == 1
    assert main(["log", *data]) == 0
    assert NAME not in capsys.readouterr().out
    assert main(["verify", *data]) == 0
