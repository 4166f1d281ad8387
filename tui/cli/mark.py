"""`zhibu mark`: roll call without a screen."""

from __future__ import annotations

from store.edits import TakeRoll
from store.folding import fold
from store.records import CAME, Status
from store.snapshot import expected_at, roll_at
from tui.cli.context import DONE
from tui.cli.output import emit, tell
from widgets.display import shown
from widgets.quick_line import people
from widgets.typed_text import LINE_AT_MOST
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.records import Meeting
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("meeting", metavar="MEETING", help=words("cli.help.mark_meeting"))
    parser.add_argument("marks", metavar="PERSON=STATUS[:REASON]", nargs="*", default=[], help=words("cli.help.marks"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


def run(call: CommandContext) -> int:
    snapshot = call.read()
    meeting = snapshot.meetings.get(call.args.meeting)
    if meeting is None:
        raise call.absent(snapshot, call.args.meeting, "cli.no_meeting")
    marks: dict[str, Status] = {}
    reasons: dict[str, str] = {}
    for text in call.args.marks:
        member, status, reason = _mark(call, snapshot, meeting, text)
        if member in marks:
            raise call.fail("cli.marked_twice", name=snapshot.members[member].name, id=member)
        marks[member] = status
        if reason is not None:
            reasons[member] = reason
    if meeting.roll is not None and not marks:
        tell(call.words("cli.roll_unchanged", id=meeting.id))
    else:
        edit = TakeRoll(
            meeting=meeting.id,
            marks=marks,
            on=call.today(snapshot),
            reasons=reasons,
            seen=roll_at(snapshot, meeting),
            seen_reasons=meeting.reasons,
        )
        snapshot = call.commit(edit, snapshot).snapshot
        meeting = snapshot.meetings[meeting.id]
    return _report(call, snapshot, meeting)


def _mark(call: CommandContext, snapshot: Snapshot, meeting: Meeting, text: str) -> tuple[str, Status, str | None]:
    """One PERSON=STATUS[:REASON], with the full-width signs that an input method types."""
    person, equals, rest = text.replace("＝", "=", 1).partition("=")
    code, colon, reason = rest.replace("：", ":", 1).partition(":")
    if not equals or not person.strip() or not code.strip():
        raise call.fail("cli.bad_mark", text=text)
    status = _statuses().get(fold(code))
    if status is None:
        names = [local_status(one, call.words) for one in Status]
        raise call.fail("cli.bad_status", text=code, all=" ".join(names))
    given = call.typed(reason, LINE_AT_MOST) if colon else None
    return _person(call, snapshot, meeting, person.strip()), status, given


def local_status(status: Status, words: Words) -> str:
    """A status as one word to type: in Chinese its name, else its code, for names have spaces."""
    return words(f"attendance.{status}") if words.side == "zh" else status.value


def _statuses() -> dict[str, Status]:
    """Every way to write a status: its code, and its word in each language."""
    known = {fold(status.value): status for status in Status}
    for lang in LANGUAGES:
        words = words_of(lang)
        known.update({fold(words(f"attendance.{status}")): status for status in Status})
    return known


def _person(call: CommandContext, snapshot: Snapshot, meeting: Meeting, text: str) -> str:
    """The member whom an id or a name means among those expected; a name that two of them have is not guessed."""
    if text in snapshot.members:
        return text
    expected = expected_at(snapshot, meeting)
    named = [member.id for member in people.called(text, snapshot.members.values())]
    there = [id for id in named if id in expected]
    if len(there) > 1:
        raise call.fail("cli.two_alike", name=text, ids=" ".join(there))
    if len(named) > 1 and not there:
        raise call.fail("cli.two_alike", name=text, ids=" ".join(named))
    if not named:
        raise call.fail("cli.nobody", name=text)
    return (there or named)[0]


def _report(call: CommandContext, snapshot: Snapshot, meeting: Meeting) -> int:
    """stdout: who did not come, one a line; stderr: the counts."""
    roll = meeting.roll or {}
    words = call.words
    if call.args.json:
        from tui.cli.output import exact
        from widgets import json_objects as objects

        emit(exact(objects.meeting_with_roll(snapshot, meeting)) + "\n")
    else:
        lines = []
        for id, status in roll.items():
            if status not in CAME:
                name = snapshot.members[id].name if id in snapshot.members else id
                reason = meeting.reasons.get(id, "")
                lines.append(
                    f"{shown(id)} {shown(name)} {words(f'attendance.{status}')} {shown(reason)}".rstrip() + "\n"
                )
        emit("".join(lines))
    present = sum(status in CAME for status in roll.values())
    tell(words("cli.roll_done", id=meeting.id, expected=len(roll), present=present, missing=len(roll) - present))
    return DONE
