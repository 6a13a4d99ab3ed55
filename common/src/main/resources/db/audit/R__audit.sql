-- The audit of a service: who changed what, from where, and what it was before and after. Shared by all services
-- in which people change something; each gets it in its own schema, and those that had one before get what it
-- lacked. Repeatable, so every statement bears being run again.

create table if not exists "${flyway:defaultSchema}".audit (
    number         bigint generated always as identity primary key,
    at             timestamptz not null,
    actor          text        not null,
    action         text        not null,
    subject_type   text        not null,
    subject_id     text        not null,
    before         jsonb,
    after          jsonb,
    request_id     text,
    distributor_id uuid,
    community_id   uuid,
    customer_id    uuid,
    constraint audit_path check (
        (community_id is null or distributor_id is not null) and (customer_id is null or community_id is not null))
);
-- Where the request came from, as the gateway saw it.
alter table "${flyway:defaultSchema}".audit add column if not exists address text;

-- One index for each scope that a list can start from, in the list's order.
create index if not exists audit_by_time on "${flyway:defaultSchema}".audit (at, number);
create index if not exists audit_of_distributor_by_time on "${flyway:defaultSchema}".audit (distributor_id, at, number);
create index if not exists audit_of_community_by_time on "${flyway:defaultSchema}".audit (community_id, at, number);
create index if not exists audit_by_actor on "${flyway:defaultSchema}".audit (actor, at, number);

-- Append-only: what was written stays as it was written.
revoke update, delete, truncate on "${flyway:defaultSchema}".audit from "${runtimeRole}";
grant select, insert on "${flyway:defaultSchema}".audit to "${runtimeRole}";
