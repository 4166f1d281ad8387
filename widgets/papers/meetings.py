"""The papers of one meeting: the notice to paste, the sheet to sign, a page of the record book for each item."""

from __future__ import annotations

from store.exchange.exports.record_tables import absences
from store.exchange.exports.table import Absence
from store.records import CAME, Kind
from store.rules import quorum
from store.snapshot import exempt_on, expected_at, invited
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import FORM, SMALL, NewPage, Paper, PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from store.records import Item, Meeting, Vote
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def notice(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """The text to paste into the members' chat: what, when, where, who, what to bring."""
    formatter = PaperFormatter(view, words)
    expected = expected_at(view.snapshot, meeting)
    topics = [text for text in (meeting.agenda or _topics(meeting)) if text]
    lines: list[str] = [
        words("paper.notice_to.opening", kinds=_kinds(formatter, meeting)),
        words("paper.notice_to.time", text=_when(formatter, meeting)),
        words("paper.notice_to.place", text=meeting.place or formatter.missing),
        words("paper.notice_to.people", text=_who(formatter, meeting, len(expected))),
    ]
    if len(topics) > 1:
        lines.append(words("paper.notice_to.topics"))
        lines += [f"{number}. {text}" for number, text in enumerate(topics, 1)]
    else:
        lines.append(words("paper.notice_to.topic", text=topics[0] if topics else formatter.missing))
    lines.append(words("paper.notice_to.closing"))
    branch = view.snapshot.branch
    blocks: list[Block] = [Paragraph(text=line) for line in lines]
    blocks += [
        Paragraph(text=branch.name if branch else formatter.missing, right=True),
        Paragraph(text=formatter.day(view.today), right=True),
    ]
    title = words("paper.title.notice", kinds=_kinds(formatter, meeting))
    return (Paper(name=words("paper.name.notice"), title=title, blocks=tuple(blocks)),)


def signin(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """The sheet to sign by hand, pre-filled with everyone who should attend, two to a row."""
    formatter = PaperFormatter(view, words)
    ids = expected_at(view.snapshot, meeting)
    leave = [Absence(member=id, status=meeting.leave[id], reason=meeting.reasons.get(id, ""))
             for id in ids if id in meeting.leave]  # fmt: skip
    away = {one.member: words(f"attendance.{one.status}") for one in leave}
    half = (len(ids) + 1) // 2
    rows: list[tuple[Value, ...]] = []
    for index, id in enumerate(ids[:half]):
        other = ids[half + index] if half + index < len(ids) else None
        right: tuple[Value, ...] = (half + index + 1, view.person(other), away.get(other)) if other else (None,) * 3
        rows.append((index + 1, view.person(id), away.get(id), *right))
    head = tuple(words(f"paper.signin.{column}") for column in ("number", "name", "signature"))
    blocks: tuple[Block, ...] = (
        Paragraph(text=words("paper.signin.what", text=_kinds(formatter, meeting))),
        Paragraph(text=words("paper.signin.when", text=_when(formatter, meeting))),
        Paragraph(text=words("paper.signin.where", text=meeting.place or formatter.missing)),
        Paragraph(text=words("paper.signin.count", n=len(ids))),
        PaperTable(head=head * 2, rows=tuple(rows), widths=(2, 5, 6, 2, 5, 6), tall=True, joined=True),
        *(
            (Paragraph(text=words("paper.signin.leave", text=formatter.join(map(formatter.absence, leave)))),)
            if leave
            else ()
        ),
        Paragraph(text=words("paper.signin.guests")),
    )
    return (titled_paper(formatter, "signin", blocks),)


def record(view: View, words: Words, meeting: Meeting) -> tuple[Paper, ...]:
    """A page of the record book for each item: one roll call, recorded once for each (domain 1, finding 4)."""
    formatter = PaperFormatter(view, words)
    made = []
    for number, item in enumerate(meeting.items, 1):
        name = words("paper.name.record", n=number, kind=words(f"kind.short.{item.kind}"))
        title = words("paper.title.record", kind=words(f"kind.{item.kind}"))
        made.append(Paper(name=name, title=title, blocks=tuple(_page(formatter, meeting, item))))
    return tuple(made)


DECIDES = (
    *(Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING, Kind.GROUP_MEETING, Kind.LIFE_MEETING),
    *(Kind.DEMOCRATIC_MEETING, Kind.APPRAISAL),
)
"""What can vote and decide; the first of them in a gathering has its roll, votes, decisions and minutes."""


def _main(meeting: Meeting) -> Item:
    """The item whose page tells what belongs to the whole gathering; the others' pages point to it."""
    return next((item for kind in DECIDES for item in meeting.items if item.kind is kind), meeting.items[0])


def _page(formatter: PaperFormatter, meeting: Meeting, item: Item) -> list[Block]:
    """The fields of the record book (domain 2.12), those of the item's own kind behind the common ones."""
    words, view = formatter.words, formatter.view
    main = _main(meeting)
    rows: list[tuple[Value, ...]] = []

    def field(code: str, text: str | None) -> None:
        rows.append((words(f"record.{code}"), text or formatter.missing))

    branch = view.snapshot.branch
    field("branch", branch.name if branch else None)
    field("kind", _nth_text(formatter, meeting, item.kind))
    if item.period:
        field("makes_up", formatter.period(item.period))
    field("time", _when(formatter, meeting))
    field("place", meeting.place)
    if meeting.group:
        field("group", view.name(meeting.group))
    if item is not main:
        field("with", words("record.shared", what=_nth_text(formatter, meeting, main.kind)))
    _people(formatter, meeting, field, whole=item is main)
    field("topic", item.topic or meeting.topic)
    if item is main and len(meeting.agenda) > 1:
        field("agenda", "\n".join(f"{number}. {text}" for number, text in enumerate(meeting.agenda, 1)))
    for code, text in _fields_of_kind(formatter, meeting, item):
        field(code, text)
    if item is not main:
        field("minutes", item.content or words("record.see", kind=words(f"kind.{main.kind}")))
        field("signed", "　")
        return [PaperTable(head=(), rows=tuple(rows), widths=(2, 7), size=FORM)]
    field("minutes", "\n".join(text for text in (item.content, meeting.minutes) if text))
    if not (meeting.decisions or meeting.votes):
        field("decisions", None)
    field("note", meeting.note or words("record.none"))
    tables = [PaperTable(head=(), rows=tuple(rows), widths=(2, 7), size=FORM)]
    if meeting.votes:
        tables.append(_votes(formatter, meeting))
    if meeting.decisions:
        tables.append(_decisions(formatter, meeting))
    signed: tuple[tuple[Value, ...], ...] = ((words("record.signed"), "　"),)
    if len(tables) == 1:
        return [PaperTable(head=(), rows=(*rows, *signed), widths=(2, 7), size=FORM)]
    return [*(one.but(joined=True) for one in tables), PaperTable(head=(), rows=signed, widths=(2, 7), size=FORM)]


def _people(
    formatter: PaperFormatter, meeting: Meeting, field: Callable[[str, str | None], None], *, whole: bool
) -> None:
    """How many were expected and came; of the `whole` gathering also who, who led it, and who did not come and why."""
    words, view, roll = formatter.words, formatter.view, meeting.roll
    expected = expected_at(view.snapshot, meeting)
    present = words("record.people", n=sum(one in CAME for one in roll.values())) if roll is not None else None
    excused = [
        one.id for one in invited(view.snapshot, meeting) if exempt_on(one, meeting.day) and one.id not in expected
    ]
    both = words("record.both", expected=len(expected), present=present or formatter.missing)
    field("attendance", both + words("record.excused", n=len(excused)) if excused else both)
    if not whole:
        return
    field("chair", view.person(meeting.chair) if meeting.chair else None)
    field("recorder", view.person(meeting.recorder) if meeting.recorder else None)
    field("came", formatter.names(id for id, one in roll.items() if one in CAME) if roll else None)
    away = formatter.join(formatter.absence(one) for one in absences(meeting))
    field("absent", away or (words("record.nobody") if roll is not None else None))
    field("guests", formatter.names(meeting.guests) or words("record.nobody"))


def _nth_text(formatter: PaperFormatter, meeting: Meeting, kind: Kind) -> str:
    """Which session of its kind in its year: 支部党员大会（2026年第3次）."""
    nth = _nth(formatter.view, meeting, kind)
    return formatter.words("record.nth", kind=formatter.words(f"kind.{kind}"), n=nth, year=meeting.day.year)


def _fields_of_kind(formatter: PaperFormatter, meeting: Meeting, item: Item) -> list[tuple[str, str | None]]:
    """The fields that only items of one kind have."""
    words = formatter.words
    hours = words("import.hours", n=f"{item.hours:g}") if item.hours is not None else None
    if item.kind is Kind.LECTURE:
        came = sum(one in CAME for one in (meeting.roll or {}).values())
        post = formatter.view.snapshot.members.get(item.lecturer)
        return [
            ("lecturer", formatter.view.person(item.lecturer) if item.lecturer else None),
            ("lecturer_post", post.admin_post if post else None),
            ("hours", hours),
            ("audience", words("record.people", n=came) if meeting.roll is not None else None),
        ]
    if item.kind is Kind.PARTY_DAY:
        return [("form", item.form or None)]
    if item.kind is Kind.STUDY:
        return [("form", item.form or None), ("hours", hours)]
    standing = quorum.standing(formatter.view.snapshot, meeting)
    if item.kind in (Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING) and standing is not None:
        present = words("record.people", n=standing.present) if standing.known else formatter.missing
        return [("voters_label", words("record.voters", due=standing.due, present=present))]
    return []


def _votes(formatter: PaperFormatter, meeting: Meeting) -> PaperTable:
    """Every ballot with its counts and what they come to."""
    columns = ("matter", "due", "present", "yes", "no", "abstain", "written")
    rows = tuple(
        (
            *(formatter.missing if (value := getattr(vote, column)) is None else value for column in columns),
            formatter.words(f"record.vote.{_outcome(formatter.view, meeting, vote)}"),
        )
        for vote in (_counted(formatter.view, meeting, one) for one in meeting.votes)
    )
    head = (*(formatter.words(f"vote.{column}") for column in columns), formatter.words("record.vote.result"))
    return PaperTable(head=head, rows=rows, size=SMALL)


def _counted(view: View, meeting: Meeting, vote: Vote) -> Vote:
    """A vote with those due and present by the roll, where it says nothing of them itself."""
    standing = quorum.ballot(view.snapshot, meeting, vote)
    return vote.but(due=standing.due, present=standing.present) if meeting.held else vote


def _outcome(view: View, meeting: Meeting, vote: Vote) -> str:
    """What a vote came to, as a code of the words `record.vote.*`."""
    standing = quorum.ballot(view.snapshot, meeting, vote)
    if vote.yes is None or not standing.known:
        return "unknown"
    if not quorum.carried(vote.yes, quorum.whole_of(vote, standing, view.pack)):
        return "not_carried"
    return "carried" if standing.reached else "no_quorum"


def _decisions(formatter: PaperFormatter, meeting: Meeting) -> PaperTable:
    """What was agreed, who sees to it and until when."""
    rows = tuple(
        (number, one.text, formatter.view.person(one.owner) if one.owner else formatter.missing, formatter.day(one.due))
        for number, one in enumerate(meeting.decisions, 1)
    )
    head = tuple(formatter.words(f"record.decision.{column}") for column in ("number", "text", "owner", "due"))
    return PaperTable(head=head, rows=rows, size=SMALL)


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


def _kinds(formatter: PaperFormatter, meeting: Meeting) -> str:
    kinds = formatter.join(formatter.words(f"kind.{kind}") for kind in meeting.kinds)
    if not meeting.group:
        return kinds
    # 第三党小组 and 党小组会 are 第三党小组会: the group is said once.
    name, ends = formatter.view.name(meeting.group), formatter.words("paper.group_ends").split(" | ")
    group = next((name.removesuffix(end) for end in ends if name.endswith(end)), name)
    return formatter.words("paper.session_of", what=kinds, group=group)


def _when(formatter: PaperFormatter, meeting: Meeting) -> str:
    day = f"{formatter.day(meeting.day)} {formatter.words(f'weekday.{meeting.day.weekday()}')}"
    if not meeting.time:
        return f"{day} {formatter.words('record.time_missing')}"
    return f"{day} {meeting.time}" + (f"—{meeting.end}" if meeting.end else "")


def _who(formatter: PaperFormatter, meeting: Meeting, count: int) -> str:
    if meeting.group:
        return formatter.words("paper.notice_to.group", group=formatter.view.name(meeting.group), n=count)
    narrow = all(kind in (Kind.COMMITTEE_MEETING, Kind.DEMOCRATIC_MEETING) for kind in meeting.kinds)
    return formatter.words("paper.notice_to.committee" if narrow else "paper.notice_to.all", n=count)


def book(view: View, words: Words, meetings: list[Meeting], kind: Kind) -> list[Block]:
    """The record pages of every session's items of a kind, one after the other."""
    formatter = PaperFormatter(view, words)
    blocks: list[Block] = []
    for meeting in meetings:
        for item in meeting.items:
            if item.kind is kind:
                blocks += [*_page(formatter, meeting, item), NewPage()]
    return blocks[:-1]
