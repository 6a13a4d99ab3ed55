-- Named sets of nodes of one community. A node stays in its community (the runtime role has no right to change it),
-- so that a member which was of the group's community once is so for ever.

create table registry.node_group (
    number         bigint generated always as identity primary key,
    group_id       uuid        not null constraint node_group_id_taken unique,
    distributor_id uuid        not null,
    community_id   uuid        not null,
    name           text        not null check (char_length(name) between 1 and 64),
    created_at     timestamptz not null,
    version        bigint      not null check (version > 0),
    constraint group_name_taken unique (community_id, name),
    constraint node_group_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id)
);
create index node_group_by_distributor on registry.node_group (distributor_id, number);
create index node_group_by_community on registry.node_group (community_id, number);

-- Both ways are asked for: the nodes of a group, in the order of a list, and the groups of a node.
create table registry.node_group_member (
    group_number bigint not null references registry.node_group (number) on delete cascade,
    node_number  bigint not null references registry.node (number) on delete cascade,
    primary key (group_number, node_number)
);
create index node_group_member_by_node on registry.node_group_member (node_number, group_number);

grant select, insert, delete on registry.node_group, registry.node_group_member to "${runtimeRole}";
grant update (name, version) on registry.node_group to "${runtimeRole}";
