"""The functions on a server, as data: the only writers, and what a program asks. `layout` has the rest.

Each runs as its owner, along a fixed path, and asks first whether the login may; a name that ends in a number stays
as it is for the programs that know it, and a later one stands beside it.
"""

from __future__ import annotations

ASKING = (
    """\
create or replace function zhibu.may(of_branch text, what text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select 1 from zhibu.access a join pg_catalog.pg_roles r on r.rolname = a.role
    where a.branch in (of_branch, '*') and pg_has_role(session_user, r.oid, 'member')
      and (a.may = what or (what = 'read' and a.may <> 'above') or (what = 'count' and a.may = 'write')
        or what = 'see'));
end $$""",
    """\
create or replace function zhibu.demand(of_branch text, what text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not zhibu.may(of_branch, what) then
    raise exception '% may not % %', session_user, what, of_branch using errcode = '42501';
  end if;
end $$""",
)

READERS = (
    """\
create or replace function zhibu.look(of_branch text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  allowed boolean;
begin
  begin  -- as `may` has it, without joining anything: every open board asks once a second
    allowed := exists (
      select 1 from zhibu.access a
      where a.branch in (of_branch, '*') and a.may <> 'above' and pg_has_role(session_user, a.role, 'member'));
  exception when undefined_object then null;  -- rights of a role that is no more
  end;
  if allowed is not true then
    perform zhibu.demand(of_branch, 'read');
  end if;
  return (
    select b.revision || ' ' || b.sum
      || coalesce(' ' || (select m.place from zhibu.moved m where m.branch = b.name), '')
    from zhibu.branch b where b.name = of_branch);
end $$""",
    """\
create or replace function zhibu.whole(of_branch text)
returns table(revision bigint, sum text, file text, meta text, tables text, tab text, docs text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'read');
  return query
    select b.revision, b.sum, b.file, b.meta, b.tables, w.tab, w.docs
    from zhibu.branch b left join (
      select d.branch, d.tab, string_agg('"' || d.number || '": ' || d.doc, E',\\n' order by d.number) as docs
      from zhibu.document d where d.branch = of_branch group by d.branch, d.tab) w on w.branch = b.name
    where b.name = of_branch;
end $$""",
    """\
create or replace function zhibu.since(of_branch text, known bigint) returns table(revision bigint, line text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'read');
  return query
    select e.revision, e.line from zhibu.entry e
    where e.branch = of_branch and e.revision >= known order by e.revision;
end $$""",
)
"""What a program asks. Whoever may not is told so, where a policy would show no rows, as of a branch that is gone."""

WRITERS = (
    """\
create or replace function zhibu.limit_waiting(wait int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('lock_timeout', least(greatest(wait, 1), 4000)::text, true);
  perform set_config('idle_in_transaction_session_timeout', '5000', true);
exception when undefined_object then null;  -- a server without such limits: the client's own must do
end $$""",
    """\
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
end $$""",
    """\
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
end $$""",
    """\
create or replace function zhibu.signed_1(line text, at_revision bigint, with_sum text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(
    substring(line from '^[{]"revision":([0-9]+),"at":"[^"]*","uid":') = at_revision::text
    and substring(line from '^[{]"revision":[0-9]+,"at":"[^"]*","uid":[0-9]+,"user":"([^"]*)"') = session_user
    and right(line, 74) = ',"sum":"' || with_sum || '"}', false);
end $$""",
    """\
create or replace function zhibu.commit_1(
  of_branch text, old bigint, old_sum text, new bigint, new_sum text, new_file text, new_schema int,
  new_meta text, new_tables text, its_id text, its_line text,
  gone_tab text[], gone_number bigint[], put_tab text[], put_number bigint[], put_doc text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  -- a step as large as any restore takes: who goes to the last number leaves none for a change, or for a restore
  if new <= old or new > old + 4294967296 or not zhibu.signed_1(its_line, new, new_sum) then
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
end $$""",
    """\
create or replace function zhibu.found_1(
  of_branch text, at_revision bigint, its_sum text, its_file text, its_schema int, its_meta text, its_tables text,
  is_moved boolean, revisions bigint[], ids text[], lines text[],
  put_tab text[], put_number bigint[], put_doc text[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform zhibu.demand(of_branch, 'write');
  if of_branch = '*' or at_revision > 4503599627370496 or is_moved is null or not (is_moved or (
      array_length(lines, 1) = 1 and zhibu.signed_1(lines[1], at_revision, its_sum))) then
    raise exception 'a line of another author or revision' using errcode = '42501';
  end if;
  insert into zhibu.branch(name, revision, schema, sum, file, meta, tables)
    values (of_branch, at_revision, its_schema, its_sum, its_file, its_meta, its_tables);
  for i in 1 .. coalesce(array_length(lines, 1), 0) loop
    insert into zhibu.entry(branch, revision, commit_id, login, moved, line)
      values (of_branch, revisions[i], ids[i], session_user, is_moved, lines[i]);
  end loop;
  perform zhibu.put_1(of_branch, null, null, put_tab, put_number, put_doc);
end $$""",
    r"""create or replace function zhibu.purged_1(line text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  its_record text := substring(line from
    E'^[^[]*"user":"[^"]*"(?:,"claimed":"(?:[^"\\\\]|\\\\.)*")?,"why":"purge","schema":[0-9]+,"source":("[^"]+")');
begin
  if its_record is null then
    raise exception 'a line of another deed' using errcode = '42501';
  end if;
  return '"id":' || its_record;
end $$""",
    """\
create or replace function zhibu.purge_2(
  of_branch text, old bigint, old_sum text, between_sum text, revisions bigint[], lines text[],
  new bigint, new_sum text, new_file text, new_schema int, new_meta text, new_tables text, its_id text, its_line text,
  gone_tab text[], gone_number bigint[], put_tab text[], put_number bigint[], put_doc text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  its_record text := zhibu.purged_1(its_line);  -- only lines that name it may say less than they did
begin
  perform zhibu.demand(of_branch, 'write');
  update zhibu.branch b set sum = between_sum where b.name = of_branch and b.revision = old and b.sum = old_sum;
  if not found then
    return false;
  end if;
  perform zhibu.demand_here(of_branch);
  for i in 1 .. coalesce(array_length(lines, 1), 0) loop
    update zhibu.entry e set line = lines[i]
      where e.branch = of_branch and e.revision = revisions[i]
        and substring(e.line from '^[^[]*"user":"[^"]*"') = substring(lines[i] from '^[^[]*"user":"[^"]*"')
        and (strpos(e.line, its_record) > 0
          or regexp_replace(e.line, '(,"previous":"[0-9a-f]*")?,"sum":"[0-9a-f]*"}$', '')
            = regexp_replace(lines[i], '(,"previous":"[0-9a-f]*")?,"sum":"[0-9a-f]*"}$', ''));
    if not found then
      raise exception 'a line of another author or revision' using errcode = '42501';
    end if;
  end loop;
  return zhibu.commit_1(of_branch, old, between_sum, new, new_sum, new_file, new_schema, new_meta, new_tables,
    its_id, its_line, gone_tab, gone_number, put_tab, put_number, put_doc);
end $$""",
    """\
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
end $$""",
)

INNER = frozenset({"demand", "demand_here", "limit_waiting", "put_1", "signed_1", "purged_1"})
"""Those that only the others call; all others anyone may call, and each asks first whether its caller may."""
