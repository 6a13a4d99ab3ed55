-- Readings that were not simply stored or known already, for those who ask what became of one: written with the counts
-- in the writer's transaction, kept for a month.
create table telemetry.outcome_log (
    id          bigint generated always as identity primary key,
    node_number bigint      not null,
    recorded_at timestamptz not null,
    outcome     text        not null,
    source      text        not null,
    -- Of a merged reading those that it added; of a conflict the one of which it said something else.
    metrics     text[]      not null,
    kept        text,
    refused     text,
    noted_at    timestamptz not null default now()
);
-- Asked by node, newest first.
create index outcome_log_of_node on telemetry.outcome_log (node_number, id);

-- Only added to, and taken away when their time is over.
grant select, insert, delete on telemetry.outcome_log to "${runtimeRole}";

-- As before, and with the rest what became of its readings.
create or replace function telemetry.remove_forgotten_node(forgotten bigint, most integer) returns bigint
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
        execute format('delete from telemetry.%I where node_number = $1', 'packed_' || node_kind)
        using forgotten;
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_quarter_' || node_kind)
        using forgotten;
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_day_' || node_kind)
        using forgotten;
        delete from telemetry.day_zone where node_number = forgotten;
        delete from telemetry.latest where node_number = forgotten;
        delete from telemetry.correction where node_number = forgotten;
        delete from telemetry.conflict where node_number = forgotten;
        delete from telemetry.outcome_log where node_number = forgotten;
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;
