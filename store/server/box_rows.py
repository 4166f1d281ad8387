"""A box in two rows of a server, as `store.box.box` has it: the branch writes the one, its committee the other.

All boxes of a database share one connection, and one question tells what moved in any of them: a committee looks at
hundreds once a second.
"""

from __future__ import annotations

import re
from contextlib import suppress
from json import loads
from time import monotonic
from urllib.parse import quote

from store.box.messages import Up
from store.box_text import UP, TextBox, brief_in, brief_text, encoded, head_text, heads_in
from store.committee.units import Unit
from store.errors import StoreError
from store.server import reading
from store.server.address import parse
from store.server.link import LOCK, ServerLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
    from typing import Any

    from store.box.box import Boxes
    from store.box.messages import Down
    from store.server.address import Address

FRESH = 0.5
"""Seconds for which an answer about all boxes does for each."""
PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""The name of a branch that is spelled alike in an address and elsewhere."""
SEES_ALL = "*"
"""What the answer about heads begins with where the login sees those of all branches."""
_TURNS = "select string_agg(branch || E'\\t' || turn, E'\\n') from zhibu.summary where way = $1"
_READ = "select body from zhibu.box($1, $2)"
_BRIEF = "select brief from zhibu.box($1, $2)"
_BRIEFS = "select branch, brief from zhibu.summary where way = $1 and branch = any ($2)"
_HOLD = "select zhibu.hold_box($1, $2, $3)"
_SEND = "select zhibu.send($1, $2, $3, $4, $5, $6, $7)"
_HEADS = "select zhibu.heads($1)"
_UNITS = "select zhibu.units()"


class Rows:
    """The boxes of one database, as far as this login may see them."""

    def __init__(self, address: Address) -> None:
        self.link = ServerLink(address)
        self._turns: dict[str, tuple[float, str, dict[str, int]]] = {}

    def look(self) -> str:
        """How many messages there were in the upper halves of all."""
        return self._looked(UP, 0.0)[1]

    def turn(self, branch: str, half: str) -> int | None:
        """How many messages there were, None before the first."""
        return self._looked(half, FRESH)[2].get(branch) or None

    def _looked(self, half: str, fresh: float) -> tuple[float, str, dict[str, int]]:
        """When it was asked, what was said, and that by branch; asked again unless it is fresh enough."""
        with self.link.turn:
            known = self._turns.get(half, (0.0, "", {}))
            if not known[0] or monotonic() - known[0] > fresh:
                said = reading.rows_of(self.link, _TURNS, half)[0][0] or ""
                turns = known[2] if said == known[1] else _by_branch(said)
                known = self._turns[half] = monotonic(), said, turns
            return known

    def stamps(self, names: Collection[str]) -> dict[str, int | None]:
        """See `Boxes`."""
        try:
            turns = self._looked(UP, FRESH)[2]
        except StoreError:
            return dict.fromkeys(names)
        return {branch: turns.get(branch) or None for branch in names}

    def heads(self, names: Collection[str]) -> dict[str, Up | None]:
        """See `Boxes`."""
        first, *lines = reading.rows_of(self.link, _HEADS, [*names])[0][0].split("\n")
        heads = dict([line.split("\t", 1) for line in lines])
        ups = zip(heads, heads_in([*heads.values()]), strict=True)
        found: dict[str, Up | None] = {branch: up for branch, up in ups if up is not None}
        if first == SEES_ALL:  # whatever is not there has not said anything yet
            found |= {branch: None for branch in names if branch not in heads}
        return found

    def briefs(self, names: Collection[str]) -> dict[str, Up]:
        """See `Boxes`."""
        rows = reading.rows_of(self.link, _BRIEFS, UP, [*names])
        return {branch: up for branch, brief in rows if (up := brief_in(brief.encode())) is not None}

    def text(self, branch: str, half: str) -> str:
        """The message that stands there, empty where there is none."""
        return reading.rows_of(self.link, _READ, branch, half)[0][0] or ""

    def brief(self, branch: str) -> str:
        """The brief of the counts that stand there, empty where there is none."""
        return reading.rows_of(self.link, _BRIEF, branch, UP)[0][0] or ""

    def units(self) -> list[str]:
        """The branches whose counts one reads, each with its name in JSON behind a tab."""
        ((found,),) = reading.rows_of(self.link, _UNITS)
        return found.split("\n") if found else []

    def send(self, branch: str, half: str, message: Callable[[], Any]) -> None:
        """`message` is called once it is our turn to write."""
        with self.link.turn:
            try:
                self.link.ask_all(("begin",), (_HOLD, branch, half, int(LOCK * 1000)))
                made = message()
                revision = getattr(made, "revision", 0)
                texts = [encoded(made), *((brief_text(made), head_text(made)) if isinstance(made, Up) else (b"", b""))]
                said = (branch, half, revision, made.as_of.isoformat(), *[text.decode() for text in texts])
                ((turn,),) = self.link.ask_all((_SEND, *said), ("commit",))
            except BaseException:
                self.link.roll_back()
                raise
            if half in self._turns:  # a committee sends to thousands, and need not ask after each for all
                self._turns[half][2][branch] = turn


_rows: dict[str, Rows] = {}
"""One for each database, for as long as the program runs, by the address of a branch `-` in it."""


def rows_of(address: Address) -> Rows:
    """Those of the database of an address."""
    place = address.of("-").url
    if place not in _rows:
        _rows[place] = Rows(address.of(""))  # what goes wrong there concerns them all
    return _rows[place]


def _of_branch(place: str) -> tuple[Rows, str]:
    """The rows of an address and the branch; one of a database that is known is read without much ado."""
    start, mark, query = place.partition("?")
    database, _, branch = start.rpartition("/")
    known = _rows.get(f"{database}/-{mark}{query}")
    if known is not None and PLAIN.fullmatch(branch):
        return known, branch
    address = parse(place)
    return rows_of(address), address.branch


def together(places: Iterable[str]) -> dict[Boxes, dict[str, str]]:
    """Addresses by the boxes that stand together and the branch; one that is none, or another's too, is left out."""
    found: dict[Boxes, dict[str, str]] = {}
    for place in places:
        with suppress(StoreError):
            rows, branch = _of_branch(place)
            found.setdefault(rows, {}).setdefault(branch, place)
    return found


