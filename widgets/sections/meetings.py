"""Panel 1: meetings that come, required ones that nobody has scheduled, past ones that lack roll call or minutes."""

from __future__ import annotations

from store import periods
from store.periods import Cadence
from store.rules.figures import State
from store.rules.lazy_figures import lazily
from widgets.display import shown, width
from widgets.sections.section import Cell, Column, Row, Target
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from store.periods import Period
    from store.records import Meeting
    from store.rules.figures import MeetingRow
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "meetings"
LINE = "meeting"
CADENCE = Cadence.MONTH
AHEAD = 12


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    people = max(3, len(str(len(view.snapshot.members))))
    return (
        Column(id="mark", least=1, most=1),
        Column(id="when", least=8, most=8, whole=True),
        Column(id="time", least=5, most=7, rank=1, whole=True),
        Column(id="kinds", least=max(10, _group_cells(view, words)), most=_most(view, words, "kinds"), whole=True),
        Column(id="place", least=6, most=_most(view, words, "place"), rank=2),
        Column(id="people", least=people, most=people, rank=1, align="right", whole=True),
        Column(id="topic", least=16, most=80, rank=3),
    )


def _group_cells(view: View, words: Words) -> int:
    """Cells of a group's meeting with the longest name of a group, where a group has met with another kind too; and of
    those that a number tells apart.
    """
    several = view.once((ID, "several"), lambda: any(one.group and len(one.kinds) > 1 for one in _all(view)))
    kind = words("kind.short.group_meeting") + ("+" if several else "")
    widths = [width(words("group.of", what=kind, group=view.group(group.id))) for group in view.snapshot.groups]
    numbers: dict[str, str] = view.once((ID, "numbers"), lambda: _numbers(view))
    widths += [width(_kinds_in_short(view.snapshot.meetings[id], view, words)) for id in numbers]
    return max(widths, default=0)


def _most(view: View, words: Words, column: str) -> int:
    """As wide as what stands in a column: what is left is for the topics."""
    found: dict[str, int] = view.once((ID, "most", words.lang), lambda: _widest(view, words))
    return found[column]


def _widest(view: View, words: Words) -> dict[str, int]:
    alike = {(one.kinds, one.group): one for one in _all(view)}
    places = {one.place for one in _all(view)}
    kinds = max((width(_numbered(one, view, words)) for one in alike.values()), default=0)
    return {
        "kinds": max(10, _group_cells(view, words), min(28, kinds)),
        "place": max(6, min(24, max((width(shown(place)) for place in places), default=0))),
    }


def _all(view: View) -> Iterable[Meeting]:
    return view.snapshot.meetings.values()


def period(view: View, words: Words, shift: int) -> Shown:
    return words("panel.from_now") if shift == 0 else shown(shown_period(view.today, shift).label)


def shown_period(today: date, shift: int) -> Period:
    """One step back from now is this month whole, the next the one before; ahead it is the coming one."""
    return periods.shifted(periods.containing(today, CADENCE), shift + 1 if shift < 0 else shift)


def begins_at(rows: Sequence[Row], view: View) -> int:
    """The cursor on the last one that has been: what was just done is what one comes back to. In a month that is over
    on the first one.
    """
    if rows and rows[-1].value.day.isoformat()[:7] < view.today.isoformat()[:7]:
        return 0
    return max(0, len([row for row in rows if row.value.day <= view.today]) - 1)


def rows(view: View, shift: int) -> Sequence[Row]:
    """Now: what comes, lacks or is missing; shifted: every meeting of that month, as it stands."""
    if shift == 0:
        return lazily(view.figures.meetings, lambda gathering: _row(view, gathering))
    month = shown_period(view.today, shift)
    return lazily(_of_month(view, month.start, month.end), lambda gathering: _row(view, gathering))


def _of_month(view: View, first: date, last: date) -> list[MeetingRow]:
    from store.rules.meetings import meeting_row

    meetings = [meeting for meeting in view.snapshot.meetings.values() if first <= meeting.day <= last]
    meetings.sort(key=lambda meeting: meeting.order)
    return [meeting_row(view.snapshot, view.today, meeting) for meeting in meetings]


def _row(view: View, gathering: MeetingRow) -> Row:
    if gathering.meeting is None:
        duty = gathering.duty
        assert duty is not None
        name, short = duty.rule.name, duty.rule.short
        search = (duty.rule.id, name.zh, short.zh, name.en, short.en, *view.groups(duty.subject))
        return Row(key=duty.key, target=Target(kind="duty", id=duty.key), search=search, value=gathering)
    meeting = view.snapshot.meetings[gathering.meeting]
    kinds = _names_of_kinds(view)
    texts = (
        *(meeting.id, *about(meeting)),
        *(name for kind in meeting.kinds for name in kinds.get(kind, ())),
        *view.groups(meeting.group),
    )
    return Row(key=meeting.id, target=Target(kind="meeting", id=meeting.id), search=texts, value=gathering)


def about(meeting: Meeting) -> tuple[str, ...]:
    """What one may look for a meeting by, beside what kind it is."""
    topics = (item.topic for item in meeting.items if item.topic and item.topic != meeting.topic)
    return (meeting.topic, meeting.place, meeting.day.isoformat(), *meeting.tags, *topics)


