"""Which tests reach which place of the program: for `python -m tests.mutants`.

Every test is run once, and noted which functions it calls. What stands in a function is reached by the tests that call
it; what stands outside of any, by those that call a function that uses the name it is bound to, or a name of a value
that was worked out from it. Names are compared without their modules: a test too many costs a moment.
"""

from __future__ import annotations

import ast
import hashlib
import json
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import CodeType

    from tests.mutant_planter import Mutant

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "mutants"
"""What the tests of each file call, as long as neither they nor the program change."""
FAR = 9
ENOUGH = 60
"""Seconds: what survives so many of the tests that reach it, the nearest first, survives."""


class Reach(NamedTuple):
    """Of each test how many seconds it takes, and of each function, `file:name`, the tests that call it.

    One that fails without any mutant takes for ever: it says nothing.
    """

    seconds: dict[str, float]
    callers: dict[str, list[str]]

    def of_function(self, name: str) -> list[str]:
        """The tests that call a function, the quickest first."""
        return self._enough(sorted(self.callers.get(name, ()), key=self.seconds.__getitem__))

    def of_value(self, mutant: Mutant, imported: set[str]) -> list[str]:
        """The tests that use what stands in no function, near and quick ones first; `imported` is called by imports."""
        steps: dict[str, int] = {}
        for reader, depth in readers(bound_at(mutant), imported).items():
            for test in self.callers.get(reader, ()):
                steps[test] = min(steps.get(test, FAR), depth)
        files = {test.partition("::")[0] for test in self.seconds}
        know = {file for file in files if knows(file, mutant.file)}

        def cost(test: str) -> float:
            """Names are much alike: who imports the module itself is nearer than who uses the name."""
            away = 1 if test.partition("::")[0] in know else FAR
            return self.seconds[test] * (1 + steps.get(test, FAR)) * away

        return self._enough(
            sorted((test for test in self.seconds if test in steps or test.partition("::")[0] in know), key=cost)
        )

    def _enough(self, tests: list[str]) -> list[str]:
        chosen, left = [], float(ENOUGH)
        for test in tests:
            if self.seconds[test] == inf:
                continue
            if (left := left - self.seconds[test]) < 0:
                break
            chosen.append(test)
        return chosen


def name_of(code: CodeType) -> str:
    """The file and name of a function of ours, "" of another; what is defined within it goes with it."""
    if not code.co_filename.startswith(f"{ROOT}/") or "/.venv/" in code.co_filename:
        return ""
    return f"{code.co_filename[len(str(ROOT)) + 1 :]}:{code.co_qualname.partition('.<locals>')[0]}"


# -- what was noted of a run


def kept(path: str) -> Path:
    """Where it is kept what the tests of a file call."""
    said = hashlib.sha256((of_program() + (ROOT / path).read_text(encoding="utf-8")).encode()).hexdigest()
    return KEPT / f"{path.replace('/', '.')}.{said[:16]}.json"


@cache
def of_program() -> str:
    """A digest of the program and of what tests have in common."""
    files = [*program_files(), *(path for path in (ROOT / "tests").rglob("*.py") if not path.name.startswith("test_"))]
    said = hashlib.sha256()
    for path in sorted(path for path in files if not path.name.startswith("mutant")):
        said.update(path.read_bytes())
    return said.hexdigest()


