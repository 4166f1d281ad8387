"""The rules of one branch: the national pack, what the higher levels lay over it (`above`), its own `local.toml` over
both, and its own `holidays.toml`.
"""

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
DEEPEST = 4
"""Levels above a branch whose files are read."""


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
        for layer in (*_above(folder, local, complaints), Layer(file=LOCAL, data=local, text=text)):
            pack = _laid(pack, layer, complaints)
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


class Layer(Record):
    """What one file lays over the layers below: as read, and its text, for the lines of mistakes."""

    file: str
    data: dict[str, Any]
    text: str


def _above(folder: str, data: dict[str, Any], complaints: list[RulesFault]) -> list[Layer]:
    """The files that a file names as above it, the highest first. One that can't be read is left out, and with it those
    that it would have named; the ones below it stand.
    """
    found: list[Layer] = []
    seen = {os.path.realpath(os.path.join(folder, LOCAL))}
    while isinstance(name := data.get("above"), str) and name.strip() and len(found) < DEEPEST:
        path = os.path.join(folder, os.path.expanduser(name))
        if os.path.realpath(path) in seen:
            complaints.append(("above.circle", {"file": name}))
            break
        seen.add(os.path.realpath(path))
        layer = _layer(path, name, complaints)
        if layer is None:
            break
        found.append(layer)
        folder, data = os.path.dirname(path), layer.data
    return found[::-1]


def _layer(path: str, name: str, complaints: list[RulesFault]) -> Layer | None:
    from tui import toml_file

    try:
        found, text, mistakes = toml_file.salvage(path)
    except toml_file.InvalidToml as bad:
        found, text, mistakes = None, "", [bad]
    if found is None and not mistakes:
        complaints.append(("above.missing", {"file": name}))
    complaints += [(f"toml.{bad.code}", {"file": name, "line": bad.line, "sign": bad.sign}) for bad in mistakes]
    if found is None or mistakes:
        return None  # half of what a committee asks is not what it asks
    return Layer(file=name, data=found, text=text)


def _laid(pack: Pack, layer: Layer, complaints: list[RulesFault]) -> Pack:
    """The pack under one more layer, and what is wrong with that."""
    from store.packs.overlay import overlay

    laid = overlay(pack, layer.data, layer.file)
    wrong = laid.faults[len(pack.faults) :]
    if wrong:
        from store.packs.overlay_lines import line_of

        told = [
            (line_of(layer.text, rule, field), f"overlay.{code}", ".".join(part for part in (rule, field) if part))
            for _, rule, field, code in wrong
        ]
        facts = {"file": layer.file}
        complaints += [(key, facts | {"line": line, "where": where}) for line, key, where in sorted(told)]
    return laid


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
