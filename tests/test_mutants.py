"""The mistakes that `tests.mutants` plants, and that what is explained of them is there to be planted."""

from __future__ import annotations

import threading

import pytest

from tests import mutant_trials, mutants
from tests.mutants import ROOT, SETTINGS, Mutant, Planter, planted


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("A = ('a b', 'c d')", {"('c d',)", "('a b',)", "('c d', 'a b')"}),
        ("A = {'a b', 'c d'}", {"{'c d'}", "{'a b'}"}),
        ("A = {1: 'x y', 2: 'y z'}", {"{2: 'y z'}", "{1: 'x y'}", "{1: 'y z', 2: 'x y'}", "2", "0", "3", "1"}),
        ("A = {**x, **y}", {"{**y}", "{**x}"}),
        ("A = 18", {"19", "17"}),
        ("A = x < y", {"x <= y"}),
        ("A = (x or y).z >= y", {"(x or y).z > y", "(x and y)"}),
        ("A = x in (a.b, c.d)", {"x not in (a.b, c.d)", "(c.d,)", "(a.b,)"}),
        ("A = not x", {"(x)"}),
        ("A = f(x=True)", {"False"}),
        ("A = E.ONE, E.TWO", {"(E.TWO,)", "(E.ONE,)", "(E.TWO, E.ONE)", "E.TWO", "E.ONE"}),
        ("A = 'members', 'dues'", {"('dues',)", "('members',)", "('dues', 'members')", "'dues'", "'members'"}),
        ("def f(x: dict[str, int] = None) -> 'Shown':\n    'Says so.'\n    return a, b", set()),
        ("if TYPE_CHECKING:\n    A = 18\n__slots__ = ('a', 'b')\nassert x < y", set()),
    ],
)
def test_what_is_planted(source: str, changes: set[str]) -> None:
    found = list(Planter("x.py", source.encode()).mutants())
    assert {one.new for one in found} == changes
    for one in found:
        compile(one.applied(source.encode()), "x.py", "exec")


def test_the_same_seed_plants_the_same() -> None:
    assert planted("edits", 10, 1) == planted("edits", 10, 1)
    assert planted("edits", 10, 1) != planted("edits", 10, 2)
    kinds = {"comparison", "default", "dropped", "limit", "name", "swapped"}
    assert {one.kind for one in planted("rules", 10, 1)} == kinds


@pytest.mark.parametrize("area", SETTINGS["areas"])
def test_every_area_has_files_and_tests(area: str) -> None:
    assert mutants.files_of(area)
    assert all((ROOT / test).exists() for test in SETTINGS["areas"][area]["tests"])


def test_what_is_explained_is_there_to_be_planted() -> None:
    for file in {one["file"] for one in SETTINGS["equivalent"]}:
        source = (ROOT / file).read_bytes()
        there = {(one.line(source), one.change) for one in Planter(file, source).mutants()}
        said = {(one["line"], one["change"]) for one in SETTINGS["equivalent"] if one["file"] == file}
        assert said - there == set()


def mutant_of(file: str, old: str, new: str) -> Mutant:
    return Mutant(file, (ROOT / file).read_bytes().index(old.encode()), old, new, "limit")


def test_which_function_a_mutant_changes() -> None:
    name, code = mutant_trials.changed(mutant_of("store/folding.py", "return ", "return 1 or "))
    assert name == f"{ROOT}/store/folding.py:{code.co_qualname}"  # type: ignore[union-attr]
    constant = mutant_of("store/rules/hints.py", "LATE = 3", "LATE = 4")
    assert mutant_trials.changed(constant)[1] is None
    assert mutant_trials.tests_near(constant)[0] == "tests/rules/test_parts.py"


def test_how_a_task_ends() -> None:
    tasks = [mutant_trials.Task(lambda: True), mutant_trials.Task(lambda: False), mutant_trials.Task(lambda: 1 / 0 > 1)]
    assert sorted(mutant_trials.ends(tasks, 2)) == [(0, "survived"), (1, "killed"), (2, "killed")]
    assert [*mutant_trials.ends([mutant_trials.Task(lambda: threading.Event().wait(9), 0.05)], 1)] == [(0, "timed out")]
