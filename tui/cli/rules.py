"""`zhibu rules check`: the rules that bind a branch on a day, the national ones with its own laid over them, and every
mistake in its own files.
"""

from __future__ import annotations

from store.errors import Missing
from tui.cli.argument_names import understood
from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, exact, terminal_width
from tui.local_rules import rules_of
from widgets import json_objects as objects
from widgets.display import aligned, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Rule
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from tui.cli.parser import Parser
    from widgets.words.lexicon import Words

WHAT = ("check",)
COLUMNS = ("rule", "strength", "source", "validity", "sure", "figure", "own", "name")


def options(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "what", choices=WHAT, type=understood("arg", WHAT), metavar="check", help=words("cli.help.rules_check")
    )
    parser.one_of({"--json": words("cli.help.json"), "--plain": words("cli.help.list_plain")})


def run(call: CommandContext) -> int:
    """Done where the branch's own files are right, failed where something in them had to be left out."""
    words = call.words
    rules = rules_of(call.vault)
    snapshot = _snapshot(call)
    today = call.today(snapshot)
    bound = sorted(rules.pack.in_force(today), key=lambda rule: rule.id)
    mistakes = [{"text": words(key, **facts), "code": key, **facts} for key, facts in rules.complaints]
    if call.args.json:
        made = {"day": today.isoformat(), "rules": [objects.rule_in_full(rule, words) for rule in bound]}
        emit(exact(made | {"mistakes": mistakes}) + "\n")
        return _code(call, snapshot, bool(mistakes))
    rows = [tuple(words(f"rules.column.{column}") for column in COLUMNS), *(_row(rule, words) for rule in bound)]
    emit(aligned(rows, None if call.args.plain else terminal_width()))
    own = sum(bool(rule.local) or rule.source.endswith(".toml") for rule in bound)
    emit(f"\n{words('rules.sums', day=today.isoformat(), n=len(bound), own=own, mistakes=len(mistakes))}\n")
    for mistake in mistakes:
        emit(f"{mistake['text']}\n")
    return _code(call, snapshot, bool(mistakes))


def _code(call: CommandContext, snapshot: Snapshot | None, mistaken: bool) -> int:
    return (snapshot and call.warn(snapshot)) or (FAILED if mistaken else DONE)


def _snapshot(call: CommandContext) -> Snapshot | None:
    """The branch, whose sample says which day it is; rules can be looked at before there is one."""
    try:
        return call.read()
    except Missing:
        return None


def _row(rule: Rule, words: Words) -> tuple[str, ...]:
    since, until = (day.isoformat() if day else "" for day in (rule.valid_from, rule.valid_to))
    span = f"{since or '…'} – {until or '…'}" if since or until else ""
    own = " ".join(f"{name}={value}" for name, value in rule.local.items())
    if not rule.adopted:
        own = words("rules.not_adopted")
    return tuple(
        shown(text)
        for text in (
            rule.id,
            words(f"strength.{rule.strength}"),
            rule.source,
            span,
            words(f"rules.sure.{rule.sure}"),
            words(f"rules.sure.{rule.figure_sure}") if rule.figure_sure else "",
            own,
            words.of(rule.name),
        )
    )
