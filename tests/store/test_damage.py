"""Every way in which `branch.json` is no JSON: told with line and column, and read around."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from store import file_codec
from store.strict_json import InvalidFile
from tests.tiers import crossed

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{\n"_meta": {\n"1": {"schema": 1, "revision": 4}\n},\n"members": {\n"1": {"id": "p1", "name": "李明"}\n}\n}\n'

MALFORMED = {  # text, code, line and path: the column is as each Python counts it
    "a comma too many before a brace": (GOOD.replace('明"}', '明",}'), "not_json", "6"),
    "a comma too many at the end": (GOOD[:-2] + ",}\n", "not_json", "8"),
    "a comma too few": (GOOD.replace("},\n", "}\n"), "not_json", "5"),
    "cut in a text": (GOOD[: GOOD.index("明")], "not_json", "6"),
    "cut after a colon": (GOOD[: GOOD.index(' "p1"')], "not_json", "6"),
    "cut before the last brace": (GOOD[:-3], "not_json", "7"),
    "nothing left": ("", "not_json", "1"),
    "white space only": (" \n ", "not_json", "2"),
    "a tab in a text": (GOOD.replace("李", "李\t"), "not_json", "6"),
    "a line break in a text": (GOOD.replace("李", "李\n"), "not_json", "6"),
    "an escape that is none": (GOOD.replace("李", "\\x"), "not_json", "6"),
    "an escape cut short": (GOOD.replace("李明", "\\u12"), "not_json", "6"),
    "a bare word": (GOOD.replace('"李明"', "None"), "not_json", "6"),
    "single quotes": (GOOD.replace('"id"', "'id'"), "not_json", "6"),
    "full-width quotes": (GOOD.replace('"id"', "“id”"), "not_json", "6"),
    "a comment": ("// mine\n" + GOOD, "not_json", "1"),
    "something behind it": (GOOD + "x", "not_json", "9"),
    "half a conflict": ("<<<<<<< HEAD\n" + GOOD, "not_json", "1"),
    "a key twice": (GOOD.replace('"name"', '"id": "p2", "name"'), "twice", "6 members/1"),
    "a table twice": (GOOD.replace('"members"', '"a": {}, "a": {}, "members"'), "twice", "8"),
    "no number": (GOOD.replace('"李明"', "NaN"), "number", "6 members/1/name"),
    "a number without end": (GOOD.replace('"李明"', "1e999"), "number", "6 members/1/name"),
    "a number of too many digits": (GOOD.replace('"李明"', "9" * 5000), "number", "6"),
    "too deep": (GOOD.replace('"李明"', "[" * 70 + "]" * 70), "deep", "6 members/1/name" + "/0" * 61),
    "much too deep": (GOOD.replace('"李明"', "[" * 90_000), "deep", "6"),
    "half a character": (GOOD.replace("李", "\\ud83d\\ude00 \\ud83d"), "surrogate", "6 members/1/name"),
}


@pytest.mark.parametrize(("text", "code", "place"), MALFORMED.values(), ids=MALFORMED)
def test_a_place_is_told(text: str, code: str, place: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        file_codec.read(text.encode())
    where, _, path = caught.value.place.partition(" ")
    line, _, column = where.partition(":")
    assert (caught.value.code, f"{line} {path}".strip()) == (code, place)
    assert 1 <= int(column) <= len(text.split("\n")[int(line) - 1]) + 1


def test_what_is_not_utf8_has_its_place() -> None:
    for data in (GOOD.encode("gbk"), GOOD.encode("utf-16"), GOOD.encode()[:-1] + b"\xff"):
        with pytest.raises(InvalidFile) as caught:
            file_codec.read(data)
        assert caught.value.code == "not_utf8"
        assert caught.value.place.partition(":")[0].isdecimal()


def test_a_mark_before_the_text_is_overlooked() -> None:
    marked = file_codec.read(file_codec.BOM + GOOD.encode())
    plain = file_codec.read(GOOD.encode())
    assert (marked.tables, marked.digest) == (plain.tables, plain.digest)
    assert file_codec.write(marked, marked.tables)[0].data == GOOD.encode()


COMMANDS = [
    *(["status"], ["status", "--json"], ["list", "members"], ["show", "p1"], ["log"], ["export", "month"]),
    *(["export", "all"], ["verify"], ["add", "支委会 12-05 14:00 x"], ["undo"], ["redo"], ["backup"], ["mark", "m1"]),
    *(["waive", "OL-01/2026-Q4", "x"], ["export", "roster"], ["list", "rules"]),
    *(["show", "m99"], ["mark", "m99", "李明=出席"], ["waive", "XX-01", "x"], ["export", "notice", "m99"]),
    *(["purge", "m99", "--yes"], ["import", "roster", "{roster}"], ["import", "roster", "{roster}", "--dry-run"]),
    *(["import", "roster", "nowhere.csv", "--yes"], ["rules", "check"], ["log", "m99"]),
    ["add", "not a line"],
]


KINDS = ["a comma too many at the end", "a tab in a text", "a key twice", "nothing left"]


@pytest.mark.parametrize(("command", "kind"), crossed(COMMANDS, KINDS))
def test_every_command_says_so(tmp_path: Path, capsys, monkeypatch, command: list[str], kind: str) -> None:
    from tui.__main__ import main

    monkeypatch.setenv("HOME", str(tmp_path))
    folder = str(tmp_path / "branch")
    assert main(["init", "--data", folder, "--name", "甲支部", "--lang", "zh"]) == 0
    assert main(["add", "支委会 2026-12-05 14:00 x", "--data", folder, "--today", "2026-11-22"]) == 0
    (tmp_path / "roster.csv").write_text("姓名,性别\n李明,男\n", encoding="utf-8")
    command = [word.format(roster=tmp_path / "roster.csv") for word in command]
    text, _, place = MALFORMED[kind]
    (tmp_path / "branch" / "branch.json").write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in (tmp_path / "branch").rglob("*.*") if path.is_file()}
    capsys.readouterr()
    code = main([*command, "--data", folder, "--lang", "zh", "--today", "2026-11-22"])
    said = capsys.readouterr()
    assert code == 5, said
    assert re.search(rf"\b{place.split(' ')[0]}:[0-9]+", said.out + said.err)
    assert "Traceback" not in said.err
    assert {path: path.read_bytes() for path in before} == before


def test_json_of_the_last_good_state_is_still_json(tmp_path: Path, capsys, monkeypatch) -> None:
    from tui.__main__ import main

    monkeypatch.setenv("HOME", str(tmp_path))
    folder = str(tmp_path / "branch")
    main(["init", "--data", folder, "--name", "甲支部"])
    (tmp_path / "branch" / "branch.json").write_text("{", encoding="utf-8")
    capsys.readouterr()
    assert main(["status", "--json", "--data", folder]) == 5
    assert json.loads(capsys.readouterr().out)["branch"]["name"] == "甲支部"
