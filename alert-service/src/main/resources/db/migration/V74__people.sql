-- People's own channels, what goes to them, and what waits to be told there.

-- Whoever waits for one of these locks has everybody wait who reads: rather try again.
set local lock_timeout = '2s';

create table alerting.person (
    -- Of the person's tokens.
    subject        text    primary key check (char_length(subject) between 1 and 255),
    -- Which alerts they see, as the directory said last; without any of the three: all there are.
    distributor_id uuid,
    community_id   uuid,
    customer_id    uuid,
    active         boolean not null,
    constraint person_has_one_scope check (num_nonnulls(distributor_id, community_id, customer_id) <= 1)
);
-- Who sees an alert is asked with each that opens or ends, one kind of scope at a time.
create index person_of_distributor on alerting.person (distributor_id) where active and distributor_id is not null;
create index person_of_community on alerting.person (community_id) where active and community_id is not null;
create index person_of_customer on alerting.person (customer_id) where active and customer_id is not null;
create index person_of_all on alerting.person (subject)
    where active and num_nonnulls(distributor_id, community_id, customer_id) = 0;

-- A channel is a route that belongs to a person instead of a community.
alter table alerting.route
    alter column distributor_id drop not null,
    alter column community_id drop not null,
    add column owner text references alerting.person (subject) on delete cascade,
    add constraint route_is_of_a_community_or_a_person check (
        (owner is null) = (community_id is not null) and (owner is null) = (distributor_id is not null));
create index route_of_owner on alerting.route (owner, number) where owner is not null;
create index route_with_quiet_hours on alerting.route (number) where quiet_from is not null;

create table alerting.subscription (
    -- Key of pages and joins; the API shows only the id.
    number         bigint      generated always as identity primary key,
    id             uuid        not null unique,
    version        bigint      not null,
    route_number   bigint      not null references alerting.route (number) on delete cascade,
    least_severity text        not null check (least_severity in ('info', 'warning', 'critical')),
    -- Which alerts: all of these that are given. None of them: all that the person sees.
    kind           text        check (kind in ('TANK', 'FLOW', 'DEEP')),
    category       text        check (char_length(category) between 1 and 64),
    community_id   uuid,
    node_id        uuid,
    -- Whether their ends, too.
    resolved       boolean     not null,
    created_at     timestamptz not null
);
create index subscription_of_route on alerting.subscription (route_number, number);

-- What happened and waits to be told to a channel: one row for all that one transaction has for it, however much that
-- is, so that ten thousand alerts for hundreds of people are hundreds of rows.
create table alerting.notice (
    number       bigint      generated always as identity primary key,
    route_number bigint      not null references alerting.route (number) on delete cascade,
    -- Numbers of alerts: of one that opened; with a minus sign of one that is over.
    alerts       bigint[]    not null,
    -- Not made into a message before, unless something that came earlier is.
    due_at       timestamptz not null,
    -- Why it waits for longer.
    held         text        check (held in ('maintenance', 'silence', 'quiet_hours'))
);
create index notice_of_route on alerting.notice (route_number, due_at);
create index notice_due on alerting.notice (due_at);

alter table alerting.delivery
    alter column distributor_id drop not null,
    alter column community_id drop not null,
    -- Of a message to a person: which alerts they saw when it was made, and what it tells, as in a notice.
    add column scope  text,
    add column alerts bigint[],
    drop constraint delivery_held_check,
    add constraint delivery_held_check check (
        held in ('maintenance', 'silence', 'quiet_hours', 'cooldown', 'directory')) not valid,
    drop constraint delivery_is_of_an_alert,
    add constraint delivery_is_of_an_alert check (
        case when scope is null then (event in ('test', 'group')) = (alert_number is null)
            else alert_number is null and alerts is not null end) not valid;

grant select, insert, update, delete on alerting.person to "${runtimeRole}";
grant select, insert, update, delete on alerting.subscription to "${runtimeRole}";
grant select, insert, update, delete on alerting.notice to "${runtimeRole}";
