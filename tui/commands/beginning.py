"""What a new branch has to enter: doing a step, answering that there is nothing, putting the whole list away."""

from __future__ import annotations

from functools import partial

from store.records import BeginStep
from tui import navigation
from tui.commands.anywhere import readonly, stores_if
from tui.commands.command import Command
from widgets.sections import beginning
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.edits import Edit
    from tui.screens.base import BaseScreen


def do(screen: BaseScreen, id: str) -> None:
    """Open what enters it."""
    refused = readonly(screen)
    if refused:
        screen.say(refused, "warn")
    else:
        DOES[BeginStep(id)](screen)


def _roster(screen: BaseScreen) -> None:
    from tui.screens.importing import ImportScreen

    screen.zhibu.push_screen(ImportScreen("roster"))


def _branch(screen: BaseScreen, field: str, *, row: bool = False) -> None:
    branch = screen.view.snapshot.branch
    if branch is not None:
        navigation.open_form(screen.zhibu, "branch", branch.id, field=field, row=row)


def _member(screen: BaseScreen, field: str) -> None:
    """The form of a member who is chosen first."""
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option
    from widgets.display import shown

    view, words = screen.view, screen.words
    if not view.snapshot.members:
        screen.say(words("why_not.begin.roster"), "warn")
        return
    options = [
        Option(value=id, hint=shown(""), label=shown(view.person(id)), more=shown(member.unit))
        for id, member in view.snapshot.members.items()
    ]

    def chosen(id: str | None) -> None:
        if id is not None:
            navigation.open_form(screen.zhibu, "members", id, field=field, row=True)

    screen.zhibu.push_screen(ChoiceScreen(words("begin.whose"), options, words, typed=True), chosen)


def _line(screen: BaseScreen, grammar: str) -> None:
    from tui.commands.entry import add_of

    add_of(screen, grammar)


DOES: dict[BeginStep, Callable[[BaseScreen], None]] = {
    BeginStep.ROSTER: _roster,
    BeginStep.FOUNDED: partial(_branch, field="founded"),
    BeginStep.TERM: partial(_branch, field="term_began"),
    BeginStep.POSTS: partial(_member, field="posts"),
    BeginStep.GROUPS: partial(_branch, field="groups", row=True),
    BeginStep.EXEMPTIONS: partial(_member, field="exemptions"),
    BeginStep.CASES: lambda screen: navigation.open_page(screen.zhibu, Target(kind="cases", id="")),
    BeginStep.DUES: partial(_line, grammar="dues"),
    BeginStep.PLAN: partial(_line, grammar="meeting"),
}


# Without entering anything


def open_steps(screen: BaseScreen) -> list[BeginStep]:
    """Those that the rows are of; none where one of them is no step, or is ticked off."""
    waiting = {step.id for step in beginning.steps(screen.view) if step.open}
    found = [BeginStep(one.id) for one in screen.targets if one.kind == "step"]
    return found if len(found) == len(screen.targets) and waiting.issuperset(found) else []


def answer_edit(screen: BaseScreen, ids: Iterable[BeginStep], why: str) -> Edit | None:
    """The edit which says that there is nothing to enter."""
    from store.edits import change

    branch = screen.view.snapshot.branch
    if branch is None:
        return None
    more = tuple(id for id in ids if id not in branch.answered)
    return change("branch", branch, {"answered": (*branch.answered, *more)}, why)


async def answer(screen: BaseScreen) -> None:
    edit = answer_edit(screen, open_steps(screen), "begin.answer")
    if edit is not None and await screen.zhibu.ask(edit) is not None:
        screen.unmark()


async def away(screen: BaseScreen) -> None:
    edit = answer_edit(screen, (BeginStep.ALL,), "begin.away")
    if edit is not None:
        await screen.zhibu.ask(edit)


_IS_NEW = stores_if(
    "why_not.begin.away", lambda screen: screen.view.snapshot.branch is not None and beginning.steps(screen.view)
)
COMMANDS = (Command(id="begin.away", run=away, why_not=_IS_NEW),)
