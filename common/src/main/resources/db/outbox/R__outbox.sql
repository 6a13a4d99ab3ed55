-- The outbox of a service: what it changed and others are to hear of. Shared by all services that have
-- one; each gets it in its own schema. Repeatable, so every statement bears being run again.

create table if not exists "${flyway:defaultSchema}".outbox (
    number      bigint      primary key,
    -- Tells an event apart from the one that had its number before the database was restored.
    event_id    uuid        not null default gen_random_uuid(),
    kind        text        not null,
    key         text        not null,
    payload     text,
    traceparent text,
    created_at  timestamptz not null
);

-- The last number given out. Its row lock, held from the append to the commit, makes the order of
-- numbers the order of commits, without gaps: a transaction that fails gives its numbers back.
create table if not exists "${flyway:defaultSchema}".outbox_head (
    one    boolean primary key default true check (one),
    number bigint  not null
);
insert into "${flyway:defaultSchema}".outbox_head (number) values (0) on conflict do nothing;

-- How far the relay is: apart from the head, so that marking does not wait for whoever is appending.
create table if not exists "${flyway:defaultSchema}".outbox_relay (
    one         boolean primary key default true check (one),
    incarnation bigint  not null,
    relayed     bigint  not null
);
insert into "${flyway:defaultSchema}".outbox_relay (incarnation, relayed) values (0, 0) on conflict do nothing;

-- Appends events, given as one array a column with a payload a text or null, and returns the number of the last
-- one. An event without a trace of its own has that of the call. The last statement of its transaction.
create or replace function "${flyway:defaultSchema}".outbox_append_columns(
    kinds text[], keys text[], payloads text[], traceparents text[], traceparent text) returns bigint
    language plpgsql
as $append$
declare
    amount constant bigint := cardinality(kinds);
    last   bigint;
begin
    update "${flyway:defaultSchema}".outbox_head as head set number = head.number + amount
    returning head.number into strict last;

    insert into "${flyway:defaultSchema}".outbox (number, kind, key, payload, traceparent, created_at)
    select last - amount + event.place, event.kind, event.key, event.payload,
           coalesce(event.traceparent, outbox_append_columns.traceparent), clock_timestamp()
    from unnest(kinds, keys, payloads, traceparents)
        with ordinality as event (kind, key, payload, traceparent, place);

    return last;
end
$append$;

-- The same for one or more events given as [{"kind", "key", "payload", "traceparent"}].
create or replace function "${flyway:defaultSchema}".outbox_append(events text, traceparent text) returns bigint
    language plpgsql
as $append$
begin
    return (
        select "${flyway:defaultSchema}".outbox_append_columns(
            array_agg(event.kind order by event.place), array_agg(event.key order by event.place),
            array_agg(event.payload order by event.place), array_agg(event.traceparent order by event.place),
            outbox_append.traceparent)
        from rows from (json_to_recordset(events::json) as (kind text, key text, payload text, traceparent text))
            with ordinality as event (kind, key, payload, traceparent, place));
end
$append$;

revoke all on function "${flyway:defaultSchema}".outbox_append(text, text) from public;
grant execute on function "${flyway:defaultSchema}".outbox_append(text, text) to "${runtimeRole}";
revoke all on function "${flyway:defaultSchema}".outbox_append_columns(text[], text[], text[], text[], text) from public;
grant execute on function "${flyway:defaultSchema}".outbox_append_columns(text[], text[], text[], text[], text)
    to "${runtimeRole}";
grant select, insert, delete on "${flyway:defaultSchema}".outbox to "${runtimeRole}";
grant select, update on "${flyway:defaultSchema}".outbox_head, "${flyway:defaultSchema}".outbox_relay
    to "${runtimeRole}";
