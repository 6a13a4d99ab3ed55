-- A channel that is put off (its key has no token, the host rests) stays due.

alter table polling.channel
    add column due_since timestamptz;

comment on column polling.channel.next_due_at is 'when it may be claimed';
comment on column polling.channel.due_since is 'when it was due, if it was put off since; null: when next_due_at says';

-- What waits for the longest, for a metric.
create index channel_put_off on polling.channel (due_since)
    where due_since is not null and retired_at is null;
