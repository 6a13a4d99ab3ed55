-- Rows need not become visible in the order of their numbers.

alter table polling.channel
    -- Seconds since 1970 and numbers, once or more: 1777636800{[51,52)}1777636860{[60,62)}
    add column awaited text not null default '';

comment on column polling.channel.awaited is 'numbers below the cursor that were not shown yet, and since when; searched for when they do not come';
