"""Who is measured: the board, two Textual programs that say what the toolkit itself costs, and well-known peers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.terminal.watched import Watched
from tests.pty_run import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

Size = tuple[int, int]
APPS = str(Path(__file__).with_name("apps.py"))
SCRIPT = Path(sys.executable).with_name("zhibu")
COMMAND = (sys.executable, str(SCRIPT)) if SCRIPT.exists() else (sys.executable, "-m", "tui")
"""What a user starts; `-m` would load `runpy` before it."""
TAB, ESCAPE, DOWN, F1 = b"\t", b"\x1b", b"\x1b[B", b"\x1bOP"


class Contestant(NamedTuple):
    """How one is started, what its first screen says, and its keys: to move, to the next panel, for help, and back."""

    name: str
    command: tuple[str, ...]
    ready: tuple[str, ...]
    keys: tuple[bytes, bytes, bytes, bytes] = (b"j", TAB, b"?", ESCAPE)
    quit: tuple[bytes, ...] = (b"q",)
    stock: bool = False  # of the board: on Textual's own driver

    def start(self, home: Path, size: Size, *, trip: float = 0.0, rate: float = 0.0, **more: str) -> Watched:
        """In a home of its own, which it finds as it left it."""
        own = home / "".join(c for c in self.name if c.isalnum())
        for folder in (own, own / "tmp"):
            folder.mkdir(mode=0o700, exist_ok=True)
        environment = {"HOME": str(own), "TMPDIR": str(own / "tmp"), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""}
        environment |= more
        if sys.executable in self.command:
            environment["PYTHONPATH"] = str(ROOT)
        if self.stock:
            environment["ZHIBU_DRIVER"] = "stock"
        return Watched(self.command, size, environment, folder=own, trip=trip, rate=rate)

    def left_behind(self, home: Path) -> list[str]:
        """Files that it did not clear away."""
        own = home / "".join(c for c in self.name if c.isalnum())
        return sorted(path.name for path in (own / "tmp").iterdir())


def board(*arguments: str, name: str = "zhibu", lang: str = "zh", stock: bool = False) -> Contestant:
    command = (*COMMAND, *arguments, "--lang", lang)
    return Contestant(
        name, command, ("近期会议", "制度执行") if lang == "zh" else ("Upcoming", "Institution"), stock=stock
    )


ZHIBU = board("--demo", name="zhibu --demo")
STOCK = board("--demo", name="zhibu --demo, stock driver", stock=True)
ONE = Contestant("one widget (Textual)", (sys.executable, APPS, "one"), ("4 list", "behind"))
FOUR = Contestant(
    "four DataTables (Textual)", (sys.executable, APPS, "four"), ("behind", "Quit"), (DOWN, TAB, b"?", ESCAPE)
)
PEERS = (
    Contestant("posting", ("posting",), ("Collection", "Headers"), (b"j", TAB, F1, ESCAPE), (b"\x03",)),
    Contestant("harlequin", ("harlequin",), ("Data Catalog", "Run Query"), (b"j", TAB, F1, ESCAPE), (b"\x11",)),
    Contestant("kanban-tui", ("ktui", "demo"), ("Ready", "Task_"), (b"j", TAB, b"\x10", ESCAPE), (b"\x11",)),
    Contestant("bagels", ("bagels",), ("Accounts",), (b"j", TAB, F1, ESCAPE), (b"\x11",)),
    Contestant("calcurse", ("calcurse", "-q"), ("Appointments", "Calendar"), (b"j", TAB, b"?", b"q"), (b"q", b"y")),
    Contestant("htop", ("htop",), ("Uptime", "PID"), (DOWN, TAB, F1, ESCAPE), (b"q",)),
)


def contestants(venvs: Path | None, wanted: Sequence[str] = ()) -> tuple[list[Contestant], list[str]]:
    """Those that are here, and the names of those that are not. A peer from PyPI is looked for in a virtual
    environment of its own name below `venvs`, and every peer on the PATH.
    """
    here, missing = [ZHIBU, ONE, FOUR], []
    for peer in PEERS:
        own = venvs / peer.name / "bin" / peer.command[0] if venvs else None
        found = str(own.absolute()) if own and own.exists() else shutil.which(peer.command[0])
        if found:
            here.append(peer._replace(command=(found, *peer.command[1:])))
        else:
            missing.append(peer.name)
    if wanted:
        here = [one for one in here if any(word in one.name for word in wanted)]
    return here, missing


def version(one: Contestant) -> str:
    """The version of its distribution, or what it says of itself; empty for what is in this checkout."""
    if one.command[0] == sys.executable:
        return ""
    asked = [one.command[0], "--version"]
    python = Path(one.command[0]).with_name("python")
    if python.exists():
        asking = f"from importlib.metadata import version as v; print(v({one.name!r}), f'(Textual {{v(\"textual\")}})')"
        asked = [str(python), "-c", asking]
    said = subprocess.run(asked, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout
    return said.splitlines()[0].strip() if said else ""
