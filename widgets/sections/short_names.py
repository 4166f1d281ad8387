"""The names of members in a narrow column: cut, but never so that two of them look the same."""

from __future__ import annotations

from collections import Counter

from widgets.display import CUT, shown, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.sections.view import View

LEAST, MOST = 10, 24
"""Cells of the column of names."""


def widest_name(view: View) -> int:
    """Cells that the longest name takes, as far as a column has them."""
    return min(MOST, max(map(width, _wide(view).values()), default=LEAST))


def name_in_short(view: View, id: str) -> Shown:
    """A name in `LEAST` cells that no other member has; whole where it has room."""
    short = view.once("short names", lambda: told_apart(_wide(view)))
    return short[id] if id in short else shown(view.person(id))


def _wide(view: View) -> dict[str, Shown]:
    """The names that have no room in `LEAST` cells, by the members' ids."""
    return view.once("wide names", lambda: {id: shown(name) for id, name in view.long_names(LEAST)})


def told_apart(wide: dict[str, Shown]) -> dict[str, Shown]:
    """Names that have no room in `LEAST` cells, by ids: cut at the end; those that would look the same, in the middle;
    those that still would, by their ids.
    """
    names = {id: shown(name, LEAST) for id, name in wide.items()}
    for cut in (_in_the_middle, lambda name, id: _in_the_middle(id, id)):
        often = Counter(names.values())
        names |= {id: cut(wide[id], id) for id, short in names.items() if often[short] > 1}
    return names


def _in_the_middle(name: str, id: str) -> Shown:
    """The beginning and the end of a name."""
    end = ""
    for character in reversed(name):
        if width(character + end) > (LEAST - 1) // 2 + 1:
            break
        end = character + end
    beginning = shown(name, LEAST - width(end)).removesuffix(CUT)
    return shown(f"{beginning}{CUT}{end}", LEAST)
