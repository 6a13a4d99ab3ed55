-- The newest reading of each node, and the copy of the registry that scopes it.

grant usage on schema telemetry to "${runtimeRole}";

-- What the service must know of a node to scope and describe rows in SQL; the registry owns the facts.
create table telemetry.node (
    number         bigint primary key,
    id             uuid not null unique,
    kind           text not null check (kind in ('TANK', 'FLOW', 'DEEP')),
    distributor_id uuid not null,
    community_id   uuid not null,
    customer_id    uuid
);

-- One per scope a list is read in: equality on the tenant, then the page's key.
create index node_of_distributor on telemetry.node (distributor_id, number);
create index node_of_community on telemetry.node (community_id, number);
create index node_of_customer on telemetry.node (customer_id, number) where customer_id is not null;

-- One row per node whatever its kind: columns are named as in the metric catalogue, and those that the
-- newest reading did not carry are null. No foreign key to node: a reading may be here first.
-- Overwritten all day: room in each page keeps updates off the index (HOT).
create table telemetry.latest (
    node_number             bigint primary key,
    recorded_at             timestamptz not null,

    water_level_cm          double precision,
    water_level_percent     double precision,
    volume_litres           double precision,
    tds_ppm                 double precision,
    ph                      double precision,
    temperature_c           double precision,
    flow_rate_lpm           double precision,
    cumulative_volume_litres double precision,
    pressure_bar            double precision,
    pump_status             text check (pump_status in ('RUNNING', 'STOPPED', 'FAULT')),
    pump_current_a          double precision,
    static_water_level_m    double precision,
    dynamic_water_level_m   double precision,
    voltage_v               double precision,
    energy_kwh              double precision,
    battery_v               double precision,
    rssi_dbm                double precision
) with (fillfactor = 70);

grant select on telemetry.node to "${runtimeRole}";
grant select on telemetry.latest to "${runtimeRole}";
