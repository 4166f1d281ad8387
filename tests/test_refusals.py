"""A refused change is said as the records are read everywhere else: people and groups by name, codes in words."""

from __future__ import annotations

from datetime import date

import pytest

from store.edits import Change
from store.records import Post, PostKind, Status
from store.rejected import Rejected
from tests.branches import branch, meeting, member, snapshot
from widgets.error_text import refusal
from widgets.words.lexicon import words_of

HELD = meeting("m1", "2026-11-20", "lecture", chair="p2")
FOUND = snapshot(branch(), member("p1", "翟明远", group="g2"), member("p2", "汪维"), HELD)
POSTS = tuple(Post(kind=kind, since=date(2026, 1, 1)) for kind in (PostKind.SECRETARY, PostKind.DEPUTY))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"id": "p1", "field": "group", "mine": "g1", "theirs": "g2"}, ("党小组", "第一党小组", "第二党小组")),
        ({"id": "p1", "field": "kind", "mine": "full", "theirs": "probationary"}, ("正式党员", "预备党员")),
        ({"id": "p1", "field": "until", "mine": date(2026, 12, 1), "theirs": None}, ("转出日期", "2026-12-01", "无")),
        ({"id": "p1", "field": "posts", "mine": POSTS, "theirs": [{"kind": "secretary"}]}, ("2 项", "1 项")),
        ({"id": "m1", "field": "chair", "mine": "p1", "theirs": "p2"}, ("主持人", "翟明远", "汪维")),
        (
            {"id": "m1", "field": "roll", "member": "p1", "mine": Status.LATE, "theirs": "absent"},
            ("翟明远", "迟到", "无故缺席"),
        ),
    ],
    ids=lambda value: value["field"] if isinstance(value, dict) else "",
)
def test_both_values_are_said_as_a_person_reads_them(facts, said):
    sentence = refusal(words_of("zh"), Rejected(code="conflict", facts=facts), FOUND)
    assert [one for one in said if one not in sentence] == [], sentence
    assert [one for one in ("g1", "g2", "p1", "p2", "Post(", "{") if one in sentence] == [], sentence
    assert "看过再改" in sentence


def test_a_change_that_lost_names_both_groups():
    edit = Change(table="members", id="p1", base={"group": "g1"}, fields_={"group": None})
    refused = edit.apply(FOUND)
    assert isinstance(refused, Rejected)
    assert "第二党小组" in refusal(words_of("en"), refused, FOUND)
