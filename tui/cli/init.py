"""`zhibu init`: a new branch in a folder that is made, or empty."""

from __future__ import annotations

import sys

from store import periods
from store.records import Branch
from tui import clock
from tui.cli.context import DONE
from tui.cli.output import emit, tell
from tui.config import InvalidConfig, day_of, who
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

NAME_AT_MOST = 200


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("--name", required=True, help=words("cli.help.name"))
    parser.add_argument("--founded", metavar="YYYY-MM-DD", help=words("cli.help.founded"))
    parser.add_argument("--records-since", metavar="YYYY-MM", help=words("cli.help.records_since"))


def run(call: CommandContext) -> int:
    args, words = call.args, call.words
    if call.config.demo:
        raise InvalidConfig("cli.init_demo")
    if call.config.readonly:
        raise call.fail("refused.readonly")
    today = call.today(None)
    name = args.name.strip().strip("\ufeff")
    if not name or len(name) > NAME_AT_MOST or not name.isprintable():
        raise InvalidConfig("cli.bad_name")
    by, at = who(call.config), clock.now()
    branch = Branch(
        id="b1",
        name=name,
        founded=day_of(args.founded) if args.founded else None,
        records_since=_month(args.records_since) if args.records_since else f"{today:%Y-%m}",
        rev=1,
        by=by.claimed or by.user,
        at=at.isoformat(timespec="seconds"),
    )
    if branch.founded is not None and branch.founded > today:
        raise InvalidConfig("cli.founded_later", day=branch.founded.isoformat())
    call.vault.create(branch, by, at, call.waiting)
    call.stored = (call.config.data,)
    folder = call.config.data
    emit(f"{shown(folder) if sys.stdout.isatty() else folder}\n")
    tell(words("cli.init_done", name=name, path=call.config.data))
    return DONE


def _month(text: str) -> str:
    period = periods.parse(text)
    if period is None or period.cadence is not periods.Cadence.MONTH:
        raise InvalidConfig("cli.bad_month", value=text)
    return text
