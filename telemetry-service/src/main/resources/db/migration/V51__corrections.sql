-- What was corrected, or entered by hand, of readings: by whom, why, what stood there before and what does now. Never
-- changed, and read as the account of it.

create table telemetry.correction (
    number          bigint      generated always as identity primary key,
    node_number     bigint      not null,
    recorded_at     timestamptz not null,
    -- Place in the stream: of several for one instant the last counts, and one that is read again is known by it.
    position_ms     bigint      not null,
    position_seq    bigint      not null,
    author          text        not null,
    reason          text        not null,
    accepted_at     timestamptz not null,
    -- Metrics and values; null where there was no reading.
    before          jsonb,
    after           jsonb       not null,
    unique (node_number, recorded_at, position_ms, position_seq)
);
create index correction_of_node on telemetry.correction (node_number, number);

grant select, insert on telemetry.correction to "${runtimeRole}";

-- As before, and what was corrected.
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
        delete from telemetry.correction where node_number = forgotten;
        delete from telemetry.conflict where node_number = forgotten;
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;
