"""The list of tags is a branch's own to change."""

from __future__ import annotations

import tomllib
from datetime import date

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.tags import tags
from store.packs.tags_data import SETS
from tests.branches import branch, snapshot
from widgets.quick_line.read_line import read_line
from widgets.sections.view import View


def laid(text: str):
    return overlay(NATIONAL, tomllib.loads(text), "local.toml")


def test_a_branch_adds_and_drops_tags():
    pack = laid('[tags]\nadd = ["防汛值守", "学习型"]\ndrop = ["招商引资"]')
    assert not pack.faults
    own = tags(pack.settings)
    assert "防汛值守" in own
    assert "招商引资" not in own
    assert own["学习型"].en == "Learning organ"
    assert list(own)[:-1] == [name for name in tags({}) if name != "招商引资"]


def test_a_bare_list_adds():
    assert [*tags(laid('tags = ["防汛值守"]').settings)] == [*tags({}), "防汛值守"]


def test_an_own_tag_is_typed_by_initials_and_a_dropped_one_is_none():
    pack = laid('[tags]\nadd = ["防汛值守"]\ndrop = ["招商引资"]')
    view = View(snapshot(branch()), date(2026, 11, 22), pack)
    line = read_line("支委会 12-05 #fxzs 学习", view)
    assert line.records[0].tags == ("防汛值守",)
    assert [one.why.code for one in read_line("支委会 12-05 #招商引资 学习", view).problems] == ["no_tag"]


def test_every_tag_is_one_token_and_named_once():
    names = [zh for _, members in SETS for zh, _ in members]
    assert len(names) == len(set(names))
    assert all(name and not any(c.isspace() or c in "，,#" for c in name) for name in names)


SEEN = 15
"""Cells of a tag's name that a list has room for where it has least."""


def test_the_tags_of_a_set_differ_in_what_a_narrow_list_shows_of_them():
    for of, labels in SETS:
        for lang in range(2):
            seen = [names[lang][:SEEN] for names in labels]
            assert len(set(seen)) == len(seen), of
