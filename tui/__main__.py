"""The command `zhibu`: the board where there is a terminal to draw it on, else one of the commands."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from typing import Any, NoReturn

_own: Any = __spec__
ROOMS = frozenset({"store", "widgets", "tui"})


class OwnModules:
    """Finds a module of ours beside its package. The import system would look there for endings of five kinds, compiled
    ones first: of a hundred modules that is a fortieth of `status`. What is not simply there it finds as ever.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        if not path or name.partition(".")[0] not in ROOMS:
            return None
        file = f"{path[0]}/{name.rpartition('.')[2]}.py"
        if not os.path.isfile(file):
            return None
        spec: ModuleSpec = type(_own)(name, type(_own.loader)(name, file), origin=file)
        spec.has_location = True
        return spec


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words of a command line ask, and return the exit code of `product.md`."""
    # A command lives for a few hundredths of a second, in which collecting costs more than it frees, and most of all
    # at its end, with all that was made still there (a sixtieth of `status`). The board collects.
    gc.disable()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed before we came (`>&-`): what is said is lost, as the caller wished
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if argv is None:
        sys.meta_path.insert(0, OwnModules)
    from tui.cli.run import run

    try:
        code = run(sys.argv[1:] if argv is None else argv, os.environ)
    except KeyboardInterrupt:
        code = 130
    finally:
        if argv is not None:
            gc.enable()
    if argv is None:
        _leave(code)
    return code


def _leave(code: int) -> NoReturn:
    """End the process: taking the interpreter apart would cost a short command a tenth more, the board ten times."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
