"""Which terminals the board is drawn on, and how: asked, answered, refused in a sentence of both languages."""

from __future__ import annotations

import os
import re

import pytest

from tests.desk import branch_folder
from tests.terminal.on_a_pty import GOOD, READY, board
from tests.tiers import slow
from tui.terminal.probe import Probe, ProbeResult, read_answer, size, unfit


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def ended(run) -> tuple[int, str]:
    code = run.wait()
    run.drain(0.1)
    return code, run.sent.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("term", "size", "word"),
    [
        ("xterm", (80, 24), None),
        ("xterm-256color", (40, 10), None),
        ("linux", (400, 120), None),
        ("dumb", (80, 24), "terminal.no_term"),
        ("unknown", (80, 24), "terminal.no_term"),
        ("", (80, 24), "terminal.no_term"),
        ("xterm", (39, 24), "terminal.small"),
        ("xterm", (80, 9), "terminal.small"),
    ],
)
def test_what_will_not_do(term, size, word):
    assert unfit({"TERM": term}, size) == word


def test_no_term_at_all_will_not_do():
    assert unfit({}, (80, 24)) == "terminal.no_term"


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (b"", ProbeResult()),
        (b"\x1b[24;5R\x1b[24;3R", ProbeResult()),
        (b"\x1b[24;5R\x1b[24;5R", ProbeResult(wide=True)),
        (b"\x1b[24;7R\x1b[24;7R", ProbeResult(utf8=False)),
        (b"\x1b[1;3R\x1b[1;3R", ProbeResult()),  # a font that draws Chinese in one cell: nothing that we can help
        (b"\x1b[24;5R", ProbeResult()),
        (b"\x1b[24;7R", ProbeResult(utf8=False)),
        (b"j\x1b[24;5Rk\xe5\x85\x9a\x1b[24;3Rl", ProbeResult(typed="jk党l".encode())),
        (b"\x1b[B\x1b[24;5R\x1b[24;3R\x1b[1;5R", ProbeResult(typed=b"\x1b[B\x1b[1;5R")),
        (b"\x1b[5~abc", ProbeResult(typed=b"\x1b[5~abc")),
    ],
)
def test_what_an_answer_means(sent, found):
    said = read_answer(sent)
    assert said.but(answers=b"") == found
    assert bool(said.answers) == (b"R" in sent)
    assert said.missing == 2 - min(2, sent.count(b"R"))


def test_silence_is_waited_for_shortly_and_the_terminal_is_left_as_it_was():
    import termios

    main, other = os.openpty()
    before = termios.tcgetattr(other)
    with Probe(other, other) as probe:
        assert not termios.tcgetattr(other)[3] & (termios.ECHO | termios.ICANON)
        os.write(main, b"x")
        assert probe.answer(0.01) == ProbeResult(typed=b"x")
    assert termios.tcgetattr(other) == before
    os.close(main)
    with Probe(other, other) as probe:  # one that has gone
        assert probe.answer(0.01) == ProbeResult()
    os.close(other)


@pytest.mark.parametrize(
    ("environment", "size", "said"),
    [
        ({"TERM": "dumb"}, (80, 24), ["TERM=xterm-256color", "zhibu status"]),
        slow(({"TERM": ""}, (80, 24), ["TERM=xterm-256color"])),
        slow(({}, (39, 9), ["39×9", "40×10"])),
    ],
)
def test_refused_in_both_languages(folder, environment, size, said):
    with board(folder, width=size[0], height=size[1], **environment) as run:
        code, text = ended(run)
    assert code == 1
    assert "看板" in text
    assert "the board" in text
    assert "\x1b" not in text
    assert all(part in text for part in said)


def test_a_terminal_that_reads_no_utf8_is_told_how_to_set_it_in_its_own_encoding(folder):
    with board(folder, columns=(7, 7)) as run:
        assert run.wait() == 1
        run.drain(0.1)
    said = re.split(rb"\x1b\[K|\x1b\[\?1004l", run.sent)[-1].decode("gbk")  # behind the question, or a first picture
    assert all(name in said for name in ("Xshell", "SecureCRT", "PuTTY", "编码", "UTF-8", "Translation"))


@pytest.mark.slow
def test_wide_lines_are_drawn_in_ascii_and_it_is_said(folder):
    with board(folder, columns=(5, 5)) as run:
        run.wait_for(READY["zh"])
        run.wait_for("ASCII")
        text = "\n".join(run.display)
        assert "+-1 近" in text
        assert not set("┌─│✓✗○█░") & set(text)
        run.type(b"q")
        assert run.wait() == 0


def test_the_linux_console_gets_english_and_is_told_why(folder):
    with board(folder, TERM="linux", COLORTERM="") as run:
        run.wait_for(READY["en"])
        run.wait_for("InEnglish")
        assert "+-1 Upcoming" in "\n".join(run.display)
        run.type(b"q")
        assert run.wait() == 0


def test_what_is_typed_before_it_answers_is_not_lost(folder):
    with board(folder, columns=()) as run:
        while b"\x1b[6n" not in run.sent:
            run.drain(0.01)
        run.type(b"\x1b[1;5Rq\x1b[1;3R")
        assert run.wait() == 0


def test_no_colour_means_no_colour(folder):
    import re

    with board(folder, NO_COLOR="1") as run:
        run.wait_for(READY["zh"])
        run.type(b"2jz:")
        run.drain()
        run.type(b"\x1b")
        run.drain()
        run.type(b"q")
        assert run.wait() == 0
    styles = re.findall(rb"\x1b\[([\d;]*)m", run.sent)
    assert set(b";".join(styles).split(b";")) <= {b"", b"0", b"1", b"7", b"22", b"27"}


@pytest.mark.slow
def test_with_errors_kept_elsewhere_the_board_is_drawn_on_stdout(folder, tmp_path):
    import fcntl
    import subprocess
    import sys
    import termios

    from tests.pty_run import ROOT

    main, other = os.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, b"\x18\0\x50\0\0\0\0\0")
    with open(tmp_path / "errors", "wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--data", str(folder), "--lang", "zh"],
            cwd=ROOT, stdin=other, stdout=other, stderr=errors, env=os.environ | {"TERM": "xterm"},
        )  # fmt: skip
    os.close(other)
    seen = b""
    try:
        while data := os.read(main, 65536):
            seen += data
            if READY["zh"].encode() in seen:
                os.write(main, b"q")
    except OSError:
        pass
    assert process.wait(20) == 0
    assert (tmp_path / "errors").read_bytes() == b""
    os.close(main)


@pytest.mark.parametrize(
    ("columns", "said"),
    [(GOOD, "good"), slow(((5, 5), "two cells wide")), ((7, 7), "PuTTY"), slow(((), "no answer"))],
)
def test_the_doctor_says_what_the_terminal_answers(folder, columns, said):
    with board(folder, "doctor", lang="en", columns=columns, width=200) as run:
        code, text = ended(run)
    assert code == 0
    assert said in text.replace("\r", "").replace("\n", " ")


@pytest.mark.parametrize(("said", "taken"), [((0, 0), (80, 24)), ((20_000, 20_000), (1_000, 500)), ((80, 0), (80, 24))])
def test_a_size_that_is_none(said, taken, monkeypatch):
    monkeypatch.setattr(os, "get_terminal_size", lambda screen: os.terminal_size(said))
    assert size(1) == taken
