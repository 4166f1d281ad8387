"""`zhibu committee DIR`, which is `zhibu --data DIR`: its help, and what is said where DIR is missing or not alone."""

from __future__ import annotations

from tui.config import InvalidConfig

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("dir", metavar="DIR", help=words("cli.help.committee_dir"))


def run(call: CommandContext) -> int:
    if call.args.data:
        raise InvalidConfig("cli.committee_and_data", dir=call.args.dir, data=call.args.data)
    raise InvalidConfig("config.bad_path", path=call.args.dir)
