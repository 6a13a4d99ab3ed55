-- Rollups: what the readings of a node come to in each quarter of an hour (of UTC, which is where those of every zone
-- begin) and on each of its own days. Written with the readings and exact with them: how often, the least, the most and
-- the sum of a number; of a counter also where it stood first and last, and by how much it rose; of a word how often.

-- By how much a counter rose from one reading to the next. A meter whose digits are used up begins at nothing again,
-- and so does one that is replaced: what it shows since is all that is known. It never runs backwards: where it seems
-- to by less than half, its reading scatters.
create function telemetry.counter_step(before double precision, after double precision) returns double precision
    language sql immutable parallel safe
    return case
        when before is null or after is null then 0
        when after >= before then after - before
        when after > before / 2 then 0
        else coalesce(
            (select turn - before + after
             from unnest(array[1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]::double precision[]) turn
             where turn > before and before >= 0.9 * turn and after <= 0.1 * turn),
            after)
    end;

create table telemetry.rollup_quarter_tank (
    node_number bigint not null,
    begins timestamptz not null,
    water_level_cm_min double precision, water_level_cm_max double precision, water_level_cm_sum double precision,
    water_level_cm_count integer,
    water_level_percent_min double precision, water_level_percent_max double precision,
    water_level_percent_sum double precision, water_level_percent_count integer,
    volume_litres_min double precision, volume_litres_max double precision, volume_litres_sum double precision,
    volume_litres_count integer,
    temperature_c_min double precision, temperature_c_max double precision, temperature_c_sum double precision,
    temperature_c_count integer,
    tds_ppm_min double precision, tds_ppm_max double precision, tds_ppm_sum double precision, tds_ppm_count integer,
    ph_min double precision, ph_max double precision, ph_sum double precision, ph_count integer,
    battery_v_min double precision, battery_v_max double precision, battery_v_sum double precision,
    battery_v_count integer,
    rssi_dbm_min double precision, rssi_dbm_max double precision, rssi_dbm_sum double precision,
    rssi_dbm_count integer,
    primary key (node_number, begins)
) partition by range (begins);

create table telemetry.rollup_quarter_flow (
    node_number bigint not null,
    begins timestamptz not null,
    temperature_c_min double precision, temperature_c_max double precision, temperature_c_sum double precision,
    temperature_c_count integer,
    flow_rate_lpm_min double precision, flow_rate_lpm_max double precision, flow_rate_lpm_sum double precision,
    flow_rate_lpm_count integer,
    cumulative_volume_litres_min double precision, cumulative_volume_litres_max double precision,
    cumulative_volume_litres_sum double precision, cumulative_volume_litres_count integer,
    cumulative_volume_litres_first double precision, cumulative_volume_litres_first_at timestamptz,
    cumulative_volume_litres_last double precision, cumulative_volume_litres_last_at timestamptz,
    cumulative_volume_litres_increase double precision,
    pressure_bar_min double precision, pressure_bar_max double precision, pressure_bar_sum double precision,
    pressure_bar_count integer,
    pump_status_running integer, pump_status_stopped integer, pump_status_fault integer,
    pump_current_a_min double precision, pump_current_a_max double precision, pump_current_a_sum double precision,
    pump_current_a_count integer,
    battery_v_min double precision, battery_v_max double precision, battery_v_sum double precision,
    battery_v_count integer,
    rssi_dbm_min double precision, rssi_dbm_max double precision, rssi_dbm_sum double precision,
    rssi_dbm_count integer,
    primary key (node_number, begins)
) partition by range (begins);

create table telemetry.rollup_quarter_deep (
    node_number bigint not null,
    begins timestamptz not null,
    flow_rate_lpm_min double precision, flow_rate_lpm_max double precision, flow_rate_lpm_sum double precision,
    flow_rate_lpm_count integer,
    pump_status_running integer, pump_status_stopped integer, pump_status_fault integer,
    pump_current_a_min double precision, pump_current_a_max double precision, pump_current_a_sum double precision,
    pump_current_a_count integer,
    static_water_level_m_min double precision, static_water_level_m_max double precision,
    static_water_level_m_sum double precision, static_water_level_m_count integer,
    dynamic_water_level_m_min double precision, dynamic_water_level_m_max double precision,
    dynamic_water_level_m_sum double precision, dynamic_water_level_m_count integer,
    voltage_v_min double precision, voltage_v_max double precision, voltage_v_sum double precision,
    voltage_v_count integer,
    energy_kwh_min double precision, energy_kwh_max double precision, energy_kwh_sum double precision,
    energy_kwh_count integer, energy_kwh_first double precision, energy_kwh_first_at timestamptz,
    energy_kwh_last double precision, energy_kwh_last_at timestamptz, energy_kwh_increase double precision,
    battery_v_min double precision, battery_v_max double precision, battery_v_sum double precision,
    battery_v_count integer,
    rssi_dbm_min double precision, rssi_dbm_max double precision, rssi_dbm_sum double precision,
    rssi_dbm_count integer,
    primary key (node_number, begins)
) partition by range (begins);

