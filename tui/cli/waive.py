"""`zhibu waive`: a duty of one period that need not be done, with the reason."""

from __future__ import annotations

from store.box.messages import BOX
from store.edits import Add, change
from store.records import Waiver
from store.rules.entries import find
from store.rules.evaluation import NOTHING_TO_DO
from tui.cli.context import DONE
from tui.cli.duty_keys import key_of
from tui.cli.output import emit, exact, tell
from tui.config import who
from widgets import json_objects as objects
from widgets.pages import links
from widgets.pages.rule import duties_under
from widgets.typed_text import LINE_AT_MOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("duty", metavar="RULE/PERIOD[/SUBJECT]|ENTRY", help=words("cli.help.waive_id"))
    parser.add_argument("reason", metavar="REASON", nargs="+", help=words("cli.help.reason"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def _reason(call: CommandContext) -> str:
    reason = call.typed(" ".join(call.args.reason), LINE_AT_MOST)
    if not reason:
        raise call.fail("cli.no_reason")
    return reason


def _drop(call: CommandContext, view: View, id: str) -> int:
    """Gives an entry up: it is kept, with the reason."""
    entry, words = view.snapshot.entries[id], call.words
    if entry.dropped:
        raise call.fail("cli.dropped_already", id=id, reason=entry.dropped)
    if entry.done is not None:
        raise call.fail("cli.no_need_to_waive", id=id, state=words("entry.state.done"))
    reason = _reason(call)
    outcome = call.commit(change("entries", entry, {"dropped": reason}, "drop"), view.snapshot)
    after = objects.record_object(outcome.snapshot, id, call.view(outcome.snapshot))
    emit(exact(after) + "\n" if call.args.json else f"{id}\n")
    tell(words("cli.dropped", id=id, title=entry.title, reason=reason))
    if entry.origin.startswith(BOX):
        tell(words("drop.goes_up"))
    return DONE


def run(call: CommandContext) -> int:
    snapshot, words, key = call.read(), call.words, call.args.duty
    view = call.view(snapshot)
    if key in view.snapshot.entries:
        return _drop(call, view, key)
    if find(view.snapshot, key, view.today, view.pack) is not None:
        raise call.fail("cli.waive_decision", id=key)
    key = key_of(call, view, key)
    duty = links.duty_of(view, key)
    if duty is None:
        of_rule = [one for one in view.figures.execution if one.rule.id == key]
        several = [one.key for one in duties_under(view, key) or of_rule if one.state not in NOTHING_TO_DO]
        if several:
            raise call.fail("cli.which_duty", id=key, keys=" ".join(several))
        raise call.absent(view.snapshot, key, "cli.no_duty")
    if duty.state in NOTHING_TO_DO:
        raise call.fail("cli.no_need_to_waive", id=key, state=words(f"state.{duty.state}"))
    reason = _reason(call)
    by = who(call.config)
    waiver = Waiver(
        id="",
        rule=duty.rule.id,
        period=duty.period,
        subject=duty.subject,
        reason=reason,
        name=by.claimed or by.user,
        day=view.today,
    )
    outcome = call.commit(Add(table="waivers", record=waiver), snapshot)
    id = outcome.ids[0]
    emit(exact(objects.record_object(outcome.snapshot, id)) + "\n" if call.args.json else f"{id}\n")
    tell(words("cli.waived", id=id, key=duty.key, name=words.of(duty.rule.name), reason=reason))
    return DONE
