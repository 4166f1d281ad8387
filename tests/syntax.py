"""The syntax trees of the program, each read once for all tests of a process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files(*rooms: str) -> list[str]:
    """Paths of modules below the root, with forward slashes."""
    return sorted(path.relative_to(ROOT).as_posix() for room in rooms for path in (ROOT / room).rglob("*.py"))


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), path)


@cache
def nodes(path: str) -> list[ast.AST]:
    return list(ast.walk(tree(path)))