-- A node's days, by the zone that is told in day_zone.
create table telemetry.rollup_day_tank (like telemetry.rollup_quarter_tank) with (fillfactor = 70);
alter table telemetry.rollup_day_tank drop column begins;
alter table telemetry.rollup_day_tank add column day date not null;
alter table telemetry.rollup_day_tank add primary key (node_number, day);

create table telemetry.rollup_day_flow (like telemetry.rollup_quarter_flow) with (fillfactor = 70);
alter table telemetry.rollup_day_flow drop column begins;
alter table telemetry.rollup_day_flow add column day date not null;
alter table telemetry.rollup_day_flow add primary key (node_number, day);

create table telemetry.rollup_day_deep (like telemetry.rollup_quarter_deep) with (fillfactor = 70);
alter table telemetry.rollup_day_deep drop column begins;
alter table telemetry.rollup_day_deep add column day date not null;
alter table telemetry.rollup_day_deep add primary key (node_number, day);

-- Whose rollups have begun, and by which zone their days are cut: days of another zone are made anew with the node's
-- next reading. Without a row, all of a node's rollups are made from its readings when the next one comes.
create table telemetry.day_zone (
    node_number bigint  primary key,
    -- Of the stream: whoever has this partition writes the node's rollups.
    partition   integer not null check (partition >= 0),
    zone        text    not null
);
create index day_zone_of_partition on telemetry.day_zone (partition);

grant select, insert, update on
    telemetry.rollup_quarter_tank, telemetry.rollup_quarter_flow, telemetry.rollup_quarter_deep, telemetry.day_zone
    to "${runtimeRole}";
-- Days are taken away where their zone was another one.
grant select, insert, update, delete on
    telemetry.rollup_day_tank, telemetry.rollup_day_flow, telemetry.rollup_day_deep
    to "${runtimeRole}";

-- As before, and the quarters of an hour of that month with it. A row of theirs is written again with every reading of
-- its time: room in each page keeps that off the index.
create or replace function telemetry.ensure_month(kind text, month date) returns boolean
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    first date := date_trunc('month', month)::date;
    from_time timestamptz := first::timestamp at time zone 'UTC';
    until_time timestamptz := (first + interval '1 month')::timestamp at time zone 'UTC';
    parent text;
    partition text;
    key text;
    is_made boolean := false;
begin
    if kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no readings of kind %', kind;
    end if;
    foreach parent in array array['telemetry_' || kind, 'rollup_quarter_' || kind] loop
        partition := parent || to_char(first, '_YYYY_MM');
        continue when to_regclass('telemetry.' || partition) is not null;
        perform pg_advisory_xact_lock(hashtext('telemetry.ensure_month'));
        continue when to_regclass('telemetry.' || partition) is not null;
        key := case when parent like 'telemetry%' then 'recorded_at' else 'begins' end;
        -- Readings are only added: what they are told by is frozen soon, and once. Of quarters the newest are written
        -- again and again, so a small share of the table is all that there is to clean up.
        execute format(
            'create table telemetry.%I (like telemetry.%I including all) with (%s)',
            partition, parent,
            case when key = 'begins'
                then 'fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000'
                else 'autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05'
            end);
        execute format(
            'alter table telemetry.%I add constraint month check (%I >= %L and %I < %L)',
            partition, key, from_time, key, until_time);
        execute format(
            'alter table telemetry.%I attach partition telemetry.%I for values from (%L) to (%L)',
            parent, partition, from_time, until_time);
        execute format('alter table telemetry.%I drop constraint month', partition);
        is_made := true;
    end loop;
    return is_made;
end
$function$;

-- As before, and its rollups with the last of its readings.
create or replace function telemetry.remove_forgotten(forgotten bigint, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    node_kind text;
    removed bigint;
begin
    select lower(f.kind) into node_kind
    from telemetry.forgotten_node f where f.number = forgotten and f.state = 'removing';
    if node_kind is null then
        raise exception 'node % is not one to be removed', forgotten;
    end if;
    execute format(
        'delete from telemetry.%1$I where node_number = $1 and recorded_at <= (
             select max(recorded_at) from (
                 select recorded_at from telemetry.%1$I where node_number = $1
                 order by recorded_at limit $2) oldest)', 'telemetry_' || node_kind)
    using forgotten, most;
    get diagnostics removed = row_count;
    if removed = 0 then
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_quarter_' || node_kind)
        using forgotten;
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_day_' || node_kind)
        using forgotten;
        delete from telemetry.day_zone where node_number = forgotten;
        delete from telemetry.latest where node_number = forgotten;
        delete from telemetry.conflict where node_number = forgotten;
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;
