"""Which module writes the page of which kind of thing: a new kind is a module and a line here."""

from __future__ import annotations

from widgets.pages import (
    admission,
    admission_list,
    ahead,
    assessment,
    attention,
    branch,
    dues,
    duty,
    faults,
    finding,
    hints,
    meeting,
    member,
    roll,
    rule,
    talk,
    training,
    waiver,
)
from widgets.pages.page_writer import PageWriter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from widgets.pages.document import Document
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

PAGES: Mapping[str, Callable[[PageWriter, Target], Document | None]] = {
    "meeting": meeting.page,
    "roll": roll.page,
    "member": member.page,
    "duty": duty.page,
    "rule": rule.page,
    "finding": finding.page,
    "training": training.page,
    "talk": talk.page,
    "dues": dues.page,
    "admission": admission.page,
    "cases": admission_list.page,
    "waiver": waiver.page,
    "branch": branch.page,
    "attention": attention.page,
    "ahead": ahead.page,
    "assessment": assessment.page,
    "hints": hints.page,
    "faults": faults.page,
}


def document(target: Target, view: View, words: Words, width: int) -> Document | None:
    """The page of a target as it stands in a view, no line wider than `width` (from 20 cells); None where the thing is
    not there, or not any more.
    """
    write = PAGES.get(target.kind)
    return write(PageWriter(view, words, width), target) if write else None
