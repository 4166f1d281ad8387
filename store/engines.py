"""Which engine keeps a branch: the one place that chooses. What is not asked for is not imported."""

from __future__ import annotations

from store.disk.disk import Disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.box.box import Box, Boxes
    from store.box.messages import Down
    from store.committee.units import Unit
    from store.engine import Engine, Side

SERVER = ("postgresql://", "postgres://")
"""What the address of a branch on a server begins with."""
_IN_SCHEMES = dict.fromkeys(map(ord, "+:"))
_PARTS = ("host=", "hostaddr=", "dbname=", "user=", "password=")
"""How an address begins as PostgreSQL's own programs also take it."""


def is_address(place: str) -> bool:
    """Whether a place is meant as an address and not as the path of a folder, though nothing of ours be there:
    `mysql://db1/zhibu`, a slip in `postgresql:/db1` or `host=db1 dbname=zhibu` must found no branch in a folder of that
    name, nor be repeated with what they say of a password.
    """
    scheme, colon, _ = place.partition(":/")
    return (bool(colon) and scheme.translate(_IN_SCHEMES).isalnum()) or place.startswith(_PARTS)


def engine_of(data: str, *, anywhere: bool = False) -> Engine:
    """The engine of a folder's path or of a server's address; raises a `StoreError` where an address is none, or where
    what talks to servers is not installed.
    """
    if not is_address(data):
        return Disk(data, anywhere=anywhere)
    from store.server.engine import Server

    return Server(data)


def side_of(data: str, host: str, *, anywhere: bool = False) -> Side:
    """The same as one of the two between which a branch is moved, on a machine that is called `host`."""
    if not is_address(data):
        from store.disk.moving import FolderSide

        return FolderSide(Disk(data, anywhere=anywhere), host)
    from store.server.engine import Server
    from store.server.moving import ServerSide

    return ServerSide(Server(data))


def box_at(place: str, *, anywhere: bool = False) -> Box:
    """The box in a folder, or in the rows of a branch on a server."""
    if is_address(place):
        from store.server.box_rows import BoxRows

        return BoxRows(place)
    from store.disk.box_folder import BoxFolder

    return BoxFolder(place, anywhere=anywhere)


def boxes_together(places: Iterable[str]) -> dict[Boxes, dict[str, str]]:
    """Of several places those of boxes that can be asked for at once, by these and the name that each has there."""
    far = [place for place in places if place.startswith(SERVER)]
    if not far:
        return {}
    from store.server.box_rows import together

    return together(far)


def for_others(data: str) -> str:
    """An address as everybody may be told it: without what says who comes in."""
    from store.server.address import parse

    address = parse(data)
    return address.for_others(address.branch)


def counted_in(data: str) -> tuple[str, ...]:
    """The addresses of all branches in a database whose counts one may send up."""
    from store.server.branches import counted_branches

    return counted_branches(data)


def units_at(data: str) -> tuple[Unit, ...]:
    """The branches in a database whose counts one may read, in the order of their names, as units of a committee."""
    from store.server.box_rows import units

    return units(data)


def carried_at(engine: Engine) -> Box | None:
    """Where a branch on a server has what was carried to it by hand; None where nothing was, and of a folder, where
    `box_at` that folder reads it.
    """
    if not engine.data.startswith(SERVER):
        return None
    from store.server.carried import CarriedRow

    carried = CarriedRow(engine)
    return carried if carried.down_stamp() is not None else None


def carry_down(data: str, down: Down, *, anywhere: bool = False) -> None:
    """Keep what was carried by hand with the branch itself: in its folder, or in a row of its own."""
    if data.startswith(SERVER):
        from store.server.carried import CarriedRow

        CarriedRow(engine_of(data)).write_down(lambda: down)
        return
    from store.disk.box_folder import BoxFolder

    BoxFolder(data, anywhere=anywhere).carry_down(down)
