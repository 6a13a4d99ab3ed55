-- Judging readings by rules: how far each node is under each rule, and the alerts that come of it.

-- Rises with every change of a rule, in the change's own transaction. Whoever judges reads it first in
-- each round, so a rule counts from the first round that begins after its commit.
create table alerting.rule_head (
    one     boolean primary key default true check (one),
    version bigint  not null
);
insert into alerting.rule_head (version) values (0);

create function alerting.rule_changed() returns trigger
    language plpgsql
as $rule_changed$
begin
    update alerting.rule_head set version = version + 1;
    return null;
end
$rule_changed$;

create trigger rule_changed
    after insert or update or delete on alerting.rule
    for each statement execute function alerting.rule_changed();

-- What is known of a node under a rule. Written in the transaction that moves the position of the node's
-- partition. No foreign key on the rule: one that is deleted meanwhile must not make readings poison.
create table alerting.rule_state (
    rule_number  bigint   not null,
    node_number  bigint   not null,
    partition    integer  not null,
    rule_version bigint   not null,
    -- Milliseconds of the epoch by the readings' own clock: the newest reading judged, and since when the
    -- condition has held.
    evaluated_ms bigint   not null,
    phase        text     not null check (phase in ('ok', 'pending', 'firing')),
    since_ms     bigint,
    primary key (rule_number, node_number),
    constraint rule_state_since check ((phase = 'ok') = (since_ms is null))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
create index rule_state_of_partition on alerting.rule_state (partition);

create table alerting.alert (
    -- Key of pages; the API shows only the id.
    number          bigint generated always as identity primary key,
    id              uuid not null unique,
    state           text not null check (state in ('open', 'resolved')),

    -- The rule and the node as they were when it was opened.
    rule_number     bigint not null,
    rule_id         uuid   not null,
    rule_version    bigint not null,
    rule_name       text   not null,
    severity        text   not null check (severity in ('info', 'warning', 'critical')),
    node_number     bigint not null,
    node_id         uuid   not null,
    distributor_id  uuid   not null,
    community_id    uuid   not null,
    customer_id     uuid,

    metric          text             not null,
    operator        text             not null,
    threshold       double precision not null,
    value           double precision not null,
    last_value      double precision not null,

    -- By the readings' own clock; what no reading ended was resolved by the service's.
    pending_since   timestamptz not null,
    opened_at       timestamptz not null,
    last_value_at   timestamptz not null,
    resolved_at     timestamptz,
    resolved_reason text,

    constraint alert_end_is_whole check (
        (state = 'resolved') = (resolved_at is not null)
        and (state = 'resolved') = (resolved_reason is not null)),
    constraint alert_times_are_in_order check (pending_since <= opened_at and resolved_at >= opened_at)
) with (fillfactor = 80);

create unique index alert_one_open on alerting.alert (rule_number, node_number) where state = 'open';
-- The open ones are few among all there ever were.
create index alert_open on alerting.alert (number) where state = 'open';
-- One per scope and per filter that a list is read with: equality, then the page's key.
create index alert_of_distributor on alerting.alert (distributor_id, number);
create index alert_of_community on alerting.alert (community_id, number);
create index alert_of_customer on alerting.alert (customer_id, number) where customer_id is not null;
create index alert_of_node on alerting.alert (node_id, number);
create index alert_of_rule on alerting.alert (rule_id, number);

grant select, update on alerting.rule_head to "${runtimeRole}";
grant select, insert, update, delete on alerting.rule_state to "${runtimeRole}";
grant select, insert, update on alerting.alert to "${runtimeRole}";
