"""The rules of one branch: the national pack, its own `local.toml` laid over it, and its own `holidays.toml`."""

from __future__ import annotations

import os
import stat

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
LARGEST = 1_000_000


class LocalRules(Record):
    """The pack that judges, and the mistakes of the files: with any in `local.toml` the national pack stands whole."""

    pack: Pack
    complaints: tuple[RulesFault, ...] = ()


class _InvalidFile(Exception):
    """A file that is there and can't be used: the word that says why."""


def rules_of(folder: str) -> LocalRules:
    """The rules of the branch in a folder. Nothing more is loaded where it has neither file."""
    pack = NATIONAL
    complaints: list[RulesFault] = []
    try:
        local = _read(folder, LOCAL)
        if local is not None:
            from store.packs.overlay import overlay

            pack = overlay(pack, local, LOCAL)
            for file, rule, field, code in pack.faults:
                where = {"file": file, "where": ".".join(part for part in (rule, field) if part)}
                complaints.append((f"overlay.{code}", where))
    except _InvalidFile as unread:
        complaints.append((str(unread), {"file": LOCAL}))
    try:
        own = _read(folder, HOLIDAYS)
        if own is not None:
            from store.holidays import calendar

            found, wrong = calendar(own)
            pack = pack.but(settings=pack.settings | {"calendar": found})
            complaints += [(f"holiday.bad.{code}", facts) for code, facts in wrong]
    except _InvalidFile as unread:
        complaints.append((str(unread), {"file": HOLIDAYS}))
    return LocalRules(pack=pack, complaints=tuple(complaints))


def _read(folder: str, name: str) -> dict[str, Any] | None:
    try:
        handle = os.open(os.path.join(folder, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise _InvalidFile("overlay.unreadable") from None
    import tomllib

    with open(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise _InvalidFile("overlay.unreadable")
        try:
            return tomllib.loads(file.read().decode())
        except (ValueError, RecursionError):
            raise _InvalidFile("overlay.not_toml") from None
