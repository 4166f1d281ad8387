"""Every row of panel 4 of the sample at 80×24 can be read aloud: what it is, how it stands, until when."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.rules.figures import Matter, Rectification
from store.vault import Vault
from tests.desk import TODAY, branch_folder
from widgets.panel_state import PanelState
from widgets.picture import panel_line
from widgets.sections import execution
from widgets.sections.institutions import Institution
from widgets.sections.meetings import short_day
from widgets.sections.view import View
from widgets.words.lexicon import words_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return View(Vault(str(branch_folder(tmp_path_factory.mktemp("aloud") / "b"))).read(), TODAY, NATIONAL)


def rows(view: View, lang: str):
    """Each row of the panel with what is drawn of it on a board of 80×24."""
    state = PanelState(execution, 4, view, words_of(lang))
    state.refilter()
    state.resize(40, 11)
    for index, row in enumerate(state.rows):
        state.go(index)
        yield row.value, "".join(text for text, _ in panel_line(state, index - state.top + 1))[1:-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_it_is_how_it_stands_until_when(sample, lang):
    words = words_of(lang)
    seen = set()
    for value, line in rows(sample, lang):
        seen.add(type(value))
        if isinstance(value, execution.SetAside):
            assert words(f"page.{value.page}") in line
            assert words("execution.set_aside", n=len(value.institutions)) in line
            continue
        if isinstance(value, Institution):
            name, state, due = words.of(value.rule.short), value.duty.state, value.duty.due
            assert name in line or words.of(value.rule.name) in line
            assert not value.subject or sample.group(value.subject) in line
        elif isinstance(value, Rectification):
            finding = sample.snapshot.findings[value.finding]
            state, due = value.state, finding.due
            assert words("finding.of") in line
            assert finding.text[:4] in line
        else:
            assert isinstance(value, Matter)
            state, due = value.state, value.decision.due
            assert words("matter.of", owner="")[:2] in line
            assert value.decision.text[:4] in line
        assert line.startswith(words.glyph(state))
        assert line.rstrip().endswith(short_day(due, sample.today) if due else words("finding.no_date"))
    assert seen == {execution.SetAside, Institution, Rectification, Matter}
