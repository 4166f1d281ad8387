"""`zhibu init`: a new branch, or a committee with branches below it, in a folder that is made, or empty."""

from __future__ import annotations

import os
import stat
import sys

from store import periods
from store.engines import SERVER
from store.generation import UNITS
from store.records import COMMITTEE, Branch
from tui import clock
from tui.cli.context import DONE
from tui.cli.output import emit, tell
from tui.config import InvalidConfig, day_of, who
from widgets.display import pad, shown, width
from widgets.typed_text import unfit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

NAME_AT_MOST = 200


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("--name", required=True, help=words("cli.help.name"))
    parser.add_argument("--committee", action="store_true", help=words("cli.help.init_committee"))
    parser.add_argument("--founded", metavar="YYYY-MM-DD", help=words("cli.help.founded"))
    parser.add_argument("--records-since", metavar="YYYY-MM", help=words("cli.help.records_since"))


def run(call: CommandContext) -> int:
    args, words = call.args, call.words
    if call.config.demo:
        raise InvalidConfig("cli.init_demo")
    call.refuse_readonly()
    today = call.today(None)
    name = args.name.strip().strip("\ufeff")
    if not name:
        raise InvalidConfig("cli.no_name")
    if wrong := unfit(name, NAME_AT_MOST):
        raise InvalidConfig("cli.unfit", why=words(f"forms.bad.{wrong}", most=NAME_AT_MOST))
    by, at = who(call.config), clock.now()
    if args.committee and (args.founded or args.records_since):
        raise InvalidConfig("cli.committee_founded")
    branch = Branch(
        id=f"b{os.urandom(4).hex()}" if args.committee else "b1",
        name=name,
        founded=day_of(args.founded) if args.founded else None,
        records_since=_month(args.records_since) if args.records_since else f"{today:%Y-%m}",
        level=COMMITTEE if args.committee else "",
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
    if args.committee and folder.startswith(SERVER):
        tell(words("cli.init_committee_server", name=name, path=folder, file=UNITS))
        tell("\n".join(_to_fill_in(words, folder)))
    elif args.committee:
        file = _list_of_units(call)
        tell(words("cli.init_committee_done", name=name, path=folder, file=file))
    else:
        tell(words("cli.init_done", name=name, path=folder))
    return DONE


def _list_of_units(call: CommandContext) -> str:
    """The path of `committee.toml`, which is written, to be filled in, where there is none."""
    path = os.path.join(call.config.data, UNITS)
    shared = os.stat(call.config.data).st_mode & stat.S_ISGID
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return path
    with open(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o660 if shared else 0o600)
        file.write("\n".join(_to_fill_in(call.words)))
    return path


def _month(text: str) -> str:
    period = periods.parse(text)
    if period is None or period.cadence is not periods.Cadence.MONTH:
        raise InvalidConfig("cli.bad_month", value=text)
    return text


def _to_fill_in(words: Words, place: str = "") -> list[str]:
    """The lines of a `committee.toml` of which all is a comment yet; boxes are folders, or addresses beside `place`."""
    start, _, query = place.partition("?")
    beside = f"{start.rpartition('/')[0]}/one{query and '?'}{query}" if place.startswith(SERVER) else ""
    files = [
        (f'liaison = ["{words("committee.file.person")}"]', "liaison"),
        ('columns = ["OL-01", "directive"]', "columns"),
        ("", ""),
        ("[[branch]]", ""),
        ('unit = "one"', "unit"),
        (f'name = "{words("committee.file.name")}"', ""),
        (f'box = "{beside or "/srv/zhibu/box/one"}"', "box"),
        (f'data = "{beside or "/srv/zhibu/one"}"', "data"),
    ]
    lines = [f"# {words('committee.file.head')}", f"# {words('committee.file.boxes')}", ""]
    for toml, why in files:
        lines.append(
            f"# {pad(toml, max(34, width(toml)))}  # {words(f'committee.file.{why}')}"
            if why
            else f"# {toml}"
            if toml
            else ""
        )
    return [*lines, ""]
