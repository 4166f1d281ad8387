"""Roll call of one meeting: digits mark, letters find a name, Enter stores, Esc keeps the draft."""

from __future__ import annotations

from store.records import Status
from store.rules import quorum
from tui.screens.asked_line import AskedLine
from tui.screens.base import BaseScreen
from tui.screens.draft_notice import say_kept
from widgets.bar import Bar
from widgets.display import shown
from widgets.key_reading import FOLDED
from widgets.pages.meeting import quorum_line
from widgets.pages.roll import sums
from widgets.roll_call import RollCall
from widgets.roll_marks import (
    RollDraft,
    draft_from,
    edit,
    pasted_names,
    people,
    plain_draft,
    roll_of,
    with_mark,
    with_reason,
    without_mark,
)
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Target
from widgets.typed_text import LINE_AT_MOST, unfit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from store.records import Meeting
    from widgets.roll_marks import RollPerson


class RollScreen(BaseScreen):
    PLACE = "roll"
    TAKES_PASTE = True

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self._of = meeting
        self._draft = RollDraft()
        self._people: list[RollPerson] = []
        self._picked: list[str] = []
        self._marked = ""

    @property
    def _draft_of(self) -> str:
        return f"roll/{self._of}"

    @property
    def meeting(self) -> Meeting | None:
        return self.view.snapshot.meetings.get(self._of)

    @property
    def call(self) -> RollCall:
        return self.query_one(RollCall)

    def compose(self) -> ComposeResult:
        yield RollCall(self.words)
        yield Bar(id="roll-sums")
        yield Bar(id="roll-quorum")
        yield Bar(id="footer")

    def begin(self) -> None:
        kept = draft_from(self.zhibu.drafts.get(self._draft_of))
        if not kept.empty:
            self._change(kept)
            self.say(self.words("roll.resumed", n=len(kept.marks)), "warn")

    def renew(self) -> None:
        super().renew()
        self._draw()

    def _draw(self) -> None:
        meeting, words, view = self.meeting, self.words, self.view
        if meeting is None:
            self.query_one("#roll-sums", Bar).say([(" " + words("page.gone"), "warn")])
            self.query_one("#roll-quorum", Bar).say([])
            return
        self._people = people(view, meeting, self._draft)
        day = f"{meeting.day.isoformat()} {words(f'weekday.{meeting.day.weekday()}')}"
        title = "  ".join(part for part in (kinds_of(meeting, view, words), day, meeting.main_topic) if part)
        roll = roll_of(self._people)
        standing = quorum.standing(view.snapshot, meeting, roll)
        self.call.show(shown(title), self._people, standing, words)
        self.query_one("#roll-sums", Bar).say([(" " + sums(roll, words), "strong")])
        line = quorum_line(standing, words) if standing else words("roll.no_quorum")
        role = "dim" if standing is None else "" if standing.reached else "warn"
        self.query_one("#roll-quorum", Bar).say([(" " + line, role)])

    def _change(self, draft: RollDraft) -> None:
        """Every mark is kept as it is made: the line may drop at any time."""
        self._draft = draft
        if draft.empty:
            self.zhibu.drafts.drop(self._draft_of)
        else:
            self.zhibu.drafts.keep(self._draft_of, plain_draft(draft))
        self._draw()

    # Keys: what stands for a letter looks for a name, so that one need not leave the names to find one

    async def on_key(self, event: events.Key) -> None:
        """What is used here is kept from the base's handler, which Textual calls next."""
        character = FOLDED.get(event.character or "", event.character or "")
        if event.key == "ctrl+q":
            return
        if self.line is not None:
            pass
        elif event.key == "ctrl+c":
            self.go_back()
        elif len(character) == 1 and character.isalpha():
            self.tell_keys()
            self.call.type(self.call.typed + character)
        elif event.key == "backspace" and self.call.typed:
            self.call.type(self.call.typed[:-1])
        else:
            return
        event.stop()
        event.prevent_default()

    def mark(self, status: str) -> None:
        """Mark the one under the cursor and go on to the next, or all of a pasted list; `none` takes marks back."""
        meeting, person = self.meeting, self.call.person
        if meeting is None:
            self._say_gone()
        if meeting is None or person is None:
            return
        draft = self._draft
        for id in self._picked or [person.id]:
            draft = without_mark(draft, id) if status == "none" else with_mark(draft, meeting, id, Status(status))
        self._change(draft)
        if not self._picked:
            self._marked = person.id
            self.call.move("move.down")
        self._picked = []
        self._tell_difference()

    def on_paste(self, event: events.Paste) -> None:
        """A list of names: the next digit marks them all."""
        event.stop()
        self._picked, unknown = pasted_names(event.text, self._people)
        words = self.words
        message = words("roll.pasted", n=len(self._picked))
        if unknown:
            names = words("page.comma").join(shown(name, 20) for name in unknown)
            message = shown(f"{message}  {words('roll.not_found', n=len(unknown), names=names)}")
        self.say(message, "warn" if unknown else "strong")

    def move(self, command: str) -> None:
        self.call.move(command)
        self._tell_difference()

    def _tell_difference(self) -> None:
        """Both marks of the one under the cursor, where another has marked differently meanwhile."""
        person, words = self.call.person, self.words
        if person is not None and person.theirs is not None:
            mine, theirs = words(f"attendance.{person.status}"), words(f"attendance.{person.theirs}")
            self.say(words("roll.both", name=person.name, mine=mine, theirs=theirs), "warn")
        elif person is not None and person.reason:
            self.say(words("roll.reason_of", name=person.name, reason=person.reason), "dim")

    # The reason of an absence

    @property
    def absent(self) -> RollPerson | None:
        """Who a reason would be of: the one under the cursor; of one just marked, from whom a mark goes on, where that
        one was there.
        """
        last = next((person for person in self._people if person.id == self._marked), None)
        found = [one for one in (self.call.person, last) if one is not None and one.status is not Status.PRESENT]
        return found[0] if found else None

    def ask_reason(self) -> None:
        person = self.absent
        if person is None:
            return

        async def accept(text: str) -> None:
            self._reason(person, text.strip())

        label = self.words("roll.reason", name=person.name)
        line = AskedLine(label, person.reason, accept=accept, dropped=self.close_line)
        self.open_line(line, "line.keys", ("quit",))

    def _reason(self, person: RollPerson, text: str) -> None:
        bad = unfit(text, LINE_AT_MOST)
        if bad:
            self.say(self.words(f"forms.bad.{bad}", most=LINE_AT_MOST), "bad")
            return
        self.close_line()
        if self.meeting is not None:
            self._change(with_reason(self._draft, self.meeting, person.id, text))
            self.say(self.words("roll.reason_of", name=person.name, reason=shown(text)), "dim")

    # Ending

    async def store(self) -> None:
        meeting = self.meeting
        if meeting is None:
            self._say_gone()
            return
        differing = [person for person in self._people if person.theirs is not None]
        if differing:
            self.call.go_to(differing[0].id)
            self._tell_difference()
            return
        if meeting.held and self._draft.empty:
            self.dismiss()
            return
        if not await self.zhibu.ask(edit(meeting, self._draft, self._people, self.view.today), self._draft_of):
            return
        self._draft = RollDraft()
        self.zhibu.drafts.drop(self._draft_of)
        self._end()

    def _say_gone(self) -> None:
        """Another has deleted the meeting, and may bring it back: the marks wait for that."""
        self.say(self.words("roll.gone"), "bad")

    def stored_after_all(self, of: str) -> None:
        if of == self._draft_of:
            self._draft = RollDraft()
            self.dismiss()

    def _end(self) -> None:
        """Who did not come, where someone did not; else back to where roll call began."""
        from tui.screens.page import PageScreen

        if all(person.status is Status.PRESENT for person in self._people):
            self.dismiss()
            self.zhibu.say(*self.zhibu.stored)
            return
        # Not awaited: the switch ends this screen, which would wait for itself.
        self.app.switch_screen(PageScreen(Target(kind="roll", id=self._of), shows_stored=True))

    def go_back(self) -> None:
        """First out of looking for a name, then out of roll call; marks that are not stored wait for the next time."""
        if self.call.typed:
            self.call.type("")
            return
        if self._picked:
            self._picked = []
            return
        self.dismiss()
        if not self._draft.empty:
            kept = "roll.gone" if self.meeting is None else "roll.kept"
            say_kept(self.zhibu, self._draft_of, self.words(kept, n=len(self._draft.marks)))
