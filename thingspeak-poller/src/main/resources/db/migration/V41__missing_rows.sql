-- Rows that the cursor passed before they were read: history behind the newest rows, and rows that
-- were dated back. They are read in the background and accounted for as they are found.

alter table polling.channel
    add column missing          int8multirange not null default '{}',
    -- Where the host answers by time only: what was measured later than this was searched already.
    add column searched_until   timestamptz,
    -- The channel's own last number when it was last asked. A row up to it that is not shown by the
    -- next poll either is not late, but dated back.
    add column counted_entry_id bigint not null default 0 check (counted_entry_id >= 0);

comment on column polling.channel.missing is 'numbers of rows of this epoch that are still to be read, all below the cursor';
