"""The board: header, attention line, all panels, footer; one panel has the focus and may fill the screen."""

from __future__ import annotations

from textual.containers import Container

from store.rules.figures import Duty, Matter
from tui.making import OF_MEMBER
from tui.screens.entry import EntryRequest, EntryScreen, of_panel, panel_of, row_of
from widgets.bar import Bar
from widgets.display import shown
from widgets.heading import attention, heading, next_text
from widgets.keymap import LISTS
from widgets.panel import Panel
from widgets.sections.registry import SECTIONS
from widgets.sections.section import Target
from widgets.typed_line import TypedLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from store.periods import Period
    from store.snapshot import Snapshot
    from widgets.display import Shown


WHILE_TYPING = ("quit", "move.up", "move.down", "move.page_up", "move.page_down")
"""Commands that a line typed under the panels leaves to the board."""


class BoardScreen(EntryScreen):
    PLACE = "board"
    # In a window too small for four panels there is one, as if it had been given the whole screen.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    _filtering: Panel | None = None
    _asked: Callable[[str], Awaitable[bool]] | None = None
    _told: Callable[[str], tuple[str, str]] | None = None

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Bar(id="attention")
        with Container(id="panels"):
            for number, section in enumerate(SECTIONS, 1):
                yield Panel(section, number, self.view, self.words, ascii=self.zhibu.ascii)
        yield Bar(id="footer")

    def begin(self) -> None:
        self._to(0)

    @property
    def panels(self) -> list[Panel]:
        return list(self.query(Panel))

    @property
    def panel(self) -> Panel:
        """The panel that has the focus, or had it before a line was opened under it."""
        for widget in (self.focused, self._filtering, self._came_from):
            if isinstance(widget, Panel):
                return widget
        return self.panels[0]

    @property
    def subject(self) -> Target | None:
        row = self.panel.row
        return row.target if row is not None else None

    @property
    def period(self) -> Period:
        return self.panel.period

    def suggested(self) -> EntryRequest:
        return of_panel(self, self.panel.section.ID)

    def made(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        found = snapshot.find(ids[0]) if ids else None
        if found is None:
            return
        panel = next(one for one in self.panels if panel_of(found[1]) == one.section.ID)
        if any(panel.select(key) for key in row_of(found[1])):
            self._to(self.panels.index(panel))

    def renew(self) -> None:
        super().renew()
        self.query_one("#header", Bar).say(*self._header())
        self.query_one("#attention", Bar).say(self._attention())
        for panel in self.panels:
            panel.renew(self.view, self.words)

    def _header(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        words, session = self.words, self.zhibu.session
        notes = [words("header.sample")] if self.view.snapshot.as_of else []
        notes += [words("header.readonly")] if session.readonly else []
        notes.append(shown(session.who.claimed or session.who.user))
        return [(f" {heading(self.view, words)}", "strong")], [(f" {' · '.join(notes)} ", "dim")]

    def _attention(self) -> list[tuple[str, str]]:
        words = self.words
        counts = attention(self.view, words)
        parts = [(f" {counts.text}", counts.role)]
        if self.view.figures.attention.next is not None:
            what = words("attention.next", what=next_text(self.view, words), key=self.zhibu.keymap.key("next"))
            parts.append((f"  {what}", "strong"))
        faults = self.view.snapshot.faults
        if faults:
            parts.append((f"  {words('attention.faults', n=len(faults))}", "warn"))
        return parts

    # Commands

    def do_move(self, command: str) -> None:
        if command in ("move.left", "move.right"):
            self._beside(-1 if command == "move.left" else 1)
        else:
            self.panel.move(command)

    def _beside(self, step: int) -> None:
        number = self.panels.index(self.panel)
        if (number % 2 == 0) == (step == 1) and 0 <= number + step < len(self.panels):
            self._to(number + step)

    def do_panel(self, number: int) -> None:
        if number <= len(self.panels):
            self._to(number - 1)

    def do_panel_next(self) -> None:
        self._to((self.panels.index(self.panel) + 1) % len(self.panels))

    def do_panel_previous(self) -> None:
        self._to((self.panels.index(self.panel) - 1) % len(self.panels))

    def _to(self, index: int) -> None:
        for number, panel in enumerate(self.panels):
            panel.set_class(number == index, "front")
        self.panels[index].focus()

    def do_mark(self) -> None:
        self.panel.mark()

    def do_mark_all(self) -> None:
        self.panel.mark_all()

    def do_zoom(self) -> None:
        self.toggle_class("zoomed")

    def do_home(self) -> None:
        self.remove_class("zoomed")

    def do_back(self) -> None:
        if self.panel.marked:
            self.panel.unmark()
        elif self.panel.filtered:
            self.panel.filter("")
        else:
            self.do_home()

    def do_open(self) -> None:
        if self.subject is not None:
            self.zhibu.open(self.subject)

    def do_next(self) -> None:
        """What the attention line says comes first."""
        what = self.view.figures.attention.next
        if isinstance(what, Duty):
            self.zhibu.open(Target(kind="duty", id=what.key))
        elif isinstance(what, Matter):
            self.zhibu.open(Target(kind="meeting", id=what.meeting))
        elif what is not None:
            self.zhibu.open(Target(kind="finding", id=what.finding))

    def do_period_previous(self) -> None:
        self.panel.shift(-1)

    def do_period_next(self) -> None:
        self.panel.shift(1)

    # The filter: typed under the panels, seen at work in the panel meanwhile

    def do_search(self) -> None:
        self._filtering = self.panel
        self._type(TypedLine(self.words("filter.ask"), self.panel.filtered))

    def _type(self, line: TypedLine) -> None:
        self.mount(line, before="#footer")
        line.focus()
        self.tell_keys()

    async def run(self, command: str) -> None:
        """While a line is typed under the panels only what leaves the board is a command; the cursor may move."""
        if self._filtering is not None and command not in WHILE_TYPING:
            return
        if command in LISTS:
            self.zhibu.open(Target(kind=command, id=""))
        else:
            await super().run(command)

    def tell_keys(self) -> None:
        """Those of the line that is typed under the panels, where there is one."""
        super().tell_keys()
        if self._filtering is not None:
            self.query_one("#footer", Bar).say([(" " + self.words("line.keys"), "dim")])

    def on_typed_line_changed(self, event: TypedLine.Changed) -> None:
        if self._asked is None:
            self.panel.filter(event.text)
        elif self._told is not None:
            self.say(*self._told(event.text))

    async def on_typed_line_kept(self, event: TypedLine.Kept) -> None:
        """The line goes when it has done what it was for; till then it keeps what was typed."""
        stored = self._asked is not None and bool(event.text.strip())
        if self._asked is None or not stored or await self._asked(event.text):
            self._close_filter(told=stored)

    def on_typed_line_dropped(self) -> None:
        if self._asked is None:
            self.panel.filter("")
        self._close_filter(told=False)

    def ask(
        self, label: Shown, then: Callable[[str], Awaitable[bool]], told: Callable[[str], tuple[str, str]] | None = None
    ) -> None:
        """Have a line typed that a command needs; `then` says whether it is done with, `told` what it would do (with
        the role of that), as one types.
        """
        self._filtering, self._asked, self._told = self.panel, then, told
        self._type(TypedLine(label))

    def _close_filter(self, *, told: bool) -> None:
        """Take the line away; what was `told` on the last line of the screen stays."""
        self.panel.focus()
        self._filtering = self._asked = self._told = None
        self.query(TypedLine).remove()
        if not told:
            self.tell_keys()

    def do_menu(self) -> None:
        """What can be done to the row under the cursor, by number."""
        from widgets.kinds.registry import SEVERAL

        if self.subject is not None:
            kind = self.subject.kind
            able = {"open": True, "roll": kind == "meeting", "edit": kind in SEVERAL, "delete": kind in SEVERAL}
            able |= self.entries() | {"waive": self.zhibu.commands.duty(self.subject) is not None, "mark": True}
            able["tag"] = self.zhibu.commands.tags
            able |= dict.fromkeys(OF_MEMBER if kind == "member" else (), True)
            if self.zhibu.commands.caseless(self.subject) is not None:
                able["case.open"] = True
            able |= dict.fromkeys(("export", "import", "zoom", "undo", "redo", "language"), True)
            self.zhibu.commands.offer(self.words("menu.title"), able)

    def do_roll(self) -> None:
        if self.subject is not None and self.subject.kind == "meeting":
            self.zhibu.roll(self.subject.id)
        else:
            self.say(self.words("why_not.roll"), "warn")
