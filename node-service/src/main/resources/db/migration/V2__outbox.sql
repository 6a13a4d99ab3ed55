-- What others are to hear of stands in the outbox (db/outbox), so rows no longer carry how much of them
-- was published. The first start with it publishes everything.

drop index registry.community_unpublished, registry.profile_unpublished, registry.node_unpublished;
alter table registry.community drop column published_version;
alter table registry.profile drop column published_version;
alter table registry.node drop column published_version;

-- After a restore the service moves the numbers of new nodes past those that others may have seen.
grant update on sequence registry.node_number_seq to "${runtimeRole}";
