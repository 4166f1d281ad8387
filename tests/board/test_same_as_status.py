"""What the panels say is what `status --json` says: the same rows in the same order, the same numbers."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.vault import Vault
from tests import agreement
from tests.desk import TODAY, branch_folder
from widgets import json_objects as objects
from widgets.sections.view import View
from widgets.words.lexicon import words_of


@pytest.fixture(params=["zh", "en"])
def both(request, tmp_path):
    view = View(Vault(str(branch_folder(tmp_path / "b"))).read(), TODAY, NATIONAL)
    words = words_of(request.param)
    return view, words, objects.status(view, words)


@pytest.mark.parametrize("panel", ["meetings", "participation", "training", "execution"])
def test_a_panel(both, panel):
    getattr(agreement, f"in_{panel}")(*both)


def test_attention(both):
    agreement.in_attention(both[2])
