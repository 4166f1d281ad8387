"""Every row of `tests/terminal/grid.py`: the program itself on that terminal, and what its reader gets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import termios
from itertools import combinations, product
from unicodedata import east_asian_width

import pytest

from tests.desk import branch_folder
from tests.pty_run import ROOT, Run
from tests.terminal.grid import ANSWERS, ASKED, CASES, LOCALES, REFUSED, SIZES, TERMS, gets, name, shortest, table
from tui.terminal.probe import LEAST
from widgets.words.lexicon import words_of

pytestmark = pytest.mark.slow

FIRST = {lang: words_of(lang)("panel.meetings") for lang in ("zh", "en")}


class Zhibu(Run):
    PROGRAM = ("-m", "tui")


class Sizeless(Zhibu):
    """On a line that says it has no columns and no lines, as some consoles and hosts between do."""

    def resize(self, width: int, height: int, *, tell: bool = True) -> None:
        super().resize(0, 0, tell=False)


@pytest.fixture(scope="session")
def locales(tmp_path_factory) -> dict[str, str]:
    """Where the locales of the grid are: made here, for few machines have the Chinese ones; none where that fails.

    Made with their characters alone, which decide the encoding; how they sort would take ten seconds.
    """
    folder = tmp_path_factory.mktemp("locales")
    localedef = shutil.which("localedef")
    for locale in LOCALES:
        language, _, charset = locale.partition(".")
        if localedef and charset:
            source = folder / language
            source.write_text(f'comment_char %\nescape_char /\nLC_CTYPE\ncopy "{language}"\nEND LC_CTYPE\n')
            made = [localedef, "--no-archive", "-c", "-i", source, "-f", charset, folder / locale]
            subprocess.run(made, capture_output=True, check=False)  # it warns of all that is left out
    return {"LOCPATH": str(folder)} if (folder / "zh_CN.GBK").is_dir() else {}


def environment(case, locales, home) -> dict[str, str]:
    said = {"TERM": case.term, "LC_ALL": case.locale, "LANG": case.locale, "HOME": str(home)} | locales
    said |= {"NO_COLOR": "", "COLORTERM": "", "ZHIBU_TODAY": "2026-11-22", "PYTHONPATH": str(ROOT)}
    if case.locale.endswith("GBK") and not locales:
        # Python would run in C; what makes the difference to us is the encoding of the streams.
        said |= {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for setting in f"{case.asked} {case.more}".split():
        variable, sets, value = setting.partition("=")
        if sets:
            said[variable] = value
    return said


def encoding(case) -> str:
    return "gbk" if case.locale.endswith("GBK") else "utf-8"


def colours(sent: bytes) -> int:
    """The most that any sequence asks for."""
    codes = ";".join(re.findall(r"\x1b\[([\d;]*)m", sent.decode("utf-8", "replace")))
    if re.search(r"[34]8;2;", codes):
        return 1 << 24
    if re.search(r"[34]8;5;", codes):
        return 256
    return 16 if re.search(r"(^|;)([34]|9|10)[0-7](;|$)", codes) else 0


def restored(run: Run) -> None:
    assert termios.tcgetattr(run.slave) == run.attributes
    for mode, left in (("1049", "l"), ("2004", "l"), ("25", "h")):
        said = re.findall(rf"\x1b\[\?{mode}([hl])", run.sent.decode("utf-8", "replace"))
        assert said[-1:] in ([], [left]), mode


QUICK = set(shortest())
TIERS = [case if case in QUICK else pytest.param(case, marks=pytest.mark.slow) for case in CASES]


@pytest.mark.parametrize("case", TIERS, ids=name)
def test_what_a_terminal_gets(case, locales, tmp_path):
    folder = branch_folder(tmp_path / "branch")
    settings = environment(case, locales, tmp_path)
    options = ["--data", str(folder), *([case.more] if case.more == "--ascii" else [])]
    if case.more == "a pipe":
        piped(case, options, settings)
        return
    promised = gets(case)
    program = Sizeless if case.more == "knows no size" else Zhibu
    with program(*options, width=case.size[0], height=case.size[1], columns=ANSWERS[case.answer], **settings) as run:
        if promised.code:
            refused(case, run)
        else:
            run.wait_for(FIRST[promised.lang].replace(" ", ""))
            drawn(case, run)
            run.type(b"q")
            assert run.wait() == 0
        run.drain(0.01)
        restored(run)
        assert colours(run.sent) == promised.colours


def drawn(case, run: Run) -> None:
    """The first panel's frame ends at the right edge, and it is drawn with what was promised."""
    promised = gets(case)
    across, corners = case.size[0], ("┌", "┐") if promised.drawn == "lines" else ("+", "+")
    frame = run.cells()[2]
    assert (frame[0].data, frame[across - 1].data) == corners
    assert FIRST["en" if promised.lang == "zh" else "zh"] not in "\n".join(run.display)
    if promised.drawn == "ASCII":
        assert not {char for line in run.display for char in line if east_asian_width(char) == "A"}


def refused(case, run: Run) -> None:
    """In both languages, before the screen is touched; one that reads no UTF-8 is told in the encoding it reads."""
    promised = gets(case)
    assert run.wait() == promised.code
    run.drain(0.05)
    # Where the terminal answers late, the first picture was drawn by then, and is taken away.
    assert run.sent.rfind(b"\x1b[?1049h") < max(0, run.sent.rfind(b"\x1b[?1049l"))
    said = re.split(rb"\x1b\[K|\x1b\[\?1004l", run.sent)[-1].replace(b"\r\n", b"")
    told = said.decode("gb18030" if case.answer == "no UTF-8" else encoding(case))
    facts = {"columns": case.size[0], "lines": case.size[1], "least": f"{LEAST[0]}×{LEAST[1]}"}
    for lang in ("zh", "en"):
        assert words_of(lang)(promised.drawn, **facts) in told


def piped(case, options, settings) -> None:
    """Where there is no terminal, the board's panels are text."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *options],
        cwd=settings["HOME"], env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    promised = gets(case)
    assert done.returncode == promised.code, done.stderr
    assert b"\x1b" not in done.stdout
    assert FIRST[promised.lang] in done.stdout.decode(encoding(case))


def test_the_grid_has_every_value_and_every_pair_that_it_says():
    axes = {"term": TERMS, "answer": ANSWERS, "locale": LOCALES, "size": SIZES, "asked": ASKED}
    there = [case._asdict() for case in CASES]
    for one, other in combinations(axes, 2):
        if one != "term" or other == "asked":
            found = {(case[one], case[other]) for case in there}
            assert set(product(axes[one], axes[other])) <= found
    assert {gets(case).drawn for case in REFUSED} == {"terminal.no_term", "terminal.small"}
    assert len(set(CASES)) == len(CASES)


def test_the_table_is_that_of_the_tests():
    lines = table().splitlines()
    assert len(lines) == len(CASES) + 4
    for case, line in zip(CASES, lines[2:], strict=False):
        said = [cell.strip() for cell in line.strip("|").split("|")]
        assert said[1:3] == [case.answer, case.locale]
        assert said[5:] == [gets(case).drawn, gets(case).lang, str(gets(case).colours or "none"), str(gets(case).code)]
