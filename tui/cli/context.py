"""One command as it was given: its arguments, its configuration, its words, and its way to the store."""

from __future__ import annotations

from store.errors import Damaged
from store.rejected import Rejected
from store.snapshot import is_committee
from store.vault import Vault
from tui import clock
from tui.cli.output import tell
from tui.config import who

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.generation import Damage
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from store.vault import Outcome
    from tui.branch_box import BranchBox
    from tui.config import Config
    from tui.local_rules import LocalRules, RulesFault
    from tui.unit_boxes import UnitBoxes
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

DONE, FAILED, USAGE, OVERDUE, BUSY, DAMAGED, UNSAID = range(7)
"""Exit codes; the last is for what is stored although the answer could not be written."""


class CommandError(Exception):
    """A command that can't be done: the sentence for stderr. Exit code 1."""


class EditRejected(Exception):
    """The store's answer to an edit that can't be made of the freshest data."""

    def __init__(self, refused: Rejected, snapshot: Snapshot) -> None:
        self.refused = refused
        self.snapshot = snapshot
        super().__init__(refused.code)


class UnsaidError(Exception):
    """What came after a command had stored could not be done: the ids, why (the number of the system's own reason, or a
    text), and the word that says so. Unless told it is that stdout would not take the answer.
    """

    def __init__(self, ids: Sequence[str], why: str | int | None, key: str = "cli.stored_unsaid") -> None:
        self.ids, self.why, self.key = ids, why, key
        super().__init__(key)


class CommandContext:
    def __init__(self, command: str, args: Any, config: Config, words: Words) -> None:
        self.command = command
        self.args = args
        self.config = config
        self.words = words
        self._vault: Vault | None = None
        self.stored: Sequence[str] | None = None
        """What is stored, once it is: ids, a revision or a path."""
        self._rules: LocalRules | None = None
        self._complaints: tuple[RulesFault, ...] = ()
        self.box: BranchBox | None = None
        self._damage: Damage | None = None

    @property
    def vault(self) -> Vault:
        """Made when it is first asked for: what is wrong with an address is one trouble among others to the doctor."""
        if self._vault is None:
            self._vault = Vault(self.config.data, anywhere=self.config.anywhere)
        return self._vault

    def read(self) -> Snapshot:
        """The branch as it stands, or as it stood last when the file is damaged; raises a StoreError."""
        snapshot = self.vault.read()
        self._damage = snapshot.damage
        return snapshot

    def damaged(self) -> Damaged | None:
        """Why what was read is not what the branch holds: no word of it can be a reason to refuse something."""
        if self._damage is None:
            return None
        return Damaged(self._damage.code, path=self.vault.path, place=self._damage.place)

    def today(self, snapshot: Snapshot | None) -> date:
        return clock.today(self.config, snapshot)

    def view(self, snapshot: Snapshot) -> View:
        """What the rules say of a snapshot today, as panels and commands read it."""
        from widgets.sections.view import View

        rules = self.rules()
        self._complaints = rules.complaints
        if self.box is not None:
            self.box.look()
        units, down = self._boxes(snapshot, rules.pack), self.box.down if self.box is not None else None
        ups, whole = (units.read(), units.whole) if units is not None else ({}, None)
        return View(snapshot, self.today(snapshot), rules.pack, ups, down, whole)

    def _boxes(self, snapshot: Snapshot, pack: Pack) -> UnitBoxes | None:
        """The boxes of a committee's units; None of a branch."""
        if not is_committee(snapshot):
            return None
        from tui.unit_boxes import boxes_of

        return boxes_of(snapshot, pack, anywhere=self.config.anywhere)

    def rules(self) -> LocalRules:
        """The branch's own, and with them its box."""
        if self._rules is None:
            from tui.local_rules import box_of, rules_of

            self._rules = rules_of(self.vault)
            self.box = box_of(self.vault, self.config.data, self._rules.pack, anywhere=self.config.anywhere)
        return self._rules

    def go_up(self) -> None:
        """Write what goes up, after something was stored and said; what hinders that is told, and nothing more."""
        pack = self.rules().pack
        if self.box is not None and (trouble := self.box.publish(self.vault, self.today, pack)) is not None:
            tell(f"zhibu: {self.box.trouble_text(self.words, trouble, 'up')}")

    def commit(self, edit: Edit, seen: Snapshot) -> Outcome:
        """Store an edit; raises EditRejected or a StoreError."""
        self.refuse_readonly()
        outcome = self.vault.commit(edit, who(self.config), clock.now(), self.waiting)
        if isinstance(outcome, Rejected):
            raise EditRejected(outcome, seen)
        self.stored = outcome.ids
        return outcome

    def send(self) -> None:
        """Bring down to a committee's units what is new for them; what could not be is told, and is tried again."""
        snapshot = self.vault.read()
        if not is_committee(snapshot):
            return
        from tui.local_rules import rules_of

        units = self._boxes(snapshot, rules_of(self.vault).pack)
        troubles = units.write(self.vault.read_sound, self.today(snapshot)) if units is not None else ()
        if troubles:
            from widgets.error_text import unsent

            tell(f"zhibu: {unsent(self.words, troubles)}")

    def refuse_readonly(self) -> None:
        if self.config.readonly:
            raise self.fail("refused.readonly")

    def waiting(self, process: int | None, user: int | None) -> None:
        """Say who holds the lock, while it takes long."""
        from tui.lock_holder import waiting

        tell(waiting(self.words, process, user))

    def fail(self, key: str, **facts: Any) -> CommandError:
        return CommandError(self.words(key, **facts))

    def absent(self, snapshot: Snapshot, id: str, key: str) -> CommandError:
        """Why there is nothing of that id: it can't be read, or (`key`) was never there."""
        for fault in snapshot.faults:
            if fault.id == id:
                from widgets.error_text import fault_line

                return self.fail("cli.unreadable", record=fault_line(self.words, fault))
        return self.fail(key, id=id)

    def typed(self, text: str, most: int) -> str:
        """A text of an argument that is to be stored, without its ends."""
        from widgets.typed_text import unfit

        plain = text.strip().strip("\ufeff")
        wrong = unfit(plain, most)
        if wrong:
            raise self.fail("cli.unfit", why=self.words(f"forms.bad.{wrong}", most=most))
        return plain

    def warn(self, snapshot: Snapshot, tables: Collection[str] = ()) -> int:
        """Tell what is wrong with the branch's own rules, how many records could not be read, and each one of `tables`;
        the exit code that this alone makes.
        """
        for key, facts in self._complaints:
            tell(f"zhibu: {self.words(key, **facts)}")
        if self.box is not None and self.box.trouble is not None:
            tell(f"zhibu: {self.box.trouble_text(self.words, self.box.trouble, 'down')}")
        if not (snapshot.faults or snapshot.damage):
            return DONE
        from widgets.error_text import damage, fault_line

        if snapshot.faults:
            tell(self.words("cli.faults", n=len(snapshot.faults)))
        for fault in snapshot.faults:
            if fault.table in tables:
                tell(f"  {fault_line(self.words, fault)}")
        if snapshot.damage:
            tell(f"zhibu: {damage(self.words, snapshot.damage, self.vault.path)}")
            return DAMAGED
        return DONE
