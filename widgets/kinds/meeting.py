"""A gathering of one or more items."""

from __future__ import annotations

from store.records import Kind, Vote
from store.rules import quorum
from widgets import json_objects as objects
from widgets.forms.invalid_field import complaint
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import meeting as meeting_page
from widgets.sections.meetings import kinds_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Meeting
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Meeting, view: View, words: Words) -> tuple[str, str, str]:
    return record.day.isoformat(), kinds_of(record, view, words), record.main_topic


def _checks(meeting: Meeting, view: View) -> Iterator[tuple[str, InvalidField]]:
    for number, vote in enumerate(meeting.votes):
        counted = vote
        if meeting.held and vote.present is None:
            counted = vote.but(present=quorum.ballot(view.snapshot, meeting, vote).present)
        yield from ((f"votes.{number}.{field}", why) for field, why in _of_vote(counted))
    if meeting.end is not None and meeting.time is None:
        yield "time", complaint("needed")
    elif meeting.end is not None and meeting.time is not None and meeting.end <= meeting.time:
        yield "end", complaint("before_time", time=meeting.time)
    if meeting.held and meeting.day > view.today:
        yield "day", complaint("held", day=meeting.day)
    if Kind.GROUP_MEETING in meeting.kinds and meeting.group is None and view.snapshot.groups:
        yield "group", complaint("needs_group")


def _of_vote(vote: Vote) -> Iterator[tuple[str, InvalidField]]:
    counts = [count for count in (vote.yes, vote.no, vote.abstain) if count is not None]
    if vote.due is not None and vote.present is not None and vote.present > vote.due:
        yield "present", complaint("more_than_due", due=vote.due)
    elif vote.present is not None and sum(counts) > vote.present + vote.written:
        yield "yes", complaint("more_than_came", n=sum(counts), ballots=vote.present + vote.written)


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    snapshot = view.snapshot
    for meeting in sorted(snapshot.meetings.values(), key=lambda one: one.order):
        made = objects.meeting(snapshot, meeting)
        kinds = kinds_of(meeting, view, words)
        present = str(meeting.present_count)
        count = f"{present}/{made['expected']}" if meeting.held else f"-/{made['expected']}"
        yield ListLine(
            cells=(meeting.id, made["start"].replace("T", " "), kinds, count, meeting.place, made["topic"]),
            search=(meeting.id, made["start"], kinds, meeting.place, made["topic"], *meeting.tags, *made["kinds"]),
            json=made,
            due=meeting.day,
        )


KIND = RecordKind(
    id="meeting",
    table="meetings",
    form=(
        ("", ("day", "time", "end", "place", "topic", "group", "chair", "recorder", "guests", "tags", "about")),
        ("", ("items",)),
        ("minutes", ("agenda", "minutes")),
        ("", ("decisions",)),
        ("", ("votes",)),
        ("more", ("nonvoters", "note")),
    ),
    apart=frozenset({"leave", "roll", "reasons", "roll_day", "made"}),
    awaited=frozenset(
        {"time", "place", "topic", "chair", "recorder", "agenda", "minutes", "items.topic"}
        | {"decisions.owner", "decisions.due", "votes.yes", "votes.no", "votes.abstain"}
    ),
    summary=_summary,
    page=meeting_page.page,
    lines=_lines,
    checks=_checks,
    panel="meetings",
)
