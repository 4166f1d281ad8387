"""The laws of the house, read from its syntax trees: what may know what, and what stands where.

The imports' laws are import-linter's contracts in `pyproject.toml`; they are run here too.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from importlinter.cli import lint_imports

import store
from store.generation import FILE, JOURNAL, LOCK, OVERLAYS
from store.record import Record
from tests.syntax import ROOT, files, nodes, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOMS = ("store", "widgets", "tui")

LONG_MODULES = {
    "tui/files/workbook_child.py": "a process of its own, which is run by its path and imports nothing of the program",
    "store/codec.py": "reading and writing are one format; apart, they would drift",
    "store/file_codec.py": "reading and writing are one format here too, and know the same lines",
    "store/records.py": "the vocabulary, one class after the other, without any behaviour",
}
"""Modules past 300 lines, and why they are not two."""
DATA = ("store/packs/", "store/exchange/tables/columns.py", "store/pinyin_data.py", "widgets/words/")
"""What is as long as it has things to say."""
BIG_CLASSES = {
    "store/disk/disk.py:Disk": "what a vault asks of an engine (10 methods), and how the folder answers it",
    "store/disk/files.py:Files": "the system calls that the disk makes, a method each, so that a test can fail any",
    "store/server/commit.py:ServerTransaction": "a transaction (12 methods), its hooks, a restore's way in",
    "store/server/engine.py:Server": "what a vault asks of an engine (17 methods), and how a server answers it",
    "store/vault.py:Vault": "all that the program may ask of a branch, each a line that the engine answers",
    "tui/screens/base.py:BaseScreen": "what commands ask of any place, Textual's hooks, the last line of the screen",
    "tui/screens/board.py:BoardScreen": "a place (28 methods) with four panels",
    "tui/screens/committee.py:CommitteeScreen": "a board (29 methods), whose panels stand in other places",
    "tui/screens/committee_page.py:CommitteePageScreen": "a page, with a committee's commands",
    "tui/screens/entry.py:EntryLine": "the line on the screen (17 methods), its draft and what storing it leads to",
    "tui/screens/export.py:ExportScreen": "a place (28) with a file and a worker (10)",
    "tui/screens/form.py:FormScreen": "a place (28), with what each command of a form does to the one cursor",
    "tui/screens/history.py:HistoryScreen": "a page, of the journal",
    "tui/screens/importing.py:ImportScreen": "a place (28) with a file and a worker (10)",
    "tui/screens/numbered.py:NumberedScreen": "a place (28) with one list",
    "tui/screens/page.py:PageScreen": "a place (28) with a stack of pages",
    "tui/screens/roll.py:RollScreen": "a place (28), with what each command of a roll call does to the one draft",
    "tui/screens/rows.py:RowsScreen": "a place (28) with rows",
    "tui/screens/task.py:TaskScreen": "a place (28) with a file and a worker",
    "tui/screens/visit.py:VisitScreen": "a board (29 methods), which one leaves again",
    "widgets/forms/form.py:Form": "a value: the fields are most of it",
    "tui/terminal/driver.py:LeanDriver": "Textual's hooks, and what it writes held against shadow, line and signals",
    "widgets/matrix_panel.py:MatrixPanel": "a panel (28 methods) with columns",
    "widgets/matrix_state.py:MatrixState": "a panel's state (20 methods) with columns",
    "widgets/panel.py:Panel": "Textual's hooks are methods of the one widget that shows a panel's state",
}
"""Classes past 20 methods, those of their own bases among them, and why."""

LANGUAGE_AS_DATA = (
    *("store/packs/", "store/exchange/", "store/holidays.py"),
    *("store/folding.py", "store/pinyin.py", "store/pinyin_data.py"),
    "store/server/",
)
"""What may carry text inside store: rules, column aliases, readings, the statements for a server."""
LANGUAGE_AS_INPUT = (
    *("widgets/words/", "widgets/when/", "widgets/quick_line", "widgets/keymap.py", "widgets/display.py"),
    "widgets/forms/field_text.py",
    "widgets/forms/field_registers.py",  # how people write days, hours and lists
    "widgets/forms/from_quick_line.py",  # marks of the quick line
    "widgets/sections/view.py",  # how a branch usually names its groups
    "tui/terminal/probe.py",  # two Han characters to be measured
    "tui/screens/base.py",  # where Han characters begin
    "tui/files/word_writer.py",  # what fonts are called
)
"""What may carry Chinese outside store: the words, and what people type or are called."""

FOREIGN_WORDS = {
    "store": {"widget", "panel", "screen", "app", "command", "section", "config"},
    "widgets": {"vault", "disk", "app", "config", "argv"},
    "tui": {"section", "cell", "rule", "record"},
}
"""Words that belong to another room, and so to no module or class of this one."""
NO_WORDS = {"manager", "managers", "helper", "helpers", "util", "utils"}
NO_NAMES = {
    *("again", "asked", "found", "given", "gone", "here", "kept", "meant", "one", "said", "sight", "spoken", "stands"),
    *("taken", "tells", "there", "thing", "told", "which", "whom", "whose"),
}
"""What is no name of anything that lives longer than a line: it says that something was done, not what the thing is."""

CJK = re.compile(r"[\u2e80-\u2fdf\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]+){4,}")


def docstrings(path: str) -> set[int]:
    """Ids of the nodes that are documentation: strings that stand alone as a statement."""
    return {
        id(node.value) for node in nodes(path) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def strings(path: str) -> Iterator[tuple[int, str]]:
    """Line and value of every string in a module that is not documentation."""
    documentation = docstrings(path)
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def words_of(name: str) -> set[str]:
    """`TakeRoll`, `take_roll` and `take-roll` are all made of take and roll."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)}


