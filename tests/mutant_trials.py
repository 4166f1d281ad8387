"""Mutants put to the test without a new start of everything: for `python -m tests.mutants`.

The tests of an area are collected once. A child of that process runs them and notes which test calls which function of
the program. Then every mutant has a child of its own. Where it stands in a function, the code of that function is
replaced and the tests that call it are run, the quickest first, until one fails. Where it stands elsewhere, or where
nothing failed, the program is imported anew from the changed source, for what was worked out while it was imported;
there the tests that know the module come first.
"""

from __future__ import annotations

import ast
import gc
import importlib.machinery
import json
import os
import re
import signal
import sys
import tempfile
import time
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("-x", "-q", "-s", "--hypothesis-seed=0"),
    *("-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin", "-p", "_hypothesis_pytestplugin"),
    *("-o", "addopts=--import-mode=importlib -m 'not slow'"),
)
"""Options of pytest that leave out what a single run of some tests does not need."""
NAMED = re.compile(r"(?:async def |def |class )?(\w+)\b.*")
APART = re.compile(
    r"/(terminal|soak|bench|cli|board)/|_terminal|test_(driver|key_queue|keyboard|screen|mutants|laws|svg|readme)"
)
"""Tests that run the program as a process of its own, or look at no value of it."""
KILLED, SURVIVED, LATE = "killed", "survived", "timed out"


class Task(NamedTuple):
    """What says whether all tests passed, and after how many seconds it counts as hanging."""

    call: Callable[[], bool]
    seconds: float = 600


