"""The branches of a database whose counts a login may send up: what works through them at night asks for them."""

from __future__ import annotations

from store.server.address import parse
from store.server.link import ServerLink

_COUNTED = """\
select b.name from zhibu.branch b
where exists (select 1 from zhibu.mine m where m.branch in (b.name, '*') and m.may in ('write', 'count'))
  and zhibu.elsewhere(b.name) = ''
order by b.name"""


def counted_branches(url: str) -> tuple[str, ...]:
    """The address of each; `url` names no branch. One that was moved is counted where it is now."""
    place = parse(url, branch=False)
    with ServerLink(place) as link:
        return tuple([place.of(name).url for (name,) in link.ask(_COUNTED)])
