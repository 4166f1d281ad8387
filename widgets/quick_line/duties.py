"""Which rule an inspection looked into: by id, name, short name, initials, or as a duty, `OL-03/2026-10/g2`."""

from __future__ import annotations

from store.folding import fold
from store.packs.rule import text
from store.pinyin import matches
from widgets.quick_line.kinds import read_kind
from widgets.quick_line.reading import MEETING, InvalidToken, choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from store.packs.rule import Rule, Text
    from widgets.sections.view import View

SPELLINGS: tuple[Callable[[Rule], Iterable[str]], ...] = (
    lambda rule: (rule.id, rule.id.replace("-", "")),
    lambda rule: (rule.name.zh, rule.name.en),
    lambda rule: (rule.short.zh, rule.short.en),
)
"""What a rule is called, the surest first."""


def rules(view: View, day: date) -> Sequence[Rule]:
    """The rules in force on a day, those that bind the branch first."""
    return sorted(view.pack.in_force(day), key=lambda rule: not rule.adopted)


def find(text: str, view: View, day: date) -> Rule | InvalidToken:
    """The rule of a day that a token names."""
    known = rules(view, day)
    wanted = fold(text)
    for names in SPELLINGS:
        fitting = [rule for rule in known if wanted in map(fold, names(rule))]
        if fitting:
            return _in_force(fitting)
    kind = read_kind(text, view)
    if kind is not None and not isinstance(kind, InvalidToken) and kind.grammar == MEETING:
        fitting = [rule for rule in known if rule.params.get("kind") == kind.kinds[0] and rule.predicate == "sessions"]
        if fitting:
            return _in_force(fitting)
    if text.isascii() and len(text) > 1:
        fitting = [
            rule
            for rule in known
            if any(matches(text, name) == (0, len(name)) for name in (rule.short.zh, rule.name.zh))
        ]
        if fitting:
            return _in_force(fitting)
    return InvalidToken(code="no_rule")


def _in_force(rules: Sequence[Rule]) -> Rule | InvalidToken:
    binding = [rule for rule in rules if rule.adopted] or rules
    if len(binding) == 1:
        return binding[0]
    return InvalidToken(code="several_rules", facts={"choices": choices([_name(rule) for rule in binding])})


def _name(rule: Rule) -> Text:
    return text(f"{rule.id} {rule.short.zh}", f"{rule.id} {rule.short.en}")
