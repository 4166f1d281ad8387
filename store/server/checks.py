"""Is a branch on a server sound? Looks at all of it as of one moment, changes nothing, holds nothing."""

from __future__ import annotations

from store import journal
from store.engine import Problem
from store.errors import Unreachable, refuse_newer
from store.server import reading
from store.server.layout import LAYOUT
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.file_codec import FileText
    from store.server.branch import ServerBranch

_MOMENT = "begin transaction isolation level repeatable read read only"
_SERVER = """\
select current_setting('server_version'), current_setting('synchronous_standby_names'),
  current_setting('synchronous_commit'), extract(epoch from now())"""
_RIGHTS = "select distinct may from zhibu.mine where branch in ($1, '*') order by may"


def verify(server: ServerBranch) -> list[Problem]:
    """See `Server.verify`."""
    link = server.link
    with link.turn:
        reading.rows_of(link, _MOMENT)
        try:
            return look(server)
        finally:
            link.roll_back()


def look(server: ServerBranch) -> list[Problem]:
    """What is wrong with the rows of a branch and its journal, within the transaction that is open."""
    problems: list[Problem] = []
    file = _file(server, problems)
    head = reading.stamp(server.link, server.branch) or (0, "")
    lines = list(reading.lines(server.link, server.branch))[::-1]
    chain = journal.Chain(head[0])
    for number, line in enumerate(lines, start=1):
        chain.follow(number, line + b"\n")
    chain.end()
    problems += [Problem(code=code, place=f"entry:{place}") for code, place in chain.problems]
    if chain.explains is None:
        problems.append(Problem(code="unexplained", place="branch/revision"))
    elif chain.last is None or chain.last.sum != head[1] or (file and chain.explains.file != file.digest):
        problems.append(Problem(code="outside", place="branch"))
    return problems


def _file(server: ServerBranch, problems: list[Problem]) -> FileText | None:
    try:
        file, _ = reading.fresh(server.link, server.branch, None, None)
    except InvalidFile as bad:
        problems.append(Problem(code=bad.code, place=bad.place))
        return None
    refuse_newer(file.meta["schema"], server.version, server.path)
    return file


def facts(server: ServerBranch) -> dict[str, Any]:
    """`server` (its version), the `login`, what it `may` do with the branch, the `layout` of the tables, whether a
    commit is `synchronous` (waits for another server to have it), and the server's `clock`, in seconds of the epoch.
    """
    link = server.link
    ((version, standbys, level, clock),) = reading.rows_of(link, _SERVER)
    if link.ask("select layout from zhibu.store") != [[LAYOUT]]:
        raise Unreachable("not_installed", path=server.path)
    return {
        "server": version,
        "login": link.login,
        "may": tuple([row[0] for row in link.ask(_RIGHTS, server.branch)]),
        "layout": LAYOUT,
        "synchronous": bool(standbys) and level not in ("off", "local"),
        "clock": float(clock),
    }
