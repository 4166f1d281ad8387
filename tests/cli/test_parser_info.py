"""Manual page and completion say what the parsers know; what is installed runs on any processor."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tui.cli import parser
from tui.cli.completion import script
from tui.cli.man import page
from widgets.words.lexicon import words_of


def options(command, words) -> set[str]:
    return {name for action in parser.parser(command, words)._actions for name in action.option_strings}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_manual_has_every_command_and_option_and_what_it_does(lang, zhibu) -> None:
    words = words_of(lang)
    text = zhibu("man", "--lang", lang).out
    assert text == page(words)
    plain = re.sub(r"\\f[BR]|\\&", "", text).replace(r"\-", "-").replace(r"\e", "\\")
    parts = re.split(r'^\.SS "zhibu (\S+)[^\n]*"$', plain.partition(".SH")[2], flags=re.M)
    assert tuple(parts[1::2]) == tuple(parser.COMMANDS)
    everywhere = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", parts[0]))
    assert options(None, words) <= everywhere
    for command, part in zip(parts[1::2], parts[2::2], strict=True):
        assert words(f"cli.help.{command}") in part
        for action in parser.parser(command, words)._actions:
            assert set(action.option_strings) <= everywhere | set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", part))
            assert action.help in plain
    assert not re.search(r"^[.'](?!TH |SH |SS |TP)", text, re.M)


def completed(*words: str) -> set[str]:
    """What bash would offer for the last of these words."""
    line = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _zhibu; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", script(words_of("en")) + ask], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_completion_offers_what_the_parsers_take() -> None:
    words = words_of("en")
    assert completed("zhibu", "") == set(parser.COMMANDS) | options(None, words)
    assert completed("zhibu", "st") == {"status"}
    for command in parser.COMMANDS:
        assert options(command, words) <= completed("zhibu", command, "")
    assert completed("zhibu", "--lang", "") == {"zh", "en"}
    assert completed("zhibu", "--demo", "status", "--sh") == {"--short"}
    assert "bash" in completed("zhibu", "completion", "")


def needed() -> set[str]:
    """The distributions that zhibu needs at run time, and those that they need."""
    from tomllib import loads

    from tests.desk import SAMPLE

    found: set[str] = set()
    project = loads((SAMPLE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    left = list(project["dependencies"])
    while left:
        said, _, marker = left.pop().partition(";")
        name = re.match(r"[A-Za-z0-9._-]+", said)
        if name is None or "extra" in marker or name[0].lower() in found:
            continue
        try:
            left += distribution(name[0]).requires or []
        except PackageNotFoundError:
            assert marker, name[0]  # for another system or Python
            continue
        found.add(name[0].lower())
    return found


def test_everything_needed_is_pure_python() -> None:
    names = needed()
    assert {"textual", "tinydb", "rich", "arrow", "openpyxl", "pygments"} <= names
    for name in names:
        wheel = distribution(name).read_text("WHEEL") or ""
        assert "Root-Is-Purelib: true" in wheel, name
        assert re.findall(r"^Tag: (.*)", wheel, re.M) and all(  # noqa: PT018
            tag.endswith("-none-any") for tag in re.findall(r"^Tag: (.*)", wheel, re.M)
        ), name
