"""`zhibu server install`: a database is made ready for branches, or a DBA is shown what that takes."""

from __future__ import annotations

from tui.cli import names
from tui.cli.context import DONE
from tui.cli.output import deliver, emit, tell
from tui.config import InvalidConfig
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

WHAT = ("install",)


def options(parser: ArgumentParser, words: Words) -> None:
    code = names.understood("arg", WHAT)
    told = f"{words('cli.help.server_what')}{names.both('arg', WHAT, words)}"
    parser.add_argument("what", choices=WHAT, type=code, metavar="WHAT", help=told)
    parser.add_argument("url", metavar="URL", nargs="?", help=words("cli.help.server_url"))
    parser.add_argument("--print", action="store_true", help=words("cli.help.server_print"))


def run(call: CommandContext) -> int:
    if call.args.print:
        return _printed()
    if call.config.readonly:
        raise call.fail("refused.readonly")
    if not call.args.url:
        raise InvalidConfig("cli.server_needs_url")
    return _installed(call, call.args.url)


def _printed() -> int:
    from store.server.layout import printed

    deliver(printed())
    return DONE


def _installed(call: CommandContext, url: str) -> int:
    from store.server.address import parse
    from store.server.install import install

    place = parse(url, branch=False)
    before = install(place)
    emit(f"{shown(url)}\n")
    if before:
        tell(call.words("cli.server_renewed", path=place.shown))
    else:
        tell(call.words("cli.server_installed", path=place.shown, branch=place.of("BRANCH").url))
    return DONE
