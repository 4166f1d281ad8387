"""Modules of ours are found beside their packages, as the import system would find them."""

from __future__ import annotations

import gc
import subprocess
import sys
from importlib.machinery import PathFinder

import pytest

import store
import store.rules
from tui.__main__ import OwnModules, main


@pytest.mark.parametrize(("name", "package"), [("store.codec", store), ("store.rules.index", store.rules)])
def test_a_module_is_what_the_import_system_finds(name: str, package: object) -> None:
    path = package.__path__
    spec, same = OwnModules.find_spec(name, path), PathFinder.find_spec(name, path)
    for one in ("name", "origin", "cached", "has_location", "parent", "submodule_search_locations"):
        assert getattr(spec, one) == getattr(same, one), one
    assert (type(spec.loader), spec.loader.path) == (type(same.loader), same.loader.path)


@pytest.mark.parametrize("name", ["store.rules", "store.nothing", "json.decoder", "store"])
def test_packages_and_what_is_not_ours_is_left_to_the_import_system(name: str) -> None:
    import json

    path = json.__path__ if name.startswith("json") else store.__path__ if "." in name else None
    assert OwnModules.find_spec(name, path) is None


def test_whoever_calls_the_program_keeps_an_import_system_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert OwnModules not in sys.meta_path


NEVER_COLLECTS = """
import gc, os, sys
gc.disable()
from tui.__main__ import main
found = []
gc.callbacks.append(lambda phase, facts: found.append(facts))
left = os._exit
os._exit = lambda code: (print(gc.isenabled(), found), sys.stdout.flush(), left(code))
sys.argv[1:] = ["status", "--demo", "--short"]
main()
"""


def test_a_command_collects_no_rubbish_from_its_beginning_to_its_end() -> None:
    done = subprocess.run([sys.executable, "-c", NEVER_COLLECTS], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False []"


def test_whoever_calls_the_program_has_their_rubbish_collected_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--version"])
    assert gc.isenabled()
