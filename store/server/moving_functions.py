"""The functions on a server by which a branch leaves and comes back, as data; see `functions`.

A row of `moved` says where a branch went: from then on its writers refuse, and its rows are only read. Who may write a
branch may move it, and may found another in the place of one that comes back: its lines then say `moved`.
"""

from __future__ import annotations

MOVING = (
    """\
create or replace function zhibu.elsewhere(of_branch text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  went text;
begin
  select m.place into went from zhibu.moved m where m.branch = of_branch;
  if not found or not zhibu.may(of_branch, 'read') then
    return '';  -- to whoever may not read it alike, as nobody else is to know that there is one
  end if;
  return went;
end $$""",
    """\
create or replace function zhibu.demand_here(of_branch text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  went text;
begin
  select m.place into went from zhibu.moved m where m.branch = of_branch;
  if found then
    raise exception '%', went using errcode = 'ZH001';
  end if;
end $$""",
    """\
create or replace function zhibu.hold_moving(
  of_branch text, wait int, out revision bigint, out sum text, out went text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  perform zhibu.limit_waiting(wait);
  select b.revision, b.sum into revision, sum from zhibu.branch b where b.name = of_branch for update;
  if not found then
    raise exception 'no branch %', of_branch using errcode = 'P0002';
  end if;
  went := coalesce((select m.place from zhibu.moved m where m.branch = of_branch), '');
end $$""",
    """\
create or replace function zhibu.leave_1(of_branch text, old bigint, old_sum text, to_place text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  -- written and not only held: who began before, and sees all as it was then, must not get through (40001)
  update zhibu.branch b set revision = old where b.name = of_branch and b.revision = old and b.sum = old_sum;
  if not found then
    return false;
  end if;
  delete from zhibu.moved m where m.branch = of_branch;
  if to_place is not null then
    insert into zhibu.moved(branch, place, login) values (of_branch, to_place, session_user);
  end if;
  return true;
end $$""",
    """\
create or replace function zhibu.clear_1(of_branch text, from_place text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  perform 1 from zhibu.branch b where b.name = of_branch for update;
  delete from zhibu.moved m where m.branch = of_branch and m.place = from_place;
  if not found then
    return false;
  end if;
  delete from zhibu.document d where d.branch = of_branch;
  delete from zhibu.entry e where e.branch = of_branch;
  delete from zhibu.branch b where b.name = of_branch;
  return true;
end $$""",
)
