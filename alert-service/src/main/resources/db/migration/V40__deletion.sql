-- What there is of a deleted node is removed once it is exported.

create index rule_of_node on alerting.rule (node_id) where node_id is not null;
create index alert_of_node_number on alerting.alert (node_number, number);

-- Removes the oldest alerts of a deleted node, and with the last of them its states and the rules that were bound to it
-- alone; returns how many. The service may not take alerts away; this runs with its owner's rights, and does nothing to
-- a node that is not deleted and exported.
create function alerting.remove_forgotten(forgotten bigint, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    gone uuid;
    removed bigint;
begin
    select f.node_id into gone
    from alerting.forgotten_node f where f.number = forgotten and f.state = 'removing';
    if gone is null then
        raise exception 'node % is not one to be removed', forgotten;
    end if;
    delete from alerting.alert where number in (
        select a.number from alerting.alert a where a.node_number = forgotten order by a.number limit most);
    get diagnostics removed = row_count;
    if removed = 0 then
        delete from alerting.rule_state where node_number = forgotten;
        delete from alerting.node_judged where node_number = forgotten;
        with rules as (
            delete from alerting.rule r where r.node_id = gone returning r.*
        )
        insert into alerting.audit
            (at, actor, action, subject_type, subject_id, before, distributor_id, community_id, customer_id)
        select now(), 'node-deletion', 'removed', 'rule', r.id::text, to_jsonb(r) - 'number',
               r.distributor_id, r.community_id, r.customer_id
        from rules r;
    end if;
    return removed;
end
$function$;

revoke all on function alerting.remove_forgotten(bigint, integer) from public;
grant execute on function alerting.remove_forgotten(bigint, integer) to "${runtimeRole}";
