"""What was begun and not stored, kept where a dropped line or a killed program can't take it: a file a branch."""

from __future__ import annotations

import os
from binascii import crc32

from tui.config import hand_over, make_private_folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MOST = 1_000_000
"""Characters of one draft: what is longer was neither typed nor pasted."""
LONGEST_ID = 40
REST = 0.3
"""Seconds that a hand must rest before what it typed is written to the disk."""


class Drafts:
    """Values by what they are a draft of: `quick/meeting`, `roll/m12`. Without a folder they end with the program.

    Texts, and dicts of what JSON knows, outlive the program; other values don't. The file is the user's alone (0600),
    named after the branch's id and its folder, and the name claimed where several share one account. A disk that
    refuses holds nobody up in the middle of a word: the draft is kept as long as the program runs, and is `at_risk`
    until it is on the disk. A file that can't be read is put aside as it is, at `unread`. What must never be stored
    (`exchange.tables.sensitive`) is not kept either.
    """

    def __init__(self, folder: str = "", branch: str = "", data: str = "", claimed: str = "") -> None:
        where = f"{crc32(os.path.realpath(data).encode(errors='surrogateescape')):08x}"
        whose = f"-{_in_a_name(claimed)}" if claimed else ""
        self._path = os.path.join(folder, f"{_in_a_name(branch)}-{where}{whose}.json") if folder else ""
        self.unread = ""
        self._written: dict[str, str | dict[str, Any]] = self._read()
        self._drafts: dict[str, Any] = dict(self._written)
        self._unsaved: set[str] = set()
        self._refused = False

    def _read(self) -> dict[str, str | dict[str, Any]]:
        """What the file says; where it can't be read, it is put aside, and `unread` says where."""
        if not os.path.lexists(self._path):
            return {}
        try:
            flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
            with open(os.open(self._path, flags), encoding="utf-8", errors="strict") as file:
                from json import load

                drafts = load(file)
        except (OSError, ValueError, RecursionError):
            drafts = None
        if not isinstance(drafts, dict):
            self._put_aside()
            return {}
        return {of: draft for of, draft in drafts.items() if isinstance(draft, (str, dict)) and draft}

    def _put_aside(self) -> None:
        """Nothing that was typed is written over, though only its owner can still make something of it."""
        try:
            os.replace(self._path, f"{self._path}.unread")
            self.unread = f"{self._path}.unread"
        except OSError:
            self.unread = self._path

    @property
    def folder(self) -> str:
        """Where they are written; nothing where they end with the program."""
        return os.path.dirname(self._path)

    @property
    def at_risk(self) -> bool:
        """Whether there are drafts that the disk would not take: they end with the program."""
        return self._refused and not self._unsaved.isdisjoint(self._written)

    def try_again(self) -> bool:
        """Whether every draft is on the disk, once more tried where it would not take them."""
        if self.at_risk:
            self._write()
        return not self.at_risk

    @property
    def any(self) -> bool:
        return bool(self._drafts)

    @property
    def texts(self) -> Mapping[str, str]:
        """Every draft that is a text, the one kept last at the end."""
        return {of: draft for of, draft in self._drafts.items() if isinstance(draft, str)}

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Of every draft of a form its table, and what it is of: an id, or `new` and what tells it apart."""
        slots = [of.split("/", 2) for of, draft in self._drafts.items() if isinstance(draft, dict)]
        return [(slot[1], slot[2]) for slot in slots if len(slot) == 3 and slot[0] == "form"]

    @property
    def rolls(self) -> list[str]:
        """The meetings of every roll call that was begun."""
        return [of.removeprefix("roll/") for of in self._drafts if of.startswith("roll/")]

    @property
    def doubts(self) -> list[str]:
        """What each change is kept as that was sent and not answered (`doubts`)."""
        return [of for of in self._drafts if of.startswith("doubt/")]

    def get(self, of: str) -> Any | None:
        """The draft of something, None where there is none."""
        return self._drafts.get(of)

    def free(self, of: str) -> str:
        """Where a draft is kept beside those that wait: `of`, else `of/2` and so on."""
        return next(one for one in (of, *(f"{of}/{n}" for n in range(2, len(self._drafts) + 3))) if not self.get(one))

    def keep(self, of: str, draft: Any) -> None:
        """Take a draft in the place of the one before; an empty text is none."""
        if isinstance(draft, str) and not draft.strip():
            self.drop(of)
            return
        written = _text(draft)
        if written is not None and (len(written) > MOST or _sensitive(written)):
            self.drop(of)
        elif self._drafts.get(of) != draft:
            self._drafts = {other: kept for other, kept in self._drafts.items() if other != of} | {of: draft}
            if written is not None:
                self._written[of] = draft
                self._write(of)

    def drop(self, of: str) -> None:
        self._drafts.pop(of, None)
        if self._written.pop(of, None) is not None:
            self._write(of)

    def _write(self, *changed: str) -> None:
        """Lay what has changed here over what the file says by now: the same user may have two boards open."""
        if not self._path:
            return
        self._unsaved.update(changed)
        drafts = {of: draft for of, draft in self._read().items() if of not in self._unsaved}
        drafts |= {of: self._written[of] for of in self._unsaved if of in self._written}
        fresh = f"{self._path}.{os.getpid()}.tmp"
        try:
            if drafts:
                self._put(fresh, drafts)
            elif os.path.lexists(self._path):
                os.unlink(self._path)
            self._refused = False
            self._unsaved.clear()
        except (OSError, ValueError):
            self._refused = True
            try:
                os.unlink(fresh)  # half of it, where the disk is full
            except OSError:
                pass

    def _put(self, fresh: str, drafts: Mapping[str, str | dict[str, Any]]) -> None:
        make_private_folders(os.path.dirname(self._path))
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with open(os.open(fresh, flags, 0o600), "w", encoding="utf-8") as file:
            from json import dump

            hand_over(file.fileno(), os.stat(os.path.dirname(self._path)))
            dump(drafts, file, ensure_ascii=False)
        os.replace(fresh, self._path)


def writable(folder: str) -> bool:
    """Whether a folder for drafts can be written, or made where it is not there yet."""
    while folder and not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)


def _sensitive(text: str) -> bool:
    from store.exchange.tables.sensitive import sensitive_code

    return sensitive_code(text) is not None


def _in_a_name(id: str) -> str:
    """An id as a part of a file's name: one that is no plain word is told by its sum, for the file says what it is."""
    plain = id.isascii() and id.replace("-", "").replace("_", "").isalnum() and len(id) <= LONGEST_ID
    return id if plain else f"{crc32(id.encode(errors='surrogatepass')):08x}" if id else "branch"


def _text(draft: Any) -> str | None:
    """What would be written of a draft; None for a value of ours, which JSON would turn into something else."""
    if type(draft) not in (str, dict):
        return None
    from json import dumps

    try:
        return draft if isinstance(draft, str) else dumps(draft, ensure_ascii=False)
    except (TypeError, ValueError):
        return None
