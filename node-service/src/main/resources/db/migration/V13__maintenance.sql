-- Times when work is done on a node, or on a whole community, and silence or strange values mean nothing.

create table registry.maintenance_window (
    number         bigint generated always as identity primary key,
    window_id      uuid        not null constraint maintenance_window_id_taken unique,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    -- null: all nodes of the community
    node_id        uuid        references registry.node (node_id),
    starts_at      timestamptz not null,
    ends_at        timestamptz not null check (ends_at > starts_at),
    reason         text        not null check (char_length(reason) between 1 and 500),
    created_at     timestamptz not null,
    version        bigint      not null check (version > 0),
    constraint maintenance_window_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id)
);
create index maintenance_window_by_distributor on registry.maintenance_window (distributor_id, number);
create index maintenance_window_by_community on registry.maintenance_window (community_id, number);
create index maintenance_window_by_node on registry.maintenance_window (node_id, number) where node_id is not null;
create index maintenance_window_by_end on registry.maintenance_window (ends_at, number);

grant select, insert, delete on registry.maintenance_window to "${runtimeRole}";
grant update (starts_at, ends_at, reason, version) on registry.maintenance_window to "${runtimeRole}";
