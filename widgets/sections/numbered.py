"""The pages that a digit opens: each is a section, imported when it is opened. A new one is a module, a line here and
one in the keymap's `NUMBERED`.

`rows` are those of a year: `shift` counts years back from today's. `EXPORT` is what is handed out of them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from widgets.picture import Part
    from widgets.sections.registry import Section
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    class NumberedSection(Section, Protocol):
        EXPORT: str


def section_of(id: str) -> NumberedSection:
    from widgets.sections import charges, coverage, ledger, targets, teams

    sections: dict[str, NumberedSection]
    sections = {"ledger": ledger, "targets": targets, "charges": charges, "teams": teams, "coverage": coverage}
    return sections[id]


def heading_of(section: NumberedSection, view: View, words: Words) -> list[Part]:
    """What a page says beside its name: its `heading`, where it has one."""
    said = getattr(section, "heading", None)
    return said(view, words) if said is not None else []
