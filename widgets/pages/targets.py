"""What opens a record, a person, a duty."""

from __future__ import annotations

from widgets.kinds.registry import ID_OF
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.figures import Duty
    from widgets.sections.view import View


def of_record(view: View, id: str) -> Target | None:
    """What opens the record of an id, or None where there is none."""
    found = view.snapshot.find(id)
    return Target(kind=ID_OF[found[0]], id=id) if found else None


def of_duty(duty: Duty) -> Target:
    return Target(kind="duty", id=duty.key)


def of_person(view: View, id: str) -> Target | None:
    """What opens a member; None for someone from outside, who is a name alone."""
    return Target(kind="member", id=id) if id in view.snapshot.members else None
