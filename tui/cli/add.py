"""`zhibu add`: the quick-entry line without a screen."""

from __future__ import annotations

from tui.cli.call import DONE
from tui.cli.out import emit, exact, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.call import Call
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("line", metavar="LINE", nargs="+", help=words("cli.help.line"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: Call) -> int:
    from widgets import quick_line

    snapshot = call.read()
    read = quick_line.read(" ".join(call.args.line), snapshot, call.today(snapshot), call.words)
    if read.edit is None:
        raise call.fail("cli.not_understood", why=read.complaint)
    outcome = call.commit(read.edit, snapshot)
    id = outcome.ids[0]
    if call.args.json:
        from tui.cli import objects

        emit(exact(objects.stored(outcome.snapshot, id)) + "\n")
    else:
        emit(f"{id}\n")
    tell(call.words("cli.added", id=id, preview=read.preview))
    return DONE
