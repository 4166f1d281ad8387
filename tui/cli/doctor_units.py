"""What `zhibu doctor` looks at in the boxes of a committee's units: of each only what is wrong, with the commands for
the administrator. Nothing is changed, and no right is widened, by looking.
"""

from __future__ import annotations

import os

from store.box.messages import InvalidBox
from store.committee.units import FAILED, NOTHING
from store.engines import SERVER, box_at
from store.errors import StoreError
from tui.cli.doctor_box import group_of, half_state
from tui.lock_holder import with_user_name
from widgets import error_text
from widgets.display import shown
from widgets.sections.committee import units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.committee.units import Unit
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from tui.cli.doctor_box import Line
    from widgets.sections.view import View

BRANCH = "BRANCH"
"""What stands in a command for the group that the program can't know."""


def lines(call: CommandContext, snapshot: Snapshot) -> Iterator[Line]:
    """How many units are listed, what is wrong with the box of each, how many are in order."""
    words, view = call.words, call.view(snapshot)
    listed = view.units
    yield "units", str(len(listed)), "" if listed else words("committee.no_units")
    boxed, well = [one for one in listed if one.box], 0
    for unit in boxed:
        wrong = [*_halves(call, unit), *_counts(call, unit, view)]
        well += not wrong
        yield from wrong
    if listed:
        yield "boxes", words("doctor.boxes_well", n=well, of=len(boxed)), ""


def _halves(call: CommandContext, unit: Unit) -> Iterator[Line]:
    """The half that comes up belongs to the branch and is read here, the other way round the one that goes down."""
    if unit.box.startswith(SERVER):  # whose rows are whose is the server's business
        return
    words, own = call.words, group_of(call.config.data)
    up, down = os.path.join(unit.box, "up"), os.path.join(unit.box, "down")
    branch = group_of(up, group_of(unit.data, BRANCH) if unit.data else BRANCH)
    halves = [
        ("box_up", *half_state(up, branch, own, words, ours=False, side="unit")),
        ("box_down", *half_state(down, own, branch, words, ours=True, side="unit")),
    ]
    for name, value, advice in halves:
        if advice:
            yield name, shown(f"{unit.name}  {value}"), advice


def _counts(call: CommandContext, unit: Unit, view: View) -> Iterator[Line]:
    row = units.row(unit.unit, view)
    if row is not None and row.code and row.code != NOTHING:
        why = _failure(call, unit) if row.code == FAILED else ""
        yield "box_up", shown(unit.name), why or units.why(row, call.words)


def _failure(call: CommandContext, unit: Unit) -> str:
    """Why a box can't be read of which the board says no more than that."""
    try:
        box_at(unit.box, anywhere=call.config.anywhere).read_up()
    except StoreError as error:
        return error_text.error(call.words, with_user_name(error))
    except InvalidBox:
        pass
    return ""
