"""Which unit of a committee a token means: by its short name, its name, that in short (第一党支部 is 一支部), pinyin or
initials. Two that could be meant are never chosen between.
"""

from __future__ import annotations

from store.folding import fold
from store.pinyin import matches
from widgets.quick_line.reading import InvalidToken, choices
from widgets.quick_line.tokens import list_continues, list_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.committee.units import Unit
    from widgets.quick_line.reading import TokenPool
    from widgets.quick_line.tokens import Token
    from widgets.sections.view import View

SHORTEST = 2
"""Fewer letters are no initials."""


def find(text: str, view: View) -> str | InvalidToken:
    """The short name of the unit that a text means."""
    wanted = fold(text)
    for spelled in (lambda one: (one.unit,), lambda one: (one.name, view.unit(one.unit))):
        named = [one for one in view.units if wanted in {fold(name) for name in spelled(one)}]
        if named:
            return _only(text, named, view)
    if text.isascii() and len(text) >= SHORTEST:
        named = [one for one in view.units if _by_letters(text, one, view)]
        if named:
            return _only(text, named, view)
    known = [view.unit(one.unit) for one in view.units]
    return InvalidToken(code="no_unit" if known else "no_units", facts={"name": text, "choices": choices(known)})


def _only(text: str, named: Sequence[Unit], view: View) -> str | InvalidToken:
    if len(named) == 1:
        return named[0].unit
    names = choices([f"{one.name}({one.unit})" for one in named])
    return InvalidToken(code="several_units", facts={"name": text, "choices": names})


def _by_letters(text: str, unit: Unit, view: View) -> bool:
    return any(matches(text, name) == (0, len(name)) for name in (unit.name, view.unit(unit.unit)))


def typed(unit: str, view: View) -> str:
    """What to type for exactly this unit."""
    short = "".join(view.unit(unit).split())
    return short if find(short, view) == unit and not set(short) & set(",、，()（）+@#!%") else unit


def take_unit(pool: TokenPool) -> str:
    """The unit that a line is about: the first of its first two words that is one."""
    for token in [one for one in pool.left if not one.mark][:2]:
        unit = find(token.text, pool.view)
        if isinstance(unit, str):
            pool.take(token, "unit")
            return unit
        if unit.code == "several_units":
            pool.bad(token, unit)
            return ""
    known = [pool.view.unit(one.unit) for one in pool.view.units]
    pool.lacks("needs_unit" if known else "no_units", choices=choices(known))
    return ""


def take_units(pool: TokenPool) -> tuple[str, ...]:
    """The units that something is for, behind a `+`, in the order of the committee's list; none are all."""
    chosen: set[str] = set()
    for token in _unit_tokens(pool):
        bare = token.rest if token.mark else token
        named = [find(one.text, pool.view) for one in list_names(bare)]
        wrong = next((one for one in named if isinstance(one, InvalidToken)), None)
        if wrong is not None or not named:
            pool.bad(token, wrong or InvalidToken(code="empty_mark"))
            continue
        pool.take(token, "unit")
        chosen |= {one for one in named if isinstance(one, str)}
    return tuple([one.unit for one in pool.view.units if one.unit in chosen])


def _unit_tokens(pool: TokenPool) -> list[Token]:
    """The tokens behind a `+`, and those with which a comma goes on."""
    listed: list[Token] = []
    for before, token in zip([None, *pool.left], pool.left, strict=False):
        goes = before is not None and before in listed and not token.mark and list_continues(pool.line, before, token)
        if token.mark == "+" or goes:
            listed.append(token)
    return listed
