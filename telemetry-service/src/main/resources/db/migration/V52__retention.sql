-- What is older than operators want goes by the month: a partition is dropped, which costs the same however much is in
-- it. And how often the server cleans up behind each table.

-- Drops a partition of readings ('telemetry') or of quarters of an hour ('rollup_quarter'). Never one that may still be
-- written to: readings are accepted 400 days back, and may have waited a week for the writer. It waits for readers two
-- seconds at most, since meanwhile nobody else gets by; then it fails, and is tried again.
create function telemetry.drop_month(what text, kind text, month date, keep_days integer) returns boolean
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
    execute format('drop table telemetry.%I', partition);
    return true;
end
$function$;

revoke all on function telemetry.drop_month(text, text, date, integer) from public;
grant execute on function telemetry.drop_month(text, text, date, integer) to "${runtimeRole}";

-- Rows that are written again all day. Their dead versions are taken off by whoever comes to the page next; what is left
-- for the server's own rounds must not wait for a fifth of a large table.
alter table telemetry.latest
    set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table telemetry.rollup_day_tank
    set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table telemetry.rollup_day_flow
    set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table telemetry.rollup_day_deep
    set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
