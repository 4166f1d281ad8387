"""`zhibu receive`: what came down stored as a record (收下), with a reply on the spot where there is one."""

from __future__ import annotations

from store.box.inbox import News, lacks_number
from store.box.inbox import receive as received
from store.records import Entry
from tui.cli.context import DONE
from tui.cli.output import emit, exact, tell
from widgets import inbox
from widgets import json_objects as objects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.box.inbox import Incoming
    from store.edits import Edit
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

REPLY_AT_MOST = 5000


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("item", metavar="ITEM", help=words("cli.help.receive_item"))
    parser.add_argument("reply", metavar="REPLY", nargs="*", default=[], help=words("cli.help.receive_reply"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: CommandContext) -> int:
    """stdout: the id of the record alone on the first line, or the object; stderr: the sentence."""
    snapshot, words = call.read(), call.words
    view = call.view(snapshot)
    incoming = inbox.find(view, call.args.item)
    if incoming is None:
        call.warn(snapshot)
        known = " ".join(each.origin for each in view.incoming) or words("value.none")
        there = inbox.received_as(snapshot, call.args.item)
        if there is not None:
            raise call.fail("cli.already_received", id=call.args.item, there=there, known=known)
        raise call.fail("cli.not_incoming", id=call.args.item, known=known)
    reply = call.typed(" ".join(call.args.reply), REPLY_AT_MOST)
    edit = received(incoming, view.snapshot, view.today, view.pack, reply or inbox.reason(incoming, words))
    _refuse(call, incoming, edit, reply)
    outcome = call.commit(edit, snapshot)
    id = outcome.ids[0]
    emit(
        exact(objects.record_object(outcome.snapshot, id, call.view(outcome.snapshot))) + "\n"
        if call.args.json
        else f"{id}\n"
    )
    about = inbox.about(incoming, view, words)
    tell(words("cli.received_closed" if reply else "cli.received", id=id, what=about, reply=reply))
    return DONE


def _refuse(call: CommandContext, incoming: Incoming, edit: Edit, reply: str) -> None:
    """A reply to what asks for none, or one that is no number where a number is asked."""
    if not reply:
        return
    if incoming.news is News.CHANGED:
        raise call.fail("cli.no_reply_to_change", record=incoming.record)
    record = getattr(edit, "record", None)
    if not isinstance(record, Entry):
        raise call.fail("cli.no_reply_here")
    if lacks_number(record, reply):
        raise call.fail("cli.needs_number", text=reply)
