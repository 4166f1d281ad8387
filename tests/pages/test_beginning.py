"""A new branch is told what to enter first; each line ticks itself off, and all go with the first roll call."""

from __future__ import annotations

from datetime import date

import pytest

from store.packs.national import NATIONAL
from store.records import BeginStep, Branch, DuesMonth, Exemption, ExemptionKind, MemberKind
from store.rules.first_steps import first_steps
from tests.branches import branch, meeting, member, snapshot
from widgets.pages.registry import document
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words.lexicon import words_of

NEW = Branch(id="b1", name="新支部", records_since="2026-11")
NOV = date(2026, 11, 22)


def ticked(*records) -> set[str]:
    return {step.id for step in first_steps(snapshot(*records), NOV) if step.done}


def test_each_step_ticks_itself_off():
    assert ticked(NEW) == set()
    assert ticked(NEW, member("m1")) == {"roster", "cases"}
    assert ticked(NEW, member("m1", kind=MemberKind.PROBATIONARY)) == {"roster"}
    left = member("m1", kind=MemberKind.PROBATIONARY, until=date(2026, 11, 21))
    assert ticked(NEW, left) == {"roster", "cases"}
    assert ticked(NEW, left.but(until=NOV)) == {"roster"}
    assert ticked(NEW, member("m1", "", "secretary")) == {"roster", "cases", "posts"}
    assert ticked(branch()) == {"founded", "groups"}
    assert ticked(branch(term_began=NOV)) == {"founded", "groups", "term"}
    assert ticked(NEW, meeting("s1", "2026-12-05")) == {"plan"}
    assert ticked(NEW, DuesMonth(id="d1", month="2026-11", paid={})) == {"dues"}


def test_it_goes_with_the_first_roll_call_and_when_all_is_done():
    assert first_steps(snapshot(NEW, meeting("s1", "2026-11-05", roll={})), NOV) == ()
    away = Exemption(kind=next(iter(ExemptionKind)))
    all_done = (branch(term_began=NOV), DuesMonth(id="d1", month="2026-11", paid={}), meeting("s1", "2026-12-05"))
    assert first_steps(snapshot(*all_done, member("m1", "", "secretary", exemptions=(away,))), NOV) == ()


def test_a_step_of_which_there_is_nothing_to_enter_is_answered_and_all_of_them_are_sent_away():
    some = first_steps(snapshot(NEW.but(answered=(BeginStep.TERM,))), NOV)
    assert [step.id for step in some if step.answered] == [BeginStep.TERM]
    assert [step.id for step in some if not step.open] == [BeginStep.TERM]
    assert first_steps(snapshot(NEW.but(answered=(BeginStep.ALL,))), NOV) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_today_begins_with_it(lang):
    words = words_of(lang)
    for records in ((NEW,), (NEW, member("m1"))):
        page = document(Target(kind="attention", id=""), View(snapshot(*records), NOV, NATIONAL), words, 76)
        lines = ["".join(cell.text for cell in line.cells) for line in page.lines]
        (roster,) = [line for line in lines if words("begin.roster") in line and words("begin.roster.how")[:8] in line]
        assert ("✓" in roster) == (len(records) == 2)
        assert words("page.beginning") in "\n".join(lines[:4])
