"""Editing one line: where the cursor goes and what a key takes away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.typed_text import TypedText

KEYS = ("left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k")
CASES = [
    ("支委|会", "left", "支|委会"),
    ("支委|会", "right", "支委会|"),
    ("支委|会", "home", "|支委会"),
    ("支委|会", "end", "支委会|"),
    ("支委|会", "backspace", "支|会"),
    ("支委|会", "delete", "支委|"),
    ("支委|会", "ctrl+u", "|会"),
    ("一\n二|三", "ctrl+u", "一\n|三"),
    ("一\n|三", "ctrl+u", "|三"),
    ("一\n\n|", "ctrl+u", "一\n|"),
    ("|三", "ctrl+u", "|三"),
    ("支委|会", "ctrl+k", "支委|"),
    ("|支", "left", "|支"),
    ("|支", "backspace", "|支"),
    ("支|", "right", "支|"),
    ("支|", "delete", "支|"),
    ("一\n二|三", "home", "一\n|二三"),
    ("一|\n二三", "end", "一|\n二三"),
    ("一\n|二", "backspace", "一|二"),
    ("e\u0301|x", "left", "|e\u0301x"),
    ("e\u0301|x", "backspace", "|x"),
    ("|e\u0301x", "delete", "|x"),
]


def typed(said: str) -> TypedText:
    return TypedText(text=said.replace("|", ""), cursor=said.index("|"))


@pytest.mark.parametrize(("before", "key", "after"), CASES)
def test_keys(before, key, after):
    assert typed(before).key(key) == typed(after)


def test_other_keys_are_not_its_own():
    assert typed("a|b").key("enter") is None
    assert typed("a|b").key("x") is None


@given(st.text(max_size=12), st.lists(st.one_of(st.sampled_from(KEYS), st.text(min_size=1, max_size=3)), max_size=20))
def test_the_cursor_stays_in_the_text(text, keys):
    at = TypedText.of(text)
    for key in keys:
        at = (at.key(key) if key in KEYS else at.insert(key)) or at
        assert 0 <= at.cursor <= len(at.text)
