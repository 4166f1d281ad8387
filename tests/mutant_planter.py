"""Which small mistakes can be planted in a file: `Planter(file, source).mutants()`.

A mutant is one change of one file: a line of a list, tuple, set or dictionary dropped, two swapped, a number one off, a
comparison or condition turned, a name or default replaced by another of its kind.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
UNORDERED = {"frozenset", "set", "isinstance", "issubclass", "startswith", "endswith", "Counter", "any", "all", "sum"}
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
                if ast.dump(elements[n]) == ast.dump(elements[n + 1]):
                    continue
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
        if isinstance(parent, ast.Starred):
            among = self.parents[parent]
            return not isinstance(among, ast.Set) and self._has_order(parent if isinstance(among, ast.Call) else among)
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            return not self._is_asked_with_in(parent.targets[0].id)
        if isinstance(parent, ast.comprehension):
            asking = self.parents[self.parents[parent]]
            return not isinstance(self.parents[parent], ast.SetComp) and not (
                isinstance(asking, ast.Call) and ast.unparse(asking.func) in ("all", "any", "sum")
            )
        if isinstance(parent, ast.Call):
            return ast.unparse(parent.func).rpartition(".")[2] not in UNORDERED
        asked = isinstance(parent, ast.Compare) and any(isinstance(one, (ast.In, ast.NotIn)) for one in parent.ops)
        return not asked and not isinstance(parent, ast.ExceptHandler)
