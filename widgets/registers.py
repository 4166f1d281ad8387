"""What registers, their choices and stages are called, in the language of whoever looks."""

from __future__ import annotations

from store.folding import fold
from store.packs.registers import DECISIONS, register_of, registers
from store.packs.rule import text
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.packs.register import Register
    from store.packs.rule import Text
    from store.rules.entry_rows import EntryRow
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

GLYPH = {
    "overdue": "overdue", "due_soon": "due_soon", "open": "upcoming", "standing": "na", "done": "met",
    "done_late": "met_late", "dropped": "waived",
}  # fmt: skip
"""Which drawing character says how an entry stands."""


def of_kind(kind: str, view: View) -> Register | None:
    return register_of(view.pack.settings, kind)


def all_of(view: View) -> list[Register]:
    """Every register of a branch, that of agreed matters last."""
    return [*registers(view.pack.settings).values(), DECISIONS]


def find(text: str, view: View) -> Register | None:
    """The register that a text names: by its id, its words, its name in either language; that of agreed matters too."""
    wanted = fold(text)
    for one in all_of(view):
        if wanted in map(fold, (one.id, one.name.zh, one.name.en, *one.words)):
            return one
    return None


def typed(register: Register) -> Text:
    """What a line of it begins with."""
    return text(register.words[0], register.id)


def name(kind: str, view: View, words: Words) -> Shown:
    register = of_kind(kind, view)
    return words.of(register.name) if register is not None else shown(kind)


def sub(kind: str, text: str, view: View, words: Words) -> Shown:
    """A choice of a register; what none of its choices is stays as it was written."""
    register = of_kind(kind, view)
    return _text_named(text, register.subs if register is not None else (), words)


def subs(view: View) -> list[Text]:
    """The choices of all registers."""
    return [one for register in all_of(view) for one in register.subs]


def sub_of_any(text: str, view: View, words: Words) -> Shown:
    """A choice of whichever register."""
    return _text_named(text, subs(view), words)


def stage(row: EntryRow, view: View, words: Words) -> Shown:
    """The stage that an entry has reached; its state where its register has no stages."""
    register = of_kind(row.kind, view)
    if not row.stage:
        return words(f"entry.state.{row.state}")
    return _text_named(row.stage, [one.name for one in register.stages] if register is not None else (), words)


def _text_named(text: str, texts: Iterable[Text], words: Words) -> Shown:
    return next((words.of(one) for one in texts if one.zh == text), shown(text))


def find_text(text: str, texts: Iterable[Text]) -> Text | None:
    """The one of several texts that is meant, in either language."""
    return next((one for one in texts if fold(text) in (fold(one.zh), fold(one.en))), None)
