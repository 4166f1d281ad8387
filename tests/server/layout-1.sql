begin;
create schema zhibu;
create table if not exists zhibu.store(layout int not null);
create table if not exists zhibu.branch(
  name text primary key,
  revision bigint not null,
  schema int not null,
  sum text not null,      -- of the last line of the journal
  file text not null,     -- digest of branch.json
  tables text not null,   -- names of the tables in their order, a JSON list
  meta text not null);
create table if not exists zhibu.document(
  branch text not null references zhibu.branch,
  tab text not null,
  number bigint not null,
  doc text not null,
  primary key(branch, tab, number));
create table if not exists zhibu.entry(
  branch text not null references zhibu.branch,
  revision bigint not null,
  commit_id text not null,
  stored timestamp with time zone not null default now(),
  login name not null,
  moved boolean not null, -- brought along from elsewhere, with what it says of its author
  line text not null,
  primary key(branch, revision),
  unique(branch, commit_id));
create table if not exists zhibu.overlay(
  branch text not null,   -- * for all
  name text not null,     -- local.toml, holidays.toml
  body text not null,
  primary key(branch, name));
create table if not exists zhibu.summary(
  branch text not null,   -- its records may be elsewhere
  way text not null,      -- up: counts, from the branch; down: what concerns it, from the committee
  turn bigint not null,   -- rises with every message
  revision bigint not null,
  day date,
  body text not null,     -- up.json or down.json; empty before the first
  primary key(branch, way));
create table if not exists zhibu.moved(
  branch text primary key, -- its rows may be read and no longer written
  place text not null,     -- where it went
  login name not null,
  stored timestamp with time zone not null default now());
create table if not exists zhibu.access(
  branch text not null,   -- * for all; one that is not there yet may be founded
  role name not null,
  may text not null check (may in ('write', 'read', 'count', 'above')),
  primary key(branch, role, may));
create or replace view zhibu.mine as
  select a.branch, a.role, a.may from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
  where pg_has_role(r.oid, 'member');
create or replace function zhibu.may(of_branch text, what text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select 1 from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
    where a.branch in (of_branch, '*') and pg_has_role(session_user, r.oid, 'member')
      and (a.may = what or (what = 'read' and a.may <> 'above') or (what = 'count' and a.may = 'write')
        or what = 'see'));
