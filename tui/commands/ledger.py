"""What is done to an entry of a register: moving it on, closing it, giving it up, linking it with a record."""

from __future__ import annotations

from store.rules.figures import FindingState
from store.rules.findings import state_of
from tui.commands.anywhere import readonly
from tui.commands.command import ABLE, Command
from tui.commands.entry import open_line
from widgets.display import shown
from widgets.kinds.registry import ID_OF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.box.inbox import Incoming
    from store.records import Entry, Finding
    from store.rules.entry_rows import EntryRow
    from tui.screens.base import BaseScreen
    from widgets.display import Shown
    from widgets.quick_line.reading import InvalidToken

KINDS = ("entry", "decision", "finding")
"""Of what rows and pages something can be moved on or closed."""


def row_of(screen: BaseScreen) -> EntryRow | None:
    """The entry or agreed matter that the row or page is of."""
    subject = screen.subject
    if subject is None or subject.kind not in ("entry", "decision"):
        return None
    from store.rules.entries import find

    view = screen.view
    return find(view.snapshot, subject.id, view.today, view.pack)


def finding_of(screen: BaseScreen) -> Finding | None:
    """The finding that the row or page is of."""
    subject = screen.subject
    return screen.view.snapshot.findings.get(subject.id) if subject is not None and subject.kind == "finding" else None


def why_not_advance(screen: BaseScreen) -> Shown:
    finding = finding_of(screen)
    if finding is not None:
        closed = state_of(finding, screen.view.today) is FindingState.CLOSED
        return readonly(screen) or (screen.words("why_not.close") if closed else ABLE)
    row = row_of(screen)
    over = row is not None and (row.state in ("standing", "dropped") or row.done is not None)
    return readonly(screen) or (screen.words("why_not.advance") if over else ABLE)


def advance(screen: BaseScreen) -> None:
    """The line that moves an entry on, or closes it or a finding, with all but its day and what came of it."""
    from widgets import registers
    from widgets.quick_line import rectification
    from widgets.quick_line.progress import next_line
    from widgets.quick_line.reading import LineContext

    finding, lang = finding_of(screen), screen.words.lang
    if finding is not None:
        open_line(screen, LineContext(), text=rectification.next_line(finding, screen.view.today, lang))
        return
    row = row_of(screen)
    register = registers.of_kind(row.kind, screen.view) if row is not None else None
    if row is not None and register is not None:
        open_line(screen, LineContext(), text=next_line(row, register, lang))


# Giving up


def droppable(screen: BaseScreen) -> list[Entry]:
    """The entries of the targets that may be given up; none where one of them is none."""
    entries = screen.view.snapshot.entries
    found = [entries[one.id] for one in screen.targets if one.kind == "entry" and one.id in entries]
    open_ones = [one for one in found if not one.dropped and one.done is None]
    return open_ones if open_ones and len(open_ones) == len(screen.targets) else []


def drop(screen: BaseScreen, entries: Sequence[Entry]) -> None:
    """A line for why they are given up; the entries stay, with the reason."""
    from store.box.messages import BOX
    from tui.screens.asked_line import ask

    async def store(text: str) -> bool:
        from store.edits import as_one, change
        from widgets.typed_text import LINE_AT_MOST, unfit

        reason = text.strip()
        if wrong := unfit(reason, LINE_AT_MOST):
            screen.say(screen.words(f"forms.bad.{wrong}", most=LINE_AT_MOST), "warn")
            return False
        made = [change("entries", one, {"dropped": reason}, "drop") for one in entries]
        done = await screen.zhibu.ask(as_one(made, "drop"))
        if done is not None:
            screen.unmark()
        return done is not None

    def effect(text: str) -> tuple[str, str]:
        return screen.words("drop.goes_up"), "info"

    from_above = any(one.origin.startswith(BOX) for one in entries)
    ask(screen, screen.words("drop.ask", n=len(entries)), store, effect if from_above else None)


# Links


def why_not_link(screen: BaseScreen) -> Shown:
    from store.rules.links import LINKING

    subject = screen.subject
    able = subject is not None and subject.kind in {"entry", *(ID_OF[table] for table in LINKING)}
    return readonly(screen) or (ABLE if able else screen.words("why_not.link"))


def link(screen: BaseScreen) -> None:
    """The record that an entry is linked with, or the entry that a record is about, typed on a line."""
    from store.entry_links import LinkEntries
    from tui.screens.asked_line import ask
    from widgets.quick_line import links
    from widgets.quick_line.reading import InvalidToken

    subject, app = screen.subject, screen.zhibu
    assert subject is not None
    of_entry = subject.kind == "entry"

    def find(text: str) -> str | InvalidToken:
        plain = text.strip().lstrip("%％")
        return links.find_record(plain, app.view, app.view.today) if of_entry else links.find_entry(plain, app.view)

    def effect(text: str) -> tuple[str, str]:
        id = find(text)
        if isinstance(id, InvalidToken):
            return _bad(screen, id, text), "bad"
        return links.record_text(id, app.view, screen.words), "info"

    async def store(text: str) -> bool:
        id = find(text)
        if isinstance(id, InvalidToken):
            screen.say(*effect(text))
            return False
        record, entry = (id, subject.id) if of_entry else (subject.id, id)
        return await app.ask(LinkEntries(record=record, entries=(entry,))) is not None

    ask(screen, screen.words("link.ask_record" if of_entry else "link.ask_entry"), store, effect)


def _bad(screen: BaseScreen, why: InvalidToken, text: str) -> Shown:
    facts = {"text": text, "name": text} | why.facts
    return shown(screen.words(f"quick.bad.{why.code}", **facts))


# What came down


def incoming_of(screen: BaseScreen) -> Incoming | None:
    """What came down that the row or page is of."""
    subject = screen.subject
    if subject is None or subject.kind != "incoming":
        return None
    from widgets import inbox

    return inbox.find(screen.view, subject.id)


def why_not_receive(screen: BaseScreen) -> Shown:
    return readonly(screen) or (ABLE if incoming_of(screen) is not None else screen.words("why_not.receive"))


async def receive(screen: BaseScreen) -> None:
    """Store it (收下), and stay where it is from then on an ordinary row; its page becomes the record's."""
    from store.box.inbox import receive as received
    from widgets import inbox

    incoming, view = incoming_of(screen), screen.view
    if incoming is None:
        return
    reason = inbox.reason(incoming, screen.words)
    outcome = await screen.zhibu.ask(received(incoming, view.snapshot, view.today, view.pack, reason))
    if outcome is not None:
        screen.show_stored(outcome.ids, outcome.snapshot)


COMMANDS = (
    Command(id="link", run=link, why_not=why_not_link),
    Command(id="receive", run=receive, why_not=why_not_receive),
)
