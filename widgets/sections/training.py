"""Panel 3: hours of the year against what is required, and what is still missing."""

from __future__ import annotations

from store.periods import Cadence
from store.records import TrainingKind
from store.rules import training as rule
from store.rules.figures import TrainingProgress, TrainingState
from widgets.display import shown, width
from widgets.sections import short_names
from widgets.sections.participation import member_rows, name_cell
from widgets.sections.section import Cell, Column, at_the_top, counted_from_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.display import Shown
    from widgets.sections.section import Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "training"
LINE = "training"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
begins_at = at_the_top
ROLES = {
    TrainingState.MET: "good",
    TrainingState.ON_PACE: "",
    TrainingState.BEHIND: "warn",
    TrainingState.UNKNOWN: "info",
    TrainingState.EXEMPT: "dim",
}


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    bar = _bar_cells(slots)
    state = max(width(words(f"training.state.{one}")) for one in TrainingState)
    lacks = max(width(words("training.lacks_course")), width(words("training.lacks_hours", n="999.5")))
    kinds = width(" ".join(_of_kind(kind, 999.5, words) for kind in TrainingKind))
    return (
        Column(id="name", least=short_names.LEAST, most=short_names.widest_name(view)),
        Column(id="bar", least=bar, most=bar, rank=1),
        Column(id="hours", least=9, most=9, align="right", whole=True),
        Column(id="state", least=state, most=state, whole=True),
        Column(id="lacks", least=lacks, most=lacks, rank=2, whole=True),
        Column(id="kinds", least=kinds, most=kinds, rank=3, whole=True),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    return shown(str(view.today.year + shift))


def figures(view: View, shift: int) -> Sequence[TrainingProgress]:
    if shift == 0:
        return view.figures.training
    year = view.today.year + shift
    return view.once((ID, year), lambda: rule.training(view.snapshot, view.today, view.pack, year))


def rows(view: View, shift: int) -> Sequence[Row]:
    return member_rows(view, figures(view, shift))


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    figure = figures(view, shift)[row.value]
    member = view.snapshot.members[figure.member]
    role = ROLES[figure.state]
    by_kind = [_of_kind(kind, hours, words) for kind, hours in figure.by_kind.items()]
    return {
        "name": name_cell(view, member.id),
        "bar": Cell(text=bar(figure, words, _bar_cells(slots)), role="dim" if role == "good" else role),
        "hours": Cell(text=hours(figure, words), role=role),
        "state": Cell(text=words(f"training.state.{figure.state}"), role=role),
        "lacks": Cell(text=lacks(figure, words), role="warn"),
        "kinds": Cell(text=shown(" ".join(by_kind)), role="dim"),
    }


def _of_kind(kind: str, hours: float, words: Words) -> str:
    return f"{words(f'training.kind.{kind}')}{hours:g}"


def _bar_cells(slots: int) -> int:
    return 6 if slots < 12 else 12


def bar(figure: TrainingProgress, words: Words, cells: int) -> Shown:
    """Hours drawn in whole cells, rounded down: it is full only when the hours are; unknown hours draw no bar, nor do
    those of whom none are asked.
    """
    if figure.state is TrainingState.EXEMPT:
        return shown("")
    if is_unknown(figure) or not figure.required:
        return words("unknown.short")
    filled = min(cells, int(figure.hours * cells / figure.required))
    return shown(words.glyph("full") * filled + words.glyph("empty") * (cells - filled))


def hours(figure: TrainingProgress, words: Words) -> Shown:
    """Hours of those required; what nobody has recorded is not zero."""
    if not figure.required:
        return shown("")
    if is_unknown(figure):
        return words("training.required", n=f"{figure.required:g}")
    return shown(f"{figure.hours:g}/{figure.required:g}")


def is_unknown(figure: TrainingProgress) -> bool:
    """Whether nothing is on record; of a year that began before the records, what is there is known."""
    return figure.state is TrainingState.UNKNOWN and not figure.hours


def lacks(figure: TrainingProgress, words: Words) -> Shown:
    """What is still missing: the course first, then hours."""
    if figure.course_done is False:
        return words("training.lacks_course")
    if figure.state is TrainingState.BEHIND:
        return words("training.lacks_hours", n=f"{figure.required - figure.hours:g}")
    return shown("")
