-- Whose affair each change was, so that a tenant's part of the audit is one comparison like any list.
-- Null throughout: what a previous release still writes meanwhile.

alter table alerting.audit
    add column distributor_id uuid,
    add column community_id   uuid,
    add column customer_id    uuid;

-- Rules are all that was audited, and none has moved.
update alerting.audit a
set distributor_id = r.distributor_id, community_id = r.community_id, customer_id = r.customer_id
from alerting.rule r
where a.subject_type = 'rule' and a.subject_id = r.id::text;

alter table alerting.audit add constraint audit_path check (
    (community_id is null or distributor_id is not null) and (customer_id is null or community_id is not null));

create index audit_by_distributor on alerting.audit (distributor_id, number) where distributor_id is not null;
create index audit_by_community on alerting.audit (community_id, number) where community_id is not null;
create index audit_by_customer on alerting.audit (customer_id, number) where customer_id is not null;
