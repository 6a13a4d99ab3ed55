-- A copy of the label stands beside the status, so that an index can have both. Here for nodes to come and labels that
-- change, within one moment; those that are there get theirs in the next migration, for which nobody who reads waits.
set local lock_timeout = '5s';
lock table registry.node, registry.node_status in access exclusive mode;
alter table registry.node_status add column label text not null default '';
alter table registry.node_status alter column label drop default;

create or replace function registry.watch_added_nodes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into registry.node_seen (number, offline_after_ms)
    select number, offline_after_seconds * 1000::bigint from added;
    insert into registry.node_status
        (number, node_id, distributor_id, community_id, customer_id, category, label, since)
    select number, node_id, distributor_id, community_id, customer_id, category, label, created_at from added;
    return null;
end
$$;

create or replace function registry.watch_changed_node() returns trigger
    language plpgsql
as $$
begin
    if new.offline_after_seconds <> old.offline_after_seconds then
        update registry.node_seen
        set offline_after_ms = new.offline_after_seconds * 1000::bigint,
            silent_since_ms = null,
            check_ms = case when check_ms is null then null else 0 end
        where number = new.number;
    end if;
    if (new.category, new.customer_id, new.label) is distinct from (old.category, old.customer_id, old.label) then
        update registry.node_status set category = new.category, customer_id = new.customer_id, label = new.label
        where number = new.number;
    end if;
    return null;
end
$$;
drop trigger node_is_watched_anew on registry.node;
create trigger node_is_watched_anew
    after update of category, customer_id, label, offline_after_seconds on registry.node
    for each row execute function registry.watch_changed_node();
