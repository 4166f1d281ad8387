"""What needs a hand, in words, and what opens it."""

from __future__ import annotations

from store.rules.figures import Task, TaskKind
from widgets.display import shown, width
from widgets.sections.meetings import kinds_of, short_day
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

TEXT = 24
"""Cells of a finding's or matter's text in the attention line."""


def text_of(task: Task, view: View, words: Words, room: int | None = None) -> Shown:
    """A task in a few words: whose roll, which duty of which period, which finding. Where they have no room, a rule has
    its short name, and what is left is cut.
    """
    text = _sentence(task, view, words, short=False)
    if room is None or width(text) <= room:
        return text
    return shown(_sentence(task, view, words, short=True), room)


def _sentence(task: Task, view: View, words: Words, *, short: bool) -> Shown:
    if task.finding is not None:
        return words("attention.finding", text=shown(view.snapshot.findings[task.finding.finding].text, TEXT))
    if task.matter is not None:
        return words("attention.matter", text=shown(task.matter.decision.text, TEXT))
    if task.incoming is not None:
        from widgets.inbox import about  # and the registers with it: most have nothing to receive

        return words("attention.incoming", text=shown(about(task.incoming, view, words), TEXT))
    if task.entry is not None:
        return words("attention.entry", text=shown(task.entry.title, TEXT))
    if task.duty is not None:
        name = words.of(task.duty.rule.short if short else task.duty.rule.name)
        if task.duty.subject:
            name = words("group.of", what=name, group=view.group(task.duty.subject))
        return words("attention.duty", name=name, period=task.duty.period)
    meeting = view.snapshot.meetings[task.meeting or ""]
    when = meeting.time or "" if task.kind is TaskKind.TODAY else short_day(meeting.day, view.today)
    what = words(f"attention.{task.kind}", kinds=kinds_of(meeting, view, words), when=when)
    return shown(" ".join(what.split()))


def target_of(task: Task) -> Target:
    """The page of a task."""
    if task.duty is not None:
        return Target(kind="duty", id=task.duty.key)
    if task.finding is not None:
        return Target(kind="finding", id=task.finding.finding)
    if task.entry is not None:
        return Target(kind="entry", id=task.entry.id)
    if task.incoming is not None:
        return Target(kind="incoming", id=task.incoming.origin)
    if task.matter is not None:
        return Target(kind="decision", id=task.matter.id)
    return Target(kind="meeting", id=task.meeting or "")
