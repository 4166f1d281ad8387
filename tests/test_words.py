"""The words of every language: none missing, none left over, the same facts in each."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from string import Formatter

import pytest

from store.records import MOST_HOURS
from tests.desk import golden
from tests.syntax import files, nodes
from widgets.keymap import BINDINGS
from widgets.words import en, papers_en, papers_zh, zh
from widgets.words.lexicon import LANGUAGES, with_papers, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ZH = zh.WORDS | papers_zh.WORDS
EN = en.WORDS | papers_en.WORDS
VERBS = {"asks", "belongs", "does", "drops", "exists", "follows", "gives", "has", "holds", "is", "keeps", "lies"}
VERBS |= {"names", "needs", "says", "takes", "unpacks", "was"}


def _facts(text: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert set(zh.WORDS) ^ set(en.WORDS) == set()
    assert set(papers_zh.WORDS) ^ set(papers_en.WORDS) == set()
    assert not set(zh.WORDS) & set(papers_zh.WORDS)


def _asks_for_the_same(texts: Mapping[str, str], others: Mapping[str, str]) -> None:
    for key, text in texts.items():
        if not key.startswith("when."):  # a month is a number in one language and a name in the other
            assert _facts(text) == _facts(others[key]), key
        assert "\n" not in text, key


def test_both_languages_ask_for_the_same_facts():
    _asks_for_the_same(ZH, EN)
    _asks_for_the_same(EN, ZH)


def lacking(lang: str, texts: Mapping[str, str]) -> list[str]:
    """The words that a further language takes from the other that it reads; what it has asks for the same facts."""
    whole = {"zh": ZH, "en": EN}[LANGUAGES[lang]]
    assert texts.keys() - whole.keys() == set(), (
        f"words that nothing asks for: take them out of widgets/words/{lang}.py"
    )
    _asks_for_the_same(texts, whole)
    return [key for key in whole if key not in texts]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_language_lacks_is_listed(lang):
    if LANGUAGES[lang] != lang:
        golden(f"words-lacking-in-{lang}", lacking(lang, import_module(f"widgets.words.{lang}").WORDS))


def test_what_is_said_of_a_change_that_was_not_stored_names_the_place():
    for code in ("full", "quota", "failing", "too_big", "vanished", "read_only", "no_write", "bad_path"):
        assert {"path"} <= _facts(ZH[f"error.{code}"]) & _facts(EN[f"error.{code}"]), code


def test_what_is_said_of_a_file_that_is_no_toml_ends_in_what_to_do():
    for key in (key for key in ZH if key.startswith("toml.")):
        assert "；请" in ZH[key], key
        assert "not used; " in EN[key], key


def test_every_word_that_the_code_asks_for_is_there():
    missing = set()
    for path in files("widgets", "tui"):
        for node in nodes(path):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("words", "_words") and isinstance(node.args[0].value, str):
                missing |= {node.args[0].value} - ZH.keys()
    assert missing == set()


def test_every_command_has_a_name_and_a_sentence():
    for command in BINDINGS:
        if command.id.startswith("new."):
            assert {"key.new", "help.new", f"table.{command.id.removeprefix('new.')}"} <= set(zh.WORDS)
        elif command.id.startswith("page."):
            assert f"panel.{command.id.removeprefix('page.')}" in zh.WORDS
        elif not command.id.removeprefix("panel.").isdigit():
            assert {f"key.{command.id}", f"help.{command.id}"} <= set(zh.WORDS)


def test_every_command_of_the_command_line_has_a_chinese_name():
    from tui.cli.fast_args import COMMANDS

    assert [command for command in COMMANDS if f"cli.name.{command}" not in zh.WORDS] == []


def test_a_word_that_nobody_has_shows_as_its_key_and_facts_are_made_harmless():
    words = words_of("zh")
    assert words("no.such.word") == "no.such.word"
    assert "\x1b" not in words("attention.finding", text="\x1b[31m")


NOT_COUNTED = {"export.what.records", "why.new_members"}
"""Where what stands before a word is no number."""


def test_english_counts_one_day_and_two_days():
    nouns = dict(re.findall(r"\{\w+:([a-z]+)\|([a-z]+)\}", " ".join(EN.values())))
    assert nouns["month"] == "months"
    assert len(nouns) > 30
    words = with_papers(words_of("en"))
    between = "(?:(?:working|full|new|more|committee|training) )*"
    one = "|".join(noun for noun in nouns if noun not in VERBS)
    two = "|".join(nouns[noun] for noun in nouns if noun not in VERBS)
    wrong = []
    for key in EN.keys() - NOT_COUNTED:
        facts = _facts(EN[key])
        said = words(key, **dict.fromkeys(facts, 1)), words(key, **dict.fromkeys(facts, 2))
        wrong += [said[0]] if re.search(rf"(?<![\w.])1 {between}({two})\b", said[0]) else []
        wrong += [said[1]] if re.search(rf"(?<![\w.])2 {between}({one})\b", said[1]) else []
    assert wrong == []
    assert words("why.within", p_months=1, start="s", after="a", to="t", due="d").startswith("Within 1 month of")
    assert words("why.within", p_months="1", start="s", after="a", to="t", due="d").startswith("Within 1 month of")
    assert words("quick.hours", n=1.5) == "1.5 hours"
    assert words("quick.hours", n=0) == "0 hours"


def test_every_plural_behind_a_number_has_its_singular():
    """`{n} days` is noticed when it is written: a verb behind a name is none, so it is on the list."""
    for key in EN.keys() - NOT_COUNTED:
        assert set(re.findall(r"\{\w+\} ([a-z]+s|people)\b", EN[key])) <= VERBS | {"abs"}, key


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["quick.bad.no_such_hours", "forms.bad.hours", "import.bad_hours"])
def test_every_way_in_names_the_most_hours_that_there_can_be(key, lang):
    assert f" {MOST_HOURS}" in with_papers(words_of(lang))(key, text="999")
