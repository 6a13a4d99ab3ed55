-- The device registry: who operates (tenancy), who may act (people), what reports (nodes), who changed what (audit).
-- Every row that belongs to a tenant carries the whole path distributor / community / customer, so that a caller's
-- scope is one comparison; composite foreign keys keep the path from disagreeing with the tenancy itself.

create table registry.distributor (
    number         bigint generated always as identity primary key,
    distributor_id uuid        not null constraint distributor_id_taken unique,
    name           text        not null check (char_length(name) between 1 and 200),
    slug           text        not null constraint distributor_slug_taken unique,
    created_at     timestamptz not null
);

create table registry.community (
    number            bigint generated always as identity primary key,
    community_id      uuid        not null constraint community_id_taken unique,
    distributor_id    uuid        not null references registry.distributor (distributor_id),
    name              text        not null check (char_length(name) between 1 and 200),
    slug              text        not null constraint community_slug_taken unique,
    region            text        not null,
    city              text        not null,
    created_at        timestamptz not null,
    version           bigint      not null check (version > 0),
    published_version bigint      not null default 0,
    constraint community_path unique (community_id, distributor_id)
);
create index community_by_distributor on registry.community (distributor_id, number);
create index community_unpublished on registry.community (number) where published_version < version;

create table registry.customer (
    number         bigint generated always as identity primary key,
    customer_id    uuid        not null constraint customer_id_taken unique,
    community_id   uuid        not null,
    distributor_id uuid        not null,
    name           text        not null check (char_length(name) between 1 and 200),
    max_nodes      integer     not null check (max_nodes >= 0),
    created_at     timestamptz not null,
    constraint customer_path unique (customer_id, community_id),
    constraint customer_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id)
);
create index customer_by_distributor on registry.customer (distributor_id, number);
create index customer_by_community on registry.customer (community_id, number);

create table registry.profile (
    number            bigint generated always as identity primary key,
    subject           text        not null constraint profile_subject_taken unique,
    role              text        not null,
    distributor_id    uuid references registry.distributor (distributor_id),
    community_id      uuid,
    customer_id       uuid,
    active            boolean     not null,
    created_at        timestamptz not null,
    version           bigint      not null check (version > 0),
    published_version bigint      not null default 0,
    constraint profile_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id),
    constraint profile_customer
        foreign key (customer_id, community_id) references registry.customer (customer_id, community_id),
    constraint profile_path check (
        (community_id is null or distributor_id is not null) and (customer_id is null or community_id is not null)),
    constraint profile_scope_fits_role check (
        case role
            when 'superadmin' then distributor_id is null
            when 'distributor' then distributor_id is not null and community_id is null
            when 'community_admin' then community_id is not null and customer_id is null
            when 'installer' then community_id is not null and customer_id is null
            when 'customer' then customer_id is not null
            when 'viewer' then distributor_id is not null
            else false
        end)
);
create index profile_by_distributor on registry.profile (distributor_id, number);
create index profile_by_community on registry.profile (community_id, number);
create index profile_by_customer on registry.profile (customer_id, number);
create index profile_unpublished on registry.profile (number) where published_version < version;

create table registry.node (
    number                    bigint generated always as identity primary key,
    node_id                   uuid        not null constraint node_id_taken unique,
    distributor_id            uuid        not null,
    community_id              uuid        not null,
    customer_id               uuid,
    key                       text        not null check (key ~ '^[A-Za-z0-9_-]{3,64}$'),
    label                     text        not null check (char_length(label) between 1 and 200),
    category                  text        not null,
    latitude                  double precision check (latitude between -90 and 90),
    longitude                 double precision check (longitude between -180 and 180),
    location_name             text,
    time_zone                 text        not null,
    capacity_litres           double precision check (capacity_litres > 0),
    height_cm                 double precision check (height_cm > 0),
    sensor_offset_cm          double precision check (sensor_offset_cm >= 0),
    pipe_diameter_mm          double precision check (pipe_diameter_mm > 0),
    max_flow_lpm              double precision check (max_flow_lpm > 0),
    static_depth_m            double precision check (static_depth_m >= 0),
    dynamic_depth_m           double precision check (dynamic_depth_m >= static_depth_m),
    recharge_threshold_m      double precision check (recharge_threshold_m >= 0),
    expected_interval_seconds integer     not null check (expected_interval_seconds > 0),
    offline_after_seconds     integer     not null check (offline_after_seconds >= 180),
    tags                      text[]      not null,
    firmware_revision         text,
    hardware_revision         text,
    created_at                timestamptz not null,
    version                   bigint      not null check (version > 0),
    published_version         bigint      not null default 0,
    constraint node_key_taken unique (community_id, key),
    constraint node_community
        foreign key (community_id, distributor_id) references registry.community (community_id, distributor_id),
    constraint node_customer
        foreign key (customer_id, community_id) references registry.customer (customer_id, community_id),
    constraint node_coordinates check ((latitude is null) = (longitude is null)),
    -- A geometry is whole or absent, and only of the node's own kind.
    constraint node_geometry_fits_category check (
        case
            when category in ('OHT', 'SUMP') then
                num_nonnulls(capacity_litres, height_cm, sensor_offset_cm) in (0, 3)
                and num_nonnulls(pipe_diameter_mm, max_flow_lpm, static_depth_m, dynamic_depth_m,
                                 recharge_threshold_m) = 0
            when category in ('PUMP_HOUSE', 'FLOW_METER') then
                num_nonnulls(pipe_diameter_mm, max_flow_lpm) in (0, 2)
                and num_nonnulls(capacity_litres, height_cm, sensor_offset_cm, static_depth_m, dynamic_depth_m,
                                 recharge_threshold_m) = 0
            when category in ('BOREWELL', 'GOVT_BOREWELL') then
                num_nonnulls(static_depth_m, dynamic_depth_m, recharge_threshold_m) in (0, 3)
                and num_nonnulls(capacity_litres, height_cm, sensor_offset_cm, pipe_diameter_mm, max_flow_lpm) = 0
            else false
        end)
);
-- One index for each scope a list can start from, and for category and kind (a set of categories) inside it.
create index node_by_distributor on registry.node (distributor_id, number);
create index node_by_community on registry.node (community_id, number);
create index node_by_customer on registry.node (customer_id, number);
create index node_by_category on registry.node (category, number);
create index node_by_community_category on registry.node (community_id, category, number);
create index node_unpublished on registry.node (number) where published_version < version;

create table registry.audit (
    number         bigint generated always as identity primary key,
    at             timestamptz not null,
    actor          text        not null,
    action         text        not null,
    subject_type   text        not null,
    subject_id     text        not null,
    before         jsonb,
    after          jsonb,
    request_id     text
);
create index audit_by_subject on registry.audit (subject_type, subject_id, number);

grant usage on schema registry to "${runtimeRole}";
grant select, insert
    on registry.distributor, registry.community, registry.customer, registry.profile, registry.node
    to "${runtimeRole}";
-- A row lock needs the right to update a column: registering a node locks its customer while it counts.
grant update (max_nodes) on registry.customer to "${runtimeRole}";
grant update (published_version) on registry.community, registry.node to "${runtimeRole}";
grant update (role, distributor_id, community_id, customer_id, active, version, published_version)
    on registry.profile to "${runtimeRole}";
-- Append-only: what was written stays as it was written.
grant select, insert on registry.audit to "${runtimeRole}";
