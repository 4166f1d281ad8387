"""Records that would like to run, colour, hide or turn something reach the terminal as what they are: text."""

from __future__ import annotations

import json
import unicodedata

import pytest

from tests.tiers import quick

HOSTILE = [
    "[b]粗体[/b]",
    "[@click=app.quit]点我[/]",
    "[/]",
    "{0}{x.__class__}%s%(a)s",
    "\x1b[31m红\x1b[0m\x07",
    "a\x9b31mb\x90c",
    "\u202eabc\u2066def",
    "张\u200d三\u200b\ufeff",
    "长" * 200,
    "𠮷野家",
    "行一\n行二\r\t",
]


def spoil(folder, text: str) -> None:
    """Put a text into every free field of the records."""
    path = folder / "branch.json"
    tables = json.loads(path.read_text())
    for name, fields in {
        "branch": ["name"],
        "members": ["name", "unit", "note", "admin_post"],
        "meetings": ["topic", "place", "minutes", "note"],
        "training": ["topic", "organiser", "note"],
        "findings": ["text", "closing", "evidence", "owner"],
        "talks": ["note", "partner"],
        "dues": ["note"],
    }.items():
        for document in tables[name].values():
            document.update(dict.fromkeys(fields, text))
    for meeting in tables["meetings"].values():
        for item in meeting["items"]:
            item["topic"] = text
        meeting["reasons"] = dict.fromkeys(meeting.get("reasons", {}), text)
    for group in next(iter(tables["branch"].values()))["groups"]:
        group["name"] = text
    path.write_text(json.dumps(tables, ensure_ascii=True))


def harmless(out: str) -> bool:
    bad = {char for char in out if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    assert bad == set()
    return True


COMMANDS = [
    ["status"], ["status", "--plain"], ["status", "--short"], ["status", "--json"],
    ["list", "members"], ["list", "meetings"], ["list", "training"], ["list", "checks"], ["list", "findings"],
    ["list", "talks"], ["list", "dues"], ["list", "meetings", "--json"], ["log"], ["show", "p2"], ["show", "b1"],
    ["show", "OL-03/2026-10/g3"], ["show", "TR-01/2026"],
]  # fmt: skip


ALL = pytest.param("".join(HOSTILE), id="all of them")


@pytest.mark.parametrize("text", [ALL, *(pytest.param(text, marks=pytest.mark.slow) for text in HOSTILE)])
def test_hostile_text_is_harmless_everywhere(zhibu, folder, text) -> None:
    spoil(folder, text)
    tables = json.loads((folder / "branch.json").read_text())
    ids = [next(iter(tables[name].values()))["id"] for name in ("meetings", "training", "findings", "talks", "dues")]
    for command in COMMANDS + [["show", id] for id in ids]:
        answer = zhibu(*command, "--data", folder)
        assert answer.code == 0, (command, answer.err)
        assert harmless(answer.out)
        assert harmless(answer.err)
    if text.isascii() and text.isprintable():
        assert text in zhibu("list", "members", "--data", folder).out


@pytest.mark.parametrize("text", quick(HOSTILE[::3], HOSTILE))
def test_json_says_exactly_what_is_stored(zhibu, folder, text) -> None:
    spoil(folder, text)
    assert {member["name"] for member in json.loads(zhibu("list", "members", "--json", "--data", folder).out)} == {text}
    assert json.loads(zhibu("status", "--json", "--data", folder).out)["branch"]["name"] == text
    assert json.loads(zhibu("show", "p2", "--json", "--data", folder).out)["unit"] == text


@pytest.mark.parametrize("text", quick(HOSTILE[::3], HOSTILE))
def test_hostile_arguments_are_harmless(zhibu, folder, text) -> None:
    for words in (["show", text], ["list", "members", text], ["mark", text], ["mark", "m2", f"{text}=病假"], [text],
                  ["add", text], ["log", text], ["status", f"--{text}"], ["waive", text, text], ["list", text],
                  ["--today", text, "status"], ["--lang", text, "status"]):  # fmt: skip
        answer = zhibu(*words, "--data", folder)
        assert answer.code in (0, 1, 2)
        assert harmless(answer.out)
        assert harmless(answer.err)
        assert "Traceback" not in answer.err


def test_on_a_terminal_of_any_width_nothing_is_markup(zhibu, folder, monkeypatch) -> None:
    """With Rich, as a person sees it."""
    from tui.cli import status

    spoil(folder, "[bold]x[/] [@click=app.quit]y[/] \x1b[31m")
    for width in (40, 80, 120, 200):
        monkeypatch.setattr(status, "terminal_width", lambda width=width: width)
        monkeypatch.setenv("TERM", "xterm-256color")
        answer = zhibu("status", "--data", folder)
        assert answer.code == 0
        assert "[bold]x[/]"[: width // 8] in answer.out
        assert "\x1b[31m" not in answer.out.replace("\x1b[1;31m", "")
