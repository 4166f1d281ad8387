"""In the place of panel 4 while a branch is new: what it has to enter first, each line with the key that does it."""

from __future__ import annotations

from store.periods import Cadence
from store.rules import first_steps as rule
from store.rules.figures import State
from widgets.display import shown
from widgets.sections.section import Cell, Column, Row, Target, counted_from_now
from widgets.theme import STATE_ROLES
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rules.first_steps import Step
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "beginning"
CADENCE = Cadence.MONTH
shown_period = counted_from_now(CADENCE)


def steps(view: View) -> tuple[Step, ...]:
    """None once it is over."""
    return view.once(ID, lambda: rule.first_steps(view.snapshot, view.today))


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    return (
        Column(id="mark", least=1, most=1),
        Column(id="name", least=18, most=20),
        Column(id="how", least=16, most=80),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    return words("beginning.left", n=sum(step.open for step in steps(view)))


def begins_at(rows: Sequence[Row], view: View) -> int:
    """On the first line that is not ticked off."""
    return next((at for at, row in enumerate(rows) if row.value.open), 0)


def rows(view: View, shift: int) -> Sequence[Row]:
    return [_row(step) for step in steps(view)]


def _row(step: Step) -> Row:
    names = tuple(words_of(lang)(f"begin.{step.id}") for lang in LANGUAGES)
    return Row(key=step.id, target=Target(kind="step", id=step.id), search=names, value=step)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    step: Step = row.value
    state = State.MET if step.done else State.WAIVED if step.answered else State.UPCOMING
    role = STATE_ROLES[State.UPCOMING] if step.open else "dim"
    how, key = words(f"begin.{step.id}.how"), words(f"begin.{step.id}.key")
    if step.answered:
        how = key = words("begin.answered")
    return {
        "mark": Cell(text=words.glyph(state), role=role),
        "name": Cell(text=words(f"begin.{step.id}"), role=role),
        "how": Cell(text=how if not step.done else shown(""), short=key if not step.done else shown(""), role="dim"),
    }
