"""Manual page and completion say what the parsers know; what is installed runs on any processor."""

from __future__ import annotations

import argparse
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

import pytest

from tui.cli import argument_names, parser
from tui.cli.completion import script
from tui.cli.listing import LISTS
from tui.cli.man import page
from tui.files.importing import KINDS
from widgets.papers.catalogue import EXPORTS
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from pathlib import Path


def shown(command, words):
    """What a parser takes and says so."""
    return [action for action in parser.parser(command, words)._actions if action.help != argparse.SUPPRESS]


def options(command, words) -> set[str]:
    return {name for action in shown(command, words) for name in action.option_strings}


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
        for action in shown(command, words):
            assert set(action.option_strings) <= everywhere | set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", part))
            assert action.help in plain
    assert not re.search(r"^[.'](?!TH |SH |SS |TP)", text, re.M)


def completed(*words: str, lang: str = "en", folder: Path | None = None) -> set[str]:
    """What bash would offer for the last of these words."""
    line = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _zhibu; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    text = script(words_of(lang)) + ask
    done = subprocess.run(["bash", "-c", text], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stderr == ""
    return set(filter(None, done.stdout.split("\n")))


def test_completion_offers_what_the_parsers_take() -> None:
    words = words_of("en")
    assert completed("zhibu", "") == set(parser.COMMANDS) | options(None, words)
    assert completed("zhibu", "st") == {"status"}
    for command in parser.COMMANDS:
        assert options(command, words) <= completed("zhibu", command, "")
    assert completed("zhibu", "--lang", "") == {"zh", "en"}
    assert completed("zhibu", "--demo", "status", "--sh") == {"--short"}
    assert "bash" in completed("zhibu", "completion", "")


def test_completion_knows_folders_with_spaces_also_behind_an_equals_sign(tmp_path) -> None:
    both, there = {"第一 支部", "第一支部"}, tmp_path / "data"
    for name in (*both, "other"):
        (there / name).mkdir(parents=True)
    assert completed("zhibu", "--data", "第一", folder=there) == both
    assert completed("zhibu", "status", "--data", "第一 ", folder=there) == {"第一 支部"}
    assert completed("zhibu", "status", "--data", "第一\\ ", folder=there) == {"第一 支部"}
    assert completed("zhibu", "--data", "=", "第一", folder=there) == both
    assert completed("zhibu", "--data", "=", folder=there) == {*both, "other"}
    assert completed("zhibu", "--data=第一", folder=there) == {f"--data={name}" for name in both}
    assert completed("zhibu", "--lang=", folder=there) == {"--lang=zh", "--lang=en"}
    assert completed("zhibu", "--data", "export", "status", "--sh", folder=there) == {"--short"}
    assert completed("zhibu", "--data", "=", "a b", "status", "--sh", folder=there) == {"--short"}


def test_completion_offers_the_words_of_the_language_too() -> None:
    assert {"导出", "export"} <= completed("zhibu", "", lang="zh")
    assert {"月报", "month", "--period"} <= completed("zhibu", "导出", "", lang="zh")
    assert completed("zhibu", "导入", "名", lang="zh") == {"名册"}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("导出", "月报", "--period", "2026-10"), ("export", "month", "--period", "2026-10")),
        (("导出", "通知", "m474"), ("export", "notice", "m474")),
        (("列出", "会议"), ("list", "meetings")),
        (("列出", "名册"), ("list", "members")),
        (("列出", "制度"), ("list", "checks")),
        (("状态", "--short"), ("status", "--short")),
        (("查看", "m474"), ("show", "m474")),
    ],
)
def test_a_command_line_in_chinese_says_the_same_in_either_language(zhibu, chinese, english) -> None:
    for lang in ("zh", "en"):
        ours = zhibu("--demo", "--lang", lang, *chinese)
        assert ours.code == 0
        assert ours.out == zhibu("--demo", "--lang", lang, *english).out != ""


def test_no_name_of_a_command_or_argument_means_two_things() -> None:
    for lang in ("zh", "en"):
        words = words_of(lang)
        for kind, codes in (("name", parser.COMMANDS), ("arg", EXPORTS), ("arg", KINDS), ("arg", LISTS)):
            said = [name for code in codes for name in argument_names.in_language(kind, code, words)]
            assert len(said) == len(set(said))
            assert not [name for name in said if name.startswith("cli.")]


def test_each_command_and_argument_has_a_chinese_name() -> None:
    named = [("name", parser.COMMANDS), ("arg", EXPORTS), ("arg", KINDS), ("arg", LISTS)]
    said = {code: argument_names.local_name(kind, code, words_of("zh")) for kind, codes in named for code in codes}
    nameless = [code for code, name in said.items() if name.isascii()]
    assert nameless == [], "say it in widgets/words/zh.py, in cli.arg.… or cli.name.…"


def test_help_has_both_names(zhibu) -> None:
    assert re.search(r"export +导出", zhibu("--help", "--lang", "zh").out)
    assert "月报 month" in zhibu("导出", "--help", "--lang", "zh").out
    assert "名册 roster" in zhibu("import", "--help", "--lang", "zh").out


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
