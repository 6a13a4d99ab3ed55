-- People say that certain alerts are not to be told for a while; and that a receiver has its night.

create table alerting.silence (
    -- Key of pages; the API shows only the id.
    number         bigint generated always as identity primary key,
    id             uuid        not null unique,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    -- What it is about: all of these that are given. None of them: the whole community.
    node_id        uuid,
    rule_id        uuid,
    severity       text        check (severity in ('info', 'warning', 'critical')),
    category       text,
    from_at        timestamptz not null,
    until_at       timestamptz not null,
    reason         text        not null check (char_length(reason) between 1 and 500),
    author         text        not null,
    created_at     timestamptz not null,
    -- When and by whom it was ended before its time.
    ended_at       timestamptz,
    ended_by       text,
    constraint silence_times_are_in_order check (from_at < until_at),
    constraint silence_end_is_whole check ((ended_at is null) = (ended_by is null))
);
create index silence_of_distributor on alerting.silence (distributor_id, number);
create index silence_of_community on alerting.silence (community_id, number);
-- Those that count, of one community.
create index silence_in_force on alerting.silence (community_id, until_at) where ended_at is null;

grant select, insert, update on alerting.silence to "${runtimeRole}";

-- What the node was when the alert opened. Of alerts that opened before it was noted: null.
alter table alerting.alert add column category text;

alter table alerting.delivery
    -- Why it is not told now, while it waits.
    add column held       text check (held in ('maintenance', 'silence', 'quiet_hours')),
    -- Since when it is tried: it is given up so long after that, and not while it was held.
    add column tried_from timestamptz not null default now();

alter table alerting.route
    add column quiet_from     time,
    add column quiet_until    time,
    add column quiet_zone     text,
    -- Whether critical alerts wait, too.
    add column quiet_critical boolean not null default false,
    add constraint route_quiet_hours_are_whole check (
        (quiet_from is null) = (quiet_until is null) and (quiet_from is null) = (quiet_zone is null));
