"""The mistakes that `tests.mutants` plants, and that what is explained of them is there to be planted."""

from __future__ import annotations

import signal
import threading
from math import inf

import pytest

from tests import mutant_reach, mutant_trials, mutants
from tests.mutant_planter import Mutant, Planter
from tests.mutants import ROOT, SETTINGS, planted


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("A = ('a b', 'c d')", {"('c d',)", "('a b',)", "('c d', 'a b')"}),
        ("A = ('a b', 'a b', 'c d')", {"('a b', 'c d')", "('a b', 'a b')", "('a b', 'c d', 'a b')"}),
        ("A = {'a b', 'c d'}", {"{'c d'}", "{'a b'}"}),
        ("A = {1: 'x y', 2: 'y z'}", {"{2: 'y z'}", "{1: 'x y'}", "{1: 'y z', 2: 'x y'}", "2", "0", "3", "1"}),
        ("A = {*('a b', 'c d')}", {"('c d',)", "('a b',)"}),
        ("A = [*('a b', 'c d')]", {"('c d',)", "('a b',)", "('c d', 'a b')"}),
        ("A = f(*('a b', 'c d'))", {"('c d',)", "('a b',)", "('c d', 'a b')"}),
        ("A = {x for x in (a.b, c.d)}", {"(c.d,)", "(a.b,)"}),
        ("A = any((*x.y, *z))", {"(*z,)", "(*x.y,)"}),
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


@pytest.mark.slow
def test_the_same_seed_plants_the_same() -> None:
    assert planted("edits", 10, 1) == planted("edits", 10, 1)
    assert planted("edits", 10, 1) != planted("edits", 10, 2)
    kinds = {"comparison", "default", "dropped", "limit", "name", "swapped"}
    assert {one.kind for one in planted("rules", 10, 1)} == kinds


def test_a_choice_stays_where_the_program_changes_elsewhere() -> None:
    before, after = b"A = 18\nB = 3, 4\n", b"# new\nC = 7\nA = 18\n\n\nB = 3, 4\n"
    lots = [{mutants.lot(1, one, source) for one in Planter("x.py", source).mutants()} for source in (before, after)]
    assert lots[0] < lots[1]
    assert len(lots[0]) == len(list(Planter("x.py", before).mutants()))


@pytest.mark.parametrize("area", SETTINGS["areas"])
def test_every_area_has_files(area: str) -> None:
    assert mutants.files_of(area)


def test_what_is_explained_is_there_to_be_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mutants.explained_in_vain() == []
    known = SETTINGS["equivalent"][0]
    gone = [known | {"line": "gone"}, known | {"file": "store/gone.py"}, known | {"change": "0 -> 8"}]
    monkeypatch.setitem(SETTINGS, "equivalent", [known, *gone])
    assert len(mutants.explained_in_vain()) == len(gone)


def test_the_first_tests_are_few_and_of_few_files() -> None:
    tests = [f"tests/{n // 2}.py::t{n}" for n in range(40)]
    quick, slow = (mutant_reach.Reach(dict.fromkeys(tests, seconds), {}) for seconds in (0.01, 1.0))
    assert [len(some) for some in mutant_trials.parted(tests, quick)] == [20, 20]
    assert [len(some) for some in mutant_trials.parted(tests, slow)] == [4, 36]


def mutant_of(file: str, old: str, new: str) -> Mutant:
    return Mutant(file, (ROOT / file).read_bytes().index(old.encode()), old, new, "limit")


def test_which_function_a_mutant_changes() -> None:
    name, code = mutant_trials.changed(mutant_of("store/folding.py", "return ", "return 1 or "))
    assert name == f"store/folding.py:{code.co_qualname}"  # type: ignore[union-attr]
    assert mutant_trials.changed(mutant_of("store/rules/hints.py", "LATE = 3", "LATE = 4"))[1] is None


@pytest.mark.slow
def test_who_reads_a_value() -> None:
    names = mutant_reach.bound_at(mutant_of("store/rules/hints.py", "LATE = 3", "LATE = 4"))
    assert names == {"LATE"}
    found = mutant_reach.readers(names, set())
    assert next(depth for name, depth in found.items() if name.startswith("store/rules/hints.py:")) == 0


def test_the_tests_that_reach_a_function_begin_with_the_quickest() -> None:
    reach = mutant_reach.Reach({"a": 3.0, "b": 1.0, "c": 58.0, "d": 0.1}, {"x.py:f": ["a", "b", "c"]})
    assert reach.of_function("x.py:f") == ["b", "a"]
    assert reach._replace(seconds=reach.seconds | {"b": inf}).of_function("x.py:f") == ["a"]
    assert reach.of_function("x.py:g") == []


def test_how_a_task_ends() -> None:
    tasks = [mutant_trials.Task(call) for call in (lambda: "", lambda: "test_x", lambda: str(1 / 0))]
    ended = sorted(mutant_trials.ends(tasks, 2))
    assert [(number, end) for number, end, _ in ended] == [(0, "survived"), (1, "killed"), (2, "killed")]
    assert ended[1][2] == "test_x"
    hangs = mutant_trials.Task(lambda: str(threading.Event().wait(9)), 0.05)
    assert [*mutant_trials.ends([hangs], 1)] == [(0, "timed out", "")]


def test_what_works_for_longer_than_it_may_is_ended() -> None:
    def works() -> str:
        signal.setitimer(signal.ITIMER_PROF, 0.01)
        while True:
            pass

    assert [*mutant_trials.ends([mutant_trials.Task(works)], 1)] == [(0, "timed out", "")]
