"""Panel 2: who took part: present of expected this year, the last sessions one by one, absences in a row."""

from __future__ import annotations

from collections import Counter
from datetime import date

from store.periods import Cadence
from store.rules import participation as rule
from store.rules.lazy_figures import keys_of, lazily
from store.snapshot import exempt_on
from widgets.display import shown, width
from widgets.sections import short_names
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now
from widgets.share import percent
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rules.figures import Participation, TrainingProgress
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "participation"
LINE = "talk"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
begins_at = at_the_top
SHORT = 10
"""Cells of the longest short name of a rule."""


def _most_in_a_year(view: View) -> int:
    """The meetings of the year that has most of them: nobody was expected at more."""

    def work_out() -> int:
        return max(Counter(meeting.day.year for meeting in view.snapshot.meetings.values()).values(), default=0)

    return view.once((ID, "most in a year"), work_out)


def group_cells(view: View) -> int:
    """Cells of the longest name of a group that somebody is in."""

    def work_out() -> int:
        groups = {member.group for member in view.snapshot.members.values() if member.group}
        return max((width(shown(view.group(group))) for group in groups), default=0)

    return view.once((ID, "groups"), work_out)


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    most = max(99, _most_in_a_year(view))
    count, row = width(f"{most}/{most}"), max(6, width(words("participation.in_a_row", n=most)))
    group, leave, absent = (
        group_cells(view),
        words("participation.leave", n=most),
        words("participation.absent", n=most),
    )
    return (
        Column(id="name", least=short_names.LEAST, most=short_names.widest_name(view)),
        Column(id="count", least=count, most=count, align="right", whole=True),
        Column(id="rate", least=4, most=4, align="right", whole=True),
        Column(id="strip", least=slots, most=slots, whole=True),
        Column(id="row", least=row, most=row, rank=1, whole=True),
        Column(id="group", least=group, most=group, rank=3, whole=True),
        Column(id="leave", least=width(leave), most=width(leave), rank=4, whole=True),
        Column(id="absent", least=width(absent), most=width(absent), rank=4, whole=True),
        Column(id="duty", least=SHORT, most=SHORT, rank=2),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    return shown(str(view.today.year + shift))


def figures(view: View, shift: int) -> Sequence[Participation]:
    if shift == 0:
        return view.figures.participation
    year = view.today.year + shift
    return view.once((ID, year), lambda: rule.participation(view.snapshot, view.today, year))


def rows(view: View, shift: int) -> Sequence[Row]:
    return member_rows(view, figures(view, shift))


def member_rows(view: View, figures: Sequence[Participation] | Sequence[TrainingProgress]) -> Sequence[Row]:
    """A row a member: found by name, unit and group, opening the member's page. Its value is the place of the member's
    figure, so that a filter need not have them all worked out.
    """
    members = keys_of(figures)

    def row(place: int) -> Row:
        member = members[place]
        search = (member.name, member.pinyin, member.unit, *view.groups(member.group), member.id)
        return Row(key=member.id, target=Target(kind="member", id=member.id), search=search, value=place)

    return lazily(range(len(members)), row)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    figure = figures(view, shift)[row.value]
    member = view.snapshot.members[figure.member]
    rate = words("unknown.short")
    if figure.expected:
        rate = shown(percent(figure.present, figure.expected))
    elif exempt_on(member, min(view.today, date(view.today.year + shift, 12, 31))):
        rate = words("participation.exempt")
    strip = "".join(words.glyph(status) for _, status in figure.strip[-slots:])
    in_a_row = words("participation.in_a_row", n=figure.in_a_row) if figure.in_a_row else shown("")
    return {
        "name": name_cell(view, member.id, "strong" if figure.duty else ""),
        "count": Cell(text=shown(f"{figure.present}/{figure.expected}")),
        "rate": Cell(text=rate, role="" if figure.expected else "dim"),
        "strip": Cell(text=shown(strip)),
        "row": Cell(text=in_a_row, role="warn"),
        "group": Cell(text=shown(view.group(member.group) if member.group else ""), role="dim"),
        "leave": Cell(text=words("participation.leave", n=figure.leave), role="dim"),
        "absent": Cell(text=words("participation.absent", n=figure.absent), role="dim"),
        "duty": duty_cell(figure.duty, words),
    }


def name_cell(view: View, id: str, role: str = "") -> Cell:
    """A member's name, and in short where there is no room for it."""
    return Cell(text=shown(view.person(id)), short=short_names.name_in_short(view, id), role=role)


def duty_cell(duty: object, words: Words) -> Cell:
    """A member's open duty in short, or nothing."""
    if duty is None:
        return Cell(text=shown(""))
    return Cell(text=words.of(duty.rule.short), role=STATE_ROLES[duty.state])  # type: ignore[attr-defined]
