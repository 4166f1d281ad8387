"""The quick line of a place: opened on what its row suggests, kept as a draft, stored through the one queue.

What reads and writes lines is imported when the first one opens: no board needs it to be drawn.
"""

from __future__ import annotations

from store.record import Record
from store.records import DuesMonth, Finding, Kind, Meeting, Talk, Training
from tui.drafts import REST
from tui.screens.base import BaseScreen
from widgets.quick_line.reading import INSPECTION, MEETING, TALK, TRAINING, LineContext, LineKind
from widgets.typed_text import TypedText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from store.rules.figures import Duty
    from store.snapshot import Snapshot
    from widgets.quick_entry import QuickEntry
    from widgets.sections.section import Target


class EntryRequest(Record):
    """What a quick line is opened with: what goes without saying, a line typed already, one that Enter would take."""

    context: LineContext
    text: str = ""
    cursor: int | None = None
    ghost: str = ""


class EntryScreen(BaseScreen):
    """`add`, `copy` and `train`, and the line they open."""

    _came_from: Widget | None = None
    _draft_timer: Timer | None = None
    _slot: str = ""
    _draft: str | None = None

    def suggested(self) -> EntryRequest:
        """What `add` opens here."""
        return EntryRequest(context=self.told_kind(None))

    def made(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        """Records were stored: the first of them gets the cursor, where this place shows it."""

    # Commands

    def do_add(self) -> None:
        self._open(self.suggested(), keeps=True)

    def do_copy(self) -> None:
        opening = self._copy()
        if opening is None:
            self.say(self.words("why_not.copy"), "warn")
        else:
            self._open(opening)

    def do_train(self) -> None:
        meeting = self._meeting_of(self.subject)
        if meeting is None or not meeting.held:
            self.say(self.words("why_not.train"), "warn")
            return
        from widgets.quick_line.line import attended

        before, after = attended(meeting, self.view)
        context = LineContext(what=LineKind(grammar=TRAINING), session=meeting)
        self._open(EntryRequest(context=context, text=before + after, cursor=len(before)))

    def entries(self) -> dict[str, bool]:
        """Which of these commands the row allows, for its menu."""
        meeting = self._meeting_of(self.subject)
        return {"add": True, "copy": self._copy() is not None, "train": meeting is not None and meeting.held}

    @property
    def quick(self) -> QuickEntry | None:
        return next(iter(self.query("QuickEntry")), None)  # type: ignore[return-value]

    def _copy(self) -> EntryRequest | None:
        from widgets.quick_line.line import copied, line_of

        target, view = self.subject, self.view
        meeting = self._meeting_of(target)
        if meeting is not None:
            return EntryRequest(context=LineContext(like=meeting), text=copied(meeting, view))
        if target is None:
            return None
        found = view.snapshot.find(target.id)
        if found is not None and isinstance(found[1], (Training, Finding, Talk)):
            return EntryRequest(context=LineContext(), text=line_of([found[1]], view, dated=False))
        return None

    def _meeting_of(self, target: Target | None) -> Meeting | None:
        """The meeting that a target is; of a required one that nobody has scheduled, the last one of its kind."""
        if target is None:
            return None
        snapshot = self.view.snapshot
        if target.id in snapshot.meetings:
            return snapshot.meetings[target.id]
        duty = self.duty(target)
        kind = duty.rule.params.get("kind") if duty is not None else None
        if duty is None or kind is None:
            return None
        group = duty.subject if duty.rule.params.get("each") == "group" else None
        like = [one for one in snapshot.meetings.values() if one.kinds == (Kind(kind),) and one.group == group]
        return max(like, key=lambda one: (one.day, one.id), default=None)

    def duty(self, target: Target | None) -> Duty | None:
        """The duty that a target is, of those on the execution list."""
        if target is None or target.kind != "duty":
            return None
        return next((one for one in self.view.figures.execution if one.key == target.id), None)

    # Opening and closing

    def told_kind(self, grammar: str | None, duty: Duty | None = None) -> LineContext:
        """A place's own kind; of meetings that of the duty under the cursor, else the one stored last."""
        if grammar is not None and grammar != MEETING:
            return LineContext(what=LineKind(grammar=grammar))
        kind = duty.rule.params.get("kind") if duty is not None else None
        if kind is not None and duty is not None:
            group = duty.subject if duty.rule.params.get("each") == "group" else None
            return LineContext(what=LineKind(grammar=MEETING, kinds=(Kind(kind),)), group=group)
        return LineContext(what=self.zhibu.last_what)

    def _open(self, opening: EntryRequest, *, keeps: bool = False) -> None:
        """Show the line; one that `add` opens has the draft of its slot in it, and keeps one."""
        if self.zhibu.session.readonly:
            self.say(self.words("refused.readonly"), "warn")
            return
        if self.quick is not None:
            self.quick.editor.focus()
            return
        grammar = opening.context.what.grammar if opening.context.what else MEETING
        self._slot = f"quick/{grammar}"
        draft = (self.zhibu.drafts.kept(self._slot) or "") if keeps else ""
        text = draft or opening.text
        cursor = len(text) if draft or opening.cursor is None else opening.cursor
        note = self.words("quick.draft") if draft else ""
        from widgets.quick_entry import QuickEntry

        entry = QuickEntry(
            self.view,
            self.words,
            opening.context,
            typed=TypedText(text=text, cursor=cursor),
            ghost=opening.ghost,
            note=note,
        )
        self._draft = draft or None
        self._came_from = self.focused
        self.mount(entry, before="#footer")
        self.tell_keys()

    async def close_quick(self) -> None:
        """Take the line away; what the last line of the screen says stays."""
        self._keep_draft()
        if self.quick is not None:
            await self.quick.remove()
        self._draft = None
        if self._came_from is not None:
            self._came_from.focus()

    def tell_keys(self) -> None:
        if self.quick is not None:
            self._message = None
            for footer in self.query("#footer"):
                footer.say([(" " + self.words("quick.keys"), "dim")])  # type: ignore[attr-defined]
        else:
            super().tell_keys()

    def renew(self) -> None:
        super().renew()
        if self.quick is not None:
            self.quick.renew(self.view, self.words)

    # What the line says

    def on_quick_entry_changed(self, event: QuickEntry.Changed) -> None:
        event.stop()
        self.tell_keys()
        self._draft = event.text
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(REST, self._keep_draft)

    def _keep_draft(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self._draft is not None:
            self.zhibu.drafts.keep(self._slot, self._draft)

    def on_unmount(self) -> None:
        """The program is left in the middle of a line."""
        self._keep_draft()

    async def on_quick_entry_left(self, event: QuickEntry.Left) -> None:
        event.stop()
        kept = self.quick is not None and bool(self.quick.text.strip())
        await self.close_quick()
        self.tell_keys()
        if kept:
            self.say(self.words("quick.kept"), "info")

    async def on_quick_entry_form_asked(self, event: QuickEntry.FormAsked) -> None:
        """The line as a form; its draft goes once that is stored."""
        event.stop()
        from widgets.forms.from_quick_line import begun

        form = begun(event.line, event.reading, event.context, self.view)
        if form is None:
            self.say(self.words("why_not.form"), "warn")
            return
        await self.close_quick()
        self.tell_keys()
        self.zhibu.fill(form, resumes=False, drops=self._slot)

    async def on_quick_entry_stores(self, event: QuickEntry.Stores) -> None:
        event.stop()
        entry = self.quick
        outcome = await self.zhibu.ask(event.edit)
        if outcome is None or entry is None:
            if entry is not None:
                entry.refused()
            return
        if event.what is not None and event.what.grammar == MEETING:
            self.zhibu.last_what = event.what
        self._draft = event.rest
        if event.rest:
            entry.start_over(event.rest)
            self._keep_draft()
            return
        await self.close_quick()
        self.made(outcome.ids, outcome.snapshot)


def panel_of(record: object) -> str:
    """The section in which a new record shows."""
    if isinstance(record, Meeting):
        return "meetings"
    if isinstance(record, Training):
        return "training"
    return "execution" if isinstance(record, Finding) else "participation"


def row_of(record: object) -> tuple[str, ...]:
    """The keys of the row in which a new record shows, the first that is there counts."""
    if isinstance(record, Training):
        return (record.member,)
    if isinstance(record, Talk):
        return (record.partner,)
    if isinstance(record, Finding):
        return (record.id, f"{record.rule}/{record.subject or ''}")
    if isinstance(record, DuesMonth):
        return tuple(record.paid)
    return (getattr(record, "id", ""),)


GRAMMAR_OF = {"meetings": MEETING, "participation": TALK, "training": TRAINING, "execution": INSPECTION}
"""What each panel's line is of where no kind is said."""


def of_panel(place: EntryScreen, section: str) -> EntryRequest:
    """What `add` opens in a panel: on a duty of panel 4 with what the records say of it at hand."""
    duty = place.duty(place.subject)
    context = place.told_kind(GRAMMAR_OF.get(section), duty)
    if section == "execution" and duty is not None:
        from widgets.quick_line.line import ticked

        return EntryRequest(context=context, ghost=ticked(duty, place.view))
    return EntryRequest(context=context)


def of_page(place: EntryScreen, target: Target) -> EntryRequest:
    """What `add` opens on a page: of a member a talk, of a finding an inspection, of a duty the session it asks for."""
    duty = place.duty(target)
    if duty is not None and "kind" not in duty.rule.params:
        from widgets.quick_line.line import ticked

        return EntryRequest(context=place.told_kind(INSPECTION), ghost=ticked(duty, place.view))
    return EntryRequest(context=place.told_kind({"member": TALK, "finding": INSPECTION}.get(target.kind), duty))
