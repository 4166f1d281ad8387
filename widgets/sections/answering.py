"""Who answers for a duty, looked up once a view."""

from __future__ import annotations

from store.rules.charges import Posts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.charges import Answering
    from store.rules.figures import Duty
    from widgets.sections.view import View


def answering(view: View, duty: Duty) -> Answering:
    """The post that answers for a duty, and its holder."""
    posts = view.once("posts", lambda: Posts(view.snapshot, view.today, view.pack))
    return posts.answering(duty)
