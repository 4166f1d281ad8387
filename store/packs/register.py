"""What a register (台账) is: a kind of entry as data, with its own texts in both languages."""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.packs.rule import Text


class Reached(TextEnum):
    """What brings an entry to a stage: its own day; a held session or training about it; any held record about it; a
    held committee meeting about it; the figures of its plan, or else being closed; being closed; or that somebody says
    so.
    """

    DAY = "day"
    SESSION = "session"
    LINKED = "linked"
    COMMITTEE = "committee"
    FIGURES = "figures"
    DONE = "done"
    TYPED = "typed"


class RegisterStage(Record):
    """One stage; its Chinese name is what records hold."""

    name: Text
    by: Reached = Reached.TYPED


class Register(Record):
    """`words` are what a line begins with, the first of them in a line of ours. `subs` are the choices of an entry's
    `sub`. `fields` are those that line, form and list have, in their order, beside title and day. `numbers` are the
    figures that an entry may have. `due` is the day by which, where none is typed: `period` (its end), `year`, a number
    of days, or "" for none. `hints` are days by code (`store.rules.entries`). What is `standing` is in force and never
    done. `source` is the overlay that it comes from, or "".
    """

    id: str
    name: Text
    words: tuple[str, ...]
    subs: tuple[Text, ...] = ()
    fields_: tuple[str, ...] = ()
    stages: tuple[RegisterStage, ...] = ()
    numbers: tuple[str, ...] = ()
    due: str | int = ""
    hints: Mapping[str, int] = {}
    standing: bool = False
    source: str = ""


FIELDS = ("sub", "doc", "period", "due", "owner", "who", "rule", "numbers", "tags")
"""The fields of an entry that a register may declare."""
DUE = ("", "period", "year")
HINTS = ("not_conveyed", "nothing_linked", "no_result", "no_visit")
DECISION = "decision"
"""The register of what meetings agreed, which stands in their own records: nobody declares it."""
