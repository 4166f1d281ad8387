"""`zhibu server install`: a database is made ready for branches, or a DBA is shown what that takes. `zhibu server
rules`: a file of rules is stored where branches on a server look for it.
"""

from __future__ import annotations

import os

from tui.cli import argument_names
from tui.cli.context import DONE
from tui.cli.output import deliver, emit, tell
from tui.config import InvalidConfig
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

WHAT = ("install", "rules")


def options(parser: ArgumentParser, words: Words) -> None:
    code = argument_names.understood("arg", WHAT)
    told = f"{words('cli.help.server_what')}{argument_names.both(WHAT, words)}"
    parser.add_argument("what", choices=WHAT, type=code, metavar="WHAT", help=told)
    parser.add_argument("url", metavar="URL", nargs="?", help=words("cli.help.server_url"))
    parser.add_argument("file", metavar="FILE", nargs="?", help=words("cli.help.server_file"))
    parser.add_argument("--print", action="store_true", help=words("cli.help.server_print"))


def run(call: CommandContext) -> int:
    args = call.args
    if args.what == "rules":
        return _rules(call, args.url, args.file)
    if args.print and not args.file:
        return _printed(args.url)
    if not args.url or args.file:
        raise InvalidConfig("cli.server_needs_url")
    call.refuse_readonly()
    return _installed(call, args.url)


def _printed(url: str | None) -> int:
    """What would be done to a database that has nothing of ours, or to this one."""
    if url:
        from store.server.address import parse
        from store.server.install import script

        deliver(script(parse(url, branch=False)))
    else:
        from store.server.layout import as_script

        deliver(as_script())
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
        tell(call.words("cli.server_installed", path=place.shown, branch=place.for_others("BRANCH")))
    return DONE


def _rules(call: CommandContext, url: str | None, file: str | None) -> int:
    """Store a file of rules in the place of the one that a branch, or all of them, had under its name."""
    from store.server.address import parse
    from store.server.overlays import lay_over

    name = os.path.basename(file or "")
    if not url or not file or not name.endswith(".toml"):
        raise InvalidConfig("cli.server_needs_file")
    call.refuse_readonly()
    place = parse(url, branch=None)
    lay_over(place, name, _text(file))
    emit(f"{shown(name)}\n")
    tell(call.words("cli.server_ruled" if place.branch else "cli.server_ruled_all", name=name, path=place.shown))
    return DONE


def _text(file: str) -> str:
    """What a file says, once it can be read as rules are; raises InvalidConfig with the line that can't."""
    from tui import toml_file

    try:
        if toml_file.read(file) is None:
            raise InvalidConfig("toml.unreadable", file=file, line=0, sign="")
        with open(file, encoding="utf-8-sig") as said:
            return said.read()
    except toml_file.InvalidToml as bad:
        raise InvalidConfig(f"toml.{bad.code}", file=file, line=bad.line, sign=bad.sign) from None
