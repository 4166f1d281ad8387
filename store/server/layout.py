"""The tables on a server and who sees which rows, as data: `zhibu server install --print` shows it to a DBA.

In the least dialect: texts and numbers, functions as the only writers, rights by row. What the family lacks here or
there stands in no statement (a test looks): no JSON type, no notification, no upsert, no join with a subquery's outer
rows. A branch is a row and so many documents, each the very line of `branch.json`; `entry.line` is the very line of
`journal.jsonl`.

Rights are rows of `access`: of a branch, or of all (`*`), a role may
    write   read and store the branch, send its counts up
    read    read it
    count   read it and send its counts up (what runs at night)
    above   read the counts that it sends up, send it what comes down: the committee
Whoever may `write` a branch that is not there yet may found it.
"""

from __future__ import annotations

import re

from store.server.box_functions import BOXES
from store.server.functions import ASKING, INNER, READERS, WRITERS
from store.server.moving_functions import MOVING

LAYOUT = 2
"""Raised when a program that knows only the former tables could not work with these."""

SCHEMA = "create schema zhibu"

TABLES = (
    """\
create table if not exists zhibu.store(layout int not null)""",
    """\
create table if not exists zhibu.branch(
  name text primary key,
  revision bigint not null,
  schema int not null,
  sum text not null,      -- of the last line of the journal
  file text not null,     -- digest of branch.json
  tables text not null,   -- names of the tables in their order, a JSON list
  meta text not null)""",
    """\
create table if not exists zhibu.document(
  branch text not null references zhibu.branch,
  tab text not null,
  number bigint not null,
  doc text not null,
  primary key(branch, tab, number))""",
    """\
create table if not exists zhibu.entry(
  branch text not null references zhibu.branch,
  revision bigint not null,
  commit_id text not null,
  stored timestamp with time zone not null default now(),
  login name not null,
  moved boolean not null, -- brought along from elsewhere, with what it says of its author
  line text not null,
  primary key(branch, revision),
  unique(branch, commit_id))""",
    """\
create table if not exists zhibu.overlay(
  branch text not null,   -- * for all
  name text not null,     -- local.toml, holidays.toml
  body text not null,
  primary key(branch, name))""",
    """\
create table if not exists zhibu.summary(
  branch text not null,   -- its records may be elsewhere
  way text not null,      -- up: counts, from the branch; down: what concerns it, from the committee
  turn bigint not null,   -- rises with every message
  revision bigint not null,
  day date,
  body text not null,     -- up.json or down.json; empty before the first
  brief text not null default '', -- of counts what a board shows first, written with them
  head text not null default '',  -- the same of one that is not in sight
  primary key(branch, way))""",
    """\
create table if not exists zhibu.moved(
  branch text primary key, -- its rows may be read and no longer written
  place text not null,     -- where it went
  login name not null,
  stored timestamp with time zone not null default now())""",
    """\
create table if not exists zhibu.access(
  branch text not null,   -- * for all; one that is not there yet may be founded
  role name not null,
  may text not null check (may in ('write', 'read', 'count', 'above')),
  primary key(branch, role, may))""",
)

MINE = """\
create or replace view zhibu.mine with (security_barrier = true) as
  select a.branch, a.role, a.may from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
  where pg_has_role(r.oid, 'member')"""
"""What of `access` is one's own, as anyone may see it; the table itself is its owner's. The barrier keeps what whoever
asks brings along from being tried on the rows of others first.
"""

_ANY = (
    "exists (select 1 from zhibu.mine m where m.branch = {0})"
    " or exists (select 1 from zhibu.mine m where m.branch = '*')"
)
_READ = (
    "exists (select 1 from zhibu.mine m where m.branch = {0} and m.may <> 'above')"
    " or exists (select 1 from zhibu.mine m where m.branch = '*' and m.may <> 'above')"
)
_WHO_SEES = {
    "branch": _ANY.format("branch.name"),
    "document": _READ.format("document.branch"),
    "entry": _READ.format("entry.branch"),
    "overlay": "overlay.branch = '*' or " + _READ.format("overlay.branch"),
    "summary": _ANY.format("summary.branch"),
}
"""Who may see which rows. Nobody but the owner sees `access`: what is one's own of it is the view `mine`."""


FUNCTIONS = (*ASKING, *READERS, *MOVING, *WRITERS, *BOXES)


def _signature(function: str) -> tuple[str, str]:
    """The name of a function, and the types of what it takes."""
    head = re.match(r"create or replace function zhibu\.(\w+)\((.*?)\)\s+(?:returns|language)", function, re.DOTALL)
    assert head is not None
    takes = [one.split() for one in head[2].split(",") if one.strip()]
    return head[1], ", ".join(type for name, type, *out in takes if name != "out")


def _guards() -> tuple[str, ...]:
    made = ["grant usage on schema zhibu to public", "grant select on zhibu.store, zhibu.mine to public"]
    for table, rule in _WHO_SEES.items():
        made += [
            f"alter table zhibu.{table} enable row level security",
            f"drop policy if exists readers on zhibu.{table}",
            f"create policy readers on zhibu.{table} for select using (\n  {rule})",
            f"grant select on zhibu.{table} to public",
        ]
    signatures = dict(map(_signature, FUNCTIONS))
    made += [f"revoke all on function zhibu.{name}({types}) from public" for name, types in signatures.items()]
    open_to_all = {name: types for name, types in signatures.items() if name not in INNER}
    made += [f"grant execute on function zhibu.{name}({types}) to public" for name, types in open_to_all.items()]
    return tuple(made)


GUARDS = _guards()

FORMER = {
    1: (
        "alter table zhibu.summary add column brief text not null default ''",
        "alter table zhibu.summary add column head text not null default ''",
        "drop function zhibu.poll(text)",
        "drop function zhibu.box(text, text)",
        "drop function zhibu.send(text, text, bigint, date, text)",
        "drop function zhibu.purge_1(text, bigint, text, text, bigint[], text[])",
    ),
}
"""By layout, what comes in front of the statements where the next one is wanted: what they do not change by themselves,
and functions that nobody may call any more.
"""

STATEMENTS = (*TABLES, MINE, *FUNCTIONS, *GUARDS)
"""All but `SCHEMA`; each may be run again."""

FIRST = f"insert into zhibu.store(layout) values ({LAYOUT})"
WAIT = "select zhibu.limit_waiting(2000)"
"""Renewing waits for whoever reads a table, and all others wait behind it: not for as long as a backup takes."""
RAISE = f"update zhibu.store set layout = {LAYOUT}"


def due(before: int, *, schema: bool) -> tuple[str, ...]:
    """What is to be done where a layout is there (0 for none), and perhaps the schema; as one transaction."""
    started = () if schema else (SCHEMA,)
    steps = tuple(step for layout in range(before, LAYOUT) for step in FORMER.get(layout, ()))
    end = () if before == LAYOUT else (RAISE,) if before else (FIRST,)
    return ("begin", *started, *((WAIT, *steps) if before else ()), *STATEMENTS, *end, "commit")


def as_script(before: int = 0, *, schema: bool = False) -> str:
    """The same as a script."""
    return "".join([f"{statement};\n" for statement in due(before, schema=schema)])
