"""Small mistakes planted in the program one at a time, and whether a test notices: `python -m tests.mutants`.

A mutant is one change of one file: a line of a list, tuple, set or dictionary dropped, two swapped, a number one off, a
comparison or condition turned, a name or default replaced by another of its kind. `mutants.toml` says which files
an area has, which tests are run for it, and which mutants nothing can notice, with the reason. No file is
changed for it (`mutant_trials`); the same seed plants the same mutants. It ends with 1 where one survives that
`mutants.toml` does not explain.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import time
import tomllib
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tests import mutant_trials

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
UNORDERED = {"frozenset", "set", "isinstance", "issubclass", "startswith", "endswith", "Counter"}
"""Calls to which the order of what they are given makes no difference."""


class Mutant(NamedTuple):
    """`old`, which stands in `file` from byte `start`, is replaced by `new`; `kind` is what sort of mistake it is."""

    file: str
    start: int
    old: str
    new: str
    kind: str

    def applied(self, source: bytes) -> bytes:
        old = self.old.encode()
        assert source[self.start : self.start + len(old)] == old
        return source[: self.start] + self.new.encode() + source[self.start + len(old) :]

    def line(self, source: bytes) -> str:
        """The line that it begins in."""
        first = source.rfind(b"\n", 0, self.start) + 1
        return source[first:].split(b"\n", 1)[0].decode().strip()

    @property
    def change(self) -> str:
        """What differs, without what is the same before and after it."""
        old, new = " ".join(self.old.split()), " ".join(self.new.split())
        before = alike(old, new)
        behind = alike(old[before:][::-1], new[before:][::-1])
        if max(len(old), len(new)) <= 60:
            return f"{old} -> {new}"
        at = max(0, before - 20)
        return f"…{old[at : len(old) - behind + 20]}… -> …{new[at : len(new) - behind + 20]}…"


def alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


class Planter:
    """Finds the mutants of one file."""

    def __init__(self, file: str, source: bytes) -> None:
        self.file = file
        self.source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.tree = ast.parse(source)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        texts = (node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        self.names = sorted({text for text in texts if isinstance(text, str) and NAME.fullmatch(text)})
        self.members: dict[str, list[str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
                self.members.setdefault(node.value.id, []).append(node.attr)

    def mutants(self) -> Iterator[Mutant]:
        todo: list[ast.AST] = [self.tree]
        while todo:
            node = todo.pop()
            if self._is_silent(node):
                continue
            for new, kind in self._changes(node):
                start, end = self._span(node)
                old = self.source[start:end].decode()
                if new != old:
                    yield Mutant(self.file, start, old, new, kind)
            left_out = {getattr(node, name, None) for name in ("annotation", "returns", "decorator_list_")}
            todo += [child for child in ast.iter_child_nodes(node) if child not in left_out]

    def _span(self, node: ast.AST) -> tuple[int, int]:
        first, last = self._starts[node.lineno - 1], self._starts[node.end_lineno - 1]  # type: ignore[attr-defined]
        return first + node.col_offset, last + node.end_col_offset  # type: ignore[attr-defined]

    def _is_silent(self, node: ast.AST) -> bool:
        """What is there for the reader or the type checker alone, and what has no place of its own in the source."""
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return True
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("TYPE_CHECKING", "__slots__"):
            return True
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return True
        if isinstance(node, ast.keyword) and node.arg == "strict":  # of zip: that two lists are as long as one another
            return True
        return isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom, ast.Assert))

    def _changes(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        match node:
            case ast.List(ctx=ast.Load()) | ast.Tuple(ctx=ast.Load()) | ast.Set():
                if not isinstance(self.parents[node], ast.Subscript):
                    yield from self._of_elements(node)
            case ast.Dict() if len(node.keys) > 1:
                for n in range(len(node.keys)):
                    rest = [(k, v) for i, (k, v) in enumerate(zip(node.keys, node.values, strict=True)) if i != n]
                    yield ast.unparse(ast.Dict([k for k, _ in rest], [v for _, v in rest])), "dropped"
                for n in range(len(node.keys) - 1):
                    if node.keys[n] is node.keys[n + 1] is None:
                        continue  # tables that are joined have no name in common
                    values = list(node.values)
                    values[n : n + 2] = values[n + 1], values[n]
                    if ast.dump(values[n]) == ast.dump(values[n + 1]):
                        continue
                    yield ast.unparse(ast.Dict(node.keys, values)), "swapped"
            case ast.Call(func=ast.Name(id=name)) if name[0].isupper() and len(node.keywords) > 2:
                for n in range(len(node.keywords)):
                    fewer = [word for i, word in enumerate(node.keywords) if i != n]
                    yield ast.unparse(ast.Call(node.func, node.args, fewer)), "dropped"
            case ast.Constant(value=bool()):
                yield str(not node.value), "default"
            case ast.Constant(value=int() | float()):
                yield repr(node.value + 1), "limit"
                yield repr(node.value - 1), "limit"
            case ast.Constant(value=str()) if node.value in self.names and len(self.names) > 1:
                at = self.names.index(node.value)
                yield repr(self.names[at - 1]), "name"
            case ast.Attribute(value=ast.Name(id=name), attr=member) if len(set(self.members.get(name, ()))) > 1:
                if member in self.members[name]:
                    others = sorted(set(self.members[name]))
                    yield f"{name}.{others[others.index(member) - 1]}", "name"
            case ast.Compare(ops=[operator]):
                turned = ast.Compare(node.left, [TURNED[type(operator)]()], node.comparators)
                yield ast.unparse(turned), "comparison"
            case ast.BoolOp(op=operator):
                other = ast.And() if isinstance(operator, ast.Or) else ast.Or()
                yield f"({ast.unparse(ast.BoolOp(other, node.values))})", "comparison"
            case ast.UnaryOp(op=ast.Not()):
                yield f"({ast.unparse(node.operand)})", "comparison"

    def _of_elements(self, node: ast.List | ast.Tuple | ast.Set) -> Iterator[tuple[str, str]]:
        """Of a list of things of one kind; of what is packed to be unpacked, any change is noticed."""
        kind, elements = type(node), node.elts
        if len(elements) < 2 or len({type(one) for one in elements}) > 1:
            return
        if isinstance(elements[0], ast.Name) and isinstance(self.parents[node], (ast.Return, ast.Yield, ast.Assign)):
            inside = isinstance(node, ast.Tuple) and self._inside_a_function(node)
            if inside:
                return

        def written(elements: list[ast.expr]) -> str:
            return ast.unparse(kind(elements) if kind is ast.Set else kind(elements, ast.Load()))

        for n in range(len(elements)):
            yield written(elements[:n] + elements[n + 1 :]), "dropped"
        if kind is not ast.Set and self._has_order(node):
            for n in range(len(elements) - 1):
                yield written([*elements[:n], elements[n + 1], elements[n], *elements[n + 2 :]]), "swapped"

    def _inside_a_function(self, node: ast.AST) -> bool:
        while (node := self.parents.get(node, self.tree)) is not self.tree:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                return True
        return False

    def _is_asked_with_in(self, name: str) -> bool:
        """Whether all that this module does with a list of its own is to look whether something stands in it."""
        uses = [
            self.parents[node]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        ]
        return bool(uses) and all(
            isinstance(use, ast.Compare) and isinstance(use.ops[0], (ast.In, ast.NotIn)) for use in uses
        )

    def _has_order(self, node: ast.AST) -> bool:
        parent = self.parents[node]
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            return not self._is_asked_with_in(parent.targets[0].id)
        if isinstance(parent, ast.comprehension):
            asking = self.parents[self.parents[parent]]
            return not (isinstance(asking, ast.Call) and ast.unparse(asking.func) in ("all", "any", "sum"))
        if isinstance(parent, ast.Call):
            return ast.unparse(parent.func).rpartition(".")[2] not in UNORDERED
        asked = isinstance(parent, ast.Compare) and any(isinstance(one, (ast.In, ast.NotIn)) for one in parent.ops)
        return not asked and not isinstance(parent, ast.ExceptHandler)


def is_a_limit(mutant: Mutant, source: bytes) -> bool:
    """Whether it changes a number that has a name of its own: `ADULT = 18`."""
    return mutant.kind == "limit" and re.match(r"_?[A-Z][A-Z_]*(: \w+)? = ", mutant.line(source)) is not None


def files_of(area: str) -> list[str]:
    found = {path for pattern in SETTINGS["areas"][area]["files"] for path in ROOT.glob(pattern)}
    left_out = {path for pattern in SETTINGS["areas"][area].get("without", ()) for path in ROOT.glob(pattern)}
    return sorted(path.relative_to(ROOT).as_posix() for path in found - left_out)


def planted(area: str, count: int, seed: int) -> list[Mutant]:
    """So many mutants of an area: of every kind alike, as far as there are, and of every file."""
    kinds: dict[str, list[Mutant]] = {}
    for file in files_of(area):
        source = (ROOT / file).read_bytes()
        for mutant in Planter(file, source).mutants():
            if is_a_limit(mutant, source) or not SETTINGS["areas"][area].get("limits"):
                kinds.setdefault(mutant.kind, []).append(mutant)
    chance = Random(f"{seed} {area}")
    for kind in sorted(kinds):
        chance.shuffle(kinds[kind])
    chosen: list[Mutant] = []
    while len(chosen) < count and any(kinds.values()):
        chosen += [kinds[kind].pop() for kind in sorted(kinds) if kinds[kind]]
    return chosen[:count]


def explained(mutant: Mutant, source: bytes) -> str:
    """Why nothing can notice this mutant, "" where nobody has said so."""
    for one in SETTINGS.get("equivalent", ()):
        if (one["file"], one["line"], one["change"]) == (mutant.file, mutant.line(source), mutant.change):
            return str(one["reason"])
    return ""


def run(areas: Sequence[str], count: int, seed: int, jobs: int) -> int:
    results: dict[str, Counter[str]] = {}
    unexplained = 0
    began = time.monotonic()
    for n, area in enumerate(areas):
        mutants = planted(area, share(count, len(areas), n), seed)
        results[area] = Counter()
        for number, end in mutant_trials.tried(mutants, SETTINGS["areas"][area]["tests"], jobs):
            results[area][end] += 1
            if end == mutant_trials.SURVIVED:
                reason = explained(mutants[number], (ROOT / mutants[number].file).read_bytes())
                results[area]["explained"] += bool(reason)
                unexplained += not reason
                tell(mutants[number], reason or "SURVIVED")
    table(results, time.monotonic() - began)
    return 1 if unexplained else 0


def tell(mutant: Mutant, end: str) -> None:
    source = (ROOT / mutant.file).read_bytes()
    line = source[: mutant.start].count(b"\n") + 1
    print(f"{mutant.file}:{line} {mutant.kind}: {mutant.line(source)}\n    {mutant.change}\n    {end}", flush=True)


def share(count: int, among: int, n: int) -> int:
    """The part of the n-th, so that all together are `count`."""
    return count * (n + 1) // among - count * n // among


def table(results: dict[str, Counter[str]], seconds: float) -> None:
    columns = ("killed", "timed out", "survived", "explained")
    total = sum(results.values(), Counter[str]())
    print(f"\n| area | planted | {' | '.join(columns)} |\n|---|{'--:|' * (len(columns) + 1)}")
    for area, ends in [*results.items(), ("all", total)]:
        number = sum(ends[column] for column in columns[:3])
        print(f"| {area} | {number} | {' | '.join(str(ends[column]) for column in columns)} |")
    number = sum(total[column] for column in columns[:3])
    print(f"\n{total['survived'] / max(1, number):.1%} of {number} mutants survived, in {seconds:.0f} s")


def main() -> int:
    areas = list(SETTINGS["areas"])
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="mutants, shared among the areas (%(default)s)")
    parser.add_argument("--area", action="append", choices=areas, help="only this area; may be given again")
    parser.add_argument("--seed", type=int, default=1, help="which mutants (%(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at the same time (%(default)s)")
    parser.add_argument("--list", action="store_true", help="print the mutants and run nothing")
    said = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    chosen = said.area or areas
    if said.list:
        for n, area in enumerate(chosen):
            for one in planted(area, share(said.count, len(chosen), n), said.seed):
                print(f"{area}: {one.file} {one.kind}: {one.change}")
        return 0
    return run(chosen, said.count, said.seed, said.jobs)


if __name__ == "__main__":
    raise SystemExit(main())
