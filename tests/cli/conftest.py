"""A folder with the sample in it, and `zhibu` as a function of its command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tui.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data.json"


class Answer:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Nothing of the reader's own reaches a test."""
    for name in ("ZHIBU_DATA", "ZHIBU_LANG", "ZHIBU_TODAY", "ZHIBU_USER", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def zhibu(capsys):
    def run(*words: object) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def folder(tmp_path):
    """A branch's folder that holds the sample."""
    made = tmp_path / "branch"
    made.mkdir(mode=0o700)
    shutil.copy(SAMPLE, made / "branch.json")
    return made
