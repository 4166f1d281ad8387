"""The commands that open a quick line: on what the row suggests, on a copy of a record, on who attended a meeting."""

from __future__ import annotations

from store.records import Kind, Meeting
from tui.commands.anywhere import readonly, stores_if
from tui.commands.command import ABLE, Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Entry, Stored
    from store.rules.figures import Duty
    from tui.screens.base import BaseScreen
    from tui.screens.page import PageScreen
    from tui.screens.rows import RowsScreen
    from widgets.display import Shown
    from widgets.quick_line.reading import LineContext
    from widgets.sections.section import Target
    from widgets.sections.view import View


def _duty(view: View, target: Target | None) -> Duty | None:
    """The duty that a target is, of those on the execution list."""
    if target is None or target.kind != "duty":
        return None
    return next((one for one in view.figures.execution if one.key == target.id), None)


def _meeting_of(view: View, target: Target | None) -> Meeting | None:
    """The meeting that a target is; of a required one that nobody has scheduled, the last one of its kind."""
    if target is None:
        return None
    if target.id in view.snapshot.meetings:
        return view.snapshot.meetings[target.id]
    duty = _duty(view, target)
    kind = duty.rule.params.get("kind") if duty is not None else None
    if duty is None or kind is None:
        return None
    like = [one for one in view.snapshot.meetings.values() if one.kinds == (Kind(kind),) and one.group == duty.group]
    return max(like, key=lambda one: (one.day, one.id), default=None)


def _context(screen: BaseScreen, grammar: str | None, duty: Duty | None) -> LineContext:
    """A screen's own kind; of meetings that of the duty under the cursor, else the one stored last."""
    from widgets.quick_line.reading import MEETING, LineContext, LineKind

    if grammar is not None and grammar != MEETING:
        return LineContext(line_kind=LineKind(grammar=grammar))
    kind = duty.rule.params.get("kind") if duty is not None else None
    if kind is not None and duty is not None:
        return LineContext(line_kind=LineKind(grammar=MEETING, kinds=(Kind(kind),)), group=duty.group)
    return LineContext(line_kind=screen.zhibu.last_line_kind)


def open_line(
    screen: BaseScreen, context: LineContext, *, text: str = "", cursor: int | None = None, ghost: str = "",
    tail: str = "", keeps: bool = False, slot: str = "",
) -> None:  # fmt: skip
    """Show the line. One that `add` opens has the draft of its kind in it that was kept last, or that of `slot`; any
    other is kept beside those drafts, in the place of none.
    """
    if screen.line is not None:
        screen.line.focus()
        return
    from tui.screens.entry import EntryLine
    from widgets.quick_line.reading import MEETING
    from widgets.typed_text import TypedText

    drafts = screen.zhibu.drafts
    own = f"quick/{context.line_kind.grammar if context.line_kind else MEETING}"
    if not slot:
        waiting = [of for of in drafts.texts if of == own or of.startswith(f"{own}/")] if keeps else []
        slot = waiting[-1] if waiting else drafts.free(own)
    draft = drafts.texts.get(slot, "") if keeps else ""
    text = draft or text
    context = screen.zhibu.begun.get(slot, context) if draft else context
    typed = TypedText(text=text, cursor=len(text) if draft or cursor is None else cursor)
    screen.open_line(
        EntryLine(screen, slot, context, typed=typed, ghost=ghost, tail=tail, draft=draft), "quick.keys.store"
    )


def resume_line(screen: BaseScreen, slot: str, grammar: str) -> None:
    """The line that was kept in a slot, wherever one is."""
    open_line(screen, _context(screen, grammar, None), keeps=True, slot=slot)


def _add(screen: BaseScreen, grammar: str | None, duty: Duty | None, *, ticks: bool) -> None:
    """The line of a grammar; where it `ticks` the points of a duty, with what the records say of them at hand."""
    ghost = ""
    if ticks and duty is not None:
        from widgets.quick_line.record_lines import line_of_duty

        ghost = line_of_duty(duty, screen.view, screen.words.lang)
    open_line(screen, _context(screen, grammar, duty), ghost=ghost, keeps=True)


def _reported(screen: BaseScreen, target: Target | None) -> bool:
    """Begin the line of the figure that a target waits for, where it waits for one."""
    if target is None or target.kind != "target":
        return False
    from widgets.quick_line.reading import LineContext
    from widgets.sections.targets import line_for

    text = line_for(target, screen.view, screen.words)
    if text:
        open_line(screen, LineContext(), text=text)
    return bool(text)


