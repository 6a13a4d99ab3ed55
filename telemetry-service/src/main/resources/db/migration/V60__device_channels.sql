-- Channels of our own that devices made for ThingSpeak write to and read from: one for a node at most.

create table telemetry.device_channel (
    id             bigint generated always as identity (start with 1000001) primary key,
    node_id        uuid        not null unique,
    name           text        not null check (length(name) between 1 and 255),
    fields         jsonb       not null,
    -- SHA-256 of the keys: each is shown once.
    write_key_hash text        not null unique,
    read_key_hash  text        not null,
    version        bigint      not null default 1,
    last_entry_id  bigint      not null default 0,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now()
) with (fillfactor = 70);

-- What devices wrote, as they wrote it; readings are made of it before it is published.
create table telemetry.channel_entry (
    channel_id bigint      not null references telemetry.device_channel (id) on delete cascade,
    entry_id   bigint      not null check (entry_id > 0),
    created_at timestamptz not null,
    fields     text[]      not null check (cardinality(fields) = 8),
    latitude   text,
    longitude  text,
    elevation  text,
    status     text,
    primary key (channel_id, entry_id)
);
-- Feeds are read by time, newest first.
create index channel_entry_by_time on telemetry.channel_entry (channel_id, created_at, entry_id);

grant select, insert, update, delete on telemetry.device_channel to "${runtimeRole}";
-- "for update" asks for a right to update, of one column at least; nothing is ever changed.
grant select, insert, delete, update (status) on telemetry.channel_entry to "${runtimeRole}";