def _by_branch(lines: str) -> dict[str, int]:
    parts = [line.rpartition("\t") for line in lines.split("\n")] if lines else []
    return {branch: int(turn) for branch, _, turn in parts}


def units(url: str) -> tuple[Unit, ...]:
    """The branches of a database whose counts this login reads, by name; `url` names none of them. Raises a
    `StoreError`.
    """
    address = parse(url, branch=False)
    start, mark, query = address.of("-").url.partition("?")
    start, query = start.removesuffix("-"), mark + query
    lines = [line.split("\t", 1) for line in rows_of(address).units()]
    found = []
    for (branch, _), name in zip(lines, _names_in([name for _, name in lines]), strict=True):
        place = f"{start}{branch if PLAIN.fullmatch(branch) else quote(branch, safe='')}{query}"
        found.append(Unit(unit=branch, name=name or branch, box=place, data=place))
    return tuple(found)


def _names_in(texts: Sequence[str]) -> list[str]:
    """Names in JSON; empty where there is none, whatever has been written in its place."""
    try:
        names: list[Any] = loads("[" + ",".join([text or '""' for text in texts]) + "]")
    except ValueError:
        names = []
    if len(names) != len(texts) or not {str}.issuperset(map(type, names)):
        names = [*map(_name_in, texts)]
    return names


def _name_in(text: str) -> str:
    try:
        name = loads(text)
    except ValueError:
        return ""
    return name if isinstance(name, str) else ""


class BoxRows(TextBox):
    """A `Box`. Every method but the stamps raises a `StoreError`, and `InvalidBox` for what is no message of ours."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._rows, self._branch = _of_branch(place)
        self.together = self._rows

    def stamp(self, half: str) -> Hashable:
        try:
            return self._rows.turn(self._branch, half)
        except StoreError:
            return None

    def text(self, half: str) -> bytes | None:
        return self._rows.text(self._branch, half).encode() or None

    def read_brief(self) -> Up | None:
        return brief_in(self._rows.brief(self._branch).encode()) or self.read_up()

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        self._rows.send(self._branch, half, message)
