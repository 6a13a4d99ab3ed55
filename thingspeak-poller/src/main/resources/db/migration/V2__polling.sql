-- Channels are followed from the directory, polled, and accounted for.

-- A node has at most one channel. Another one in its place goes on in the same row, in a new epoch.
alter table polling.channel drop constraint channel_node_number_channel_id_key;
alter table polling.channel add constraint channel_of_node unique (node_id);

alter table polling.channel
    -- Of the mapping and of the node as the directory told of them: an older one changes nothing.
    add column mapping_version bigint not null default 0,
    add column node_version    bigint not null default 0,
    -- Since when the node has no channel any more. The row keeps its cursor and its account.
    add column retired_at      timestamptz,

    -- Tells a channel that was cleared and filled again from one that just went on.
    add column cursor_row_at   timestamptz,

    -- The account: every row that the cursor passed is either accepted or in polling.rejection_count.
    add column rows_fetched    bigint not null default 0 check (rows_fetched >= 0),
    add column rows_accepted   bigint not null default 0 check (rows_accepted >= 0),

    add column last_error_kind text,
    add column last_error      text,
    add column last_error_at   timestamptz,
    add constraint channel_error_is_whole check
        ((last_error_kind is null) = (last_error is null) and (last_error is null) = (last_error_at is null));

comment on column polling.channel.cursor_row_at is 'created_at of the row that the cursor stands on, if there is such a row';
comment on column polling.channel.last_error is 'of the last failed poll; current when failures > 0';

-- One range of it per class gives what is due in order.
create index channel_due on polling.channel (priority, next_due_at) where retired_at is null;

-- What was not accepted, by reason. A rejected row counts once, under its first reason; values are
-- single fields that were refused, also of rows whose other fields were accepted.
create table polling.rejection_count (
    channel_number bigint not null references polling.channel (number),
    reason         text   not null,
    row_count      bigint not null check (row_count >= 0),
    value_count    bigint not null check (value_count >= 0),
    primary key (channel_number, reason)
);

-- The latest of them, a bounded number per channel.
create table polling.rejection_sample (
    number         bigint generated always as identity primary key,
    channel_number bigint      not null references polling.channel (number),
    entry_id       bigint      not null,
    reason         text        not null,
    field          text        not null,
    value          text        not null,
    allowed        text        not null,
    noticed_at     timestamptz not null
);
create index rejection_sample_of_channel on polling.rejection_sample (channel_number, number);

grant insert, update on polling.channel to "${runtimeRole}";
grant select, insert, update on polling.rejection_count to "${runtimeRole}";
grant select, insert, delete on polling.rejection_sample to "${runtimeRole}";
