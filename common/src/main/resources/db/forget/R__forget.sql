-- The deleted nodes of a consumer of readings: whose number is rejected from here on, and how far the removal of what
-- there is of them has come. Repeatable and written so that running it again changes nothing: it stands in every such
-- service's history.

create table if not exists ${flyway:defaultSchema}.forgotten_node (
    number         bigint      primary key,
    -- Of the stream: whoever has this partition knows the number.
    partition      integer     not null check (partition >= 0),
    node_id        uuid        not null,
    export_id      uuid        not null unique,
    kind           text        not null check (kind in ('TANK', 'FLOW', 'DEEP')),
    distributor_id uuid        not null,
    community_id   uuid        not null,
    customer_id    uuid,
    forgotten_at   timestamptz not null,
    -- The export goes then; that the number is rejected stays.
    kept_until     timestamptz not null,

    state          text        not null default 'exporting' check (state in ('exporting', 'removing', 'removed')),
    -- Up to where it is exported, in the words of whoever exports; null at the beginning.
    reached        text,
    chunks         integer     not null default 0,
    lines          bigint      not null default 0,
    failures       integer     not null default 0,
    next_try_at    timestamptz not null default now(),
    exported_at    timestamptz,
    removed_at     timestamptz
);
create index if not exists forgotten_node_of_partition on ${flyway:defaultSchema}.forgotten_node (partition);
create index if not exists forgotten_node_at_work on ${flyway:defaultSchema}.forgotten_node (next_try_at)
    where state <> 'removed';
create index if not exists forgotten_node_kept on ${flyway:defaultSchema}.forgotten_node (kept_until)
    where chunks > 0;

-- An export in pieces, each a gzip file of its own: one behind the other they are one file.
create table if not exists ${flyway:defaultSchema}.export_chunk (
    export_id uuid    not null references ${flyway:defaultSchema}.forgotten_node (export_id),
    place     integer not null check (place >= 0),
    content   bytea   not null,
    primary key (export_id, place)
);
-- It is compressed already.
alter table ${flyway:defaultSchema}.export_chunk alter column content set storage external;

grant select, insert, update on ${flyway:defaultSchema}.forgotten_node to "${runtimeRole}";
grant select, insert, delete on ${flyway:defaultSchema}.export_chunk to "${runtimeRole}";
