"""The words of every language: none missing, none left over, the same facts in each."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

from widgets.keymap import BINDINGS
from widgets.words import en, papers_en, papers_zh, zh
from widgets.words.lexicon import words_of

ROOT = Path(__file__).parent.parent
ZH = zh.WORDS | papers_zh.WORDS
EN = en.WORDS | papers_en.WORDS


def _facts(text: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert set(zh.WORDS) ^ set(en.WORDS) == set()
    assert set(papers_zh.WORDS) ^ set(papers_en.WORDS) == set()
    assert not set(zh.WORDS) & set(papers_zh.WORDS)


def test_both_languages_ask_for_the_same_facts():
    for key in ZH:
        if not key.startswith("when."):  # a month is a number in one language and a name in the other
            assert _facts(ZH[key]) == _facts(EN[key]), key
        assert "\n" not in ZH[key] + EN[key], key


def test_every_word_that_the_code_asks_for_is_there():
    missing = set()
    for room in ("widgets", "tui"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                    continue
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("words", "_words") and isinstance(node.args[0].value, str):
                    missing |= {node.args[0].value} - set(ZH)
    assert missing == set()


def test_every_command_has_a_name_and_a_sentence():
    for command in BINDINGS:
        if command.id.startswith("new."):
            assert {"key.new", "help.new", f"table.{command.id.removeprefix('new.')}"} <= set(zh.WORDS)
        elif not command.id.removeprefix("panel.").isdigit():
            assert {f"key.{command.id}", f"help.{command.id}"} <= set(zh.WORDS)


def test_a_word_that_nobody_has_shows_as_its_key_and_facts_are_made_harmless():
    words = words_of("zh")
    assert words("no.such.word") == "no.such.word"
    assert "\x1b" not in words("attention.finding", text="\x1b[31m")
