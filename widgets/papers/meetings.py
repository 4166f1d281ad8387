"""The papers of one meeting: the notice to paste, the sheet to sign, a page of the record book for each item."""

from __future__ import annotations

from store.exchange.exports.registers import absences
from store.records import CAME, Kind
from store.rules import quorum
from store.snapshot import exempt_on, expected_at, invited
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import NewPage, Paper, PaperTable, Paragraph
from widgets.papers.registers import titled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Item, Meeting
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def notice(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """The text to paste into the members' chat: what, when, where, who, what to bring."""
    told = PaperFormatter(view, words)
    expected = expected_at(view.snapshot, meeting)
    topics = [text for text in (meeting.agenda or _topics(meeting)) if text]
    lines: list[str] = [
        words("paper.notice_to.opening", kinds=_kinds(told, meeting)),
        words("paper.notice_to.time", text=_when(told, meeting)),
        words("paper.notice_to.place", text=meeting.place or told.missing),
        words("paper.notice_to.people", text=_who(told, meeting, len(expected))),
    ]
    if len(topics) > 1:
        lines.append(words("paper.notice_to.topics"))
        lines += [f"{number}. {text}" for number, text in enumerate(topics, 1)]
    else:
        lines.append(words("paper.notice_to.topic", text=topics[0] if topics else told.missing))
    lines.append(words("paper.notice_to.closing"))
    branch = view.snapshot.branch
    blocks: list[Block] = [Paragraph(text=line) for line in lines]
    blocks += [
        Paragraph(text=branch.name if branch else told.missing, right=True),
        Paragraph(text=told.day(view.today), right=True),
    ]
    title = words("paper.title.notice", kinds=_kinds(told, meeting))
    return (Paper(name=words("paper.name.notice"), title=title, blocks=tuple(blocks)),)


def signin(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """The sheet to sign by hand, pre-filled with everyone who should attend, two to a row."""
    told = PaperFormatter(view, words)
    names = [view.person(id) for id in expected_at(view.snapshot, meeting)]
    half = (len(names) + 1) // 2
    rows: list[tuple[Value, ...]] = []
    for index in range(half):
        other = names[half + index] if half + index < len(names) else None
        right: tuple[Value, ...] = (half + index + 1, other, None) if other else (None, None, None)
        rows.append((index + 1, names[index], None, *right))
    head = tuple(words(f"paper.signin.{column}") for column in ("number", "name", "signature"))
    blocks: tuple[Block, ...] = (
        Paragraph(text=words("paper.signin.what", text=_kinds(told, meeting))),
        Paragraph(text=words("paper.signin.when", text=_when(told, meeting))),
        Paragraph(text=words("paper.signin.where", text=meeting.place or told.missing)),
        Paragraph(text=words("paper.signin.count", n=len(names))),
        PaperTable(head=head * 2, rows=tuple(rows), widths=(2, 5, 6, 2, 5, 6), tall=True),
        Paragraph(text=words("paper.signin.guests")),
    )
    return (titled(told, "signin", blocks),)


def record(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """A page of the record book for each item: one roll call, recorded once for each (domain 1, finding 4)."""
    told = PaperFormatter(view, words)
    return tuple(_page(told, meeting, item, number) for number, item in enumerate(meeting.items, 1))


def _page(told: PaperFormatter, meeting: Meeting, item: Item, number: int) -> Paper:
    """The fields of the record book (domain 2.12), those of the item's own kind behind the common ones."""
    words, view = told.words, told.view
    branch = view.snapshot.branch
    kind = words(f"kind.{item.kind}")
    rows: list[tuple[Value, ...]] = []

    def field(code: str, text: str | None) -> None:
        rows.append((words(f"record.{code}"), text or told.missing))

    field("branch", branch.name if branch else None)
    field("kind", words("record.nth", kind=kind, n=_nth(view, meeting, item.kind), year=meeting.day.year))
    if item.period:
        field("makes_up", told.period(item.period))
    field("time", _when(told, meeting))
    field("place", meeting.place)
    if meeting.group:
        field("group", view.name(meeting.group))
    field("chair", view.name(meeting.chair) if meeting.chair else None)
    field("recorder", view.name(meeting.recorder) if meeting.recorder else None)
    expected = expected_at(view.snapshot, meeting)
    excused = [
        one.id for one in invited(view.snapshot, meeting) if exempt_on(one, meeting.day) and one.id not in expected
    ]
    field("expected", words("record.people", n=len(expected)))
    field("exempt", words("record.people", n=len(excused)))
    roll = meeting.roll
    field("present", words("record.people", n=sum(one in CAME for one in roll.values())) if roll is not None else None)
    field("came", told.names(id for id, one in roll.items() if one in CAME) if roll else None)
    away = told.join(told.absence(one) for one in absences(meeting))
    field("absent", away or (words("record.nobody") if roll is not None else None))
    field("guests", told.names(meeting.guests) or words("record.nobody"))
    field("topic", item.topic or meeting.topic)
    if len(meeting.agenda) > 1:
        field("agenda", "\n".join(f"{number}. {text}" for number, text in enumerate(meeting.agenda, 1)))
    for code, text in _own(told, meeting, item):
        field(code, text)
    field("minutes", item.content or meeting.minutes)
    decisions = [
        words("record.decision", text=one.text, owner=view.name(one.owner) or told.missing, due=told.day(one.due))
        for one in meeting.decisions
    ]
    field("decisions", "\n".join(f"{number}. {text}" for number, text in enumerate(decisions, 1)) or None)
    field("note", meeting.note or words("record.none"))
    field("signed", "　")
    blocks: list[Block] = [PaperTable(head=(), rows=tuple(rows), widths=(2, 7))]
    if meeting.votes and item.kind in (Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING, Kind.LIFE_MEETING):
        blocks.append(_votes(told, meeting))
    name = words("paper.name.record", n=number, kind=words(f"kind.short.{item.kind}"))
    return Paper(name=name, title=words("paper.title.record", kind=kind), blocks=tuple(blocks))


def _own(told: PaperFormatter, meeting: Meeting, item: Item) -> list[tuple[str, str | None]]:
    """The fields that only items of one kind have."""
    words = told.words
    hours = words("import.hours", n=f"{item.hours:g}") if item.hours is not None else None
    if item.kind is Kind.LECTURE:
        came = sum(one in CAME for one in (meeting.roll or {}).values())
        post = told.view.snapshot.members.get(item.lecturer)
        return [
            ("lecturer", told.view.name(item.lecturer) if item.lecturer else None),
            ("lecturer_post", post.admin_post if post else None),
            ("hours", hours),
            ("audience", words("record.people", n=came) if meeting.roll is not None else None),
        ]
    if item.kind is Kind.PARTY_DAY:
        return [("form", item.form or None)]
    if item.kind is Kind.STUDY:
        return [("form", item.form or None), ("hours", hours)]
    standing = quorum.standing(told.view.snapshot, meeting)
    if item.kind in (Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING) and standing is not None:
        return [("voters_label", words("record.voters", due=standing.due, present=standing.present))]
    return []


def _votes(told: PaperFormatter, meeting: Meeting) -> PaperTable:
    columns = ("matter", "due", "present", "yes", "no", "abstain", "written")
    rows = tuple(
        tuple(told.missing if (value := getattr(vote, column)) is None else value for column in columns)
        for vote in meeting.votes
    )
    return PaperTable(head=tuple(told.words(f"vote.{column}") for column in columns), rows=rows)


def _nth(view: View, meeting: Meeting, kind: Kind) -> int:
    """Which of its year's sessions of a kind (of its group) this is, by day."""
    before = [
        one
        for one in view.snapshot.meetings.values()
        if kind in one.kinds and one.group == meeting.group and one.day.year == meeting.day.year
    ]
    before.sort(key=lambda one: (one.day, one.time or "", one.id))
    return before.index(meeting) + 1


def _topics(meeting: Meeting) -> tuple[str, ...]:
    return tuple(dict.fromkeys((meeting.topic, *(item.topic for item in meeting.items))))


def _kinds(told: PaperFormatter, meeting: Meeting) -> str:
    kinds = told.join(told.words(f"kind.{kind}") for kind in meeting.kinds)
    return told.words("group.of", what=kinds, group=told.view.name(meeting.group)) if meeting.group else kinds


def _when(told: PaperFormatter, meeting: Meeting) -> str:
    day = f"{told.day(meeting.day)} {told.words(f'weekday.{meeting.day.weekday()}')}"
    if not meeting.time:
        return f"{day} {told.words('record.time_missing')}"
    return f"{day} {meeting.time}" + (f"—{meeting.end}" if meeting.end else "")


def _who(told: PaperFormatter, meeting: Meeting, count: int) -> str:
    if meeting.group:
        return told.words("paper.notice_to.group", group=told.view.name(meeting.group), n=count)
    narrow = all(kind in (Kind.COMMITTEE_MEETING, Kind.DEMOCRATIC_MEETING) for kind in meeting.kinds)
    return told.words("paper.notice_to.committee" if narrow else "paper.notice_to.all", n=count)


def book(view: View, words: Words, meetings: list[Meeting], kind: Kind) -> list[Block]:
    """The record pages of every session's items of a kind, one after the other."""
    told = PaperFormatter(view, words)
    blocks: list[Block] = []
    for meeting in meetings:
        for number, item in enumerate(meeting.items, 1):
            if item.kind is kind:
                blocks += [*_page(told, meeting, item, number).blocks, NewPage()]
    return blocks[:-1]
