-- How often a channel is really polled, and history that somebody asked for.

alter table polling.channel
    -- By what the channel's rows showed; null: not known yet.
    add column pace_seconds double precision check (pace_seconds > 0);

-- The latest import of each channel. It goes back from the time at which it was asked for.
create table polling.history_import (
    channel_number bigint primary key references polling.channel (number) on delete cascade,
    channel_id     bigint      not null,
    days           integer     not null check (days > 0),
    started_at     timestamptz not null,
    started_by     text        not null,
    read_from      timestamptz not null,
    -- What was measured later was read.
    read_until     timestamptz not null,
    ended_at       timestamptz,
    rows_read      bigint      not null default 0 check (rows_read >= 0),
    rows_accepted  bigint      not null default 0 check (rows_accepted >= 0)
);

comment on column polling.history_import.rows_accepted is 'readings that were published, those that were known already included';

grant select, insert, update, delete on polling.history_import to "${runtimeRole}";
