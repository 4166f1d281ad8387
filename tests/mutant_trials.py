"""Mutants put to the test without a new start of everything: for `python -m tests.mutants`.

The tests are collected once, in a child, and each is run there to see what it calls (`mutant_reach`). Then every mutant
has a child of its own. Where it stands in a function, the code of that function is replaced and the tests that call it
are run until one fails. Where it stands elsewhere, or in a function that is called by an import, the program is
imported anew from the changed source. What is done for longer than it takes without the mutant is ended: it hangs.
"""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.machinery
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
from functools import partial
from math import inf
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests import mutant_reach
from tests.mutant_reach import ROOT, Reach, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.mutant_planter import Mutant

OPTIONS = (
    *("-x", "-q", "-s", "--hypothesis-seed=0", "--assert=plain", "--tb=no"),
    *("-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin", "-p", "_hypothesis_pytestplugin"),
    *("-o", "addopts=--import-mode=importlib -m 'not slow'"),
)
"""Options of pytest that leave out what a single run of some tests does not need: how two long values differ takes
minutes to be said, and nobody reads it.
"""
APART = re.compile(
    r"/(terminal|soak|bench|cli|server)/|_terminal|test_(many|driver|key_queue|keyboard|screen|mutants|laws|svg|readme)"
)
"""Tests that run the program as a process of its own, look at no value of it, or race with a board that reads on."""
USED = ("textual.app", "textual.widgets", "hypothesis", "tinydb", "arrow", "openpyxl", "docx", "pytest_asyncio.plugin")
"""What the program and its tests import and no mutant changes."""
KILLED, SURVIVED, LATE = "killed", "survived", "timed out"
FIRST = 4, 10
"""Seconds of tests, and files of them, that a program imported anew is tried with first."""


class Task(NamedTuple):
    """What says which test failed, "" where none did, and after how many seconds it is ended at the latest."""

    call: Callable[[], str]
    seconds: float = 600


def ends(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, str, str]]:
    """Each task in a child, so many at a time: its number, how it ended and which test failed."""
    waiting, running = list(enumerate(tasks))[::-1], dict[int, tuple[int, float, int]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            number, task = waiting.pop()
            child, said = _child(task.call)
            running[child] = number, time.monotonic() + task.seconds, said
        time.sleep(0.01)
        for child, (number, until, said) in list(running.items()):
            if end := _end(child, until):
                del running[child]
                yield number, end, os.read(said, 2000).decode() if end == KILLED else ""
                os.close(said)


def _child(task: Callable[[], str]) -> tuple[int, int]:
    """A child that does it, and where it will say how it went."""
    sys.stdout.flush()
    sys.stderr.flush()
    said, says = os.pipe()
    if child := os.fork():
        os.close(says)
        return child, said
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(silence, stream)
    failed = "it ended"
    try:
        failed = task()
    except BaseException as error:
        failed = repr(error)
    finally:
        os.write(says, failed.encode()[:2000])
        os._exit(1 if failed else 0)


def _end(child: int, until: float) -> str:
    """How a child ended, "" while it runs."""
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        hangs = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM)
        return LATE if hangs else SURVIVED if status == 0 else KILLED
    if time.monotonic() < until:
        return ""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return LATE


def limit(seconds: float) -> None:
    """Ends this process where what takes so long by itself works much longer, or waits."""
    signal.setitimer(signal.ITIMER_PROF, 2 + 5 * seconds)
    signal.setitimer(signal.ITIMER_REAL, 20 + 20 * seconds)


# -- in the process that has collected the tests


