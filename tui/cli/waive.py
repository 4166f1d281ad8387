"""`zhibu waive`: a duty of one period that need not be done, with the reason."""

from __future__ import annotations

from store.edits import Add
from store.records import Waiver
from store.rules.figures import State
from tui.cli.context import DONE
from tui.cli.output import emit, exact, tell
from tui.config import who
from widgets import json_objects as objects
from widgets.pages import links
from widgets.pages.rule import duties_under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

DONE_ALREADY = (State.MET, State.MET_LATE, State.WAIVED, State.NA)
REASON_AT_MOST = 1000


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("duty", metavar="RULE/PERIOD[/SUBJECT]", help=words("cli.help.show_id"))
    parser.add_argument("reason", metavar="REASON", nargs="+", help=words("cli.help.reason"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: CommandContext) -> int:
    snapshot, words, key = call.read(), call.words, call.args.duty
    view = call.view(snapshot)
    duty = links.duty_of(view, key)
    if duty is None:
        several = [one.key for one in duties_under(view, key) if one.state not in DONE_ALREADY]
        if several:
            raise call.fail("cli.which_subject", id=key, keys=" ".join(several))
        raise call.fail("cli.no_such", id=key)
    if duty.state in DONE_ALREADY:
        raise call.fail("cli.no_need_to_waive", id=key, state=words(f"state.{duty.state}"))
    reason = " ".join(call.args.reason).strip().strip("\ufeff")
    if not reason or len(reason) > REASON_AT_MOST or not reason.isprintable():
        raise call.fail("cli.bad_reason")
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
    emit(exact(objects.stored(outcome.snapshot, id)) + "\n" if call.args.json else f"{id}\n")
    tell(words("cli.waived", id=id, key=duty.key, name=words.of(duty.rule.name), reason=reason))
    return DONE
