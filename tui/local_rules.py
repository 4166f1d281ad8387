"""The rules of one branch: the national pack, what the higher levels lay over it (`above`), its own `local.toml` over
both, and its own `holidays.toml`; of a committee also the units that it lists (`committee.toml`).
"""

from __future__ import annotations

import os

from store.engines import SERVER, carried_at
from store.errors import StoreError, Unsafe
from store.generation import HOLIDAYS, LOCAL, UNITS
from store.packs.national import NATIONAL
from store.record import Record
from store.records import COMMITTEE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.committee.units import Unit
    from store.packs.rule import Pack
    from store.vault import Vault
    from tui.branch_box import BranchBox

    RulesFault = tuple[str, dict[str, Any]]
    """A word and its facts: what is wrong with one of the files."""
    Found = tuple[str, bytes] | Unsafe

CARRIED = "down"
"""The folder in the branch's own in which stands what was carried down by hand."""
NO_ADDRESS = ("bad_address", "password_in_address")
DEEPEST = 4
"""Levels above a branch whose files are read."""


class LocalRules(Record):
    """The pack that judges, which files of the branch's own there are, and their mistakes, each of which takes out no
    more than where it stands.
    """

    pack: Pack
    files: tuple[str, ...] = ()
    complaints: tuple[RulesFault, ...] = ()


def box_of(vault: Vault, data: str, pack: Pack, *, anywhere: bool = False) -> BranchBox | None:
    """The box of a branch; None where it has none and nothing was carried to it by hand."""
    carried = None
    if "box" not in pack.settings:
        far = data.startswith(SERVER)
        carried = carried_at(vault.engine) if far else None
        if carried is None and (far or not os.path.lexists(os.path.join(data, CARRIED))):
            return None
    from tui.branch_box import BranchBox

    return BranchBox(data, pack.settings, anywhere=anywhere, box=carried)


class Layer(Record):
    """What one file lays over the layers below: where it stands, as read, its text, for the lines of mistakes, and
    whether there were any.
    """

    file: str
    place: str
    data: dict[str, Any]
    text: str
    sound: bool = True


def rules_of(vault: Vault) -> LocalRules:
    """The rules of a branch. Nothing more is loaded where it has none of the files; raises a `StoreError` where the
    store can't be asked.
    """
    pack = NATIONAL
    complaints: list[RulesFault] = []
    local, own = _file_at(vault, LOCAL), _file_at(vault, HOLIDAYS)
    layer = _layer(LOCAL, local, complaints)
    if layer is not None:
        for above in (*_above(vault, layer, complaints), layer):
            pack = _with_layer(pack, above, complaints, own=above is layer)
    days = _layer(HOLIDAYS, own, complaints)
    if days is not None and days.sound:
        pack = _with_calendar(pack, days, complaints)
    units = _file_at(vault, UNITS)
    layer = _layer(UNITS, units, complaints)
    if layer is not None:
        pack = _with_units(pack, layer, vault, complaints)
    files = ((LOCAL, local), (HOLIDAYS, own), (UNITS, units))
    there = tuple([name for name, one in files if one is not None])
    return LocalRules(pack=pack, files=there, complaints=tuple(complaints))


def _file_at(vault: Vault, name: str, below: str = "") -> Found | None:
    """Where a file stands and what it says, or why it can't be used; None where there is none."""
    try:
        return vault.overlay(name, below)
    except Unsafe as bad:
        return bad


def _above(vault: Vault, layer: Layer, complaints: list[RulesFault]) -> list[Layer]:
    """The files that a file names as above it, the highest first. One that can't be read is left out, and with it those
    that it would have named; the ones below it stand.
    """
    above: list[Layer] = []
    seen = {layer.place}
    while isinstance(name := layer.data.get("above"), str) and name.strip() and len(above) < DEEPEST:
        file = _file_at(vault, os.path.expanduser(name), layer.place)
        if file is None or (isinstance(file, tuple) and file[0] in seen):
            complaints.append(("above.circle" if file else "above.missing", {"file": name}))
            break
        nearest = _layer(name, file, complaints)
        if nearest is None or not nearest.sound:
            break  # half of what a committee asks is not what it asks
        above.append(nearest)
        seen.add(nearest.place)
        layer = nearest
    return above[::-1]


