-- A node whose channel is no longer asked is judged by the heartbeats alone, as if it had been asked at the end of
-- days; and by its channel again when it gets another. Whatever was read last still goes through the partition in
-- which the heartbeats say how far all is.
create function registry.watch_channel() returns trigger
    language plpgsql
as $$
begin
    update registry.node_seen s
    set polled_ms = case when new.removed_at is null then 0 else 9223372036854775807 end
    from registry.node n
    where n.node_id = new.node_id and s.number = n.number;
    return null;
end
$$;
create trigger channel_is_watched after update of removed_at on registry.channel
    for each row when (old.removed_at is distinct from new.removed_at)
    execute function registry.watch_channel();

update registry.node_seen s
set polled_ms = 9223372036854775807
from registry.node n
join registry.channel c on c.node_id = n.node_id
where n.number = s.number and c.removed_at is not null;

-- People who were disabled may go: their profile is no longer kept from being removed, what they did stays audited.
grant delete on registry.profile to "${runtimeRole}";

-- The live keys of somebody whose right is taken away.
create index api_key_live_by_issuer on registry.api_key (created_by) where revoked_at is null;

-- A tenant that is no more. As with registry.deletion, no foreign keys: what is above it may go before its export does.
create table registry.tenant_export (
    number         bigint generated always as identity primary key,
    export_id      uuid        not null constraint tenant_export_taken unique,
    level          text        not null check (level in ('distributor', 'community', 'customer')),
    tenant_id      uuid        not null,
    name           text        not null,
    distributor_id uuid        not null,
    community_id   uuid,
    customer_id    uuid,
    deleted_at     timestamptz not null,
    deleted_by     text        not null,
    kept_until     timestamptz not null,
    -- Lines of JSON: the tenant, what belonged to it, its audit.
    record         text        not null
);
create index tenant_export_by_distributor on registry.tenant_export (distributor_id, number);
create index tenant_export_by_community on registry.tenant_export (community_id, number);
create index tenant_export_kept on registry.tenant_export (kept_until);

grant select, insert, delete on registry.tenant_export to "${runtimeRole}";

-- By this a claim is known again whose answer was lost.
alter table registry.claim_token add column wish_fingerprint text check (wish_fingerprint ~ '^[0-9a-f]{64}$');
grant update (wish_fingerprint) on registry.claim_token to "${runtimeRole}";