class Trials:
    """A plugin of pytest that notes what the tests call, and puts to them the mutants that stand in functions."""

    def __init__(self, mutants: Sequence[Mutant], jobs: int) -> None:
        self.mutants = mutants
        self.jobs = jobs
        self.failed = "pytest"
        self.ended: list[tuple[int, str, str]] = []
        self._called: set[CodeType] = set()
        self._failed = ""

    def trace(self, frame: Any, event: str, _: object) -> None:
        self._called.add(frame.f_code)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.nodeid * report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sys.settrace(None)
        self.imported = sorted({name_of(code) for code in self._called})
        self.items = {item.nodeid: item for item in session.items}
        self.files = sorted({test.partition("::")[0] for test in self.items})
        self.failed = self._note_all()
        if not self.failed:
            self._try_all(mutant_reach.read(self.files))
        return True

    def _note_all(self) -> str:
        tasks = [Task(partial(self._note, path)) for path in self.files if not mutant_reach.kept(path).exists()]
        return next((by or end for _, end, by in ends(tasks, self.jobs) if end != SURVIVED), "")

    def _note(self, path: str) -> str:
        """Runs the tests of a file and keeps what they call, and which of them fail."""
        seconds: dict[str, float] = {}
        called: dict[str, set[str]] = {}
        threading.settrace(self.trace)
        for test in (test for test in self.items if test.partition("::")[0] == path):
            self._called, self._failed, began = set(), "", time.process_time()
            sys.settrace(self.trace)
            failed = self._run(test)
            sys.settrace(None)
            seconds[test] = inf if failed else time.process_time() - began
            called[test] = {name_of(code) for code in self._called.copy()} - {""}  # another thread may still add to it
        mutant_reach.keep(path, seconds, called)
        return ""

    def _run(self, test: str) -> str:
        item = self.items[test]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._failed

    def _try_all(self, reach: Reach) -> None:
        functions, tasks, numbers = of_the_program(), [], []
        for number, mutant in enumerate(self.mutants):
            name, code = changed(mutant)
            if code and (same := functions.get(name)) and same[0].__code__.co_freevars == code.co_freevars:
                tests = reach.of_function(name)
                tasks.append(Task(partial(self._try, same, code, tests, reach)))
                numbers.append(number)
        self.ended = [(numbers[n], end, by) for n, end, by in ends(tasks, self.jobs)]
        killers = sorted({by for _, end, by in self.ended if end == KILLED and by in self.items})
        unsteady = [by for _, _, by in ends([Task(partial(self._try, [], None, killers, reach))], 1)]
        self.failed = "".join(unsteady)

    def _try(self, functions: list[FunctionType], code: CodeType | None, tests: list[str], reach: Reach) -> str:
        for function in functions:
            function.__code__ = code  # type: ignore[assignment]
        for test in tests:
            limit(reach.seconds[test])
            if failed := self._run(test):
                return failed
        return ""


def of_the_program() -> dict[str, list[FunctionType]]:
    """Every function and method that is there, by its file and name."""
    functions: dict[str, list[FunctionType]] = {}
    gc.unfreeze()  # what `conftest` has put aside is looked for too
    for one in gc.get_objects():
        if type(one) is FunctionType and "<" not in one.__qualname__ and (name := name_of(one.__code__)):
            functions.setdefault(name, []).append(one)
    return functions


def changed(mutant: Mutant) -> tuple[str, CodeType | None]:
    """The function whose body a mutant changes, and its new code; none where it stands in no body."""
    file = ROOT / mutant.file
    source = file.read_bytes()
    path = _around(ast.parse(source), source[: mutant.start].count(b"\n") + 1)
    name = f"{mutant.file}:{'.'.join(path)}"
    every = list(_codes(compile(mutant.applied(source), str(file), "exec"))) if path else []
    codes = [code for code in every if name_of(code) == name]
    return name, codes[0] if len(codes) == 1 else None


