-- Whose affair each change was, so that a tenant's part of the audit is one comparison like any list.
-- Null throughout: nobody's but the superadmins', and what a previous release still writes meanwhile.

alter table registry.audit
    add column distributor_id uuid,
    add column community_id   uuid,
    add column customer_id    uuid;

-- What stands there already belongs where its subject is now: nothing has moved yet but people.
update registry.audit a
set distributor_id = s.distributor_id, community_id = s.community_id, customer_id = s.customer_id
from (
    select 'distributor' as type, distributor_id::text as id, distributor_id,
           null::uuid as community_id, null::uuid as customer_id from registry.distributor
    union all
    select 'community', community_id::text, distributor_id, community_id, null from registry.community
    union all
    select 'customer', customer_id::text, distributor_id, community_id, customer_id from registry.customer
    union all
    select 'node', node_id::text, distributor_id, community_id, customer_id from registry.node
    union all
    select 'profile', subject, distributor_id, community_id, customer_id from registry.profile
) s
where a.subject_type = s.type and a.subject_id = s.id and s.distributor_id is not null;

alter table registry.audit add constraint audit_path check (
    (community_id is null or distributor_id is not null) and (customer_id is null or community_id is not null));

create index audit_by_distributor on registry.audit (distributor_id, number) where distributor_id is not null;
create index audit_by_community on registry.audit (community_id, number) where community_id is not null;
create index audit_by_customer on registry.audit (customer_id, number) where customer_id is not null;