def ends(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, str]]:
    """Each task in a child, so many at a time, and how it ended, by its number."""
    waiting, running = list(enumerate(tasks))[::-1], dict[int, tuple[int, float]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            number, task = waiting.pop()
            running[_child(task.call)] = number, time.monotonic() + task.seconds
        time.sleep(0.01)
        for child, (number, until) in list(running.items()):
            if end := _end(child, until):
                del running[child]
                yield number, end


def _child(task: Callable[[], bool]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(silence, stream)
    code = 1
    try:
        code = 0 if task() else 1
    finally:
        os._exit(code)


def _end(child: int, until: float) -> str:
    """How a child ended, "" while it runs."""
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        hangs = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        return LATE if hangs else SURVIVED if status == 0 else KILLED
    if time.monotonic() < until:
        return ""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return LATE


class Called(NamedTuple):
    """What a run of all tests told: of each function the tests that call it, and how long each test takes."""

    tests: dict[str, list[int]]
    seconds: list[float]


class Trials:
    """A plugin of pytest that puts mutants to the tests that were collected; `found` has how each ended."""

    def __init__(self, mutants: Sequence[Mutant], jobs: int) -> None:
        self.mutants = mutants
        self.jobs = jobs
        self.found: dict[int, str] = {}
        self.passed = False
        self.failed = ""
        self._failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = session.items
        called = self._called()
        functions = of_the_program()
        tasks, numbers = [], []
        for number, mutant in enumerate(self.mutants):
            name, code = changed(mutant)
            tests = sorted(called.tests.get(name, ()), key=called.seconds.__getitem__)
            if code and tests and functions.get(name):
                tasks.append(Task(self._task(functions[name], code, tests, called.seconds)))
                numbers.append(number)
        for number, end in ends(tasks, self.jobs):
            self.found[numbers[number]] = end
        return True

    def _task(
        self, functions: list[FunctionType], code: CodeType, tests: list[int], seconds: list[float]
    ) -> Callable[[], bool]:
        def task() -> bool:
            for function in functions:
                function.__code__ = code
            return all(self._passes(test, 3 + 5 * seconds[test]) for test in tests)

        return task

    def _passes(self, test: int, seconds: float = 0) -> bool:
        """Whether a test passes; one that works for longer ends the process (`SIGPROF`)."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
        item = self._items[test]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return not self._failed

    def _called(self) -> Called:
        with tempfile.NamedTemporaryFile() as file:
            self.passed = [*ends([Task(lambda: self._note(file.name))], 1)] == [(0, SURVIVED)]
            if not self.passed:
                self.failed = Path(file.name).read_text(encoding="utf-8") or "something"
                return Called({}, [])
            return Called(**json.loads(Path(file.name).read_text(encoding="utf-8")))

    def _note(self, file: str) -> bool:
        tests: dict[str, list[int]] = {}
        seconds = []
        for test in range(len(self._items)):
            seen: set[CodeType] = set()
            began = time.monotonic()
            sys.settrace(lambda frame, event, _, seen=seen: seen.add(frame.f_code))  # type: ignore[misc]
            passed = self._passes(test)
            sys.settrace(None)
            if not passed:
                Path(file).write_text(self._items[test].nodeid, encoding="utf-8")
                return False
            seconds.append(time.monotonic() - began)
            for name in {_name(code) for code in seen if code.co_filename.startswith(str(ROOT))}:
                tests.setdefault(name, []).append(test)
        Path(file).write_text(json.dumps({"tests": tests, "seconds": seconds}), encoding="utf-8")
        return True


def _name(code: CodeType) -> str:
    """The file and name of a function; what is defined within it goes with it."""
    return f"{code.co_filename}:{code.co_qualname.partition('.<locals>')[0]}"


def of_the_program() -> dict[str, list[FunctionType]]:
    """Every function and method that is there, by its file and name."""
    functions: dict[str, list[FunctionType]] = {}
    gc.unfreeze()  # what `conftest` has put aside is looked for too
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename.startswith(str(ROOT)):
            functions.setdefault(_name(one.__code__), []).append(one)
    return {name: [one for one in same if "<" not in one.__qualname__] for name, same in functions.items()}


def changed(mutant: Mutant) -> tuple[str, CodeType | None]:
    """The function whose body a mutant changes, and its new code; none where it stands in no body."""
    file = ROOT / mutant.file
    source = file.read_bytes()
    path = _around(ast.parse(source), source[: mutant.start].count(b"\n") + 1)
    name = f"{file}:{'.'.join(path)}"
    every = list(_codes(compile(mutant.applied(source), str(file), "exec"))) if path else []
    codes = [code for code in every if _name(code) == name]
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


def tests_of(patterns: Sequence[str]) -> list[str]:
    """The files of tests of an area, the closest first; of a folder all."""
    paths = (ROOT / pattern for pattern in patterns)
    files = (one for path in paths for one in (sorted(path.glob("test_*.py")) if path.is_dir() else [path]))
    return list(dict.fromkeys(one.relative_to(ROOT).as_posix() for one in files))


@cache
def every_test() -> dict[str, str]:
    """The files of tests that ask the program within their own process, with their text."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if not APART.search(path.as_posix())]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}


def tests_near(mutant: Mutant) -> list[str]:
    """The files of tests that know what was changed, those that speak of it most first.

    Of a module that few know, they are all that know it.
    """
    room, _, name = mutant.file.removesuffix(".py").replace("/", ".").rpartition(".")
    known = re.compile(rf"from {room}\.{name} import|from {room} import [^\n]*\b{name}\b")
    said = re.compile(rf"\b{re.escape(_holder(mutant))}\b")
    times = {test: len(said.findall(text)) for test, text in every_test().items() if known.search(text)}
    near = [test for test in times if times[test] or len(times) < 6 or name in Path(test).stem]
    return sorted(near, key=lambda test: -times[test])


def _holder(mutant: Mutant) -> str:
    """What a mutant changes: the function, class or name of a value that it stands in."""
    source = (ROOT / mutant.file).read_bytes()[: mutant.start].decode()
    names = [found[1] for line in source.split("\n") if (found := NAMED.match(line))]
    return names[-1] if names else ""


def passes_anew(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether tests pass where the program is imported with the mutant in it; called in a process that has not yet."""
    if mutant:
        file, known = ROOT / mutant.file, importlib.machinery.SourceFileLoader.get_code
        code = compile(mutant.applied(file.read_bytes()), str(file), "exec")

        def get_code(loader: Any, name: str) -> CodeType | None:
            return code if loader.path == str(file) else known(loader, name)

        importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]
    return all(pytest.main([*OPTIONS, *some]) == 0 for some in (tests[:4], tests[4:]) if some)


def quickly(mutants: Sequence[Mutant], tests: Sequence[str], jobs: int) -> dict[int, str]:
    """How each mutant in a function's body ended that some test of an area calls, by its number."""
    with tempfile.NamedTemporaryFile() as file:

        def task() -> bool:
            trials = Trials(mutants, jobs)
            pytest.main([*OPTIONS, *tests], plugins=[trials])
            ended = {"found": list(trials.found.items()), "failed": "" if trials.passed else trials.failed or "pytest"}
            Path(file.name).write_text(json.dumps(ended), encoding="utf-8")
            return True

        if [*ends([Task(task, 7200)], 1)] != [(0, SURVIVED)]:
            raise SystemExit("pytest fails")
        ended = json.loads(Path(file.name).read_text(encoding="utf-8"))
        if ended["failed"]:
            raise SystemExit(f"without any mutant there fails {ended['failed']}")
        return dict(ended["found"])


def tried(mutants: Sequence[Mutant], patterns: Sequence[str], jobs: int) -> Iterator[tuple[int, str]]:
    """How each mutant of an area ended, by its number, as soon as it is known."""
    tests = tests_of(patterns)
    found = quickly(mutants, tests, jobs) if any(changed(one)[1] for one in mutants) else {}
    yield from ((number, end) for number, end in found.items() if end != SURVIVED)
    left = [number for number in range(len(mutants)) if found.get(number, SURVIVED) == SURVIVED]
    every = [
        list(dict.fromkeys([*(near := tests_near(mutants[number]))[:2], *tests[:2], *near, *tests])) for number in left
    ]
    began = time.monotonic()
    used = list(dict.fromkeys(test for some in every for test in some))
    if left and [*ends([Task(lambda: passes_anew(None, used))], 1)] != [(0, SURVIVED)]:
        raise SystemExit("the tests fail without any mutant")
    seconds = 20 + 3 * (time.monotonic() - began)
    tasks = [Task(partial(passes_anew, mutants[n], some), seconds) for n, some in zip(left, every, strict=True)]
    yield from ((left[number], end) for number, end in ends(tasks, jobs))