end $$;
create or replace function zhibu.demand(of_branch text, what text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not zhibu.may(of_branch, what) then
    raise exception '% may not % %', session_user, what, of_branch using errcode = '42501';
  end if;
end $$;
create or replace function zhibu.poll(of_branch text, out revision bigint, out sum text, out clock bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select b.revision, b.sum, extract(epoch from now())::bigint into revision, sum, clock
    from zhibu.branch b where b.name = of_branch and exists (
      select 1 from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
      where a.branch in (of_branch, '*') and a.may <> 'above' and pg_has_role(session_user, r.oid, 'member'));
  if not found then
    perform zhibu.demand(of_branch, 'read');
  end if;
end $$;
create or replace function zhibu.whole(of_branch text)
returns table(revision bigint, sum text, file text, meta text, tables text, tab text, docs text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'read');
  return query
    select b.revision, b.sum, b.file, b.meta, b.tables, w.tab, w.docs
    from zhibu.branch b left join (
      select d.branch, d.tab, string_agg('"' || d.number || '": ' || d.doc, E',\n' order by d.number) as docs
      from zhibu.document d where d.branch = of_branch group by d.branch, d.tab) w on w.branch = b.name
    where b.name = of_branch;
end $$;
create or replace function zhibu.box(of_branch text, its_way text, out turn bigint, out body text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'see');
  select s.turn, s.body into turn, body from zhibu.summary s where s.branch = of_branch and s.way = its_way;
end $$;
create or replace function zhibu.since(of_branch text, known bigint) returns table(revision bigint, line text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'read');
  return query
    select e.revision, e.line from zhibu.entry e
    where e.branch = of_branch and e.revision >= known order by e.revision;
end $$;
create or replace function zhibu.elsewhere(of_branch text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  went text;
begin
  select m.place into went from zhibu.moved m where m.branch = of_branch;
  if not found then
    return '';
  end if;
  perform zhibu.demand(of_branch, 'read');
  return went;
end $$;
create or replace function zhibu.demand_here(of_branch text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  went text;
begin
  select m.place into went from zhibu.moved m where m.branch = of_branch;
  if found then
    raise exception '%', went using errcode = 'ZH001';
  end if;
end $$;
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
end $$;
create or replace function zhibu.leave_1(of_branch text, old bigint, old_sum text, to_place text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  perform 1 from zhibu.branch b where b.name = of_branch and b.revision = old and b.sum = old_sum for update;
  if not found then
    return false;
  end if;
  delete from zhibu.moved m where m.branch = of_branch;
  if to_place is not null then
    insert into zhibu.moved(branch, place, login) values (of_branch, to_place, session_user);
  end if;
  return true;
end $$;
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
end $$;
create or replace function zhibu.limit_waiting(wait int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('lock_timeout', least(greatest(wait, 1), 4000)::text, true);
  perform set_config('idle_in_transaction_session_timeout', '5000', true);
exception when undefined_object then null;  -- a server without such limits: the client's own must do
end $$;
create or replace function zhibu.hold(of_branch text, wait int, out revision bigint, out sum text, out schema int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  perform zhibu.limit_waiting(wait);
  select b.revision, b.sum, b.schema into revision, sum, schema
    from zhibu.branch b where b.name = of_branch for update;
  if not found then
    raise exception 'no branch %', of_branch using errcode = 'P0002';
  end if;
  perform zhibu.demand_here(of_branch);
end $$;
create or replace function zhibu.put_1(
  of_branch text, gone_tab text[], gone_number bigint[], put_tab text[], put_number bigint[], put_doc text[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  for i in 1 .. coalesce(array_length(gone_tab, 1), 0) loop
    delete from zhibu.document d
      where d.branch = of_branch and d.tab = gone_tab[i] and d.number = gone_number[i];
  end loop;
  for i in 1 .. coalesce(array_length(put_tab, 1), 0) loop
    update zhibu.document d set doc = put_doc[i]
      where d.branch = of_branch and d.tab = put_tab[i] and d.number = put_number[i];
    if not found then
      insert into zhibu.document(branch, tab, number, doc)
        values (of_branch, put_tab[i], put_number[i], put_doc[i]);
    end if;
  end loop;
end $$;
create or replace function zhibu.signed_1(line text, at_revision bigint, with_sum text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(
    substring(line from '^[{]"revision":([0-9]+),"at":"[^"]*","uid":') = at_revision::text
    and substring(line from '^[{]"revision":[0-9]+,"at":"[^"]*","uid":[0-9]+,"user":"([^"]*)"') = session_user
    and right(line, 74) = ',"sum":"' || with_sum || '"}', false);
end $$;
create or replace function zhibu.commit_1(
  of_branch text, old bigint, old_sum text, new bigint, new_sum text, new_file text, new_schema int,
  new_meta text, new_tables text, its_id text, its_line text,
  gone_tab text[], gone_number bigint[], put_tab text[], put_number bigint[], put_doc text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  if new <= old or not zhibu.signed_1(its_line, new, new_sum) then
    raise exception 'a line of another author or revision' using errcode = '42501';
  end if;
  update zhibu.branch b set revision = new, sum = new_sum, file = new_file, schema = new_schema,
      meta = new_meta, tables = new_tables
    where b.name = of_branch and b.revision = old and b.sum = old_sum and b.schema <= new_schema;
  if not found then
    return false;
  end if;
  perform zhibu.demand_here(of_branch);
  perform zhibu.put_1(of_branch, gone_tab, gone_number, put_tab, put_number, put_doc);
  insert into zhibu.entry(branch, revision, commit_id, login, moved, line)
    values (of_branch, new, its_id, session_user, false, its_line);
  return true;
end $$;
create or replace function zhibu.found_1(
  of_branch text, at_revision bigint, its_sum text, its_file text, its_schema int, its_meta text, its_tables text,
  is_moved boolean, revisions bigint[], ids text[], lines text[],
  put_tab text[], put_number bigint[], put_doc text[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  if of_branch = '*' or not (is_moved or zhibu.signed_1(lines[1], at_revision, its_sum)) then
    raise exception 'a line of another author or revision' using errcode = '42501';
  end if;
  insert into zhibu.branch(name, revision, schema, sum, file, meta, tables)
    values (of_branch, at_revision, its_schema, its_sum, its_file, its_meta, its_tables);
  for i in 1 .. coalesce(array_length(lines, 1), 0) loop
    insert into zhibu.entry(branch, revision, commit_id, login, moved, line)
      values (of_branch, revisions[i], ids[i], session_user, is_moved, lines[i]);
  end loop;
  perform zhibu.put_1(of_branch, null, null, put_tab, put_number, put_doc);
end $$;
create or replace function zhibu.purge_1(
  of_branch text, old bigint, old_sum text, new_sum text, revisions bigint[], lines text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  update zhibu.branch b set sum = new_sum where b.name = of_branch and b.revision = old and b.sum = old_sum;
  if not found then
    return false;
  end if;
  perform zhibu.demand_here(of_branch);
  for i in 1 .. coalesce(array_length(lines, 1), 0) loop
    update zhibu.entry e set line = lines[i]
      where e.branch = of_branch and e.revision = revisions[i]
        and substring(e.line from '^[^\[]*"user":"[^"]*"') = substring(lines[i] from '^[^\[]*"user":"[^"]*"');
    if not found then
      raise exception 'a line of another author or revision' using errcode = '42501';
    end if;
  end loop;
  return true;
end $$;
create or replace function zhibu.lay_over(of_branch text, its_name text, its_body text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  perform 1 from zhibu.branch b where b.name = of_branch for update;
  perform zhibu.demand_here(of_branch);
  delete from zhibu.overlay o where o.branch = of_branch and o.name = its_name;
  if its_body is not null then
    insert into zhibu.overlay(branch, name, body) values (of_branch, its_name, its_body);
  end if;
end $$;
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
end $$;
create or replace function zhibu.send(
  of_branch text, its_way text, at_revision bigint, on_day date, its_body text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  now_at bigint;
begin
  perform zhibu.hold_box(of_branch, its_way, 4000);
  update zhibu.summary s set turn = s.turn + 1, revision = at_revision, day = on_day, body = its_body
    where s.branch = of_branch and s.way = its_way;
  select s.turn into now_at from zhibu.summary s where s.branch = of_branch and s.way = its_way;
  return now_at;
end $$;
grant usage on schema zhibu to public;
grant select on zhibu.store, zhibu.mine to public;
alter table zhibu.branch enable row level security;
drop policy if exists readers on zhibu.branch;
create policy readers on zhibu.branch for select using (
  exists (select 1 from zhibu.mine m where m.branch = branch.name) or exists (select 1 from zhibu.mine m where m.branch = '*'));
grant select on zhibu.branch to public;
alter table zhibu.document enable row level security;
drop policy if exists readers on zhibu.document;
create policy readers on zhibu.document for select using (
  exists (select 1 from zhibu.mine m where m.branch = document.branch and m.may <> 'above') or exists (select 1 from zhibu.mine m where m.branch = '*' and m.may <> 'above'));
grant select on zhibu.document to public;
alter table zhibu.entry enable row level security;
drop policy if exists readers on zhibu.entry;
create policy readers on zhibu.entry for select using (
  exists (select 1 from zhibu.mine m where m.branch = entry.branch and m.may <> 'above') or exists (select 1 from zhibu.mine m where m.branch = '*' and m.may <> 'above'));
grant select on zhibu.entry to public;
alter table zhibu.overlay enable row level security;
drop policy if exists readers on zhibu.overlay;
create policy readers on zhibu.overlay for select using (
  overlay.branch = '*' or exists (select 1 from zhibu.mine m where m.branch = overlay.branch and m.may <> 'above') or exists (select 1 from zhibu.mine m where m.branch = '*' and m.may <> 'above'));
grant select on zhibu.overlay to public;
alter table zhibu.summary enable row level security;
drop policy if exists readers on zhibu.summary;
create policy readers on zhibu.summary for select using (
  exists (select 1 from zhibu.mine m where m.branch = summary.branch) or exists (select 1 from zhibu.mine m where m.branch = '*'));
grant select on zhibu.summary to public;
revoke all on function zhibu.may(text, text) from public;
revoke all on function zhibu.poll(text) from public;
revoke all on function zhibu.whole(text) from public;
revoke all on function zhibu.since(text, bigint) from public;
revoke all on function zhibu.hold(text, int) from public;
revoke all on function zhibu.commit_1(text, bigint, text, bigint, text, text, int, text, text, text, text, text[], bigint[], text[], bigint[], text[]) from public;
revoke all on function zhibu.found_1(text, bigint, text, text, int, text, text, boolean, bigint[], text[], text[], text[], bigint[], text[]) from public;
revoke all on function zhibu.purge_1(text, bigint, text, text, bigint[], text[]) from public;
revoke all on function zhibu.lay_over(text, text, text) from public;
revoke all on function zhibu.box(text, text) from public;
revoke all on function zhibu.hold_box(text, text, int) from public;
revoke all on function zhibu.send(text, text, bigint, date, text) from public;
revoke all on function zhibu.elsewhere(text) from public;
revoke all on function zhibu.hold_moving(text, int) from public;
revoke all on function zhibu.leave_1(text, bigint, text, text) from public;
revoke all on function zhibu.clear_1(text, text) from public;
revoke all on function zhibu.demand(text, text) from public;
revoke all on function zhibu.limit_waiting(int) from public;
revoke all on function zhibu.put_1(text, text[], bigint[], text[], bigint[], text[]) from public;
revoke all on function zhibu.signed_1(text, bigint, text) from public;
revoke all on function zhibu.demand_here(text) from public;
grant execute on function zhibu.may(text, text) to public;
grant execute on function zhibu.poll(text) to public;
grant execute on function zhibu.whole(text) to public;
grant execute on function zhibu.since(text, bigint) to public;
grant execute on function zhibu.hold(text, int) to public;
grant execute on function zhibu.commit_1(text, bigint, text, bigint, text, text, int, text, text, text, text, text[], bigint[], text[], bigint[], text[]) to public;
grant execute on function zhibu.found_1(text, bigint, text, text, int, text, text, boolean, bigint[], text[], text[], text[], bigint[], text[]) to public;
grant execute on function zhibu.purge_1(text, bigint, text, text, bigint[], text[]) to public;
grant execute on function zhibu.lay_over(text, text, text) to public;
grant execute on function zhibu.box(text, text) to public;
grant execute on function zhibu.hold_box(text, text, int) to public;
grant execute on function zhibu.send(text, text, bigint, date, text) to public;
grant execute on function zhibu.elsewhere(text) to public;
grant execute on function zhibu.hold_moving(text, int) to public;
grant execute on function zhibu.leave_1(text, bigint, text, text) to public;
grant execute on function zhibu.clear_1(text, text) to public;
insert into zhibu.store(layout) values (1);
commit;
