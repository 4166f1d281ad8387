"""Every grammar of the quick line, in the order in which they are told: those that the kinds of records name."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from widgets.kinds.registry import GRAMMARS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.quick_line.grammar import LineGrammar


@cache
def grammars() -> dict[str, LineGrammar]:
    """By id."""
    modules = [import_module(module) for module in GRAMMARS]
    found = [one for module in modules for one in getattr(module, "GRAMMARS", None) or (module.GRAMMAR,)]
    return {one.id: one for one in found}


def of_table(table: str) -> LineGrammar | None:
    """The grammar that makes records of a table."""
    return next((one for one in grammars().values() if one.table == table), None)
