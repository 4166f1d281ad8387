"""Posts as what somebody is called by what they do: `+组织委员` is whoever holds the post."""

from __future__ import annotations

from functools import cache

from store.folding import fold
from store.pinyin import matches
from store.records import PostKind
from store.rules.owners import holder
from widgets.display import shown
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ALSO = {"组长": PostKind.GROUP_LEADER, "小组长": PostKind.GROUP_LEADER, "支部书记": PostKind.SECRETARY}
SHORTEST = 3
"""Fewer letters are nobody's initials but a member's."""


@cache
def _by_name() -> dict[str, PostKind]:
    named = {fold(name): post for lang in LANGUAGES for post in PostKind for name in _names(post, lang)}
    return named | {post.value: post for post in PostKind} | ALSO


def find(text: str) -> PostKind | None:
    """The post that a text names as a whole, in either language or by its code."""
    return _by_name().get(fold(text))


def by_letters(text: str) -> PostKind | None:
    """The post whose Chinese name's initials or pinyin a text is."""
    if len(text) < SHORTEST or not text.isascii():
        return None
    names = {post: typed(post, "zh") for post in PostKind}
    found = [post for post, name in names.items() if matches(text, name) == (0, len(name))]
    return found[0] if len(found) == 1 else None


def typed(post: str, lang: str) -> str:
    """What to type for a post, one word."""
    return _names(post, lang)[-1]


def _names(post: str, lang: str) -> tuple[str, str]:
    """What a post is called, and that as one word."""
    name = words_of(lang)(f"post.{post}")
    return name, name.replace(" ", "-")


def is_post(text: str) -> bool:
    return text in {post.value for post in PostKind}


def owner_text(owner: str, view: View, words: Words) -> Shown:
    """Who answers for something: a person by name, a post with who holds it today."""
    if not is_post(owner):
        return shown(view.person(owner))
    who = holder(view.snapshot, owner, view.today)
    name = words(f"post.{owner}")
    return words("owner.post", post=name, name=view.person(who)) if who else words("owner.vacant", post=name)


def brief(owner: str, view: View, words: Words) -> Shown:
    """The same in a list: a name alone, the post where nobody or several hold it."""
    who = holder(view.snapshot, owner, view.today) if is_post(owner) else owner
    if not owner:
        return shown("")
    return shown(view.person(who)) if who else words(f"post.{owner}")