def keep(path: str, seconds: dict[str, float], called: dict[str, set[str]]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for former in KEPT.glob(f"{path.replace('/', '.')}.*.json"):
        former.unlink()
    tests = list(seconds)
    callers: dict[str, list[int]] = {}
    for n, test in enumerate(tests):
        for name in called[test]:
            callers.setdefault(name, []).append(n)
    kept(path).write_text(json.dumps([seconds, callers]), encoding="utf-8")


def read(paths: Iterable[str]) -> Reach:
    reach = Reach({}, {})
    for path in paths:
        seconds, callers = json.loads(kept(path).read_text(encoding="utf-8"))
        tests = list(seconds)
        reach.seconds.update(seconds)
        for name, numbers in callers.items():
            reach.callers.setdefault(name, []).extend(tests[n] for n in numbers)
    return reach


# -- who uses a name


class Use(NamedTuple):
    """A function with its name, or a statement outside of any with "": what it binds and which names it uses."""

    file: str
    function: str
    bound: frozenset[str]
    used: frozenset[str]


def program_files() -> list[Path]:
    return [path for room in ("store", "widgets", "tui") for path in sorted((ROOT / room).rglob("*.py"))]


@cache
def every_use() -> list[Use]:
    files = [*program_files(), *sorted((ROOT / "tests").rglob("*.py"))]
    return [use for path in files for use in uses(path.relative_to(ROOT).as_posix())]


def uses(file: str) -> Iterator[Use]:
    for statement in ast.parse((ROOT / file).read_bytes()).body:
        yield from uses_in(file, statement, "")


def uses_in(file: str, node: ast.stmt, within: str) -> Iterator[Use]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        said = [node.args, *node.decorator_list]
        name = within or node.name
        yield Use(file, f"{within}{'.' * bool(within)}{node.name}", frozenset(), names_in(node.body))
        yield Use(file, "", frozenset({name.partition(".")[0]}), names_in(said))
    elif isinstance(node, ast.ClassDef):
        name = f"{within}{'.' * bool(within)}{node.name}"
        yield Use(file, "", frozenset({name.partition(".")[0]}), names_in([*node.bases, *node.decorator_list]))
        for one in node.body:
            yield from uses_in(file, one, name)
    elif within:
        yield Use(file, "", frozenset({within.partition(".")[0]}), names_in([node]))
    else:
        yield Use(file, "", bound_by(node), names_in([node]))


def names_in(nodes: Iterable[ast.AST]) -> frozenset[str]:
    found = set()
    for node in (one for some in nodes for one in ast.walk(some)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
            case ast.Constant(value=str(name)) if name.isidentifier():
                found.add(name)
    return frozenset(found)


def bound_by(node: ast.stmt) -> frozenset[str]:
    """The names that a statement of a module binds; of a call alone, all that it may change."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return frozenset(one.asname for one in node.names if one.asname)
    if isinstance(node, ast.Expr):
        return names_in([node])
    return frozenset(one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def bound_at(mutant: Mutant) -> set[str]:
    """What the statement binds that a mutant stands in."""
    source = (ROOT / mutant.file).read_bytes()
    line = source[: mutant.start].count(b"\n") + 1
    for node in ast.parse(source).body:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        if first <= line <= (node.end_lineno or 0):
            named = isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            return {node.name} if named else set(bound_by(node))
    return set()


def readers(names: set[str], imported: set[str]) -> dict[str, int]:
    """The functions that use one of these names, or one made from it, and over how many steps."""
    found: dict[str, int] = {}
    known, depth = set(names), 0
    while names and depth < 6:
        further: set[str] = set()
        for use in every_use():
            if use.function and (use.used & names or use.function.partition(".")[0] in names):
                name = f"{use.file}:{use.function}"
                found.setdefault(name, depth)
                further |= {use.function.partition(".")[0]} if name in imported else set()
            elif not use.function and use.used & names:
                further |= use.bound
        names, depth = further - known, depth + 1
        known |= names
    return found


def knows(test: str, file: str) -> bool:
    """Whether a file of tests imports a module."""
    return file.removesuffix(".py").replace("/", ".") in imports_of(test)


@cache
def imports_of(test: str) -> set[str]:
    """The modules, and what is taken from them, that a file imports."""
    nodes = (node for node in ast.walk(ast.parse((ROOT / test).read_bytes())) if isinstance(node, ast.ImportFrom))
    return {name for node in nodes for name in (f"{node.module}", *(f"{node.module}.{one.name}" for one in node.names))}
