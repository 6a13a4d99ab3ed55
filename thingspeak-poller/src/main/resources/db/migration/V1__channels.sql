-- The ThingSpeak channels to poll and how far each one is read.

grant usage on schema polling to "${runtimeRole}";

-- One row per node and channel that feeds it: the same public channel may feed nodes of two tenants,
-- and each of them is read at its own pace from its own start.
create table polling.channel (
    number             bigint generated always as identity primary key,
    channel_id         bigint not null check (channel_id > 0),
    node_number        bigint not null,
    node_id            uuid not null,
    distributor_id     uuid not null,
    community_id       uuid not null,
    customer_id        uuid,

    -- 1 pump house and flow, 2 open alert, 3 tank, 4 well: polled in this order when time is short.
    priority           smallint not null check (priority between 1 and 4),
    interval_seconds   integer not null check (interval_seconds > 0),
    next_due_at        timestamptz not null,

    -- ThingSpeak numbers entries from 1 again when a channel is cleared: then a new epoch begins.
    cursor_epoch       integer not null default 0 check (cursor_epoch >= 0),
    cursor_entry_id    bigint not null default 0 check (cursor_entry_id >= 0),

    failures           integer not null default 0 check (failures >= 0),
    last_success_at    timestamptz,
    last_row_at        timestamptz,

    -- Who polls it now, and until when the others leave it alone.
    lease_owner        text,
    lease_until        timestamptz,

    unique (node_number, channel_id),
    constraint channel_lease_is_whole check ((lease_owner is null) = (lease_until is null))
);

comment on column polling.channel.failures is 'failed polls since the last successful one';
comment on column polling.channel.last_row_at is 'created_at of the newest row that was read';

-- One per scope a list is read in: equality on the tenant, then the page's key.
create index channel_of_distributor on polling.channel (distributor_id, number);
create index channel_of_community on polling.channel (community_id, number);

grant select on polling.channel to "${runtimeRole}";
