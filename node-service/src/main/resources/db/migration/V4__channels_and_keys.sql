-- How a node's readings come in: the ThingSpeak channel that is polled for it, and the keys its device shows.

-- A removed mapping keeps its row, so that its version goes on when the node is mapped again. What the fields mean is
-- one text for the same reader as the directory's entry.
create table registry.channel (
    number           bigint generated always as identity primary key,
    node_id          uuid        not null constraint channel_of_node unique references registry.node (node_id),
    channel_id       bigint      not null check (channel_id > 0),
    read_api_key     text        check (char_length(read_api_key) between 1 and 64),
    interval_seconds integer     not null check (interval_seconds between 1 and 86400),
    fields           text        not null check (fields is json array),
    created_at       timestamptz not null,
    removed_at       timestamptz,
    version          bigint      not null check (version > 0),
    constraint channel_removed_without_key check (removed_at is null or read_api_key is null)
);
create unique index channel_id_taken on registry.channel (channel_id) where removed_at is null;

create table registry.device_key (
    number      bigint generated always as identity primary key,
    key_id      text        not null constraint device_key_id_taken unique check (key_id ~ '^[0-9a-f]{16}$'),
    node_id     uuid        not null references registry.node (node_id),
    secret_hash text        not null check (secret_hash ~ '^[0-9a-f]{64}$'),
    created_at  timestamptz not null,
    revoked_at  timestamptz,
    version     bigint      not null check (version > 0)
);
create unique index device_key_live on registry.device_key (node_id) where revoked_at is null;
create index device_key_by_node on registry.device_key (node_id, number);

grant select, insert on registry.channel, registry.device_key to "${runtimeRole}";
grant update (channel_id, read_api_key, interval_seconds, fields, created_at, removed_at, version)
    on registry.channel to "${runtimeRole}";
grant update (revoked_at, version) on registry.device_key to "${runtimeRole}";
-- A row lock needs the right to update a column: what belongs to a node is changed one at a time.
grant update (version) on registry.node to "${runtimeRole}";
