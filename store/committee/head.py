"""The head of what a unit says: of all counts the few that a committee's board needs of a unit that is not in sight –
how old they are, what is overdue longest, the end of the term, visits, vacant posts, answers.

A head is such counts itself, and whatever asks only for those things says of a head what it says of the whole, on any
later day too. It tells no cell of the matrix.
"""

from __future__ import annotations

from store.committee.brief import SHOWS
from store.committee.reminders import OPEN, TERM
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Up

HEAD, BRIEF, WHOLE = "head 2", SHOWS, ""
"""How much is read of what a unit says, as `shows` says it of a head and of a brief. The number of a head rises when
more is asked of one.
"""


def head_of(up: Up) -> Up:
    """Of all counts, or of a brief of them."""
    late = [one for one in up.duties if one.n.get(State.OVERDUE)]
    terms = [one for one in up.duties if one.rule == TERM and any(one.n.get(state) for state in OPEN)]
    first = [min(ones, key=lambda count: count.due) for ones in (late, terms) if ones]
    return up.but(
        shows=HEAD,
        duties=tuple([one for at, one in enumerate(first) if one not in first[:at]]),
        hours={},
        attendance={},
        entries={},
        targets=None,
    )


def has_detail(up: Up | None, detail: str) -> bool:
    """Whether counts say so much, or there are none, which says all there is."""
    return up is None or up.shows is None or up.shows == detail
