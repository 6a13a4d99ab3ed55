-- Readings: a table for each kind of node, in partitions of a month (UTC). Columns are named as in the metric
-- catalogue; what a reading did not carry is null. The identity of a reading is its node and its instant.

create table telemetry.telemetry_tank (
    node_number bigint not null,
    recorded_at timestamptz not null,
    water_level_cm double precision,
    water_level_percent double precision,
    volume_litres double precision,
    temperature_c double precision,
    tds_ppm double precision,
    ph double precision,
    battery_v double precision,
    rssi_dbm double precision,
    primary key (node_number, recorded_at)
) partition by range (recorded_at);

create table telemetry.telemetry_flow (
    node_number bigint not null,
    recorded_at timestamptz not null,
    temperature_c double precision,
    flow_rate_lpm double precision,
    cumulative_volume_litres double precision,
    pressure_bar double precision,
    pump_status text check (pump_status in ('RUNNING', 'STOPPED', 'FAULT')),
    pump_current_a double precision,
    battery_v double precision,
    rssi_dbm double precision,
    primary key (node_number, recorded_at)
) partition by range (recorded_at);

create table telemetry.telemetry_deep (
    node_number bigint not null,
    recorded_at timestamptz not null,
    flow_rate_lpm double precision,
    pump_status text check (pump_status in ('RUNNING', 'STOPPED', 'FAULT')),
    pump_current_a double precision,
    static_water_level_m double precision,
    dynamic_water_level_m double precision,
    voltage_v double precision,
    energy_kwh double precision,
    battery_v double precision,
    rssi_dbm double precision,
    primary key (node_number, recorded_at)
) partition by range (recorded_at);

-- Makes the partition of a month, unless it is there. Made beside the table and attached: that waits for nobody who
-- reads or writes, while creating it as a partition would lock the whole table. The service may not create tables;
-- this runs with its owner's rights, and can do nothing else with them.
create function telemetry.ensure_month(kind text, month date) returns boolean
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    parent text := 'telemetry_' || kind;
    first date := date_trunc('month', month)::date;
    partition text := parent || to_char(first, '_YYYY_MM');
    from_time timestamptz := first::timestamp at time zone 'UTC';
    until_time timestamptz := (first + interval '1 month')::timestamp at time zone 'UTC';
begin
    if kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no readings of kind %', kind;
    end if;
    if to_regclass('telemetry.' || partition) is not null then
        return false;
    end if;
    perform pg_advisory_xact_lock(hashtext('telemetry.ensure_month'));
    if to_regclass('telemetry.' || partition) is not null then
        return false;
    end if;
    execute format('create table telemetry.%I (like telemetry.%I including all)', partition, parent);
    execute format(
        'alter table telemetry.%I add constraint month check (recorded_at >= %L and recorded_at < %L)',
        partition, from_time, until_time);
    execute format(
        'alter table telemetry.%I attach partition telemetry.%I for values from (%L) to (%L)',
        parent, partition, from_time, until_time);
    execute format('alter table telemetry.%I drop constraint month', partition);
    return true;
end
$function$;

revoke all on function telemetry.ensure_month(text, date) from public;
grant execute on function telemetry.ensure_month(text, date) to "${runtimeRole}";

-- What became of accepted readings, counted in the transaction that decided it. One row for each partition of the
-- stream, so that writers of different partitions do not wait for one another.
create table telemetry.outcome (
    partition integer not null,
    source    text    not null,
    outcome   text    not null check (outcome in ('stored', 'merged', 'duplicate', 'conflict')),
    readings  bigint  not null,
    primary key (partition, source, outcome)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Of each node the last time it said something else of an instant than before: the first value stays.
create table telemetry.conflict (
    node_number bigint primary key,
    recorded_at timestamptz not null,
    source      text not null,
    metric      text not null,
    kept        text not null,
    refused     text not null
);

-- Who reads the directory late must not undo what others know already.
alter table telemetry.node add column version bigint not null default 0;

grant select, insert, update on telemetry.telemetry_tank, telemetry.telemetry_flow, telemetry.telemetry_deep
    to "${runtimeRole}";
grant select, insert, update on telemetry.latest, telemetry.outcome, telemetry.conflict to "${runtimeRole}";
grant select, insert, update, delete on telemetry.node to "${runtimeRole}";
