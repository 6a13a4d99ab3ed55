-- Readings that came behind the deletion of their node are rejected, and counted; what there is of a deleted node is
-- removed once it is exported.

alter table telemetry.outcome drop constraint outcome_outcome_check;
alter table telemetry.outcome add constraint outcome_outcome_check
    check (outcome in ('stored', 'merged', 'duplicate', 'conflict', 'node_forgotten'));

-- Removes the oldest readings of a deleted node, and with the last of them what else there is; returns how many. The
-- service may not take readings away; this runs with its owner's rights, and does nothing to a node that is not
-- deleted and exported.
create function telemetry.remove_forgotten(forgotten bigint, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    readings text;
    removed bigint;
begin
    select 'telemetry_' || lower(f.kind) into readings
    from telemetry.forgotten_node f where f.number = forgotten and f.state = 'removing';
    if readings is null then
        raise exception 'node % is not one to be removed', forgotten;
    end if;
    execute format(
        'delete from telemetry.%1$I where node_number = $1 and recorded_at <= (
             select max(recorded_at) from (
                 select recorded_at from telemetry.%1$I where node_number = $1
                 order by recorded_at limit $2) oldest)', readings)
    using forgotten, most;
    get diagnostics removed = row_count;
    if removed = 0 then
        delete from telemetry.latest where node_number = forgotten;
        delete from telemetry.conflict where node_number = forgotten;
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;

revoke all on function telemetry.remove_forgotten(bigint, integer) from public;
grant execute on function telemetry.remove_forgotten(bigint, integer) to "${runtimeRole}";
