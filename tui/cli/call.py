"""One command as it was given: its arguments, its configuration, its words, and its way to the store."""

from __future__ import annotations

from store.edits import Refused
from store.vault import Vault
from tui import clock
from tui.cli.out import tell
from widgets.complaints import fault_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.snapshot import Snapshot
    from store.vault import Outcome
    from tui.config import Config
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

DONE, FAILED, USAGE, OVERDUE, BUSY, DAMAGED = range(6)
"""Exit codes."""


class Failed(Exception):
    """A command that can't be done: the sentence for stderr. Exit code 1."""


class Refusal(Exception):
    """The store's answer to an edit that can't be made of the freshest data."""

    def __init__(self, refused: Refused, snapshot: Snapshot) -> None:
        self.refused = refused
        self.snapshot = snapshot
        super().__init__(refused.code)


class Call:
    def __init__(self, args: Any, config: Config, words: Words) -> None:
        self.args = args
        self.config = config
        self.words = words
        self.vault = Vault(config.data)

    def read(self) -> Snapshot:
        """The branch as it stands; raises a StoreError."""
        return self.vault.read()

    def today(self, snapshot: Snapshot | None) -> date:
        return clock.today(self.config, snapshot)

    def view(self, snapshot: Snapshot) -> View:
        """What the rules say of a snapshot today, as panels and commands read it."""
        from store.packs.national import NATIONAL
        from widgets.sections.view import View

        return View(snapshot, self.today(snapshot), NATIONAL)

    def commit(self, edit: Edit, seen: Snapshot) -> Outcome:
        """Store an edit; raises Refusal or a StoreError."""
        from tui.config import who

        if self.config.readonly:
            raise Refusal(Refused(code="readonly"), seen)
        outcome = self.vault.commit(edit, who(self.config), clock.now())
        if isinstance(outcome, Refused):
            raise Refusal(outcome, seen)
        return outcome

    def fail(self, key: str, **facts: Any) -> Failed:
        return Failed(self.words(key, **facts))

    def warn(self, snapshot: Snapshot) -> int:
        """Tell what is wrong with the records themselves; the exit code that this alone would make."""
        if snapshot.faults:
            first = fault_line(self.words, snapshot.faults[0])
            tell(self.words("cli.faults", n=len(snapshot.faults), first=first))
        if snapshot.damage:
            tell(self.words("error.damage", path=self.config.data, code=self.words(f"error.{snapshot.damage}")))
            return DAMAGED
        return DONE