def _layer(name: str, file: Found | None, complaints: list[RulesFault]) -> Layer | None:
    """What can be read of a file, None where nothing can; what can't be is complained of."""
    if file is None:
        return None
    if isinstance(file, Unsafe):
        complaints.append((f"toml.{file.code}", {"file": name, "line": 0, "sign": ""}))
        return None
    from tui import toml_file

    data: dict[str, Any] | None
    try:
        data, text, mistakes = toml_file.salvage(file[1])
    except toml_file.InvalidToml as bad:
        data, text, mistakes = None, "", [bad]
    complaints += [(f"toml.{bad.code}", {"file": name, "line": bad.line, "sign": bad.sign}) for bad in mistakes]
    return None if data is None else Layer(file=name, place=file[0], data=data, text=text, sound=not mistakes)


def _with_layer(pack: Pack, layer: Layer, complaints: list[RulesFault], *, own: bool) -> Pack:
    """The pack under one more layer, and what is wrong with that."""
    from store.packs.overlay import overlay

    laid = overlay(pack, layer.data, layer.file, own=own)
    if own:
        laid = laid.but(settings=laid.settings | {"own_ids": _ids(laid) - _ids(pack)})
    wrong = laid.faults[len(pack.faults) :]
    if wrong:
        from store.packs.overlay_lines import line_of

        located = [
            (line_of(layer.text, rule, field), f"overlay.{code}", ".".join(part for part in (rule, field) if part))
            for _, rule, field, code in wrong
        ]
        facts = {"file": layer.file}
        complaints += [(key, facts | {"line": line, "where": where}) for line, key, where in sorted(located)]
    return laid


def _ids(pack: Pack) -> frozenset[str]:
    """What its rules and registers are called."""
    from store.packs.registers import registers

    return frozenset({*(rule.id for rule in pack.rules), *registers(pack.settings)})


def _with_calendar(pack: Pack, days: Layer, complaints: list[RulesFault]) -> Pack:
    """The pack with the legal holidays of years that the program does not know, and what is wrong with them."""
    from store.holidays import calendar
    from store.packs.overlay_lines import line_of_numbered

    read, wrong = calendar(days.data)
    for code, facts in wrong:
        number = facts.get("number", 0)
        line = line_of_numbered(days.text, "holiday", number, facts.get("key", "" if number else "years"))
        complaints.append((f"holiday.bad.{code}", facts | {"file": days.file, "line": line}))
    return pack.but(settings=pack.settings | {"calendar": read})


def _units_on(url: str, vault: Vault) -> list[Unit] | None:
    """The branches on a server but the committee's own, if that is one; None where the address is none."""
    from store.engines import units_at

    own = vault.path.partition("?")[0]
    try:
        return [one for one in units_at(url) if not one.box.startswith(own) or one.box.partition("?")[0] != own]
    except StoreError as bad:
        if bad.code in NO_ADDRESS:
            return None
        raise


def _with_units(pack: Pack, layer: Layer, vault: Vault, complaints: list[RulesFault]) -> Pack:
    """The pack with the units of a committee among its settings, and what is wrong with their list. A box is named as
    seen from the file.
    """
    from store.committee.committee_toml import committee_of
    from store.packs.registers import registers
    from tui.branch_box import place_of

    columns = {*registers(pack.settings), *(rule.id for rule in pack.rules)}
    folder = os.path.dirname(layer.place)
    committee, wrong = committee_of(
        layer.data, columns, lambda path: place_of(folder, path), lambda url: _units_on(url, vault)
    )
    if wrong:
        from store.packs.overlay_lines import numbered_lines

        lines = numbered_lines(layer.text, "branch")
        heads = [(number, key.partition(" ")[0], key, code) for number, key, code in wrong]
        told = [(lines.get((n, head)) or lines.get((n, "")) or 1, code, key) for n, head, key, code in heads]
        for line, code, key in sorted(told):
            complaints.append((f"overlay.{code}", {"file": layer.file, "line": line, "where": key or "branch"}))
    return pack.but(settings=pack.settings | {COMMITTEE: committee})
