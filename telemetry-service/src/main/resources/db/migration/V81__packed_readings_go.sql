-- Packed readings go with their month, and with their node.

-- As before, and what of the month is packed.
create or replace function telemetry.drop_month(what text, kind text, month date, keep_days integer) returns boolean
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '2s'
as $function$
declare
    first date := date_trunc('month', month)::date;
    until_time timestamptz := (first + interval '1 month')::timestamp at time zone 'UTC';
    partition text := what || '_' || kind || to_char(first, '_YYYY_MM');
begin
    if what not in ('telemetry', 'rollup_quarter') or kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no months of % %', what, kind;
    end if;
    if keep_days < 400 or until_time > now() - make_interval(days => keep_days + 7) then
        raise exception 'the month % is still kept', first;
    end if;
    if to_regclass('telemetry.' || partition) is null then
        return false;
    end if;
    if what = 'telemetry' then
        execute format('lock table only telemetry.%I in access exclusive mode', what || '_' || kind);
        if not pg_try_advisory_xact_lock(telemetry.packing_lock(kind, first)) then
            raise exception 'readings of the month % are just being packed or written', first
                using errcode = 'lock_not_available';
        end if;
    end if;
    execute format('drop table telemetry.%I', partition);
    -- In the order of those who read.
    if what = 'telemetry' then
        execute format('drop table if exists telemetry.%I', 'packed_' || kind || to_char(first, '_YYYY_MM'));
        delete from telemetry.packed_month m where m.kind = drop_month.kind and m.month = first;
    end if;
    return true;
end
$function$;

-- As remove_forgotten was, and what is packed with the last of its readings.
create function telemetry.remove_forgotten_node(forgotten bigint, most integer) returns bigint
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
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;

revoke all on function telemetry.remove_forgotten_node(bigint, integer) from public;
grant execute on function telemetry.remove_forgotten_node(bigint, integer) to "${runtimeRole}";

-- What the release before this one calls. It has exported nothing of what is packed: such a node waits for this release.
create or replace function telemetry.remove_forgotten(forgotten bigint, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    node_kind text;
    is_packed boolean := false;
begin
    select lower(f.kind) into node_kind from telemetry.forgotten_node f where f.number = forgotten;
    if node_kind is not null then
        execute format('select exists (select from telemetry.%I where node_number = $1)', 'packed_' || node_kind)
        into is_packed using forgotten;
    end if;
    if is_packed then
        raise exception 'node % has packed readings, which this release does not know of', forgotten;
    end if;
    return telemetry.remove_forgotten_node(forgotten, most);
end
$function$;
