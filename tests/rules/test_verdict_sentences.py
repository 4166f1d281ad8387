"""Every judgement of the golden tables can be told in a sentence: no fact that it names is missing."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from tests.rules import test_golden, test_golden_law
from tests.rules.build import d, snap
from widgets.pages.duty import reason
from widgets.sections.view import View
from widgets.words.lexicon import words_of


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("table", [test_golden, test_golden_law], ids=lambda table: table.__name__.rpartition(".")[2])
def test_every_judgement_has_its_sentence(table, lang):
    words = words_of(lang)
    for case in table.CASES:
        snapshot, pack = snap(*case.records, **case.snap), getattr(case, "pack", None) or NATIONAL
        one = test_golden.judged(case.key, case.today, snapshot, pack)
        if one is not None:
            said = reason(View(snapshot, d(case.today), pack), one, words)
            assert said, case.name
            assert not said.startswith("why."), case.name
