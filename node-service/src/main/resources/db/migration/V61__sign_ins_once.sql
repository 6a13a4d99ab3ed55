-- Which events of sign-ins are in the audit, as long as the bus may still show them: an event that is read again, or
-- that the door told twice, is written once.
create table registry.sign_in_seen (
    event_id uuid   primary key,
    entry_ms bigint not null
);
create index sign_in_seen_by_age on registry.sign_in_seen (entry_ms);
grant select, insert, delete on registry.sign_in_seen to "${runtimeRole}";
