"""`zhibu undo`, `redo` and `log`: take back my last write, bring it again, and who changed what when."""

from __future__ import annotations

from itertools import islice

from store.codec import encode
from store.rejected import Rejected
from tui import clock
from tui.cli.context import DONE, EditRejected
from tui.cli.output import emit, exact, tell
from tui.config import who
from widgets import history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.journal_entry import JournalEntry
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

LINES = 50
"""Commits that `log` shows of the whole branch where nobody asks for all."""


def options(parser: ArgumentParser, words: Words) -> None:
    command = parser.prog.rpartition(" ")[2]
    if command == "log":
        parser.add_argument("id", metavar="ID", nargs="?", help=words("cli.help.log_id"))
        parser.add_argument("--sent", metavar="ID", help=words("cli.help.log_sent"))
        parser.add_argument("--all", action="store_true", help=words("cli.help.log_all"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: CommandContext) -> int:
    return _log(call) if call.command == "log" else _reverse(call)


def _reverse(call: CommandContext) -> int:
    seen = call.read()
    call.refuse_readonly(seen)
    step = call.vault.undo if call.command == "undo" else call.vault.redo
    outcome = step(who(call.config), clock.now(), call.waiting)
    if isinstance(outcome, Rejected):
        raise EditRejected(outcome, seen)
    call.stored = outcome.ids or (str(outcome.of),)
    if call.args.json:
        made = {"revision": outcome.snapshot.revision, "of": outcome.of, "why": outcome.why, "ids": outcome.ids}
        emit(exact(made) + "\n")
    else:
        emit("".join(f"{id}\n" for id in outcome.ids))
    what = history.what(outcome.why, call.words)
    tell(call.words(f"cli.{call.command}_done", of=outcome.of, what=what))
    return DONE


def _sent(call: CommandContext, id: str) -> list[JournalEntry]:
    """The change that was sent under an id and not answered; refused where it is not stored, and will not be."""
    revision = call.vault.landed(id)
    if revision is None:
        raise call.fail("cli.not_landed", id=id)
    return list(islice((entry for entry in call.vault.history() if entry.revision <= revision), 1))


def _log(call: CommandContext) -> int:
    snapshot, words, id = call.read(), call.words, call.args.id
    every = call.vault.history(id)
    if call.args.sent is not None:
        entries = _sent(call, call.args.sent)
    else:
        entries = list(every if call.args.all or id else islice(every, LINES))
    if id and not entries:
        raise call.fail("cli.no_history", id=id)
    if call.args.json:
        emit(exact([{name: encode(value) for name, value in entry.as_dict().items()} for entry in entries]) + "\n")
    else:
        lines, moved = [], call.vault.moved_history()
        for entry in entries:
            while moved and entry.revision <= moved[-1].last:
                lines.append(str(history.moved_history(moved.pop(), words)))
            lines.append(str(history.headline(entry, words)))
            lines += [f"    {line}" for line in history.changes(entry, snapshot, words, id)]
        emit("".join(f"{line}\n" for line in lines))
        if len(entries) == LINES and not (id or call.args.all):
            tell(words("cli.log_more", n=LINES))
    return call.warn(snapshot)
