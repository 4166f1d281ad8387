"""The command `zhibu`: the board where there is a terminal to draw it on, else one of the commands."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words of a command line ask, and return the exit code of `product.md`."""
    # A command lives for a few hundredths of a second, in which collecting costs more than it frees; freezing spares
    # the last collection. The board collects.
    gc.disable()
    from tui.cli.run import run

    try:
        return run(sys.argv[1:] if argv is None else argv, os.environ)
    except KeyboardInterrupt:
        return 130
    finally:
        if argv is None:
            gc.freeze()
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
