"""The pages of duties in the words of those who read them: names and days, nothing of the program's inside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from store.packs.national import NATIONAL
from store.records import Exemption, ExemptionKind
from store.rules.figures import State
from store.snapshot import Snapshot
from tests.pages.test_pages import TODAY, sample
from tests.tiers import quick
from widgets.pages import targets
from widgets.pages.registry import document
from widgets.pages.rule import source
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words.lexicon import LANGUAGES, words_of

ID = re.compile(r"(?<![\w/.-])[pmatfkdbgw]\d+(?:\.\d+)?(?![\w-])")
"""An id of a record or group that stands alone: behind a slash it is part of a duty's key, which people type."""
NEGATIVE = re.compile(r"(?<![\w-])[-−]\s?\d")
INSIDE = re.compile(r"\bNone\b|\{\w*\}|\bwhy\.|\bpage\.|\bsource\.|State\.|\bFalse\b|\bTrue\b")


def pages(view: View, lang: str) -> list[tuple[str, str]]:
    """Every duty of the list with the text of its page, and the list of each rule in its period."""
    words = words_of(lang)
    targets = [Target(kind="duty", id=duty.key) for duty in view.figures.execution]
    targets += [
        Target(kind="rule", id=key) for key in {f"{d.rule.id}/{d.period}": None for d in view.figures.execution}
    ]
    found = []
    for target in targets:
        page = document(target, view, words, 500)
        assert page is not None, target.id
        text = "\n".join("".join(cell.text for cell in line.cells).rstrip() for line in page.lines)
        found.append((f"{page.title}\n{text}", target.id))
    return found


def later(days: int) -> View:
    """The sample when time has gone by and nothing more was recorded: what was due is overdue, terms have ended."""
    return View(sample(), TODAY + timedelta(days), NATIONAL)


def led() -> View:
    """The sample as a leading body's branch whose members are away in every way there is."""
    first = sample()
    tables = {name: dict(records) for name, records in first.tables.items()}
    branch = first.branch
    assert branch is not None
    tables["branch"] = {branch.id: branch.but(leading_body=True)}
    for kind, member in zip(ExemptionKind, list(first.members.values())[5:], strict=False):
        gone = Exemption(kind=kind, since=TODAY - timedelta(400))
        tables["members"][member.id] = member.but(exemptions=(gone,))
    return View(Snapshot(1, tables), TODAY, NATIONAL)


VIEWS = {"today": lambda: later(0), "in 200 days": lambda: later(200), "in 600 days": lambda: later(600), "led": led}


QUICK = [("in 200 days", "en"), ("led", "zh")]
EVERY = [(name, lang) for name in VIEWS for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), quick(QUICK, EVERY))
def test_no_ids_no_negative_numbers_nothing_of_the_inside(name: str, lang: str) -> None:
    for text, id in pages(VIEWS[name](), lang):
        for pattern in (ID, NEGATIVE, INSIDE):
            found = pattern.search(text)
            assert found is None, (id, found and text[max(0, found.start() - 40) : found.end() + 20])


def test_a_term_that_is_over_says_for_how_long() -> None:
    view = later(200)
    duty = next(one for one in view.figures.execution if one.rule.id == "EL-01")
    assert duty.state is State.OVERDUE
    page = document(targets.of_duty(duty), view, words_of("zh"), 500)
    assert page is not None
    text = "".join(cell.text for line in page.lines for cell in line.cells)
    assert f"已届满{(view.today - duty.due).days}天" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_source_names_its_regulation_once(lang: str) -> None:
    words = words_of(lang)
    for rule in NATIONAL.rules:
        text = source(rule.source, words)
        for key in {part.partition(" ")[0] for part in rule.source.split(", ")}:
            name = words(f"source.{key}")
            assert text.count(name) == 1, rule.id
            if lang == "zh" and key not in ("local",):
                assert "《" in name
        assert text.count("《") == text.count("》")


def test_items_of_an_article_are_told_as_the_law_counts_them() -> None:
    said = source("JG 26(1), JG 26(6), EDU 16", words_of("zh"))
    assert said.startswith("《中国共产党党和国家机关基层组织工作条例》第26条第（一）项、第26条第（六）项；《")


def test_a_rule_of_a_unit_may_name_an_instrument_that_no_rule_of_the_pack_names():
    assert source("ZZ 4", words_of("zh")).startswith("《关于新形势下党内政治生活的若干准则》")


def test_what_is_met_does_not_ask_for_anything() -> None:
    view = later(0)
    words = words_of("zh")
    for duty in view.figures.execution:
        if duty.state in (State.MET, State.MET_LATE):
            page = document(targets.of_duty(duty), view, words, 500)
            assert page is not None
            text = "".join(cell.text for line in page.lines for cell in line.cells)
            assert words("page.no_evidence") not in text, duty.key
            assert "不明" not in text, duty.key


def test_the_title_has_the_year_that_was_asked_for() -> None:
    view = later(0)
    for key, said in (
        ("MB-01/2025", "2025年"),
        ("Q-01/2025", "2025年"),
        ("OL-19/2026", "2026年"),
        ("TR-01/2025", "2025年"),
    ):
        page = document(Target(kind="rule", id=key), view, words_of("zh"), 100)
        assert page is not None, key
        assert said in page.title, key
