-- How a receiver is told: what comes at once in one message, again while it lasts, and only when nobody else sees to it.

alter table alerting.route
    -- What comes within this time is told in one message; 0: each by itself.
    add column group_seconds    integer not null default 0 check (group_seconds between 0 and 3600),
    -- Told only of what is open and not acknowledged after this time; 0: of all at once.
    add column after_minutes    integer not null default 0 check (after_minutes between 0 and 1440),
    -- Told again while it is open and not acknowledged; 0: once.
    add column repeat_minutes   integer not null default 0 check (repeat_minutes between 0 and 10080),
    -- What opens again for the same rule and node is told this long after the last time; 0: at once.
    add column cooldown_minutes integer not null default 0 check (cooldown_minutes between 0 and 1440);

alter table alerting.delivery
    -- Of a route that groups: what it came with has been looked at, and it is told by itself.
    add column gathered     boolean not null default false,
    -- The delivery that tells of this one and others.
    add column group_number bigint,
    -- Of a group: the first one of the storm that it goes on with.
    add column update_of    uuid,
    drop constraint delivery_event_check,
    add constraint delivery_event_check check (event in ('opened', 'resolved', 'reminder', 'group', 'test')),
    drop constraint delivery_state_check,
    add constraint delivery_state_check check (state in ('waiting', 'delivered', 'failed', 'spared', 'grouped')),
    drop constraint delivery_held_check,
    add constraint delivery_held_check check (held in ('maintenance', 'silence', 'quiet_hours', 'cooldown')),
    drop constraint delivery_is_of_an_alert,
    add constraint delivery_is_of_an_alert check ((event in ('test', 'group')) = (alert_number is null)),
    add constraint delivery_group_is_whole check ((state = 'grouped') = (group_number is not null));

-- What waits to be told with others, and what was told last of an alert.
create index delivery_to_gather on alerting.delivery (route_number, due_at) where state = 'waiting' and not gathered;
create index delivery_told on alerting.delivery (alert_number, route_number, number)
    where event in ('opened', 'reminder');
