"""What the signs mean stands in the help, under a panel that fills the screen, and in both READMEs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import branch_folder, desk
from widgets.display import width
from widgets.sections import legend
from widgets.theme import GLYPHS
from widgets.words.lexicon import words_of

README = {"zh": "README.zh.md", "en": "README.md"}
SIGNS = ("✓", "~", "✗", "!", "○", "=", "-", "?", "──✓")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sign_of_a_duty_is_explained_in_the_readme(lang):
    words = words_of(lang)
    assert tuple(sign for sign, _, _ in legend.signs(words)) == SIGNS
    assert {GLYPHS[state] for state in legend.SIGNS} == set(SIGNS[:-1])
    text = (Path(__file__).parent.parent.parent / README[lang]).read_text(encoding="utf-8")
    for sign, name, says in legend.signs(words):
        assert f"| `{sign}` | {name} | {says} |" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_help_ends_with_the_signs(tmp_path, lang):
    async with desk(branch_folder(tmp_path / "b"), lang=lang) as d:
        await d.press("question_mark", "end")
        for sign, name, _ in legend.signs(d.app.words):
            assert any(f" {sign} " in line and name in line for line in d.lines), sign
        await d.press("enter")  # nothing to run
        assert d.panel("execution")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_panel_that_fills_the_screen_has_the_signs_under_it(tmp_path, lang, size):
    async with desk(branch_folder(tmp_path / "b"), lang=lang, size=size) as d:
        said = legend.legend_line("execution", d.app.words)
        assert said not in d.text
        await d.press("4", "z")
        assert said in d.lines[-2]
        assert d.app.words("panel.more", n=1).replace("1", "").strip()[:2] in d.lines[-2]
        assert width(d.lines[-2]) == size[0]
