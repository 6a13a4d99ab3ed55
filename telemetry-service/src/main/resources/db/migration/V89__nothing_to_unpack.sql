-- Late readings of a month that was never packed need not ask for what is packed of it: a statement over all its
-- partitions is planned anew each time, and a device that empties its memory writes into the past round after round.

alter function telemetry.unpack(text, bigint[], bigint[]) rename to unpack_found;
revoke all on function telemetry.unpack_found(text, bigint[], bigint[]) from "${runtimeRole}";

create function telemetry.unpack(kind text, nodes bigint[], days bigint[]) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    first date;
    is_packed boolean := false;
begin
    if kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no readings of kind %', kind;
    end if;
    -- As unpack_found does, and in its order: from here on nobody packs these months.
    execute format('lock table only telemetry.%I in row exclusive mode', 'telemetry_' || kind);
    for first in
        select distinct date_trunc('month', date '1970-01-01' + day::integer)::date as month
        from unnest(days) as given (day) order by 1
    loop
        perform pg_advisory_xact_lock_shared(telemetry.packing_lock(kind, first));
        is_packed := is_packed
            or to_regclass('telemetry.packed_' || kind || to_char(first, '_YYYY_MM')) is not null;
    end loop;
    if not is_packed then
        return 0;
    end if;
    return telemetry.unpack_found(kind, nodes, days);
end
$function$;

revoke all on function telemetry.unpack(text, bigint[], bigint[]) from public;
grant execute on function telemetry.unpack(text, bigint[], bigint[]) to "${runtimeRole}";
