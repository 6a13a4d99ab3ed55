-- Alert rules of the tenants, and the append-only record of who changed what.

grant usage on schema alerting to "${runtimeRole}";

create table alerting.rule (
    -- Key of pages and joins; the API shows only the id.
    number           bigint generated always as identity primary key,
    id               uuid not null unique,
    version          bigint not null,
    distributor_id   uuid not null,
    community_id     uuid not null,
    -- Set only when the rule is bound to a node that belongs to a customer.
    customer_id      uuid,
    name             text not null check (char_length(name) between 1 and 120),
    severity         text not null check (severity in ('info', 'warning', 'critical')),
    enabled          boolean not null,
    created_at       timestamptz not null,

    bound_to         text not null check (bound_to in ('node', 'community', 'category', 'tag')),
    node_id          uuid,
    category         text,
    tag              text check (char_length(tag) between 1 and 64),

    kind             text not null check (kind in ('threshold')),
    metric           text,
    operator         text check (operator in ('gt', 'gte', 'lt', 'lte', 'eq', 'neq')),
    threshold        double precision,
    clear_threshold  double precision,
    duration_seconds integer check (duration_seconds >= 0),

    constraint rule_has_one_binding check (
        (bound_to = 'node') = (node_id is not null)
        and (bound_to = 'category') = (category is not null)
        and (bound_to = 'tag') = (tag is not null)),
    constraint rule_customer_comes_from_node check (customer_id is null or bound_to = 'node'),
    constraint rule_threshold_is_whole check (
        kind <> 'threshold'
        or (metric is not null and operator is not null
            and threshold is not null and duration_seconds is not null)),
    -- The hysteresis lies on the side of the threshold where the alert is over; equality has none.
    constraint rule_clears_on_the_quiet_side check (
        clear_threshold is null
        or (operator in ('gt', 'gte') and clear_threshold < threshold)
        or (operator in ('lt', 'lte') and clear_threshold > threshold))
);

-- One per scope a list is read in: equality on the tenant, then the page's key.
create index rule_of_distributor on alerting.rule (distributor_id, number);
create index rule_of_community on alerting.rule (community_id, number);

create table alerting.audit (
    number       bigint generated always as identity primary key,
    at           timestamptz not null,
    actor        text not null,
    action       text not null,
    subject_type text not null,
    subject_id   text not null,
    before       jsonb,
    after        jsonb,
    request_id   text
);
create index audit_by_subject on alerting.audit (subject_type, subject_id, number);

grant select, insert on alerting.rule to "${runtimeRole}";
-- Append-only: what was written stays as it was written.
grant select, insert on alerting.audit to "${runtimeRole}";