def _names_of_kinds(view: View) -> Mapping[str, tuple[str, ...]]:
    """What one may look for a kind of meeting by: the names of the rule that asks for it."""

    def work_out() -> dict[str, tuple[str, ...]]:
        rules = [rule for rule in view.pack.rules if "kind" in rule.params and "posts" not in rule.params]
        return {
            rule.params["kind"]: (rule.name.zh, rule.short.zh, rule.name.en, rule.short.en) for rule in reversed(rules)
        }

    return view.once((ID, "names"), work_out)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    gathering: MeetingRow = row.value
    if gathering.meeting is None:
        return _unscheduled(gathering, view, words)
    meeting = view.snapshot.meetings[gathering.meeting]
    if gathering.lacks:
        state, note = "overdue", words(f"meetings.lacks.{'_'.join(gathering.lacks)}")
        role = "warn"
    elif meeting.held:
        state, note, role = "met", shown(meeting.place), "good"
    else:
        state, note, role = "upcoming", shown(meeting.place), "strong" if meeting.day == view.today else ""
    return {
        "mark": Cell(text=words.glyph("due_soon" if state == "overdue" else state), role=role),
        "when": Cell(text=day_and_weekday(meeting.day, view.today, words), role=role),
        "time": Cell(text=shown(meeting.time or "")),
        "kinds": Cell(text=_numbered(meeting, view, words), short=_kinds_in_short(meeting, view, words)),
        "place": Cell(text=note, role=role if gathering.lacks else ""),
        "people": Cell(text=shown(str(gathering.expected)), role="dim"),
        "topic": Cell(text=shown(meeting.main_topic)),
    }


def _number(meeting: Meeting, view: View) -> str:
    """` #1`, ` #2` of meetings of one kind on one day of which nobody has said at what time they are."""
    numbers: dict[str, str] = view.once((ID, "numbers"), lambda: _numbers(view))
    return numbers.get(meeting.id, "")


def _numbers(view: View) -> dict[str, str]:
    alike: dict[object, list[str]] = {}
    for one in _all(view):
        if not one.time:
            alike.setdefault((one.day, one.kinds, one.group), []).append(one.id)
    several = [ids for ids in alike.values() if len(ids) > 1]
    return {id: f" #{number}" for ids in several for number, id in enumerate(ids, 1)}


def _unscheduled(gathering: MeetingRow, view: View, words: Words) -> dict[str, Cell]:
    duty = gathering.duty
    assert duty is not None
    role = STATE_ROLES[duty.state]
    left = (duty.due - view.today).days
    kind = duty.rule.params.get("kind")
    kinds = words(f"kind.short.{kind}") if kind else words.of(duty.rule.short)
    if duty.subject:
        kinds = words("group.of", what=kinds, group=view.group(duty.subject))
    days = words("days.left", n=left) if left >= 0 else words("days.over", n=-left)
    return {
        "mark": Cell(text=words.glyph(duty.state), role=role),
        "when": Cell(text=day_and_weekday(duty.due, view.today, words), role=role),
        "time": Cell(text=days, role=role, short=words("days.short", n=abs(left))),
        "kinds": Cell(text=kinds),
        "place": Cell(text=words("meetings.unscheduled"), role=role),
        "people": Cell(text=shown(str(gathering.expected)) if gathering.expected else shown(""), role="dim"),
        "topic": Cell(text=words.of(duty.rule.name), role="dim" if duty.state is State.UPCOMING else ""),
    }


def kinds_of(meeting: Meeting, view: View, words: Words) -> Shown:
    """The kinds of a session by their short names, with the group's where it is one group's."""
    kinds = "+".join(words(f"kind.short.{kind}") for kind in meeting.kinds)
    return words("group.of", what=kinds, group=view.group(meeting.group)) if meeting.group else shown(kinds)


def _kinds_in_short(meeting: Meeting, view: View, words: Words) -> Shown:
    """The first kind, a sign that there are more, and the group: that is never cut."""
    kinds = words(f"kind.short.{meeting.kinds[0]}") if meeting.kinds else shown("")
    kinds = shown(kinds + "+") if len(meeting.kinds) > 1 else kinds
    whole = words("group.of", what=kinds, group=view.group(meeting.group)) if meeting.group else kinds
    return shown(whole + _number(meeting, view))


def _numbered(meeting: Meeting, view: View, words: Words) -> Shown:
    return shown(kinds_of(meeting, view, words) + _number(meeting, view))


def short_day(day: date, today: date) -> Shown:
    """`11-30`; of another year the month with its year, `2025-11`: 5 cells, or 7 that can't be read as a day."""
    iso = day.isoformat()
    return shown(iso[5:] if day.year == today.year else iso[:7])


def day_and_weekday(day: date, today: date, words: Words) -> Shown:
    """`11-25 三`; of another year, `25-11-25`: always 8 cells."""
    iso = day.isoformat()
    if day.year != today.year:
        return shown(iso[2:])
    return shown(f"{iso[5:]} {words(f'weekday.short.{day.weekday()}')}")
