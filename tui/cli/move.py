"""`zhibu move`: a branch goes from a folder to a server, or from a server to a folder."""

from __future__ import annotations

import os

from store.engines import SERVER, for_others, is_address
from store.errors import StoreError
from store.generation import BACKUPS, LOCAL, OVERLAYS
from store.vault import Vault
from tui import clock
from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, tell
from tui.config import InvalidConfig, who
from tui.local_rules import CARRIED
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from store.moving import Transfer
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

STAYS = (BACKUPS, CARRIED)
"""Folders in a branch's own that do not go along."""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("source", metavar="FROM", help=words("cli.help.move_from"))
    parser.add_argument("target", metavar="TO", help=words("cli.help.move_to"))


def run(call: CommandContext) -> int:
    from store.moving import Carriage

    args, words = call.args, call.words
    source, target = args.source, args.target = _whole(args.source), _whole(args.target)
    if source.startswith(SERVER) == target.startswith(SERVER):
        raise InvalidConfig("cli.move_one_address")
    call.refuse_readonly()
    by, at = who(call.config), clock.now()
    note = words("cli.move_note", when=f"{at.astimezone():%Y-%m-%d %H:%M}", by=by.claimed or by.user)
    carriage = Carriage(source, target, os.uname().nodename, anywhere=call.config.anywhere)

    def step(code: str, n: int, of: int) -> None:
        tell(words("cli.move_step", n=n, of=of, what=words(f"cli.move_step.{code}")))

    done = carriage.move(by, at, note, call.waiting, step)
    emit(f"{shown(target)}\n")
    for sentence in _sentences(call, done):
        tell(sentence)
    return FAILED if done.problems else DONE


def _whole(place: str) -> str:
    """An address, or the whole path of a folder, for whoever is to find it."""
    return place if is_address(place) else os.path.abspath(place)


def _sentences(call: CommandContext, done: Transfer) -> Iterator[str]:
    """What came of it, what went along and what did not, and what is to be done now."""
    words, source, target = call.words, call.args.source, call.args.target
    if done.before:
        yield words("cli.move_before", path=target)
        return
    yield words("cli.move_done", revision=done.revision, lines=done.lines)
    if done.overlays:
        yield words("cli.move_rules", names=" ".join(done.overlays))
    for name in _for_all(call):
        yield words("cli.move_above", name=name)
    if done.problems:
        yield words("cli.move_problems", n=done.problems, path=target)
    left = "" if source.startswith(SERVER) else " ".join(f"{one}/" for one in STAYS if _is_in(source, one))
    if left:
        yield words("cli.move_left", names=left, path=source)
    yield words("cli.move_next", source=_for_others(source), target=_for_others(target))


def _for_others(place: str) -> str:
    """What everybody is to write down: not as whom one of them comes in."""
    return for_others(place) if place.startswith(SERVER) else place


def _is_in(folder: str, name: str) -> bool:
    return os.path.lexists(os.path.join(folder, name))


def _for_all(call: CommandContext) -> list[str]:
    """The rules that hold for others too: they stay, and must be there on the other side as well."""
    vault = Vault(call.args.source, anywhere=call.config.anywhere)
    names = []
    try:
        for name in OVERLAYS:
            there = vault.overlay(name)
            if there is not None and there[0].startswith("*/"):
                names.append(name)
            elif there is not None and name == LOCAL:
                names += _above(there[1])
    except StoreError:
        pass  # the branch has moved; what its rules are called is said as far as it is known
    return names


def _above(text: bytes) -> list[str]:
    """What a file of rules names as above it."""
    from tui import toml_file

    try:
        name = toml_file.salvage(text)[0].get("above")
    except toml_file.InvalidToml:
        return []
    return [name] if isinstance(name, str) and name else []