def _around(node: ast.Module | ast.ClassDef, line: int) -> list[str]:
    """The names of the classes and of the function in whose body a line stands."""
    for one in node.body:
        named = isinstance(one, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        if named and one.body[0].lineno <= line <= (one.end_lineno or 0):
            inner = _around(one, line) if isinstance(one, ast.ClassDef) else []
            return [one.name, *inner] if inner or not isinstance(one, ast.ClassDef) else []
    return []


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Of every function and method of a module."""
    for one in code.co_consts:
        if isinstance(one, CodeType) and "<locals>" not in one.co_qualname:
            yield one
            yield from _codes(one)


def in_functions(mutants: Sequence[Mutant], jobs: int) -> dict[str, Any]:
    """How each mutant ended that stands in a function, what an import calls, and the files of tests."""
    with tempfile.NamedTemporaryFile() as file:

        def task() -> str:
            trials = Trials(mutants, jobs)
            sys.settrace(trials.trace)
            pytest.main([*OPTIONS, *test_files()], plugins=[trials])
            if not trials.failed:
                said = {"ended": trials.ended, "imported": trials.imported, "files": trials.files}
                Path(file.name).write_text(json.dumps(said), encoding="utf-8")
            return trials.failed

        for _, end, by in ends([Task(task, 7200)], 1):
            if end != SURVIVED:
                raise SystemExit(f"without any mutant there fails {by or end}")
        return dict(json.loads(Path(file.name).read_text(encoding="utf-8")))


# -- in a process that has not imported the program yet


class Chosen:
    """A plugin of pytest that runs these tests in their order, each within its time, and those that were not there."""

    def __init__(self, tests: Sequence[str], reach: Reach) -> None:
        self.order = {test: n for n, test in enumerate(tests)}
        self.reach = reach
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self.order or item.nodeid not in self.reach.seconds]
        items[:] = sorted(kept, key=lambda item: self.order.get(item.nodeid, -1))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        limit(self.reach.seconds.get(item.nodeid, 5))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.nodeid * report.failed


def fails_anew(mutant: Mutant | None, tests: Sequence[str], reach: Reach) -> str:
    """Which test fails where the program is imported with the mutant in it."""
    if mutant:
        plant(mutant)
    for some in parted(tests, reach):
        limit(20)
        chosen = Chosen(some, reach)
        if some and (code := pytest.main([*OPTIONS, *files_of(some)], plugins=[chosen])) not in (0, 5):
            return chosen.failed or f"it can't be imported ({code})"
    return ""


def files_of(tests: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(test.partition("::")[0] for test in tests))


def parted(tests: Sequence[str], reach: Reach) -> tuple[Sequence[str], Sequence[str]]:
    """The first tests, whose files are soon collected, and the others."""
    at, left = 0, float(FIRST[0])
    while at < len(tests) and left > 0 and len(files_of(tests[: at + 1])) <= FIRST[1]:
        left, at = left - reach.seconds[tests[at]], at + 1
    return tests[:at], tests[at:]


def plant(mutant: Mutant) -> None:
    """What is imported from now on has the mutant in it."""
    file, known = ROOT / mutant.file, importlib.machinery.SourceFileLoader.get_code
    code = compile(mutant.applied(file.read_bytes()), str(file), "exec")

    def get_code(loader: Any, name: str) -> CodeType | None:
        return code if loader.path == str(file) else known(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]


def test_files() -> list[str]:
    """The files of tests that ask the program within their own process."""
    paths = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    return [path for path in paths if not APART.search(path)]


def tried(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[int, str, str]]:
    """Of each mutant its number, how it ended and by which test, as soon as it is known."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in USED:
        importlib.import_module(name)
    said = in_functions(mutants, jobs)
    imported, reach = set(said["imported"]), mutant_reach.read(said["files"])
    for test in (test for test, seconds in reach.seconds.items() if seconds == inf):
        print(f"fails without any mutant, and so is left out: {test}", flush=True)
    known = {
        number for number, end, _ in said["ended"] if end != SURVIVED or changed(mutants[number])[0] not in imported
    }
    yield from ((number, end, by) for number, end, by in said["ended"] if number in known)
    left = [number for number in range(len(mutants)) if number not in known]
    tests = [reach.of_value(mutants[number], imported) for number in left]
    tasks = [Task(partial(fails_anew, mutants[n], some, reach)) for n, some in zip(left, tests, strict=True)]
    killers = set()
    for n, end, by in ends(tasks, jobs):
        killers.add(by)
        yield left[n], end, by
    for _, end, by in ends([Task(partial(fails_anew, None, sorted(killers & reach.seconds.keys()), reach))], 1):
        if end != SURVIVED:
            raise SystemExit(f"without any mutant there fails {by or end}")
