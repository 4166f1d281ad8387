"""What a rule is: one duty's law as data, with its own texts in both languages."""

from __future__ import annotations

from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.periods import Cadence


class Strength(TextEnum):
    """MUST is 应当/必须/不得/不少于; GEN is 一般, where a miss needs a reason; LOCAL binds where the unit says so."""

    MUST = "MUST"
    GEN = "GEN"
    LOCAL = "LOCAL"


class Text(Record):
    zh: str
    en: str


def text(zh: str, en: str) -> Text:
    """A `Text` without the cost of naming its items: a pack has hundreds, and `status` builds them every time."""
    return tuple.__new__(Text, (zh, en))


class Rule(Record):
    """One version of one rule, in force from `valid_from` to `valid_to` (both within; None is open).

    `applies` names conditions on the branch that must all hold (else the duty is `na` with that reason). `predicate`
    names the function that judges a period and `params` are its thresholds. `cadence` is None for rules on each event.
    `sure` is how sure the duty is: V read in the primary text, S secondary, M believed but not verified (an editable
    default that says so), L a local custom. `figure_sure` says so of its figures (count, length, cadence): the same
    letters, D for a default of the program's own where the text names none, "" where the figures stand with the rule.
    `loosest` holds how far a unit may go below a field of a rule that binds it, where the text itself allows that.
    `short` is at most 10 cells wide in either language. A rule that is not `adopted` is known but binds only where the
    local overlay says so; `local` holds what the overlay changed.
    """

    id: str
    name: Text
    short: Text
    binds: Text
    applies: tuple[str, ...] = ()
    predicate: str
    params: dict[str, Any] = {}  # noqa: RUF012
    cadence: Cadence | None = None
    strength: Strength
    source: str
    sure: str
    figure_sure: str = ""
    proof: Text
    explain: Text
    remedy: Text
    valid_from: date | None = None
    valid_to: date | None = None
    adopted: bool = True
    loosest: dict[str, Any] = {}  # noqa: RUF012
    local: dict[str, Any] = {}  # noqa: RUF012

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def rule(
    *,
    id: str,
    name: Text,
    short: Text,
    binds: Text,
    applies: tuple[str, ...] = (),
    predicate: str,
    params: dict[str, Any] = {},  # noqa: B006  # never mutated: records are values
    cadence: Cadence | None = None,
    strength: Strength,
    source: str,
    sure: str,
    figure_sure: str = "",
    proof: Text,
    explain: Text,
    remedy: Text,
    valid_from: date | None = None,
    valid_to: date | None = None,
    adopted: bool = True,
    loosest: dict[str, Any] = {},  # noqa: B006
) -> Rule:
    """A `Rule` of the pack, for a sixth of what naming its items one by one costs: `status` builds all of them."""
    return tuple.__new__(
        Rule,
        (
            *(id, name, short, binds, applies, predicate, params, cadence, strength, source, sure, figure_sure),
            *(proof, explain, remedy, valid_from, valid_to, adopted, loosest, {}),
        ),
    )


class Pack(Record):
    """All versions of all rules; `faults` are (file, rule, field, code) of a local overlay's mistakes."""

    rules: tuple[Rule, ...]
    settings: dict[str, Any] = {}  # noqa: RUF012
    faults: tuple[tuple[str, str, str, str], ...] = ()

    def in_force(self, day: date) -> list[Rule]:
        return [rule for rule in self.rules if rule.in_force(day)]

    def rule(self, id: str, day: date) -> Rule | None:
        """The version of a rule in force on a day, or None."""
        return next((rule for rule in self.rules if rule.id == id and rule.in_force(day)), None)
