"""What only a process of its own can show: what it loads, pipes that close, signals, no terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOUR = ("--short", "--json", "--plain")
OURS = ("store", "widgets", "tui")
# Modules of our own, each of which costs about half a million instructions before it does anything; counted on the
# sample with Python 3.11 as 72, 75 and 80. A new one here is a reason to look whether `status` needs it.
MOST = {"--short": 74, "--json": 77, "--plain": 82}


def zhibu(*words: object, **more) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, **more)


def loaded(*words: object) -> set[str]:
    """Every module that a command loads."""
    code = "import sys; from tui.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-S", "-c", code, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split("\n")[-2].split())


def test_the_command_is_a_script_of_our_own(folder) -> None:
    """Installers put their Python into its first line, and keep its mode."""
    script = ROOT / "tui" / "zhibu"
    assert script.read_text(encoding="utf-8").startswith("#!python\n")
    assert os.access(script, os.X_OK)
    command = [sys.executable, str(script), "status", "--short", "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout) == (0, zhibu("status", "--short", "--data", folder).stdout)


def rooms(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("form", FOUR)
def test_status_loads_no_more_than_it_needs(folder, form) -> None:
    modules = loaded("status", form, "--data", folder)
    assert not rooms(modules) & {"textual", "rich", "arrow", "tinydb", "tomllib", "openpyxl", "typing_extensions"}
    assert not modules & {
        *("argparse", "gettext", "store.edits", "store.undo"),
        *("dataclasses", "inspect", "typing", "tempfile", "shutil", "subprocess", "asyncio", "random", "pathlib"),
        *("tui.start", "tui.app", "tui.cli.colours", "tui.cli.listing", "widgets.pages", "widgets.keymap"),
        *("store.pinyin", "store.pinyin_data", "store.holidays_data", "store.disk.transaction", "store.disk.journal"),
    }
    assert ("widgets.sections.registry" in modules) == (form == "--plain")
    assert len({name for name in modules if name.partition(".")[0] in OURS}) <= MOST[form]


@pytest.mark.parametrize("words", [["list", "members"], ["show", "p2"], ["add", "党课 2026-11-20 学习"], ["log"]])
def test_commands_load_no_screen(folder, words) -> None:
    assert not rooms(loaded(*words, "--data", folder)) & {"textual", "rich", "tomllib", "openpyxl"}


def test_without_a_terminal_the_board_is_status(folder) -> None:
    alone = zhibu("--data", folder, stdin=subprocess.DEVNULL)
    assert alone.returncode == 0
    assert alone.stdout == zhibu("status", "--data", folder).stdout
    assert "\x1b" not in alone.stdout


@pytest.mark.parametrize("words", [["status"], ["list", "meetings"], ["status", "--json"]])
def test_a_reader_that_has_gone_is_no_failure(folder, words) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "tui", *words, "--data", str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_tells_the_truth_to_a_reader_that_has_gone(folder) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "tui", "status", "--check", "--data", str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == 3


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_told(folder) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "tui", "list", "meetings", "--data", str(folder), "--lang", "en"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_closed_streams_do_not_crash(folder) -> None:
    line = f"exec {sys.executable} -m tui status --data {folder} >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], cwd=ROOT).returncode in (0, 1)


@pytest.mark.parametrize(("encoding", "letters"), [("gbk", "支部"), ("ascii", "?")])
def test_other_encodings(folder, encoding, letters) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "tui", "status", "--data", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)  # that it can't show all of it is said once
    assert letters in done.stdout.decode(encoding)
    done = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, env=environment)
    assert json.loads(done.stdout)["branch"]["name"].endswith("支部")


def test_an_interrupt_is_130_and_the_demo_goes(tmp_path) -> None:
    code = (
        "import sys, time; from tui.cli import status;"
        "status.run = lambda call: (print('ready', flush=True), time.sleep(60));"
        "from tui.__main__ import main; sys.exit(main(['status', '--demo']))"
    )
    for number, leaves in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        environment = os.environ | {"TMPDIR": str(tmp_path)}
        command = [sys.executable, "-c", code]
        running = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in what a script began with &
        )  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        assert os.listdir(tmp_path) != ["home"]
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
        assert (running.returncode, b"Traceback" in err) == (leaves, False)
        assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []


def test_busy_is_4(folder, monkeypatch) -> None:
    code = (
        "import sys; from store.disk import lock; lock.PATIENCE = 0.05; lock.SAY_SO = 0.01;"
        "from tui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    held = os.open(folder, os.O_RDONLY)
    try:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX)
        command = [sys.executable, "-c", code, "add", "党课 2026-11-20 学习", "--data", str(folder), "--lang", "en"]
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert time.monotonic() - began < 30
    finally:
        os.close(held)
    assert (done.returncode, done.stdout) == (4, "")
    assert "again" in done.stderr
    status = zhibu("status", "--short", "--data", folder)
    assert status.returncode == 0  # reading waits for no one


def test_on_a_terminal_colours_and_the_terminals_width(folder) -> None:
    import pty

    lines = {}
    for more in ([], ["--no-color"], ["--plain"]):
        main, other = pty.openpty()
        import fcntl
        import struct
        import termios

        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "9999"}
        command = [sys.executable, "-m", "tui", "status", "--data", str(folder), *more]
        running = subprocess.Popen(command, cwd=ROOT, stdout=other, stderr=other, env=environment)
        os.close(other)
        data = b""
        try:
            while part := os.read(main, 65536):
                data += part
        except OSError:
            pass
        os.close(main)
        assert running.wait() == 0
        lines[tuple(more)] = data.decode().split("\r\n")
    from rich.text import Text

    from widgets.display import width

    coloured = [Text.from_ansi(line).plain for line in lines[()]]
    assert any("\x1b[" in line for line in lines[()])
    for more in ([], ["--no-color"], ["--plain"]):
        plain = [Text.from_ansi(line).plain.rstrip() for line in lines[tuple(more)]]
        assert max(map(width, plain)) <= 60
        assert plain == [line.rstrip() for line in coloured]
    assert not any("\x1b" in line for line in lines[("--no-color",)] + lines[("--plain",)])


def test_alone_on_a_terminal_it_is_the_board_and_leaves_nothing(tmp_path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "tui", "--demo", "--lang", "zh"]
    running = subprocess.Popen(command, cwd=ROOT, stdin=other, stdout=other, stderr=other, env=environment)
    os.close(other)
    data = b""
    try:
        while part := os.read(main, 65536):
            data += part
            if "制度执行".encode() in data:
                os.write(main, b"q")
    except OSError:
        pass
    os.close(main)
    assert running.wait(timeout=60) == 0
    assert "近期会议".encode() in data
    assert b"Traceback" not in data
    assert [name for name in os.listdir(tmp_path) if name.startswith("zhibu-demo")] == []


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", ">&- 2>&- <&-", ">/dev/full"])
def test_short_fails_no_shell_whatever_is_closed(folder, closed) -> None:
    line = f'"$@" status --short --data "$0" {closed}'
    command = ["sh", "-c", line, str(folder), sys.executable, "-m", "tui"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
