"""A third language is one file of words and a line in `LANGUAGES`; what it lacks is said in Chinese or English."""

from __future__ import annotations

import sys
from datetime import date
from types import SimpleNamespace

import pytest

from store.packs.rule import Text
from tests.desk import TODAY, branch_folder, desk, sample_view
from tests.test_words import lacking
from tui.config import language, of_locale
from widgets.quick_line.record_lines import line_of
from widgets.sections.registry import command_help, command_name
from widgets.when.date_text import distance
from widgets.words.lexicon import LANGUAGES, in_each, next_to, with_papers, words_of

FRENCH = {
    "language.name": "français",
    "panel.training": "Heures de formation",
    "help.language": "Passer à {name}",
    "when.locale": "fr",
    "yes": "Oui",
}


@pytest.fixture(autouse=True)
def fr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "fr", "en")
    monkeypatch.setitem(sys.modules, "widgets.words.fr", SimpleNamespace(WORDS=FRENCH))


def test_what_it_lacks_is_said_in_the_one_that_it_falls_back_to():
    words = words_of("fr")
    assert words("panel.training") == "Heures de formation"
    assert words("panel.meetings") == "Upcoming meetings"
    assert words.of(Text(zh="党课", en="Party lecture")) == "Party lecture"
    assert with_papers(words)("yes") == "Oui"
    assert with_papers(words)("no") == "No"
    assert distance(date(2027, 2, 1), date(2026, 11, 22), words) == "dans 2 mois"


def test_it_is_found_by_the_flag_the_locale_and_the_language_key():
    assert language("fr", {}) == of_locale({"LANG": "fr_FR.UTF-8"}) == "fr"
    assert [next_to(lang).lang for lang in ("zh", "en", "fr")] == ["en", "fr", "zh"]
    assert command_name("language", words_of("en")) == "language français"
    assert command_help("language", words_of("fr")) == "Passer à 中文"
    assert in_each("app.name") == "支部 / Zhibu"


def test_a_line_is_written_in_the_one_that_it_falls_back_to():
    view = sample_view(TODAY)
    talk = next(iter(view.snapshot.talks.values()))
    assert line_of([talk], view, lang="fr") == line_of([talk], view, lang="en") != line_of([talk], view, lang="zh")


def test_what_it_lacks_can_be_listed():
    missing = lacking("fr", FRENCH)
    assert "panel.meetings" in missing
    assert not FRENCH.keys() & set(missing)
    with pytest.raises(AssertionError, match="take them out"):
        lacking("fr", {"no.such.word": "rien"})
    with pytest.raises(AssertionError, match=r"help\.language"):
        lacking("fr", {"help.language": "Passer à {nom}"})


async def test_the_board_speaks_it(tmp_path):
    remembered = []
    async with desk(branch_folder(tmp_path / "branch"), remember=lambda *said: remembered.append(said)) as d:
        await d.press("L", "L")
        assert "Heures de formation" in d.text
        assert "Upcoming meetings" in d.text
        await d.press("L")
        assert "近期会议" in d.text
    assert remembered == [("lang", "en"), ("lang", "fr"), ("lang", "zh")]
