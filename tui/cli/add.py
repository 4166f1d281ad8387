"""`zhibu add`: the quick-entry line without a screen."""

from __future__ import annotations

import sys

from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, exact, tell
from widgets.quick_line.grammars import grammars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


SENT = ("sent", "unit_inspection")
"""What a committee has besides."""
MOST = 100_000
"""Bytes that are read of stdin."""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("line", metavar="LINE", nargs="+", help=words("cli.help.line"))
    parser.epilog = "\n\n".join(
        "\n  ".join([words(f"grammar.{head}"), *(words(f"grammar.{one}") for one in ids)])
        for head, ids in (("head", grammars()), ("committee", SENT))
    )
    parser.add_argument("--yes", action="store_true", help=words("cli.help.add_yes"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def _line(call: CommandContext) -> str:
    """The line as it was given, or for `-` the one line of stdin: what stands among the arguments of a process can be
    seen by everybody on the machine.
    """
    if call.args.line != ["-"]:
        return " ".join(call.args.line)
    data = sys.stdin.buffer.readline(MOST) if sys.stdin.isatty() else sys.stdin.buffer.read(MOST)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    if len(lines) != 1:
        raise call.fail("cli.one_line", n=len(lines))
    return lines[0]


def run(call: CommandContext) -> int:
    """stdout: the new id alone on the first line (others below), or the object; stderr: the sentence."""
    from widgets.quick_line.preview import notice_text, problem_text, sentence
    from widgets.quick_line.read_line import read_line

    snapshot = call.read()
    view = call.view(snapshot)
    reading = read_line(_line(call), view)
    if reading.edit is None:
        for problem in reading.problems:
            tell(call.words("cli.not_understood", why=problem_text(problem, view, call.words)))
        return FAILED
    if reading.asks and not call.args.yes:
        for notice in reading.asks:
            tell(call.words("cli.there_already", why=notice_text(notice, view, call.words)))
        return FAILED
    outcome = call.commit(reading.edit, snapshot)
    ids = sorted(outcome.ids, key=lambda id: snapshot.find(id) is not None)  # what is new first
    if call.args.json:
        from widgets import json_objects as objects

        made = [objects.record_object(outcome.snapshot, id) for id in ids]
        emit(exact(made[0] if len(made) == 1 else made) + "\n")
    else:
        emit("".join(f"{id}\n" for id in ids))
    tell(call.words("cli.added", id=" ".join(ids), preview=sentence(reading, view, call.words)))
    for notice in reading.notices:
        tell(notice_text(notice, view, call.words))
    return DONE
