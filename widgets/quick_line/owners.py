"""Who answers for an entry and whom it is about: members, groups, posts, names from outside."""

from __future__ import annotations

from store.folding import fold
from store.snapshot import members_on
from widgets.quick_line import groups, people, posts
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.record_lines import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from widgets.sections.view import View

ALL = "*"
"""As the rules of a division of work: every rule."""


def find_owner(text: str, view: View, day: date) -> str | InvalidToken:
    """The post, the id of the member, or the name from outside that a text means."""
    if not text:
        return InvalidToken(code="empty_mark")
    post = posts.find(text)
    if post is not None:
        return post.value
    who = people.find(text, view, day, outside=True)
    if isinstance(who, InvalidToken):
        letters = posts.by_letters(text)
        return letters.value if letters is not None else who.but(facts={"name": text} | who.facts)
    return who


def owner_of(text: str, view: View, day: date) -> str:
    """The member, group or post that a text names as a whole; "" where it names none."""
    post = posts.find(text)
    if post is not None:
        return post.value
    group = groups.find(text, view)
    if len(group) == 1:
        return group[0].id
    named = [one.id for one in members_on(view.snapshot, day) if fold(one.name) == fold(text)]
    if len(named) == 1:
        return named[0]
    found = people.find(text, view, day) if "(" in text or "（" in text else ""
    return found if isinstance(found, str) else ""


def typed_owner(owner: str, view: View, lang: str) -> str:
    """What to type for a post, a group, a member or someone from outside."""
    if posts.is_post(owner):
        return posts.typed(owner, lang)
    return people.typed_person(owner, view) if owner in view.snapshot.members else word(view.name(owner))
