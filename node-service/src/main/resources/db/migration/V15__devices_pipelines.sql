-- Which device a node had when: a replacement begins a new row, and the node with all its readings stays.
create table registry.device (
    number            bigint generated always as identity primary key,
    device_id         uuid        not null constraint device_id_taken unique,
    node_id           uuid        not null references registry.node (node_id),
    serial            text,
    hardware_revision text,
    firmware_revision text,
    note              text,
    installed_at      timestamptz not null,
    removed_at        timestamptz check (removed_at >= installed_at)
);
create index device_by_node on registry.device (node_id, number);
create unique index device_installed on registry.device (node_id) where removed_at is null;

grant select, insert on registry.device to "${runtimeRole}";
grant update (removed_at) on registry.device to "${runtimeRole}";

-- Which water flows where: from one node of a community to another.
create table registry.pipeline (
    number         bigint generated always as identity primary key,
    pipeline_id    uuid        not null constraint pipeline_id_taken unique,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    from_node_id   uuid        not null references registry.node (node_id),
    to_node_id     uuid        not null references registry.node (node_id),
    label          text        check (char_length(label) between 1 and 200),
    diameter_mm    double precision check (diameter_mm > 0),
    -- The places it passes between its ends, [[latitude, longitude] ...].
    line           text        not null check (line is json array),
    created_at     timestamptz not null,
    version        bigint      not null check (version > 0),
    constraint pipeline_taken unique (from_node_id, to_node_id),
    constraint pipeline_goes_somewhere check (from_node_id <> to_node_id),
    constraint pipeline_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id)
);
create index pipeline_by_distributor on registry.pipeline (distributor_id, number);
create index pipeline_by_community on registry.pipeline (community_id, number);
create index pipeline_by_end on registry.pipeline (to_node_id);

grant select, insert, delete on registry.pipeline to "${runtimeRole}";
grant update (label, diameter_mm, line, version) on registry.pipeline to "${runtimeRole}";
