"""`zhibu verify`, `backup` and `restore`: is the store sound, a copy of it, and going back to one."""

from __future__ import annotations

import os

from store.engine import Problem
from store.errors import Damaged, Missing, StoreError
from store.generation import HOLIDAYS, JOURNAL
from store.undeclared import without_undeclared
from tui import clock
from tui.cli.context import DAMAGED, DONE, FAILED
from tui.cli.output import emit, exact, tell
from tui.config import InvalidConfig, who
from tui.local_rules import rules_of
from widgets import history
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping
    from typing import Any

    from store.packs.rule import Pack
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

OF_RECORDS = ("record", "double", "reference", "no_read")
"""Problems of single records, and of what one may not look at: the store itself is sound."""
ADVICE = {
    "journal": ("line", "chain", "order", "altered", "beginning"),
    "outside": ("outside", "unexplained"),
    "backup": ("generation",),
    "odd": ("inner_link", "odd_file", "odd_folder"),
    "record": ("record",),
    "closed": ("no_read",),
    "double": ("double",),
    "reference": ("reference",),
    "none": ("elsewhere",),
}
"""What is to be done about a problem, by its code; about any other, of the file itself: going back."""


def options(parser: ArgumentParser, words: Words) -> None:
    command = parser.prog.rpartition(" ")[2]
    if command == "verify":
        parser.add_argument("--json", action="store_true", help=words("cli.help.json"))
    elif command == "backup":
        parser.add_argument("to", metavar="FILE", nargs="?", help=words("cli.help.backup_to"))
    else:
        parser.add_argument("source", metavar="FILE", nargs="?", help=words("cli.help.restore_from"))


def run(call: CommandContext) -> int:
    return {"verify": _verify, "backup": _backup, "restore": _restore}[call.command](call)


def _verify(call: CommandContext) -> int:
    words = call.words
    problems = call.vault.verify()
    local = rules_of(call.vault)
    rules = local.complaints
    if not any(problem.code not in OF_RECORDS for problem in problems):
        problems += _undeclared(call, local.pack)
    if call.args.json:
        wrong = [{"code": problem.code, "place": problem.place} for problem in problems]
        wrong += [{"code": "rules", "place": _rule_place(facts)} for _, facts in rules]
        emit(exact(wrong) + "\n")
        for part in call.vault.moved_history():
            tell(history.moved_history(part, words))
    else:
        lines = [words(f"problem.{problem.code}", place=problem.place) for problem in problems]
        lines += [words(key, **facts) for key, facts in rules]
        lines += [
            words("verify.next", what=words(f"verify.{kind}"))
            for kind in dict.fromkeys(map(_advice, problems))
            if kind != "none"
        ]
        lines = lines or [words("cli.verify_sound", path=call.config.data)]
        lines += [history.moved_history(part, words) for part in call.vault.moved_history()]
        emit("".join(f"{line}\n" for line in lines))
    if not problems:
        return FAILED if rules else DONE
    return FAILED if all(problem.code in OF_RECORDS for problem in problems) else DAMAGED


def _advice(problem: Problem) -> str:
    if problem.place == JOURNAL and problem.code == "lost":
        return "journal"
    return next((kind for kind, codes in ADVICE.items() if problem.code in codes), "restore")


def _undeclared(call: CommandContext, pack: Pack) -> list[Problem]:
    """The entries of registers that the branch's own rules do not declare any more."""
    snapshot = call.vault.read()
    faults = without_undeclared(snapshot, pack).faults if snapshot.entries else ()
    return [
        Problem(code="record", place=f"{fault.table}/{fault.id}/{fault.field}")
        for fault in faults
        if fault.code == "undeclared"
    ]


def _rule_place(facts: Mapping[str, Any]) -> str:
    """The file, and in it the line or what it is about, as far as they are known."""
    file = facts.get("file", HOLIDAYS)
    where = facts.get("line") or facts.get("where") or facts.get("number") or facts.get("key") or ""
    return f"{file}:{where}".rstrip(":")


def _backup(call: CommandContext) -> int:
    if call.args.to == "-":
        raise InvalidConfig("cli.backup_to_stdout")
    to = os.path.abspath(call.args.to) if call.args.to else None
    if to is None:
        call.refuse_readonly()
    try:
        path = call.vault.backup(to, call.waiting)
    except StoreError as error:
        if error.code == "exists":
            raise call.fail("cli.file_exists", path=to) from None
        raise
    call.stored = (shown(path),)
    emit(f"{shown(path)}\n")
    tell(call.words("cli.backup_done"))
    return DONE


def _why_not(call: CommandContext, error: StoreError, source: str) -> str:
    where = ":".join(filter(None, (source, error.facts.get("place"))))
    return call.words(f"problem.{error.code}", place=where)


def _source(source: str | None) -> str | None:
    """The path of a file, or, where none is called so, the number of a revision, to which a server goes back."""
    if not source or (source.isdecimal() and not os.path.lexists(source)):
        return source or None
    return os.path.abspath(source)


def _restore(call: CommandContext) -> int:
    call.refuse_readonly()
    source = _source(call.args.source)
    try:
        snapshot = call.vault.restore(source, who(call.config), clock.now(), call.waiting)
    except (Missing, Damaged) as error:
        if source is None or error.facts.get("path") != source:
            raise
        raise call.fail("cli.bad_backup", why=_why_not(call, error, source)) from None
    call.stored = (str(snapshot.revision),)
    emit(f"{snapshot.revision}\n")
    put_aside = next(call.vault.history()).replaced
    facts = {"branch": snapshot.branch.name if snapshot.branch else "?", "revision": snapshot.revision}
    tell(call.words("cli.restore_done" if put_aside else "cli.restored", **facts))
    return DONE
