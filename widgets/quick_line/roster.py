"""Lists of members in a line: names, initials or ids with commas, whole groups, and everyone."""

from __future__ import annotations

from store.folding import fold
from store.snapshot import members_on
from widgets.quick_line import groups, people
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.tokens import list_continues, list_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from widgets.quick_line.reading import TokenPool
    from widgets.quick_line.tokens import Token

EVERYONE = frozenset({"全体", "全员", "全体党员", "everyone"})


def list_tokens(pool: TokenPool) -> list[Token]:
    """The tokens of the list that comes first among what is left: the first, and those that a comma ties to it."""
    listed: list[Token] = []
    for token in pool.left:
        if token.mark:
            continue
        if listed and not list_continues(pool.line, listed[-1], token):
            break
        listed.append(token)
    return listed


def take_members(pool: TokenPool, tokens: list[Token], day: date) -> tuple[str, ...]:
    """The members of a day whom a list names, once each, in its order."""
    members: dict[str, None] = {}
    for token in tokens:
        trouble = None
        for name in list_names(token):
            named = _ids_of(pool, name.text, day)
            if isinstance(named, InvalidToken):
                trouble = named.but(facts={"name": name.text} | named.facts)
                break
            for id in named:
                if id in members and len(named) == 1:
                    trouble = InvalidToken(code="person_twice", facts={"name": name.text})
                members[id] = None
        if trouble is not None:
            pool.bad(token, trouble)
        else:
            pool.take(token, "person")
    return tuple(members)


def _ids_of(pool: TokenPool, text: str, day: date) -> tuple[str, ...] | InvalidToken:
    view = pool.view
    if fold(text) in EVERYONE:
        return tuple(member.id for member in members_on(view.snapshot, day))
    whole = groups.find(text, view)
    if len(whole) == 1:
        members = tuple(one.id for one in members_on(view.snapshot, day) if one.group == whole[0].id)
        return members or InvalidToken(code="empty_group")
    who = people.find(text, view, day)
    return who if isinstance(who, InvalidToken) else (who,)