# -- who may know whom


def test_a_test_finds_its_neighbours_wherever_it_is_run_from() -> None:
    """As `tests.…`: by its bare name a module is found only once another test has put its folder on the path."""
    ours = {Path(one).stem for one in files("tests")} - {*ROOMS, "__init__", "__main__"}
    imported = re.compile(rf"^ *(?:from|import) ({'|'.join(sorted(ours))})\b", re.MULTILINE)
    found = [
        f"{path}: {line[0].strip()}"
        for path in files("tests")
        for line in imported.finditer((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_imports_keep_the_contracts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_room_of_what_is_shown_is_under_its_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (apart,) = (one for one in contracts if one["name"] == "What is shown is apart from how it is drawn")
    (thinking,) = (one for one in contracts if one["name"].startswith("Inside store"))
    quiet = {"words", "when", "keymap", "theme", "sections", "pages", "papers", "quick_line", "display", "forms"}
    quiet |= {"board", "committee_board", "matrix_state", "panel_state", "picture"}
    there = {path.removesuffix(".py").split("/")[1] for path in files("widgets")} & quiet
    assert {f"widgets.{name}" for name in there} - set(apart["source_modules"]) == set()
    rooms = {path.removesuffix(".py").split("/")[1] for path in files("store")}
    touching = {"disk", "engines", "moving", "server", "vault", "exchange", "__init__"}
    touching |= {"box_text", "journal", "redo", "file_codec", "strict_json", "transaction"}
    thoughts = {f"store.{name}" for name in rooms - touching - {"holidays_data", "pinyin_data"}}
    assert thoughts - set(thinking["source_modules"]) == set(), (
        "name it in the contract, or above as what touches files"
    )


CLOCKS = {f"{clock}.{said}" for clock in ("datetime", "date", "arrow") for said in ("now", "utcnow", "today")} | {
    *("time.time", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
}
MACHINE_CALLS = {"getenv", "home", "expanduser", "getlogin", "getcwd", "cwd"}
FILES_AND_PIPES = {"open", "input", "print", "breakpoint", "exec", "eval", "__import__"}


def reaches_out(path: str) -> Iterator[str]:
    """Where a module asks the machine for what should have been an argument."""
    on_disk = path.startswith(("store/disk", "store/server"))
    for node in nodes(path):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "argv"):
            yield f"{path}:{node.lineno} {node.attr}"
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if not isinstance(called, ast.Attribute | ast.Name):
            continue
        name = called.attr if isinstance(called, ast.Attribute) else called.id
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Attribute | ast.Name):
            name = f"{getattr(called.value, 'attr', '') or called.value.id}.{name}"
        if name in CLOCKS or (isinstance(called, ast.Attribute) and called.attr in MACHINE_CALLS):
            yield f"{path}:{node.lineno} {name}()"
        if isinstance(called, ast.Name) and called.id in FILES_AND_PIPES and not on_disk:
            yield f"{path}:{node.lineno} {called.id}()"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("datetime.now()", "datetime.now()"),
        ("datetime.datetime.now(UTC)", "datetime.now()"),
        ("date.today()", "date.today()"),
        ("arrow.utcnow()", "arrow.utcnow()"),
        ("time.time()", "time.time()"),
        ("os.environ['X']", "environ"),
        ("sys.argv[1]", "argv"),
        ("Path.home()", "Path.home()"),
        ("open('x')", "open()"),
        ("print(1)", "print()"),
        ("self.today", None),
        ("self.files.now()", None),
        ("panel.open(row)", None),
    ],
)
def test_the_search_for_the_clock_sees_it(source: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.nodes", lambda path: list(ast.walk(ast.parse(source))))
    assert [line.split(" ")[-1] for line in reaches_out("store/x.py")] == ([found] if found else [])


def test_nothing_below_tui_reads_clock_environment_arguments_or_files() -> None:
    assert [where for path in files("store", "widgets") for where in reaches_out(path)] == []


# -- who may know whom, both ways


def imported(path: str, known: Mapping[str, str]) -> set[str]:
    """The modules of ours that a module imports anywhere: at the top, in a function, for its types alone."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in inside}
    return found & known.keys()


def cycles(graph: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """The groups of modules of which each leads to each other: what is left when leaves are taken off at both ends."""
    left = {name: set(to) - {name} for name, to in graph.items()}
    while True:
        used = {name for to in left.values() for name in to}
        gone = {name for name, to in left.items() if not to or name not in used}
        if not gone:
            break
        left = {name: to - gone for name, to in left.items() if name not in gone}
    reached: dict[str, set[str]] = {}
    for start in left:
        seen, ahead = set(), [start]
        while ahead:
            new = left[ahead.pop()] - seen
            seen |= new
            ahead += new
        reached[start] = seen
    return sorted({tuple(sorted(m for m in reached[n] if n in reached[m])) for n in left if n in reached[n]})


def test_the_search_for_cycles_sees_them() -> None:
    straight = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert cycles(straight) == []
    assert cycles(straight | {"c": {"b"}, "d": {"a"}}) == [("b", "c")]
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}}) == [("a", "b", "c"), ("d", "e")]


def test_no_import_leads_back() -> None:
    """Imports for types and imports in functions too."""
    known = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in files(*ROOMS)}
    assert cycles({name: imported(path, known) for name, path in known.items()}) == []


# -- what is nobody's business

INSIDE = "tui/terminal/"
"""The one room that may know the inside of Textual; its doors are listed in `textual_private.DOORS`."""
PUBLIC_ALL_THE_SAME = {"os._exit"}
"""Documented, whatever its name begins with."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"


def made_in(path: str) -> set[str]:
    """The private names that a module makes: functions, classes, attributes, fields."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found.add(node.value)  # a name in __slots__
    return {name for name in found if is_private(name)}


def private_doors(path: str, ours: set[str]) -> set[str]:
    """The private names of other libraries that a module uses."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in ours:
            if ast.unparse(node) not in PUBLIC_ALL_THE_SAME:
                found.add(node.attr)
        elif isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in alias.name.split(".") if is_private(part)}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in ROOMS:
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            found |= {part for part in parts if is_private(part)}
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import _json", {"_json"}),
        ("from _collections import x", {"_collections"}),
        ("from textual._xterm_parser import X", {"_xterm_parser"}),
        ("from textual.app import _thing", {"_thing"}),
        ("screen._pruning", {"_pruning"}),
        ("self.app._exit = True", {"_exit"}),
        ("os._exit(1)", set()),
        ("class A:\n    def _own(self): self._own()", set()),
    ],
)
def test_the_search_for_private_doors_sees_them(source: str, found: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.nodes", lambda path: list(ast.walk(ast.parse(source))))
    ours = made_in("x.py") if "class" in source else set()
    assert private_doors("x.py", ours) == found


def test_other_libraries_are_entered_by_their_public_doors() -> None:
    known = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in files(*ROOMS)}
    made = {path: made_in(path) for path in files(*ROOMS)}
    found: dict[str, set[str]] = {}
    for path in files(*ROOMS):
        if not path.startswith(INSIDE):
            near = {path, *(known[name] for name in imported(path, known))}
            found[path] = private_doors(path, {name for one in near for name in made[one]})
    assert {path: names for path, names in found.items() if names} == {}


