"""`zhibu purge`: what was said of a deleted record goes from journal and backups too, once that is confirmed."""

from __future__ import annotations

import sys

from tui import clock
from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, tell
from tui.config import who

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("id", metavar="ID", help=words("cli.help.purge_id"))
    parser.add_argument("--yes", action="store_true", help=words("cli.help.purge_yes"))


def run(call: CommandContext) -> int:
    words, id = call.words, call.args.id
    snapshot = call.read()
    call.refuse_readonly()
    if snapshot.find(id) is not None:
        raise call.fail("error.still_there", id=id)
    traces = call.vault.traces(id)
    if not traces.lines and not traces.generations:
        raise call.fail("cli.purge_nothing", id=id)
    tell(words("cli.purge_found", id=id, lines=traces.lines, generations=len(traces.generations)))
    if not call.args.yes and not _confirmed(words, id):
        tell(words("cli.purge_not"))
        return FAILED
    call.vault.purge(id, who(call.config), clock.now(), call.waiting)
    call.stored = (id,)
    emit(f"{id}\n")
    tell(words("cli.purge_done", id=id))
    return DONE


def _confirmed(words: Words, id: str) -> bool:
    """What can't be undone is confirmed by more than a key: by the id, typed again."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    emit(words("cli.purge_ask", id=id))
    return sys.stdin.readline().strip() == id
