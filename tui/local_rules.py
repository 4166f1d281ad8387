"""The rules of one branch: the national pack, its own `local.toml` laid over it, and its own `holidays.toml`."""

from __future__ import annotations

import os

from store.packs.national import NATIONAL
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.packs.rule import Pack

    RulesFault = tuple[str, dict[str, Any]]
    """A word and its facts: what is wrong with one of the two files."""

LOCAL = "local.toml"
HOLIDAYS = "holidays.toml"


class LocalRules(Record):
    """The pack that judges, and the mistakes of the files, each of which takes out no more than where it stands."""

    pack: Pack
    complaints: tuple[RulesFault, ...] = ()


def rules_of(folder: str) -> LocalRules:
    """The rules of the branch in a folder. Nothing more is loaded where it has neither file."""
    pack = NATIONAL
    complaints: list[RulesFault] = []
    local, text = _salvage(folder, LOCAL, complaints)
    if local is not None:
        from store.packs.overlay import overlay

        pack = overlay(pack, local, LOCAL)
        if pack.faults:
            from store.packs.overlay_lines import line_of

            told = [
                (line_of(text, rule, field), f"overlay.{code}", ".".join(part for part in (rule, field) if part))
                for _, rule, field, code in pack.faults
            ]
            complaints += [(key, {"file": LOCAL, "line": line, "where": where}) for line, key, where in sorted(told)]
    own, text = _read(folder, HOLIDAYS, complaints)
    if own is not None:
        from store.holidays import calendar
        from store.packs.overlay_lines import line_of_holiday

        found, wrong = calendar(own)
        pack = pack.but(settings=pack.settings | {"calendar": found})
        for code, facts in wrong:
            number = facts.get("number", 0)
            line = line_of_holiday(text, number, facts.get("key", "" if number else "years"))
            complaints.append((f"holiday.bad.{code}", facts | {"file": HOLIDAYS, "line": line}))
    return LocalRules(pack=pack, complaints=tuple(complaints))


def _salvage(folder: str, name: str, complaints: list[RulesFault]) -> tuple[dict[str, Any] | None, str]:
    """What can be read of one of the files, and its text; what can't be is complained of."""
    path = os.path.join(folder, name)
    if not os.path.lexists(path):
        return None, ""
    from tui import toml_file

    try:
        found, text, mistakes = toml_file.salvage(path, follow=False)
    except toml_file.InvalidToml as bad:
        found, text, mistakes = None, "", [bad]
    complaints += [(f"toml.{bad.code}", {"file": name, "line": bad.line, "sign": bad.sign}) for bad in mistakes]
    return found, text


def _read(folder: str, name: str, complaints: list[RulesFault]) -> tuple[dict[str, Any] | None, str]:
    """What one of the files says, all of it or nothing, and its text."""
    before = len(complaints)
    found, text = _salvage(folder, name, complaints)
    return (found if len(complaints) == before else None), text
