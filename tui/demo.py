"""A throw-away copy of the sample branch, or of a committee with six branches, for `--demo`."""

from __future__ import annotations

import os
import signal
import sys

from store.generation import FILE, LOCAL
from tui.config import InvalidConfig

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

SAMPLE = "sample_data.json"


def sample() -> str:
    """Where the sample is: beside this room when installed from a wheel, at the top of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (here, os.path.dirname(here)):
        path = os.path.join(folder, SAMPLE)
        if os.path.isfile(path):
            return path
    raise InvalidConfig("demo.no_sample", path=here)


def rules() -> str:
    """Where the rules of the sample's own are: the sheet of targets that its committee gave it."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "demo_rules.toml")


class Demo:
    """A folder of one's own with the sample as its branch, and its own rules, or with a `committee` that has the sample
    among its branches; gone when left. `data` is what is opened.

    `tempfile` costs more than the whole of `status --short`; a folder that can't be guessed and that only its owner
    may enter needs two lines.
    """

    folder: str
    data: str

    def __init__(self, *, committee: bool = False) -> None:
        self._committee = committee

    def __enter__(self) -> Demo:
        branch, own = _read(sample()), _read(rules())
        data, home = {FILE: branch, LOCAL: own}, ""
        if self._committee:
            from tui import demo_committee

            data = demo_committee.files(branch, own)
            home = demo_committee.HOME
        top = os.environ.get("TMPDIR") or "/tmp"
        self.folder = os.path.join(top, f"zhibu-demo-{os.urandom(8).hex()}")
        self.data = os.path.join(self.folder, home) if home else self.folder
        try:
            os.mkdir(self.folder, 0o700)
            for name, text in data.items():
                self._put(name, text)
        except OSError as error:
            self._remove()
            raise InvalidConfig("demo.no_room", path=top, os=os.strerror(error.errno or 0)) from None
        # An ended session must not leave its copy behind; the board sets its own handlers over these.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        self._remove()

    def _put(self, name: str, text: bytes) -> None:
        """A file, or a folder where the name ends in a slash, with the folders above it."""
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        if not name.endswith("/"):
            with open(path, "xb", opener=_private) as file:
                file.write(text)

    def _remove(self) -> None:
        for folder, folders, files in os.walk(self.folder, topdown=False):
            for name in files:
                os.unlink(os.path.join(folder, name))
            for name in folders:
                os.rmdir(os.path.join(folder, name))
        if os.path.isdir(self.folder):
            os.rmdir(self.folder)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)
