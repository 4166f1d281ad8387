"""Panel 4 of a committee: terms that end, posts that nobody holds, units that nobody has visited, unit by unit."""

from __future__ import annotations

from store.committee.figures import ReminderKind
from store.periods import Cadence
from store.rules.lazy_figures import lazily
from widgets.display import shown
from widgets.sections.committee import units
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.committee.figures import Reminder
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "reminders"
CADENCE = Cadence.HALF
shown_period = counted_from_now(CADENCE)
begins_at = at_the_top


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    return (
        Column(id="mark", least=1, most=1),
        Column(id="unit", least=10, most=24),
        Column(id="what", least=18, most=70),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    return shown(shown_period(view.today, 0).label)


def in_short(view: View, words: Words) -> Shown:
    n = {kind: sum(one.kind is kind for one in view.committee_figures.reminders) for kind in ReminderKind}
    return words("reminders.in_short", **n)


def rows(view: View, shift: int) -> Sequence[Row]:
    return lazily(view.committee_figures.reminders, lambda one: _row(one, view))


def _row(reminder: Reminder, view: View) -> Row:
    target = Target(kind="unit", id=reminder.unit)
    return Row(
        key=f"{reminder.unit}/{reminder.kind}",
        target=target,
        search=(reminder.unit, units.name(reminder.unit, view)),
        value=reminder,
    )


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    reminder: Reminder = row.value
    over = reminder.day is not None and reminder.day < view.today
    role = "bad" if over else "warn" if reminder.kind is ReminderKind.TERM else ""
    return {
        "mark": Cell(text=words.glyph("overdue" if over else "due_soon" if reminder.day else "open"), role=role),
        "unit": units.name_cell(reminder.unit, view),
        "what": Cell(text=what(reminder, words), role=role),
    }


def post_name(code: str, words: Words) -> Shown:
    """A post by what its unit calls it; one that this program does not know as it came."""
    key = f"post.{code}"
    return words(key) if words.has(key) else shown(code)


def what(reminder: Reminder, words: Words) -> Shown:
    """What there is to see to."""
    if reminder.kind is ReminderKind.VACANCY:
        return words(
            "reminders.vacancy", posts=words("page.comma").join(post_name(post, words) for post in reminder.posts)
        )
    return words(
        f"reminders.{reminder.kind}", period=reminder.period, day=reminder.day.isoformat() if reminder.day else ""
    )
