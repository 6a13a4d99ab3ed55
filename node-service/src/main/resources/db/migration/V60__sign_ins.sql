-- How far the events of sign-ins have been written into the audit; moved in the transaction that writes them.
create table registry.sign_in_place (
    one       boolean primary key default true check (one),
    entry_ms  bigint  not null,
    entry_seq bigint  not null
);
insert into registry.sign_in_place (entry_ms, entry_seq) values (0, 0);
grant select, update on registry.sign_in_place to "${runtimeRole}";
