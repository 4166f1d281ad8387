"""Whatever is wrong with a folder is told in one sentence, in either language, with the right code; nothing changes."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.syntax import files, nodes
from widgets.words import en, zh

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [["status"], ["status", "--json"], ["list", "members"], ["add", "党课 2026-11-20 学习"], ["mark", "m1"]]


def everything(folder: Path) -> dict[str, object]:
    """Every file below a folder with its bytes, its mode and the time of its last change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        found[str(path)] = (data, status.st_mode, status.st_mtime_ns)
    return found


def missing(tmp_path):
    return tmp_path / "nowhere"


def empty(tmp_path):
    made = tmp_path / "empty"
    made.mkdir(mode=0o700)
    return made


def of(data: bytes):
    def make(tmp_path):
        made = tmp_path / "bad"
        made.mkdir(mode=0o700)
        (made / "branch.json").write_bytes(data)
        return made

    return make


def link(tmp_path):
    made = tmp_path / "linked"
    made.mkdir(mode=0o700)
    (made / "branch.json").symlink_to(ROOT / "sample_data.json")
    return made


def open_to_all(tmp_path):
    made = tmp_path / "open"
    made.mkdir()
    made.chmod(0o777)
    (made / "branch.json").write_bytes((ROOT / "sample_data.json").read_bytes())
    return made


def a_file(tmp_path):
    made = tmp_path / "file"
    made.write_text("x")
    return made


FOLDERS = [
    (missing, 1, "init"),
    (empty, 1, "--demo"),
    (of(b"not json"), 5, "branch.json"),
    (of(b'{"_meta": {"1": {"schema": 1, "revision": 1}}, "members": {"1": {"id": '), 5, "restore"),
    (of(b"[1, 2]"), 5, "branch.json"),
    (of(b'{"todo": {"1": {"text": "milk"}}}'), 5, "branch.json"),
    (of(b'{"a": 1, "a": 2}'), 5, "branch.json"),
    (of(b"\xff\xfe{}"), 5, "branch.json"),
    (of(b'{"_meta": {"1": {"schema": 999, "revision": 1}}, "members": {"1": {"id": "p1"}}}'), 5, "999"),
    (link, 1, "branch.json"),
    (open_to_all, 1, "chmod"),
    (a_file, 1, "file"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("make", "code", "said"), FOLDERS)
def test_one_sentence_the_code_and_nothing_changed(zhibu, tmp_path, make, code, said, command, lang) -> None:
    folder = make(tmp_path)
    before = everything(tmp_path)
    answer = zhibu(*command, "--data", folder, "--lang", lang)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", [make for make, _, _ in FOLDERS])
def test_short_never_fails_and_fits(zhibu, tmp_path, make, lang) -> None:
    from widgets.display import width

    folder = make(tmp_path)
    answer = zhibu("status", "--short", "--data", folder, "--lang", lang)
    assert (answer.code, answer.err, answer.out.count("\n")) == (0, "", 1)
    assert width(answer.out.rstrip("\n")) <= 60
    assert zhibu("status", "--short", "--check", "--data", folder).code in (1, 5)


def test_the_last_good_generation_is_shown_of_a_damaged_store(zhibu, folder) -> None:
    assert zhibu("add", "党课", "2026-11-20", "第一次", "--data", folder).code == 0
    assert zhibu("add", "党课", "2026-11-21", "第二次", "--data", folder).code == 0
    (folder / "branch.json").write_bytes(b'{"_meta"')
    before = everything(folder)
    answer = zhibu("list", "meetings", "第一次", "--data", folder, "--json")
    assert answer.code == 5
    assert [entry["topic"] for entry in json.loads(answer.out)] == ["第一次"]
    assert "restore" in answer.err
    for way in ((), ("--short",)):
        assert zhibu("status", "--check", *way, "--data", folder).code == 5
    assert zhibu("status", "--short", "--data", folder).code == 0
    refused = zhibu("add", "党课", "2026-11-21", "第三次", "--data", folder)
    assert (refused.code, refused.out) == (5, "")
    assert everything(folder) == before


def spoiled(folder: Path, table: str, **fields: object) -> str:
    """Spoil one record of a table; its id."""
    path = folder / "branch.json"
    tables = json.loads(path.read_text())
    document = list(tables[table].values())[3]
    document.update(fields)
    path.write_text(json.dumps(tables, ensure_ascii=False))
    return document["id"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("table", "wrong"), [("members", {"name": 7}), ("meetings", {"day": "2026-02-30"}), ("training", {"hours": "many"})]
)
def test_a_bad_record_among_good_ones(zhibu, folder, table, wrong, lang) -> None:
    id = spoiled(folder, table, **wrong)
    before = everything(folder)
    status = zhibu("status", "--data", folder, "--lang", lang)
    assert status.code == 0
    assert "1" in status.err
    listed = zhibu("list", table, "--json", "--data", folder, "--lang", lang)
    assert listed.code == 0
    assert id in listed.err
    assert next(iter(wrong)) in listed.err
    assert id not in [entry["id"] for entry in json.loads(listed.out)]
    asked = zhibu("show", id, "--data", folder, "--lang", lang)
    assert (asked.code, asked.out) == (1, "")
    assert next(iter(wrong)) in asked.err
    assert everything(folder) == before
    kept = json.loads((folder / "branch.json").read_text())[table]
    assert zhibu("add", "党课", "2026-11-20", "学习", "--data", folder).code == 0
    after = json.loads((folder / "branch.json").read_text())[table]
    assert {number: after[number] for number in kept} == kept


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone who may not read")
def test_no_permission(folder) -> None:
    folder.chmod(0o700)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if subprocess.run([*nobody, sys.executable, "-c", ""], capture_output=True).returncode:
        pytest.skip("setpriv can't become nobody here")
    answer = subprocess.run(
        [*nobody, sys.executable, "-m", "tui", "status", "--data", str(folder), "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "permission" in answer.stderr
    assert answer.stderr.count("\n") == 1


def codes(*classes: str) -> set[str]:
    """Every code that the store gives to one of these when it makes it."""
    found = set()
    for path in files("store"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
                given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
                for value in given:
                    parts = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
                    found |= {part.value for part in parts if isinstance(part, ast.Constant)}
    return found


def test_every_code_of_the_store_has_its_sentence() -> None:
    import store.disk.writing
    import store.errors

    errors = [kind for kind in vars(store.errors).values() if isinstance(kind, type)]
    known = {kind.code for kind in errors if issubclass(kind, store.errors.StoreError)}
    known |= codes(*(kind.__name__ for kind in errors), "InvalidFile", "_InvalidJson") - {"value"}
    known |= set(store.disk.writing._CODES.values())
    assert {"busy", "full", "not_json", "exists", "link"} <= known
    assert {code for code in known if f"error.{code}" not in zh.WORDS or f"error.{code}" not in en.WORDS} == set()
    refusals = codes("Rejected", "_Conflict")
    assert {"gone", "conflict", "future"} <= refusals
    assert {code for code in refusals if f"refused.{code}" not in zh.WORDS} == set()
    faults = codes("Fault") | {"type", "value", "missing"}
    assert {code for code in faults if f"fault.{code}" not in zh.WORDS} == set()
