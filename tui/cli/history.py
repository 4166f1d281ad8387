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
    from typing import Any

    from store.engine import PastChanges
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
    call.refuse_readonly()
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


def _sent(call: CommandContext, id: str) -> tuple[JournalEntry, ...]:
    """The change that was sent under an id and not answered; refused where it is not stored, and will not be."""
    revision = call.vault.landed(id)
    if revision is None:
        raise call.fail("cli.not_landed", id=id)
    return tuple(islice((entry for entry in call.vault.history() if entry.revision <= revision), 1))


def _log(call: CommandContext) -> int:
    snapshot, words, id = call.read(), call.words, call.args.id
    past = call.vault.past(id, None if call.args.all or id else LINES)
    if call.args.sent is not None:
        past = past.but(entries=_sent(call, call.args.sent), unread=0)
    if past.unread:
        tell(history.unread(past, words))
    if id and not past.entries:
        raise call.fail("cli.no_history", id=id)
    if call.args.json:
        emit(exact([_object(entry, past) for entry in past.entries]) + "\n")
    else:
        lines = []
        for headline, entry in history.headlines(past.but(unread=0), words):
            lines.append(str(headline))
            lines += [f"    {line}" for line in history.changes(entry, snapshot, words, id)] if entry else []
        emit("".join(f"{line}\n" for line in lines))
        if len(past.entries) == LINES and not (id or call.args.all):
            tell(words("cli.log_more", n=LINES))
    return call.warn(snapshot)


def _object(entry: JournalEntry, past: PastChanges) -> dict[str, Any]:
    plain = {name: encode(value) for name, value in entry.as_dict().items()}
    return plain | {"moved": history.moved_object(entry, past)}
