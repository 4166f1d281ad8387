"""What stands beside the names of a roll call where there is room: rate and quorum as they are now, and who is not
there, with the reason.
"""

from __future__ import annotations

from store.records import CAME
from widgets.display import shown, wrap
from widgets.pages.roll import rate
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.rules.quorum import QuorumStanding
    from widgets.picture import Line
    from widgets.roll_marks import RollPerson
    from widgets.words.lexicon import Words


def beside(
    people: Sequence[RollPerson], standing: QuorumStanding | None, words: Words, cells: int, lines: int
) -> list[Line]:
    """As many lines as there are; the last says how many people more are not there."""
    came = sum(person.status in CAME for person in people)
    facts = {"rate": rate(came, len(people), words), "n": len(people) - came}
    made: list[Line] = [[(words("roll.beside", **facts), "strong")]]
    if standing is not None:
        key = "roll.beside.quorum" if standing.reached else "roll.beside.no_quorum"
        said = words(key, present=standing.present, needed=standing.needed)
        made.append([(said, "good" if standing.reached else "warn")])
    away = [person for person in people if person.status not in CAME]
    for at, person in enumerate(away):
        entry = list(_entry(person, words, cells))
        if len(made) + len(entry) > lines - (at < len(away) - 1):
            made.append([(words("roll.beside.more", n=len(away) - at), "dim")])
            break
        made += entry
    return made[:lines]


def _entry(person: RollPerson, words: Words, cells: int) -> Iterator[Line]:
    role = STATE_ROLES[person.status]
    mark = words(f"roll.short.{person.status}")
    yield [(f"{words.glyph(person.status)} {shown(person.name)} ", ""), (mark, role)]
    for line in wrap(person.reason, cells - 2) if person.reason else ():
        yield [(f"  {line}", "dim")]