def add_on_rows(screen: RowsScreen) -> None:
    from widgets.quick_line.reading import INSPECTION

    if _reported(screen, screen.subject):
        return
    grammar: str | None = getattr(screen.panel.section, "LINE", None)
    _add(screen, grammar, _duty(screen.view, screen.subject), ticks=grammar == INSPECTION)


def add_of(screen: BaseScreen, grammar: str) -> None:
    """The line of a grammar, whatever the cursor is on."""
    _add(screen, grammar, None, ticks=False)


def add_on_page(screen: PageScreen) -> None:
    """Of a member a talk, of a finding an inspection, of a duty the session it asks for, of an entry one about it."""
    from widgets.quick_line.reading import INSPECTION, TALK

    target, duty = screen.target, _duty(screen.view, screen.target)
    if _reported(screen, target):
        return
    entry = screen.view.snapshot.entries.get(target.id) if target.kind == "entry" else None
    if entry is not None:
        propose(screen, entry)
    elif duty is not None and "kind" not in duty.rule.params:
        _add(screen, INSPECTION, duty, ticks=True)
    else:
        _add(screen, {"member": TALK, "finding": INSPECTION}.get(target.kind), duty, ticks=False)


def propose(screen: BaseScreen, entry: Entry) -> None:
    """The line of a meeting about an entry, its topic the entry's title; the cursor stands where its day goes."""
    from widgets.quick_line.kinds import name_of
    from widgets.quick_line.reading import MEETING, LineContext, LineKind

    kind = Kind.COMMITTEE_MEETING if entry.kind == "division" else Kind.STUDY
    before = f"{name_of(LineKind(grammar=MEETING, kinds=(kind,)), screen.words.lang)} "
    title = " ".join(entry.title.split())
    open_line(screen, LineContext(), text=f"{before} %{entry.id} ： {title}", cursor=len(before))


# A record once more


def _copied(screen: BaseScreen) -> Stored | None:
    """The record that a copy would be of."""
    from widgets.kinds.registry import IN_A_LINE

    meeting = _meeting_of(screen.view, screen.subject)
    if meeting is not None or screen.subject is None:
        return meeting
    found = screen.view.snapshot.find(screen.subject.id)
    return found[1] if found is not None and found[0] in IN_A_LINE else None


def copy(screen: BaseScreen) -> None:
    from widgets.quick_line.reading import LineContext
    from widgets.quick_line.record_lines import line_of_copy

    record = _copied(screen)
    assert record is not None
    like = record if isinstance(record, Meeting) else None
    text, topic = line_of_copy(record, screen.view, screen.words.lang)
    open_line(screen, LineContext(like=like), text=text, tail=topic)


# Training hours of those who came


def why_not_train(screen: BaseScreen) -> Shown:
    meeting = _meeting_of(screen.view, screen.subject)
    able = meeting is not None and meeting.held
    return readonly(screen) or (ABLE if able else screen.words("why_not.train"))


def train(screen: BaseScreen) -> None:
    from widgets.quick_line.reading import TRAINING, LineContext, LineKind
    from widgets.quick_line.record_lines import line_of_attendance

    meeting = _meeting_of(screen.view, screen.subject)
    assert meeting is not None
    before, after = line_of_attendance(meeting, screen.view, screen.words.lang)
    context = LineContext(line_kind=LineKind(grammar=TRAINING), session=meeting)
    open_line(screen, context, text=before + after, cursor=len(before))


# Leave, before the meeting or before its roll


def why_not_leave(screen: BaseScreen) -> Shown:
    meeting = _meeting_here(screen)
    called = meeting is not None and meeting.held
    return readonly(screen) or (screen.words("why_not.leave", key=screen.zhibu.keymap.key("roll")) if called else ABLE)


def _meeting_here(screen: BaseScreen) -> Meeting | None:
    return screen.view.snapshot.meetings.get(screen.meeting_id or "")


def leave(screen: BaseScreen) -> None:
    """The line of leave: from the meeting of the row or page, else from the one that it names by its day."""
    from widgets.quick_line.reading import LEAVE, LineContext, LineKind

    open_line(screen, LineContext(line_kind=LineKind(grammar=LEAVE), session=_meeting_here(screen)), keeps=True)


ADD_ON_ROWS = Command(id="add", run=add_on_rows, why_not=readonly)
ADD_ON_PAGE = Command(id="add", run=add_on_page, why_not=readonly)
COPY = Command(id="copy", run=copy, why_not=stores_if("why_not.copy", lambda screen: _copied(screen) is not None))
COMMANDS = (
    COPY,
    Command(id="train", run=train, why_not=why_not_train),
    Command(id="leave", run=leave, why_not=why_not_leave),
)
