"""The functions on a server by which counts go up and what concerns a branch comes down, as data; see `functions`.

What a branch has written is handed on a line a branch: whatever it says, it says for itself alone.
"""

from __future__ import annotations

BOXES = (
    """\
create or replace function zhibu.box(
  of_branch text, its_way text, out turn bigint, out body text, out brief text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'see');
  select s.turn, s.body, s.brief into turn, body, brief
    from zhibu.summary s where s.branch = of_branch and s.way = its_way;
end $$""",
    """\
create or replace function zhibu.units() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  every boolean := zhibu.may('*', 'above');
begin
  return (
    select string_agg(w.branch || E'\\t' || replace(case
        when coalesce(w.head, '') = '' then ''
        when strpos(w.head, E'\\\\') > 0
          then coalesce(substring(w.head from E'"name": ("(?:[^"\\\\\\\\]|\\\\\\\\.)*")'), '')
        when w.head like '{"name": "%' then '"' || split_part(w.head, '"', 4) || '"'
        else '"' || split_part(split_part(w.head, '"name": "', 2), '"', 1) || '"' end, E'\\n', ' '),
      E'\\n' order by w.branch)
    from (
      select coalesce(b.name, s.branch) as branch, s.head
        from zhibu.branch b full join (select u.branch, u.head from zhibu.summary u where u.way = 'up') s
          on s.branch = b.name) w
    where every or w.branch in (
      select a.branch from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
      where a.may = 'above' and pg_has_role(session_user, r.oid, 'member')));
end $$""",
    """\
create or replace function zhibu.heads(of_branches text[]) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  every boolean := zhibu.may('*', 'see');
begin
  return case when every then '*' else '' end || coalesce((
    select string_agg(E'\\n' || s.branch || E'\\t' || replace(s.head, E'\\n', ' '), '')
    from zhibu.summary s
    where s.way = 'up' and s.branch = any (of_branches) and (every or zhibu.may(s.branch, 'see'))), '');
end $$""",
    """\
create or replace function zhibu.hold_box(of_branch text, its_way text, wait int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, case its_way when 'up' then 'count' when 'down' then 'above' end);
  perform zhibu.limit_waiting(wait);
  begin
    insert into zhibu.summary(branch, way, turn, revision, body) values (of_branch, its_way, 0, 0, '');
  exception when unique_violation then null;
  end;
  perform 1 from zhibu.summary s where s.branch = of_branch and s.way = its_way for update;
end $$""",
    """\
create or replace function zhibu.send(
  of_branch text, its_way text, at_revision bigint, on_day date, its_body text, its_brief text, its_head text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  now_at bigint;
begin
  perform zhibu.hold_box(of_branch, its_way, 4000);
  if greatest(octet_length(its_body), octet_length(its_brief), octet_length(its_head)) > 262144 then
    raise exception 'more than % may be', 262144 using errcode = '22001';
  end if;
  update zhibu.summary s set turn = s.turn + 1, revision = at_revision, day = on_day, body = its_body,
      brief = its_brief, head = its_head
    where s.branch = of_branch and s.way = its_way;
  select s.turn into now_at from zhibu.summary s where s.branch = of_branch and s.way = its_way;
  return now_at;
end $$""",
)
