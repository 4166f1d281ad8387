"""What `zhibu doctor` looks at in the data folder: each part for itself, so that one that fails hides no other."""

from __future__ import annotations

from store.errors import StoreError
from store.generation import BACKUPS, HOLIDAYS, LOCAL, LOCK, UNITS
from store.snapshot import is_committee
from tui import clock
from tui.cli import doctor_box, doctor_units
from tui.cli.misnamed import misnamed
from tui.cli.user_groups import group_name
from tui.config import user_name
from tui.denied import advice
from tui.local_rules import rules_of
from tui.lock_holder import with_user_name
from widgets import error_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from tui.cli.doctor_box import Line
    from tui.local_rules import LocalRules, RulesFault
    from widgets.words.lexicon import Words

FEW_BYTES = 50_000_000
APART = 90
"""Seconds by which two clocks may differ before somebody should look."""


def lines(call: CommandContext, mistakes: int) -> Iterator[Line]:
    """What is said of the store; `mistakes` were found before it, and count among its problems."""
    words, snapshot = call.words, None
    complaints: tuple[RulesFault, ...] = ()
    troubles: list[StoreError] = []
    try:
        snapshot = call.vault.read()
    except StoreError as error:
        troubles.append(error)
    yield from _today(call, snapshot)
    secret = [error.facts["path"] for error in troubles if error.code == "password_in_address"]
    yield "data", (secret or [call.config.data])[0], ""
    try:
        facts = call.vault.facts()
        yield from _folder(call, facts) if "mode" in facts else _server(call, facts)
    except StoreError as error:
        troubles.append(error)
    if snapshot is not None:
        damage = snapshot.damage
        advice = error_text.damaged(words, damage, call.vault.path) if damage else ""
        yield "revision", str(snapshot.revision), advice
    try:
        rules = rules_of(call.vault)
        complaints = rules.complaints
        yield from _rules(call, rules)
        yield from doctor_box.lines(call, snapshot)
        if snapshot is not None and is_committee(snapshot):
            yield from doctor_units.lines(call, snapshot)
    except StoreError as error:
        troubles.append(error)
    try:
        problems = len(call.vault.verify()) + len(complaints)
        yield "problems", str(problems + mistakes), words("doctor.verify") if problems else ""
    except StoreError as error:
        troubles.append(error)
    said = {error_text.error(words, with_user_name(error)): error.code for error in troubles}
    for sentence, code in said.items():
        yield "store", code, sentence


def _rules(call: CommandContext, rules: LocalRules) -> Iterator[Line]:
    there = " ".join(rules.files)
    if not rules.complaints:
        yield "rules", there or call.words("value.none"), ""
    for key, facts in rules.complaints:
        yield "rules", there, call.words(key, **facts)
    for name, right in misnamed(call.config.data, (LOCAL, HOLIDAYS, UNITS)):
        yield "rules", name, call.words("doctor.misnamed", name=name, right=right)


def _folder(call: CommandContext, facts: dict[str, Any]) -> Iterator[Line]:
    words = call.words
    mode = facts["mode"]
    shared = bool(mode & 0o2000)
    wide = words("doctor.wide") if mode & 0o007 else ""
    yield "mode", f"{mode:04o} {words('doctor.shared') if shared else words('doctor.private')}", wide
    yield "owner", f"{user_name(facts['owner'])} : {group_name(facts['group'])}", ""
    for name, (file_mode, owner, group) in facts["files"].items():
        found = f"{name} {file_mode:04o} {user_name(owner)} : {group_name(group)}"
        yield "file", found, _what_to_do(call, facts, name, words)
    yield "file_system", facts["file_system"] or "?", ""
    free = facts["free"]
    yield "free", f"{free / 1e9:.1f} GB", words("doctor.full") if free < FEW_BYTES else ""
    can = facts["writable"]
    yield "writable", words("page.yes" if can else "page.no"), "" if can else _why_not_writable(call, facts)
    holder = facts["holder"]
    yield (
        "lock",
        words("error.holder", process=holder[0], user=user_name(holder[1])) if holder else words("page.no"),
        words("doctor.held") if holder else _odd(call, facts, LOCK),
    )
    can_have = not _odd(call, facts, BACKUPS)
    none = words("doctor.no_backups") if can_have and not facts["generations"] else ""
    yield "backups", str(facts["generations"]), none
    yield "left_over", str(facts["left_over"]), words("doctor.left_over_advice") if facts["left_over"] else ""


def _why_not_writable(call: CommandContext, facts: dict[str, Any]) -> str:
    if facts["read_only"]:
        return call.words("doctor.disk_read_only")
    return call.words("doctor.read_only", ask=error_text.ask(call.words, advice(call.config.data, write=True)))


def _server(call: CommandContext, facts: dict[str, Any]) -> Iterator[Line]:
    words = call.words
    yield "server", facts["server"], ""
    may = " ".join(words(f"doctor.may.{one}") for one in facts["may"])
    yield "login", facts["login"], ""
    yield "may", may or words("value.none"), _what_it_lacks(facts["may"], words)
    kept = facts["synchronous"]
    yield "synchronous", words("page.yes" if kept else "page.no"), "" if kept else words("doctor.not_synchronous")
    apart = round(abs(clock.now().timestamp() - facts["clock"]))
    yield "clocks", words("doctor.apart", n=apart), words("doctor.set_clock") if apart > APART else ""


def _what_it_lacks(may: tuple[str, ...], words: Words) -> str:
    if "write" in may:
        return ""
    return words("doctor.may_not_write" if "read" in may or "count" in may else "doctor.may_not_read")


def _what_to_do(call: CommandContext, facts: dict[str, Any], name: str, words: Words) -> str:
    """What to do about a file that others of the folder can't use, or about one that its owner can't; else ""."""
    mode, owner, group = facts["files"][name]
    shared = bool(facts["mode"] & 0o2000)
    may = (0o060 if facts["mode"] & 0o020 else 0o040) if shared else 0
    right = (0o2710 if shared else 0o700) | may if name == BACKUPS else 0o600 | may
    path = f"{call.config.data}/{name}"
    if odd := _odd(call, facts, name):
        return odd
    if not shared and owner != facts["owner"]:
        return words("doctor.owner_advice", owner=user_name(facts["owner"]), path=path)
    if mode != right or (shared and group != facts["group"]):
        return words("doctor.file_advice", mode=f"{right:o}", group=group_name(facts["group"]), path=path)
    return ""


def _odd(call: CommandContext, facts: dict[str, Any], name: str) -> str:
    """What stands in the place of a file and is none; else ""."""
    path = f"{call.config.data}/{name}"
    odd = facts["odd"].get(path)
    return call.words(f"problem.{odd}", place=path) if odd else ""


def _today(call: CommandContext, snapshot: Snapshot | None) -> Iterator[Line]:
    """The day that everything is judged by, and why it is not the clock's."""
    why = ""
    if call.config.today:
        why = call.words("doctor.fixed_day")
    elif snapshot is not None and snapshot.as_of is not None:
        why = call.words("doctor.samples_day")
    yield "today", call.today(snapshot).isoformat(), why
