-- Alerts that are long over are removed, with what was said and told of them.

set local lock_timeout = '2s';

-- When the row was written: a device's clock may say of an alert that it was over years ago. Of those that were there
-- before: when this was added.
alter table alerting.alert add column noted_at timestamptz not null default now();

create index alert_over on alerting.alert (resolved_at) where state = 'resolved';

-- Removes the alerts that were over before all others, if they have been for longer than they are kept; returns how
-- many. Their comments and deliveries go with them, and each community's audit says how many. The service may not take
-- alerts away; this runs with its owner's rights, and leaves alone what was over less than a month ago.
create function alerting.remove_old_alerts(kept interval, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    removed bigint;
begin
    if kept is null or kept < interval '30 days' then
        raise exception 'alerts are kept for a month at least, and not for %', kept;
    end if;
    with old as (
        select a.number from alerting.alert a
        where a.state = 'resolved' and a.resolved_at < now() - kept and a.noted_at < now() - kept
        order by a.resolved_at limit most
        for update skip locked),
    gone as (
        delete from alerting.alert a using old where a.number = old.number
        returning a.distributor_id, a.community_id, a.resolved_at),
    noted as (
        insert into alerting.audit
            (at, actor, action, subject_type, subject_id, before, distributor_id, community_id)
        select now(), 'alert-retention', 'removed', 'alerts', community_id::text,
               jsonb_build_object('count', count(*), 'last_resolved_at', max(resolved_at)),
               distributor_id, community_id
        from gone group by distributor_id, community_id)
    select count(*) into removed from gone;
    return removed;
end
$function$;

revoke all on function alerting.remove_old_alerts(interval, integer) from public;
grant execute on function alerting.remove_old_alerts(interval, integer) to "${runtimeRole}";
