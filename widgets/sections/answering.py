"""Who answers for a duty, looked up once a view."""

from __future__ import annotations

from store.rules.charges import Posts
from widgets.sections.institutions import Institution

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.charges import Answering
    from store.rules.figures import Duty
    from widgets.sections.section import Row
    from widgets.sections.view import View


def posts_of(view: View) -> Posts:
    return view.once("posts", lambda: Posts(view.snapshot, view.today, view.pack))


def answering(view: View, duty: Duty) -> Answering:
    """The post that answers for a duty, and its holder."""
    return posts_of(view).answering(duty)


def also_sought(row: Row, view: View) -> tuple[str, ...]:
    """What else a row of institutions is looked for by: the name of who answers for it."""
    if not isinstance(row.value, Institution):
        return ()
    holder = answering(view, row.value.duty).holder
    return (view.name(holder),) if holder is not None else ()