def our_widgets() -> list[type]:
    """Every class of ours that Textual runs."""
    from textual.message_pump import MessagePump

    for path in files("widgets", "tui"):
        if not path.endswith("__main__.py"):
            importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found, left = [], [MessagePump]
    while left:
        left += (kinds := left.pop().__subclasses__())
        found += [kind for kind in kinds if kind.__module__.split(".")[0] in ROOMS]
    return sorted(set(found), key=lambda kind: (kind.__module__, kind.__name__))


@cache
def private_names(kind: type) -> set[str]:
    """The private names of a class and of what it writes to itself."""
    written = re.findall(r"\bself\.(_\w+)(?:: [^=\n]+)? = ", inspect.getsource(kind))
    return {name for name in {*vars(kind), *written} if is_private(name)}


@pytest.mark.parametrize("kind", our_widgets(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_no_private_name_is_one_of_textual(kind: type) -> None:
    """One of ours with a name of Textual's would take its place unawares."""
    theirs: set[str] = set()
    for base in kind.__mro__[1:]:
        if base.__module__.startswith("textual"):
            theirs |= private_names(base)
    made_by_textual = {"_merged_bindings", "_inherit_css", "_inherit_bindings", "_css_type_name", "_css_type_names"}
    made_by_textual |= {name for name in vars(kind) if name.startswith(("_reactive", "_default", "_inherit", "_decor"))}
    mine = private_names(kind) - made_by_textual - {"_computes", "_reactives", "_bindings"}
    if kind.__module__.startswith("tui.terminal."):
        from tui.terminal.textual_private import DOORS

        mine -= {door.rpartition(".")[2] for door in DOORS}
    assert mine & theirs == set()


# -- what things are called


@pytest.mark.parametrize(
    ("name", "words"),
    [("TakeRoll", {"take", "roll"}), ("take_roll", {"take", "roll"}), ("JSONFile2", {"json", "file", "2"})],
)
def test_names_are_made_of_words(name: str, words: set[str]) -> None:
    assert words_of(name) == words


def test_nothing_is_called_manager_helper_or_utils() -> None:
    named = [(path, path.removesuffix(".py")) for path in files(*ROOMS, "tests")]
    made = re.compile(r"^ *(?:class|def|async def) (\w+)", re.MULTILINE)
    for path, _ in tuple(named):
        named += [(path, name) for name in made.findall((ROOT / path).read_text(encoding="utf-8"))]
    allowed = test_nothing_is_called_manager_helper_or_utils.__name__
    assert [(path, name) for path, name in named if words_of(name) & NO_WORDS and name != allowed] == []


def named_in(path: str) -> Iterator[tuple[int, str]]:
    """Line and name of each function, parameter, class and attribute of a module, and of itself; of no lambda's."""
    yield 1, Path(path).stem
    for node in nodes(path):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
            fields = (part.target for part in node.body if isinstance(part, ast.AnnAssign))
            yield from ((field.lineno, field.id) for field in fields if isinstance(field, ast.Name))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
            yield from ((part.lineno, part.arg) for part in ast.walk(node.args) if isinstance(part, ast.arg))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def test_the_files_of_a_branch_are_named_in_one_place() -> None:
    """In code; sentences and patterns speak of them as they like."""
    spelled = {
        path
        for path in files(*ROOMS)
        for node in nodes(path)
        if isinstance(node, ast.Constant) and node.value in (FILE, JOURNAL, LOCK, *OVERLAYS)
    }
    assert spelled == {"store/generation.py"}


def test_names_say_what_a_thing_is() -> None:
    named = [(path, line, name) for path in files(*ROOMS) for line, name in named_in(path)]
    assert [place for place in named if place[2].strip("_").lower() in NO_NAMES] == []
    functions = [
        (path, node.lineno, node.name)
        for path in files(*ROOMS)
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [place for place in functions if place[2].strip("_") in {"laid", "made", "named", "own"}] == []


@pytest.mark.parametrize(
    "source",
    [
        *("def told(): pass", "async def _told(): pass", "class Told: pass", "def state(told): pass"),
        *("def state(*, told=1): pass", "def state(*told): pass", "class State:\n    told: int", "self.told = 1"),
    ],
)
def test_the_search_for_names_sees_them(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.nodes", lambda _: list(ast.walk(ast.parse(source))))
    assert "told" in [name.strip("_").lower() for _, name in named_in("state.py")]


def test_no_class_has_the_name_of_another() -> None:
    """An underscore tells no two apart. What stands within a class, as a message of Textual does, has both names."""
    named: dict[str, set[str]] = {}
    for path in files(*ROOMS):
        within = {id(part) for node in nodes(path) if isinstance(node, ast.ClassDef) for part in node.body}
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and id(node) not in within:
                named.setdefault(node.name.lstrip("_"), set()).add(f"{path}:{node.name}")
    assert {name: places for name, places in named.items() if len(places) > 1} == {}


RAISED = re.compile(r"[Rr]aises? (?:an? |nothing but )?((?:`?[A-Z]\w+`?(?:\([^)]*\))?(?:, | and | or )?)+)")


def test_what_is_said_to_be_raised_is_there_to_be_raised() -> None:
    classes = {node.name for path in files(*ROOMS) for node in nodes(path) if isinstance(node, ast.ClassDef)}
    classes |= vars(builtins).keys()
    said = [
        (path, name)
        for path in files(*ROOMS)
        for found in RAISED.finditer((ROOT / path).read_text(encoding="utf-8"))
        for name in re.findall(r"[A-Z]\w+", re.sub(r"\([^)]*\)", "", found[1]))
    ]
    assert len(said) > 40
    assert [(path, name) for path, name in said if name not in classes] == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_speaks_its_own_words(room: str) -> None:
    named = [(path, Path(path).stem) for path in files(room)]
    named += [(path, node.name) for path in files(room) for node in nodes(path) if isinstance(node, ast.ClassDef)]
    assert [(path, name) for path, name in named if words_of(name) & FOREIGN_WORDS[room]] == []


# -- what stands where


def test_a_room_states_its_law_and_holds_no_code() -> None:
    for path in files(*ROOMS):
        if path.endswith("__init__.py"):
            law, *rest = tree(path).body
            assert isinstance(law, ast.Expr), path
            assert isinstance(law.value, ast.Constant), path
            assert isinstance(law.value.value, str), path
            assert all(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in rest), path


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in files(*ROOMS) if not path.endswith("__main__.py") and not ast.get_docstring(tree(path))]
    assert silent == []


def test_long_modules_explain_themselves() -> None:
    long = {
        path
        for path in files(*ROOMS)
        if not path.startswith(DATA) and len((ROOT / path).read_text(encoding="utf-8").splitlines()) > 300
    }
    assert long - LONG_MODULES.keys() == set(), "split it, or say in LONG_MODULES why it is one"
    assert set(files(*ROOMS)) >= LONG_MODULES.keys()


def methods(node: ast.ClassDef) -> list[str]:
    return [part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_big_classes_explain_themselves() -> None:
    """A class has the methods of those of ours that it is made from too."""
    found: dict[str, tuple[str, ast.ClassDef]] = {}
    for path in files(*ROOMS):
        found |= {node.name: (path, node) for node in nodes(path) if isinstance(node, ast.ClassDef)}

    def counted(node: ast.ClassDef) -> int:
        bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
        return len(methods(node)) + sum(counted(found[base][1]) for base in bases if base in found)

    sizes = {f"{path}:{name}": counted(node) for name, (path, node) in found.items()}
    big = {name for name, size in sizes.items() if size > 20}
    assert big - BIG_CLASSES.keys() == set(), "split it, or say in BIG_CLASSES why it is one"
    assert big >= BIG_CLASSES.keys(), "not so big any more: strike it out"
    assert sizes["tui/app.py:Zhibu"] <= 15


def test_store_says_nothing() -> None:
    said = [
        f"{path}:{line} {text[:30]!r}"
        for path in files("store")
        if not path.startswith(LANGUAGE_AS_DATA)
        for line, text in strings(path)
        if CJK.search(text) or SENTENCE.search(text)
    ]
    assert said == []


def line_names(path: str) -> set[str]:
    """The names of a quick line that a kind's own file has: `field_grammar("visit", "visits", "走访 …", …)`."""
    calls = (node for node in nodes(path) if isinstance(node, ast.Call) and ast.unparse(node.func) == "field_grammar")
    given = (one for call in calls for one in (*call.args, *(named.value for named in call.keywords)))
    return {one.value for one in given if isinstance(one, ast.Constant)}


def test_chinese_stands_in_the_words_alone() -> None:
    said = [
        f"{path}:{line} {text[:30]!r}"
        for path in files("widgets", "tui")
        if not path.startswith(LANGUAGE_AS_INPUT)
        for line, text in strings(path)
        if CJK.search(text) and text not in line_names(path)
    ]
    assert said == [], "say it in widgets/words"


def test_no_constant_is_left_that_nobody_reads() -> None:
    """Its name stands nowhere else in the program, and no test asks its module for it."""
    text = {path: (ROOT / path).read_text(encoding="utf-8") for path in files(*ROOMS)}
    said = Counter(re.findall(r"\w+", "\n".join(text.values())))
    bound = [(path, name) for path in text for name in re.findall(r"^([A-Z_]+)(?::.*)? = ", text[path], re.MULTILINE)]
    alone = [(path, name) for path, name in bound if said[name] == 1]
    tests = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in files("tests")) if alone else ""
    asked = {(path, name) for path, name in alone if re.search(rf"\b{Path(path).stem}(\.| import .*\b){name}\b", tests)}
    assert set(alone) - asked == set()


# -- one door for texts

DRAWS = ("rich", "textual.widgets", "textual.content", "textual.visual", "textual.markup")
"""What turns a text into something on a screen, and would read markup in it or pass controls on."""
DOORS = ("widgets/draw.py", "tui/cli/colours.py", "tui/terminal/")
HARMLESS = ("widgets/display.py", "widgets/words/lexicon.py")
"""Where a text becomes a `Shown`; elsewhere it must be made by `shown` or by the words."""


def past_the_door(path: str) -> Iterator[str]:
    """Where a text would reach the screen without having been made harmless: the types see to the rest."""
    for node in nodes(path):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not path.startswith(DOORS):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for module in modules:
                if module.startswith(DRAWS) and (module + ".").startswith(tuple(f"{name}." for name in DRAWS)):
                    yield f"{path}:{node.lineno} import {module}"
        if isinstance(node, ast.Call) and not path.startswith((*HARMLESS, *DOORS)):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ("Shown", "notify", "cast", "print"):
                yield f"{path}:{node.lineno} {name}()"
        stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if stored and node.attr in TITLES and not path.startswith(FILES):
            yield f"{path}:{node.lineno} {node.attr}"


FILES = "tui/files/"
"""What is written there is no screen: a chart's title is cells of a workbook."""
TITLES = {"border_title", "border_subtitle", "title", "sub_title", "tooltip", "placeholder"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from textual.widgets import Static", "textual.widgets"),
        ("import rich.markup", "rich.markup"),
        ("from rich.text import Text", "rich.text"),
        ("Shown(member.name)", "Shown()"),
        ("self.app.notify(member.name)", "notify()"),
        ("self.border_title = member.name", "border_title"),
        ("from textual.widget import Widget", None),
        ("shown(member.name)", None),
        ("print(member.name)", "print()"),
    ],
)
def test_the_search_for_other_doors_sees_them(source: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.nodes", lambda path: list(ast.walk(ast.parse(source))))
    assert [line.split(" ")[-1] for line in past_the_door("widgets/x.py")] == ([found] if found else [])


def test_texts_reach_the_screen_through_one_door() -> None:
    assert [where for path in files("widgets", "tui") for where in past_the_door(path)] == []


# -- values


def record_types() -> list[type[Record]]:
    for module in pkgutil.walk_packages(store.__path__, "store."):
        importlib.import_module(module.name)
    found, left = [], [Record]
    while left:
        left += (kinds := left.pop().__subclasses__())
        found += [kind for kind in kinds if kind.__module__.startswith("store.")]
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


@pytest.mark.parametrize("kind", record_types(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_records_are_values(kind: type[Record]) -> None:
    assert kind.__setattr__ is object.__setattr__
    for name in kind.fields:
        field = getattr(kind, name)
        assert not callable(field), f"{name} is hidden by a method"
        with pytest.raises(AttributeError):
            field.__set__(tuple.__new__(kind), None)


# -- nothing of the machine it was made on

PLACES = re.compile("|".join(re.escape(f"/{place}/") for place in ("work", "root", "tmp", "home", "Users")))


def texts() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name != ".git")
    for room in (*ROOMS, "tests", ".ci"):
        yield from (path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_nothing_names_a_place_of_the_machine_it_was_made_on() -> None:
    named = []
    for path in texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = PLACES.search(line)
            if found and not ("tests" in path.parts and found[0] in ("/tmp/", "/home/")):
                named.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")
    assert named == []


# -- doors


def hidden_doors(path: str) -> Iterator[str]:
    """Modules of the standard library whose names begin with an underscore, which are nobody's promise."""
    for node in nodes(path):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        yield from (f"{path}:{node.lineno} {name}" for name in names if name[:1] == "_" and name[:2] != "__")  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", ["import _json", "from _collections import deque", "if 1:\n import os, _thread"])
def test_the_search_for_hidden_doors_sees_them(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.nodes", lambda path: list(ast.walk(ast.parse(source))))
    assert len(list(hidden_doors("store/x.py"))) == 1


def test_no_hidden_door_of_the_standard_library_is_used() -> None:
    found = [where for path in files(*ROOMS) for where in hidden_doors(path)]
    assert [where for where in found if not where.startswith("tui/terminal/")] == []
