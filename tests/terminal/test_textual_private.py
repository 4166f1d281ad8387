"""The doors into Textual's inside: each is as the driver and the key queue take it to be, or they must be looked at."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest

from tests.test_laws import files, is_private, made_in, private_doors, private_names
from tui.terminal.textual_private import DOORS

DOCUMENTED = {"_replace"}
"""Of a named tuple."""
BY_METACLASSES = ("_reactive", "_default", "_inherit", "_decor", "_merged", "_css", "_computes", "_abc")


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_where_it_was(door):
    module, _, rest = door.partition(":")
    owner, _, name = rest.partition(".")
    kind = getattr(importlib.import_module(module), owner)
    made = inspect.getattr_static(kind, name, None)
    if inspect.isfunction(made):
        assert str(inspect.signature(made)) == DOORS[door]
    elif made is not None:
        assert DOORS[door] == type(made).__name__
    else:
        assert re.search(rf"^\s+{re.escape(DOORS[door])}(  #.*)?$", inspect.getsource(kind), re.MULTILINE)


def replaced(path: str) -> set[str]:
    """The private names of Textual that classes of ours have in their place."""
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    found: set[str] = set()
    for kind in vars(module).values():
        if inspect.isclass(kind) and kind.__module__ == module.__name__:
            theirs = [private_names(base) for base in kind.__mro__[1:] if base.__module__.startswith("textual")]
            found |= private_names(kind) & set().union(*theirs)
    return {name for name in found if is_private(name) and not name.startswith(BY_METACLASSES)}


def test_every_door_that_is_used_is_listed():
    used: set[str] = set()
    for path in files("tui/terminal"):
        used |= private_doors(path, made_in(path) - replaced(path)) | replaced(path)
    listed = {part for door in DOORS for part in re.split(r"[.:]", door) if is_private(part)}
    assert used - DOCUMENTED == listed - {"_parser"}  # the base of the parser, which nobody imports
