"""The list of tags is a branch's own to change."""

from __future__ import annotations

import pytest

from store.packs.tags import tags
from store.packs.tags_data import SETS


def test_a_branch_adds_and_drops_tags():
    own = tags({"tags": {"add": ["防汛值守", " 学习型 ", "a b", ""], "drop": ["招商引资"]}})
    assert "防汛值守" in own
    assert "招商引资" not in own
    assert "a b" not in own
    assert own["学习型"].en == "Learning organ"


@pytest.mark.parametrize("wrong", [None, 3, ["x"], {"add": "x", "drop": 3}, {"add": [1]}])
def test_what_is_no_list_changes_nothing(wrong):
    assert tags({"tags": wrong}) == tags({})


def test_every_tag_is_one_token_and_named_once():
    names = [zh for _, members in SETS for zh, _ in members]
    assert len(names) == len(set(names))
    assert all(name and not any(c.isspace() or c in "，,#" for c in name) for name in names)
