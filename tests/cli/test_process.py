"""What only a process of its own can show: what it loads, pipes that close, signals, no terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tiers import crossed, quick, slow

ROOT = Path(__file__).resolve().parents[2]
FOUR = ("--short", "--json", "--plain")
OURS = ("store", "widgets", "tui")
# Modules of our own, each of which costs about half a million instructions before it does anything; counted on the
# sample with Python 3.11. A new one here is a reason to look whether `status` needs it; one chooses the engine.
MOST = {"--short": 92, "--json": 97, "--plain": 105}
REGISTERS = {"store.packs.register", "store.packs.registers", "store.rules.entries", "store.rules.undeclared"}


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
        *("argparse", "contextlib", "gettext", "store.edits", "store.undo"),
        *("dataclasses", "inspect", "typing", "tempfile", "shutil", "subprocess", "asyncio", "random", "pathlib"),
        *("tui.start", "tui.app", "tui.cli.colours", "tui.cli.listing", "widgets.pages", "widgets.keymap"),
        *("widgets.words.zh", "widgets.words.en"),
        *("store.pinyin", "store.pinyin_data", "store.holidays_data", "store.disk.transaction", "store.disk.journal"),
    }
    assert ("widgets.sections.registry" in modules) == (form == "--plain")
    assert len({name for name in modules if name.partition(".")[0] in OURS}) <= MOST[form]


@pytest.mark.parametrize("form", quick(["--plain"], FOUR))
def test_a_branch_that_keeps_no_registers_pays_for_none(folder, form) -> None:
    data = json.loads((folder / "branch.json").read_text(encoding="utf-8"))
    data["entries"].clear()
    (folder / "branch.json").write_text(json.dumps(data), encoding="utf-8")
    assert not loaded("status", form, "--data", folder) & REGISTERS


@pytest.mark.parametrize(
    "words", [["list", "members"], slow(["show", "p2"]), ["add", "党课 2026-11-20 学习"], slow(["log"])]
)
def test_commands_load_no_screen(folder, words) -> None:
    assert not rooms(loaded(*words, "--data", folder)) & {"textual", "rich", "tomllib", "openpyxl"}


def test_without_a_terminal_the_board_is_status(folder) -> None:
    alone = zhibu("--data", folder, stdin=subprocess.DEVNULL)
    assert alone.returncode == 0
    assert alone.stdout == zhibu("status", "--data", folder).stdout
    assert "\x1b" not in alone.stdout


def sink(kind: str) -> int:
    """A place that takes nothing: a disk that is full, or a pipe whose reader has gone."""
    if kind == "full":
        return os.open("/dev/full", os.O_WRONLY)
    read, write = os.pipe()
    os.close(read)
    return write


def into(kind: str, *words: object, **environment: str) -> tuple[int, str]:
    """Exit code and stderr of a command whose stdout takes nothing."""
    out = sink(kind)
    command = [sys.executable, "-m", "tui", *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    )
    os.close(out)
    return done.returncode, done.stderr


def waivable(folder: Path) -> str:
    """The key of a duty that is not done."""
    rows = json.loads(zhibu("status", "--json", "--data", folder).stdout)["execution"]
    row = next(row for row in rows if row["state"] == "overdue" and row["subject"] is None)
    return f"{row['rule']}/{row['period']}"


KINDS = ["full", "pipe"]
SINKS = pytest.mark.parametrize("kind", KINDS)


TOLD = [
    *(["--version"], ["--help"], ["status", "--help"], ["add", "--help"], ["man"], ["completion", "bash"]),
    *(["status", "--data"], ["status", "--json", "--data"], ["status", "--plain", "--check", "--data"]),
    *(["list", "meetings", "--data"], ["doctor", "--data"], ["verify", "--data"]),
    *(["export", "month", "--data"], ["export", "all", "--data"], ["list", "rules", "--json", "--data"]),
]
INTO = [(words, kind) for words in TOLD for kind in KINDS]


@pytest.mark.parametrize(("words", "kind"), quick(INTO[::5], INTO), ids=str)
def test_a_full_disk_is_told_in_one_line_and_a_reader_who_has_gone_in_none(folder, words, kind) -> None:
    code, told = into(kind, *words, *([folder] if words[-1] == "--data" else []), ZHIBU_LANG="en")
    assert (code, told.count("\n")) == (1, 1 if kind == "full" else 0)
    assert told.startswith("zhibu: " if kind == "full" else "")


@SINKS
def test_a_login_message_never_fails(folder, kind) -> None:
    assert into(kind, "status", "--short", "--data", folder)[0] == 0
    assert into(kind, "status", "--short", "--data", folder / "nowhere")[0] == 0


@pytest.mark.parametrize(
    ("kind", "lang"), quick([("full", "zh")], [(kind, lang) for kind in KINDS for lang in ("zh", "en")])
)
def test_what_is_stored_and_cant_be_told_has_a_code_of_its_own(folder, kind, lang) -> None:
    data = ("--data", folder, "--lang", lang)
    shutil.copy(folder / "branch.json", folder / "first.json")
    for words, stored in (
        (["add", "党课 2026-11-20 学习"], r"m\d+"),
        (["add", "党课 2026-11-21 再学习", "--json"], r"m\d+"),
        (["backup"], "kept-"),
        (["waive", waivable(folder), "因故"], r"w\d+"),
        (["restore", folder / "first.json"], r"\d+"),
    ):
        before = (folder / "branch.json").read_bytes()
        code, told = into(kind, *words, *data)
        assert (code, told.count("\n")) == (6, 1), words
        assert re.search(stored, told), words
        assert words == ["backup"] or (folder / "branch.json").read_bytes() != before
        assert "Traceback" not in told
    assert "6 " in zhibu("--help", "--lang", lang).stdout
    made = into(kind, "init", "--name", "甲", "--data", folder.parent / "new", "--lang", lang)
    assert (made[0], made[1].count("\n")) == (6, 1)
    assert (folder.parent / "new" / "branch.json").exists()
    code, told = into(kind, "add", "nonsense", *data)
    assert (code, told.count("\n")) == (1, 1)


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


@pytest.mark.parametrize(
    "command", [["show", "nothing"], *map(slow, (["nothing"], ["add", "nothing"], ["list", "members"]))], ids=str
)
def test_an_encoding_without_chinese_is_told_of_in_words_that_it_has(folder, command) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "ZHIBU_LANG": "zh"}
    command = [sys.executable, "-m", "tui", *command, "--data", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)
    assert done.stderr.count(b"use UTF-8") == 1


@pytest.mark.parametrize("command", quick(["man"], ["man", "completion bash"]))
def test_what_is_meant_for_a_file_is_utf8_in_every_locale(command) -> None:
    def said(encoding: str) -> bytes:
        environment = os.environ | {"PYTHONIOENCODING": encoding, "ZHIBU_LANG": "zh"}
        done = subprocess.run(
            [sys.executable, "-m", "tui", *command.split()], cwd=ROOT, capture_output=True, env=environment
        )
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    assert said("latin-1") == said("gbk") == said("utf-8")


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


@pytest.mark.parametrize("closed", quick([">&- 2>&- <&-"], [">&-", "2>&-", ">&- 2>&-", ">&- 2>&- <&-", ">/dev/full"]))
def test_short_fails_no_shell_whatever_is_closed(folder, closed) -> None:
    line = f'"$@" status --short --data "$0" {closed}'
    command = ["sh", "-c", line, str(folder), sys.executable, "-m", "tui"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def piped(folder: Path, data: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tui", "add", *words, "--data", str(folder), "--lang", "en"]
    return subprocess.run(command, cwd=ROOT, input=data, capture_output=True)


@pytest.mark.parametrize(
    ("data", "encoding"),
    crossed(["党课 11-20 学习\n", "\ufeff党课 11-20 学习\r\n\r\n", "\n党课 11-20 学习"], ["utf-8", "gb18030"]),
)
def test_a_line_of_stdin_is_stored(folder, data, encoding) -> None:
    done = piped(folder, data.encode(encoding), "-")
    assert done.returncode == 0, done.stderr
    id = done.stdout.decode().strip()
    meetings = json.loads((folder / "branch.json").read_text(encoding="utf-8"))["meetings"]
    assert "学习" in str([one for one in meetings.values() if one["id"] == id])


@pytest.mark.parametrize("data", [slow(b""), slow(b"\n \n"), "党课 11-20 甲\n党课 11-21 乙\n".encode()])
def test_no_line_and_several_are_refused(folder, data) -> None:
    before = (folder / "branch.json").read_bytes()
    done = piped(folder, data, "-")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert (folder / "branch.json").read_bytes() == before


@pytest.mark.parametrize(
    "words", [slow(["doctor"]), slow(["status"]), ["add", "-"], slow(["import", "roster", "x.csv"]), []]
)
def test_a_closed_stdin_crashes_nothing(folder, words) -> None:
    command = f"exec {sys.executable} -m tui {' '.join(words)} --data {folder} <&-"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1)
    assert "(" not in done.stderr.partition("report")[2]
    assert "Traceback" not in done.stderr
