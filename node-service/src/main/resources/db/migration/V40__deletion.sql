-- Nodes are deleted: their record is kept for a while as an export, and what belongs to them goes with them.

-- Each of these is about one node, or about two, and means nothing without it.
alter table registry.channel drop constraint channel_node_id_fkey,
    add constraint channel_node_id_fkey
        foreign key (node_id) references registry.node (node_id) on delete cascade;
alter table registry.device_key drop constraint device_key_node_id_fkey,
    add constraint device_key_node_id_fkey
        foreign key (node_id) references registry.node (node_id) on delete cascade;
alter table registry.calibration drop constraint calibration_node_id_fkey,
    add constraint calibration_node_id_fkey
        foreign key (node_id) references registry.node (node_id) on delete cascade;
alter table registry.maintenance_window drop constraint maintenance_window_node_id_fkey,
    add constraint maintenance_window_node_id_fkey
        foreign key (node_id) references registry.node (node_id) on delete cascade;
alter table registry.device drop constraint device_node_id_fkey,
    add constraint device_node_id_fkey
        foreign key (node_id) references registry.node (node_id) on delete cascade;
alter table registry.pipeline drop constraint pipeline_from_node_id_fkey,
    add constraint pipeline_from_node_id_fkey
        foreign key (from_node_id) references registry.node (node_id) on delete cascade,
    drop constraint pipeline_to_node_id_fkey,
    add constraint pipeline_to_node_id_fkey
        foreign key (to_node_id) references registry.node (node_id) on delete cascade;

-- The path of a node that is no more: no foreign keys, since its tenants may go before its export does.
create table registry.deletion (
    number         bigint generated always as identity primary key,
    export_id      uuid        not null constraint deletion_export_taken unique,
    node_number    bigint      not null unique,
    node_id        uuid        not null unique,
    kind           text        not null check (kind in ('TANK', 'FLOW', 'DEEP')),
    key            text        not null,
    label          text        not null,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    customer_id    uuid,
    deleted_at     timestamptz not null,
    deleted_by     text        not null,
    kept_until     timestamptz not null,
    -- Lines of JSON: the node, what belonged to it, its audit.
    record         text        not null,
    -- When the streams had it; null until then.
    told_at        timestamptz
);
create index deletion_by_distributor on registry.deletion (distributor_id, number);
create index deletion_by_community on registry.deletion (community_id, number);
create index deletion_untold on registry.deletion (number) where told_at is null;
create index deletion_kept on registry.deletion (kept_until);

grant select, insert, delete on registry.deletion to "${runtimeRole}";
grant update (told_at) on registry.deletion to "${runtimeRole}";
grant delete on registry.node to "${runtimeRole}";
