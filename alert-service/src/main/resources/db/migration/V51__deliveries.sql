-- Alerts are told to people's own systems.

create table alerting.route (
    -- Key of pages and joins; the API shows only the id.
    number         bigint generated always as identity primary key,
    id             uuid        not null unique,
    version        bigint      not null,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    name           text        not null check (char_length(name) between 1 and 120),
    url            text        not null check (char_length(url) between 1 and 2000),
    -- What requests are signed with, sealed.
    secret         text        not null,
    least_severity text        not null check (least_severity in ('info', 'warning', 'critical')),
    enabled        boolean     not null,
    created_at     timestamptz not null,
    -- How often in a row its receiver has failed, and until when it is left alone.
    failures       integer     not null default 0,
    rests_until    timestamptz
);
create index route_of_distributor on alerting.route (distributor_id, number);
create index route_of_community on alerting.route (community_id, number);

-- Written in the transaction of what it tells, with the text as it is sent.
create table alerting.delivery (
    number         bigint generated always as identity primary key,
    -- Tells a receiver that a request comes again.
    id             uuid        not null unique default gen_random_uuid(),
    route_number   bigint      not null references alerting.route (number) on delete cascade,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    -- Null for one that only tries the route.
    alert_number   bigint      references alerting.alert (number) on delete cascade,
    event          text        not null check (event in ('opened', 'resolved', 'test')),
    body           text        not null,
    state          text        not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'spared')),
    attempts       integer     not null default 0,
    -- Not tried before; also the lease of whoever tries it.
    due_at         timestamptz not null,
    created_at     timestamptz not null,
    ended_at       timestamptz,
    last_error     text,
    constraint delivery_end_is_whole check ((state = 'waiting') = (ended_at is null)),
    constraint delivery_is_of_an_alert check ((event = 'test') = (alert_number is null))
) with (fillfactor = 80);
create index delivery_due on alerting.delivery (due_at) where state = 'waiting';
-- What is told of one alert to one receiver, in order.
create index delivery_in_order on alerting.delivery (route_number, alert_number, number) where state = 'waiting';
create index delivery_of_alert on alerting.delivery (alert_number) where alert_number is not null;
create index delivery_of_route on alerting.delivery (route_number, number);
create index delivery_of_distributor on alerting.delivery (distributor_id, number);
create index delivery_of_community on alerting.delivery (community_id, number);
create index delivery_ended on alerting.delivery (ended_at) where state <> 'waiting';

grant select, insert, update, delete on alerting.route to "${runtimeRole}";
grant select, insert, update, delete on alerting.delivery to "${runtimeRole}";
