-- What each new row of a node costs, as an import of thousands shows it.

-- A node's rows of what is watched come and go with it, by two triggers for each statement. Foreign keys looked up, and
-- locked, each new node twice more. Nobody else adds such rows: the right to is the triggers' alone.
-- Taken in the order in which requests take them, and rather not at all than with everybody waiting behind.
set local lock_timeout = '5s';
lock table registry.node, registry.node_seen, registry.node_status, registry.audit in access exclusive mode;
alter table registry.node_seen drop constraint node_seen_number_fkey;
alter table registry.node_status drop constraint node_status_number_fkey;

create function registry.forget_removed_nodes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    delete from registry.node_seen s using removed r where s.number = r.number;
    delete from registry.node_status s using removed r where s.number = r.number;
    return null;
end
$$;
create trigger node_is_watched_no_more after delete on registry.node
    referencing old table as removed
    for each statement execute function registry.forget_removed_nodes();
alter function registry.watch_added_nodes() security definer set search_path = pg_catalog, pg_temp;
revoke all on function registry.watch_added_nodes(), registry.forget_removed_nodes() from public;
revoke insert on registry.node_seen, registry.node_status from "${runtimeRole}";

-- The audit is listed by time, by indexes of its own for each scope.
drop index registry.audit_by_distributor, registry.audit_by_community;
