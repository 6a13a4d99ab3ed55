-- Tables of a consumer of streams, in the schema that its effects are in: position and effects commit together.
-- Repeatable and written so that running it again changes nothing: it stands in every consuming service's history.

create table if not exists ${flyway:defaultSchema}.stream_position (
    consumer     text        not null,
    partition    integer     not null check (partition >= 0),
    -- The entry up to which everything has had its effect, in this generation of the partition.
    position_ms  bigint      not null,
    position_seq bigint      not null,
    -- How many entries of the generation that is: what was added minus it waits.
    read_count   bigint      not null,
    generation   text        not null,
    -- The fence: rises whenever the partition changes hands.
    epoch        bigint      not null,
    owner        text,
    lease_until  timestamptz,
    primary key (consumer, partition)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create table if not exists ${flyway:defaultSchema}.dead_letter (
    number     bigint generated always as identity primary key,
    consumer   text        not null,
    partition  integer     not null,
    generation text        not null,
    entry_ms   bigint      not null,
    entry_seq  bigint      not null,
    reason     text        not null,
    detail     text        not null,
    content    bytea       not null,
    noticed_at timestamptz not null,
    constraint dead_letter_once unique (consumer, generation, partition, entry_ms, entry_seq)
);

-- Who wants it to be tried again, and by which request: the partition's owner does it before its next round.
alter table ${flyway:defaultSchema}.dead_letter
    add column if not exists replay_wanted_by text,
    add column if not exists replay_request   text,
    add column if not exists replays          integer not null default 0,
    add column if not exists replayed_at      timestamptz;
create index if not exists dead_letter_by_time on ${flyway:defaultSchema}.dead_letter (noticed_at, number);
create index if not exists dead_letter_wanted on ${flyway:defaultSchema}.dead_letter (consumer, partition)
    where replay_wanted_by is not null;

-- Entries that were accepted and can no longer be read: behind "after", up to and including "until".
create table if not exists ${flyway:defaultSchema}.stream_gap (
    number     bigint generated always as identity primary key,
    consumer   text        not null,
    partition  integer     not null,
    generation text        not null,
    reason     text        not null check (reason in ('trimmed', 'lost')),
    after_ms   bigint      not null,
    after_seq  bigint      not null,
    until_ms   bigint      not null,
    until_seq  bigint      not null,
    noticed_at timestamptz not null
);

grant select, insert, update on ${flyway:defaultSchema}.stream_position to "${runtimeRole}";
grant select, insert, delete on ${flyway:defaultSchema}.dead_letter to "${runtimeRole}";
-- Its content and its place stay as they were written.
grant update (reason, detail, replay_wanted_by, replay_request, replays, replayed_at)
    on ${flyway:defaultSchema}.dead_letter to "${runtimeRole}";
grant select, insert on ${flyway:defaultSchema}.stream_gap to "${runtimeRole}";
