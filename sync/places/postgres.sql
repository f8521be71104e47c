-- The team's place in PostgreSQL 15 or newer; docs/places-postgresql.md says how it is set up.
-- Run once by the owner of an empty database:  psql -v ON_ERROR_STOP=1 -d DATABASE -f postgres.sql
-- Running it again changes nothing. The owner may create roles; nobody else is an owner of anything.
--
-- Each laptop and each lead has a login of its own, a member of one of the two roles below.
-- The login of a laptop is named as the device is named in the roster, and receipts for a laptop
-- have names that begin with its own.

begin;

do $$
begin
    if not exists (select from pg_roles where rolname = 'golden_thread_device') then
        create role golden_thread_device nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'golden_thread_lead') then
        create role golden_thread_lead nologin;
    end if;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to golden_thread_device, golden_thread_lead',
                   current_database());
end
$$;

create schema if not exists golden_thread;

-- What was put. Rows are added; nobody but the owner can change or remove one.
create table if not exists golden_thread.held (
    box     text collate "C" not null check (box ~ '^[a-z0-9-]{1,64}$'),
    name    text collate "C" not null check (name ~ '^[0-9a-z][0-9a-z.-]{0,119}$'),
    content bytea not null check (octet_length(content) <= 8388608),
    sha256  bytea not null generated always as (sha256(content)) stored,
    size    integer not null generated always as (octet_length(content)) stored,
    put_by  text not null default session_user,
    put_at  timestamptz not null default clock_timestamp(),
    primary key (box, name)
);
alter table golden_thread.held alter column content set storage external;  -- sealed: nothing to gain

-- What a lead took out of a box: the entry stays, it is no longer listed.
create table if not exists golden_thread.set_aside (
    box      text collate "C" not null,
    name     text collate "C" not null,
    aside_by text not null default session_user,
    aside_at timestamptz not null default clock_timestamp(),
    primary key (box, name),
    foreign key (box, name) references golden_thread.held (box, name) on delete cascade
);

-- By this a client knows that it speaks to a place it understands.
create or replace function golden_thread.edition() returns integer
    language sql immutable as 'select 1';

-- Whether this very content is kept under this name; null where nothing is.
-- The message makes the answer wait, as a commit does, until the standby holds all before it: an
-- entry whose own commit was cut off is not called safe before it is.
create or replace function golden_thread.keeps(of_box text, of_name text, digest bytea)
    returns boolean language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
    select pg_logical_emit_message(true, 'golden-thread', '');
    select h.sha256 = digest from golden_thread.held h where h.box = of_box and h.name = of_name;
$$;

alter table golden_thread.held enable row level security;
alter table golden_thread.set_aside enable row level security;

drop policy if exists device_reads on golden_thread.held;
create policy device_reads on golden_thread.held for select to golden_thread_device using (
    box = 'roster'
    or (box = 'receipts' and starts_with(name, session_user || '-'))
    or box = 'out-' || session_user
    or (box in ('in', 'stopped') and put_by = session_user)
);
drop policy if exists device_puts on golden_thread.held;
create policy device_puts on golden_thread.held for insert to golden_thread_device
    with check (box in ('in', 'stopped'));
drop policy if exists lead_reads on golden_thread.held;
create policy lead_reads on golden_thread.held for select to golden_thread_lead using (true);
drop policy if exists lead_puts on golden_thread.held;
create policy lead_puts on golden_thread.held for insert to golden_thread_lead with check (true);

drop policy if exists device_reads on golden_thread.set_aside;
create policy device_reads on golden_thread.set_aside for select to golden_thread_device using (
    exists (select from golden_thread.held h where h.box = set_aside.box and h.name = set_aside.name)
);
drop policy if exists lead_reads on golden_thread.set_aside;
create policy lead_reads on golden_thread.set_aside for select to golden_thread_lead using (true);
drop policy if exists lead_sets_aside on golden_thread.set_aside;
create policy lead_sets_aside on golden_thread.set_aside for insert to golden_thread_lead
    with check (true);

-- Who put it, when, and its digest are the server's to say: only these columns may be given.
revoke all on all tables in schema golden_thread from public, golden_thread_device, golden_thread_lead;
revoke all on all functions in schema golden_thread from public;
grant usage on schema golden_thread to golden_thread_device, golden_thread_lead;
grant select on golden_thread.held, golden_thread.set_aside
    to golden_thread_device, golden_thread_lead;
grant insert (box, name, content) on golden_thread.held
    to golden_thread_device, golden_thread_lead;
grant insert (box, name) on golden_thread.set_aside to golden_thread_lead;
grant execute on function golden_thread.edition(), golden_thread.keeps(text, text, bytea)
    to golden_thread_device, golden_thread_lead;

commit;
