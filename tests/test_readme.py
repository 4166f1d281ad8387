"""What the READMEs say is what the program does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.make_pictures import FOLDER, README, drawn
from tests.make_readme import READMES, ROOT, filled


@pytest.mark.parametrize("name", READMES)
def test_keys_are_the_programs_own(name):
    assert (ROOT / name).read_text(encoding="utf-8") == filled(name), "run: python -m tests.make_readme"


def test_the_first_two_shell_blocks_are_one_line_each_and_alike_in_both_languages():
    blocks = {}
    for name in READMES:
        parts = (ROOT / name).read_text(encoding="utf-8").split("```sh\n")
        blocks[name] = [part.partition("\n```")[0] for part in parts[1:3]]
        assert all("\n" not in block for block in blocks[name])
    assert blocks["README.md"] == blocks["README.zh.md"]
    assert "--demo" in blocks["README.md"][0]
    assert "pytest" in blocks["README.md"][1]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scene", README)
async def test_the_pictures_are_of_this_program(scene, lang):
    path = FOLDER / f"{scene}-{lang}.svg"
    text = await drawn(scene, lang, README[scene])
    if os.environ.get("ZHIBU_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "run: python -m tests.make_pictures"


def test_the_readmes_show_every_picture_and_no_other():
    shown = {
        found for name in READMES for found in re.findall(r"tests/pictures/(\S+)\)", (ROOT / name).read_text("utf-8"))
    }
    assert (
        shown
        == {path.name for path in FOLDER.iterdir()}
        == {f"{scene}-{lang}.svg" for scene in README for lang in READMES.values()}
    )


def blocks(name: str) -> list[str]:
    parts = (ROOT / name).read_text(encoding="utf-8").split("```sh\n")[1:]
    return [part.partition("\n```")[0] for part in parts]


@pytest.mark.parametrize("name", READMES)
def test_what_the_readmes_call_zhibu_is_found_by_the_shell(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    before = text.partition("```sh\nzhibu ")[0]
    assert 'export PATH="$PWD/.venv/bin:$PATH"' in before
    assert "pipx install '.[word]'" in before
    assert "ZHIBU_USER" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_no_command_of_the_readmes_fails_in_an_empty_home(name, tmp_path):
    """Word for word, one after the other, as somebody new would; what sets up a server needs its groups."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    run = [one for one in blocks(name)[2:] if one.startswith("zhibu ")]
    assert len(run) == 2
    for line in "\n".join(run).splitlines():
        made = subprocess.run(
            shlex.split(line), env={"HOME": str(home), "PATH": path, "LANG": "C.UTF-8"}, cwd=work, capture_output=True
        )
        assert made.returncode == 0, (line, made.stderr.decode())
