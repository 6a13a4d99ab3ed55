-- Whether nodes report, and how they are.

-- What every reading moves on: narrow, and written often. The index is on check_ms, which is left alone by readings: it
-- is never later than the moment at which the node may fall silent, and who looks then either finds it silent or moves
-- it on. So a reading touches no index, and each node is looked at once in its time.
create table registry.node_seen (
    number           bigint   primary key references registry.node (number) on delete cascade,
    offline_after_ms bigint   not null,
    -- Null until the first reading.
    last_seen_ms     bigint,
    source           smallint,
    partition        integer,
    check_ms         bigint,
    -- When its channel was last asked in vain, as far as that mattered.
    polled_ms        bigint   not null default 0,
    silent_since_ms  bigint,
    constraint node_seen_is_whole check (num_nonnulls(last_seen_ms, source, partition, check_ms) in (0, 4)),
    constraint node_seen_before_silent check (silent_since_ms is null or last_seen_ms is not null)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- Source 1 is ThingSpeak: there, nothing is known of a node beyond the last time that its channel was asked.
create index node_seen_to_check on registry.node_seen (partition, source, check_ms)
    where silent_since_ms is null and (source <> 1 or polled_ms >= check_ms);

-- How far a source's heartbeats have come in a partition, and since when they come without a gap.
create table registry.source_watermark (
    partition  integer  not null,
    source     smallint not null,
    at_ms      bigint   not null,
    resumed_ms bigint   not null,
    primary key (partition, source)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- What changes with the status alone, with a copy of what it is counted by.
create table registry.node_status (
    number          bigint      primary key references registry.node (number) on delete cascade,
    node_id         uuid        not null,
    distributor_id  uuid        not null,
    community_id    uuid        not null,
    customer_id     uuid,
    category        text        not null,
    in_maintenance  boolean     not null default false,
    open_alerts     integer     not null default 0 check (open_alerts >= 0),
    status          text        not null default 'PROVISIONING'
        check (status in ('MAINTENANCE', 'PROVISIONING', 'OFFLINE', 'ALERT', 'ONLINE')),
    since           timestamptz not null,
    -- As it was told.
    silent_since_ms bigint,
    version         bigint      not null default 0
) with (fillfactor = 80);
create unique index node_status_of_node on registry.node_status (node_id);
create index node_status_by_status on registry.node_status (status, number);
create index node_status_in_maintenance on registry.node_status (number) where in_maintenance;

-- The order in which facts count. The same order is in NodeStatus.
create function registry.status_of(in_maintenance boolean, last_seen_ms bigint, silent_since_ms bigint, open_alerts int)
    returns text
    language sql immutable parallel safe
    return case
        when in_maintenance then 'MAINTENANCE'
        when last_seen_ms is null then 'PROVISIONING'
        when silent_since_ms is not null then 'OFFLINE'
        when open_alerts > 0 then 'ALERT'
        else 'ONLINE'
    end;

-- As it is shown, and as the directory tells of it.
create view registry.watched_node as
select s.number, s.node_id, s.version, s.status, s.since, f.last_seen_ms, s.silent_since_ms
from registry.node_status s
join registry.node_seen f on f.number = s.number;

-- Windows that are under way at an instant, as one text that is another when they are others.
create function registry.maintenance_under_way(at timestamptz) returns text
    language sql stable
    return (select coalesce(string_agg(w.number || '.' || w.version, ' ' order by w.number), '')
            from registry.maintenance_window w
            where w.starts_at <= at and w.ends_at > at);

-- The numbers of the nodes on which work is done at an instant.
create function registry.nodes_in_maintenance(at timestamptz) returns setof bigint
    language sql stable
begin atomic
    select n.number
    from registry.maintenance_window w
    join registry.node n on n.node_id = w.node_id
    where w.starts_at <= at and w.ends_at > at
    union
    select n.number
    from registry.maintenance_window w
    join registry.node n on n.community_id = w.community_id
    where w.node_id is null and w.starts_at <= at and w.ends_at > at;
end;

-- Alerts that alert-service has opened and not ended, and how far its events were followed.
create table registry.open_alert (
    alert_id    uuid   primary key,
    node_number bigint not null references registry.node_status (number) on delete cascade
);
create index open_alert_of_node on registry.open_alert (node_number);

-- One row: what is done by one replica at a time has it locked meanwhile.
create table registry.status_watch (
    one           boolean primary key default true check (one),
    -- Place and version of the last alert event that was taken.
    alerts_ms     bigint  not null default 0,
    alerts_seq    bigint  not null default 0,
    alert_version bigint  not null default -1,
    alerts_life   text    not null default '',
    -- Which maintenance windows were under way when they were last applied.
    windows       text    not null default ''
) with (fillfactor = 20);
insert into registry.status_watch default values;

-- Nodes by scope, category and status. Scope is the id of a distributor, community or customer, or all zeros for the
-- whole fleet. Changes are appended, so that nobody waits for anybody, and added up by and by.
create table registry.node_count (
    scope    uuid   not null,
    category text   not null,
    status   text   not null,
    nodes    bigint not null,
    primary key (scope, category, status)
) with (fillfactor = 50);
create table registry.node_count_change (
    number   bigint generated always as identity primary key,
    scope    uuid   not null,
    category text   not null,
    status   text   not null,
    nodes    bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index node_count_change_of_scope on registry.node_count_change (scope);

create function registry.count_added_nodes() returns trigger
    language plpgsql
as $$
begin
    insert into registry.node_count_change (scope, category, status, nodes)
    select place.scope, a.category, a.status, count(*)
    from added a, unnest(array['00000000-0000-0000-0000-000000000000', a.distributor_id, a.community_id, a.customer_id])
        as place (scope)
    where place.scope is not null
    group by place.scope, a.category, a.status;
    return null;
end
$$;

create function registry.count_removed_nodes() returns trigger
    language plpgsql
as $$
begin
    insert into registry.node_count_change (scope, category, status, nodes)
    select place.scope, r.category, r.status, -count(*)
    from removed r, unnest(array['00000000-0000-0000-0000-000000000000', r.distributor_id, r.community_id, r.customer_id])
        as place (scope)
    where place.scope is not null
    group by place.scope, r.category, r.status;
    return null;
end
$$;

create function registry.count_changed_nodes() returns trigger
    language plpgsql
as $$
begin
    insert into registry.node_count_change (scope, category, status, nodes)
    select place.scope, c.category, c.status, sum(c.nodes)
    from (select distributor_id, community_id, customer_id, category, status, 1 as nodes from added
          union all
          select distributor_id, community_id, customer_id, category, status, -1 from removed) c,
        unnest(array['00000000-0000-0000-0000-000000000000', c.distributor_id, c.community_id, c.customer_id])
            as place (scope)
    where place.scope is not null
    group by place.scope, c.category, c.status
    having sum(c.nodes) <> 0;
    return null;
end
$$;

create trigger node_status_added after insert on registry.node_status
    referencing new table as added
    for each statement execute function registry.count_added_nodes();
create trigger node_status_removed after delete on registry.node_status
    referencing old table as removed
    for each statement execute function registry.count_removed_nodes();
create trigger node_status_changed after update on registry.node_status
    referencing old table as removed new table as added
    for each statement execute function registry.count_changed_nodes();

-- Every node has its rows, whoever registers it.
create function registry.watch_added_nodes() returns trigger
    language plpgsql
as $$
begin
    insert into registry.node_seen (number, offline_after_ms)
    select number, offline_after_seconds * 1000::bigint from added;
    insert into registry.node_status (number, node_id, distributor_id, community_id, customer_id, category, since)
    select number, node_id, distributor_id, community_id, customer_id, category, created_at from added;
    return null;
end
$$;
create trigger node_is_watched after insert on registry.node
    referencing new table as added
    for each statement execute function registry.watch_added_nodes();

-- With another patience, its silence is judged anew with the next heartbeat.
create function registry.watch_changed_node() returns trigger
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
    if (new.category, new.customer_id) is distinct from (old.category, old.customer_id) then
        update registry.node_status set category = new.category, customer_id = new.customer_id
        where number = new.number;
    end if;
    return null;
end
$$;
create trigger node_is_watched_anew after update of category, customer_id, offline_after_seconds on registry.node
    for each row execute function registry.watch_changed_node();

grant select, insert, update on registry.node_seen, registry.node_status to "${runtimeRole}";
grant select, insert, update on registry.source_watermark to "${runtimeRole}";
grant select, insert, delete on registry.open_alert to "${runtimeRole}";
grant select, update on registry.status_watch to "${runtimeRole}";
grant select, insert, update on registry.node_count to "${runtimeRole}";
grant select, insert, delete on registry.node_count_change to "${runtimeRole}";
grant select on registry.watched_node to "${runtimeRole}";

insert into registry.node_seen (number, offline_after_ms)
select number, offline_after_seconds * 1000::bigint from registry.node;
insert into registry.node_status (number, node_id, distributor_id, community_id, customer_id, category, since)
select number, node_id, distributor_id, community_id, customer_id, category, created_at from registry.node;
