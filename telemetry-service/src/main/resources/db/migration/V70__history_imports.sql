-- Files with the past of nodes. A file is kept here until it is dealt with: replicas have no disk in common, and whoever
-- goes on when one dies has to find it.

create table telemetry.history_import (
    number          bigint generated always as identity primary key,
    id              uuid        not null unique,
    format          text        not null check (format in ('thingspeak', 'csv', 'eav')),
    distributor_id  uuid        not null,
    community_id    uuid        not null,
    customer_id     uuid,
    node_id         uuid,
    -- What its columns mean, where their names do not tell.
    meaning         jsonb       not null,
    state           text        not null default 'receiving'
                                check (state in ('receiving', 'running', 'done', 'failed', 'cancelled')),
    failure         text,
    created_by      text        not null,
    created_at      timestamptz not null default now(),
    touched_at      timestamptz not null default now(),
    finished_at     timestamptz,
    received        bigint      not null default 0,
    -- Bytes and lines that are dealt with, and what became of them; the line of names.
    position        bigint      not null default 0,
    line            bigint      not null default 1,
    header          text,
    rows            bigint      not null default 0,
    stored          bigint      not null default 0,
    merged          bigint      not null default 0,
    duplicate       bigint      not null default 0,
    conflict        bigint      not null default 0,
    rejected        bigint      not null default 0,
    errors          bigint      not null default 0,
    -- What will become of the portion that is on its way, decided before it went.
    ahead           jsonb,
    -- The fence: rises whenever another replica goes on with it.
    epoch           bigint      not null default 0,
    lease_until     timestamptz not null default '-infinity'
) with (fillfactor = 70);
create index history_import_waiting on telemetry.history_import (number) where state in ('receiving', 'running');

create table telemetry.history_import_piece (
    import_number bigint not null references telemetry.history_import on delete cascade,
    start         bigint not null,
    content       bytea  not null,
    primary key (import_number, start)
);

-- The first so many of each import.
create table telemetry.history_import_error (
    number        bigint generated always as identity primary key,
    import_number bigint not null references telemetry.history_import on delete cascade,
    line          bigint not null,
    column_name   text   not null,
    value         text   not null,
    reason        text   not null,
    allowed       text   not null
);
create index history_import_error_of on telemetry.history_import_error (import_number, number);

grant select, insert, update on telemetry.history_import to "${runtimeRole}";
grant select, insert, delete on telemetry.history_import_piece to "${runtimeRole}";
grant select, insert on telemetry.history_import_error to "${runtimeRole}";
