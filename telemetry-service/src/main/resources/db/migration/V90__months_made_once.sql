-- As before, but of several who make a month at once all the others find it made. What to_regclass did not find it
-- does not look for again before a lock of a table makes it forget, and the lock that makers wait for is none: so
-- behind it the catalogue itself is asked, as it is then.
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
        continue when exists (
            select from pg_class c
            where c.relname = partition and c.relnamespace = 'telemetry'::regnamespace);
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
