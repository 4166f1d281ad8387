"""Install from a folder of wheels, without an index, and use it: `python -m tests.offline python3.11 python3.13`.

For each Python named: an empty environment, `status`, the board on a pseudo-terminal, the manual page; then an upgrade
to a version with another format of the store, and the way back. Making the wheels needs a registry; what is tried with
them runs, as root, without any network.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
WHEEL = ("store", "widgets", "tui", ".ci", "pyproject.toml", "README.md", "LICENSE", "sample_data.json")
ALONE = ("unshare", "--net", "--") if os.geteuid() == 0 and shutil.which("unshare") else ()
"""What a command is started with, so that it reaches no network."""


def wheels(folder: Path, *, later: bool = False) -> Path:
    """A folder of wheels of this checkout, or of one with a later version and format."""
    source = folder / "source"
    for name in WHEEL:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        source.mkdir(exist_ok=True, parents=True)
        copy(ROOT / name, source / name)
    if later:
        change(source / "pyproject.toml", r'^version = ".*"', 'version = "99.0"')
        change(source / "store" / "schema.py", r"^VERSION = (\d+)$", "VERSION = 99")
        change(source / "store" / "schema.py", r"^(STEPS: .*) = \{.*", r"\1 = dict.fromkeys(range(99), lambda it: it)")
    subprocess.run([source / ".ci" / "wheels", folder / "wheels"], check=True)
    return folder / "wheels"


def change(path: Path, old: str, new: str) -> None:
    text, count = re.subn(old, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1, f"{path.name} has no {old}"
    path.write_text(text, encoding="utf-8")


class Server:
    """One that has a Python, and nothing else."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python, self.folder, self.installed = python, folder, folder / "zhibu"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "zh_CN.UTF-8", "TERM": "xterm"}

    def install(self, wheels: Path) -> str:
        """The version that is installed then."""
        command = [*ALONE, wheels / "install", self.installed]
        environment = self.environment | {"PYTHON": self.python, "PIP_CONFIG_FILE": os.devnull}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [*ALONE, self.installed / "bin" / "zhibu", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def board(self, *words: str) -> int:
        """Open the board, wait for its footer, and leave with q; its exit code."""
        child, terminal = pty.fork()
        if child == 0:
            command = [*ALONE, str(self.installed / "bin" / "zhibu"), *words]
            os.execvpe(command[0], command, self.environment)
        seen, limit = b"", time.monotonic() + 30
        try:
            while time.monotonic() < limit and select.select([terminal], [], [], 5)[0]:
                seen += os.read(terminal, 65536)
                if "制度执行".encode() in seen:
                    os.write(terminal, b"q")
        except OSError:  # it has gone, and the terminal with it
            pass
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if "制度执行".encode() in seen else -1


def tried(python: str, now: Path, later: Path, folder: Path) -> None:
    """Raises where anything is not as promised."""
    server = Server(python, folder)
    version = server.install(now)
    status = server("--demo", "status")
    assert (status.returncode, "制度执行" in status.stdout) == (0, True), status.stderr
    assert server.board("--demo") == 0
    assert server("man").stdout.startswith(".")
    assert server("init", "--name", "第一党支部").returncode == 0
    assert server("add", "党课 2026-11-20 学习").returncode == 0

    assert server.install(later) != version
    assert "学习" in server("list", "meetings").stdout
    assert server("add", "党课 2026-11-21 再学习").returncode == 0

    assert server.install(now) == version
    for words in (("status",), ("list", "meetings"), ("add", "党课 2026-11-22 三学习")):
        refused = server(*words)
        assert (refused.returncode, refused.stdout, "99" in refused.stderr) == (5, "", True), refused
    (kept,) = (folder / ".local/share/zhibu/backups").glob("schema-*.json")
    assert server("restore", str(kept)).returncode == 0
    meetings = json.loads(server("list", "meetings", "--json").stdout)
    assert [one["topic"] for one in meetings] == ["学习"]
    print(f"{python}: {version}, installed, opened, upgraded and taken back{' without a network' if ALONE else ''}")


def main(pythons: list[str]) -> None:
    with TemporaryDirectory() as name:
        now, later = wheels(Path(name) / "now"), wheels(Path(name) / "later", later=True)
        for number, python in enumerate(pythons):
            folder = Path(name) / str(number)
            folder.mkdir()
            tried(python, now, later, folder)


if __name__ == "__main__":
    main(sys.argv[1:] or [sys.executable])
