-- node_by_label_with_words begins with the same columns.
set local lock_timeout = '5s';
drop index registry.node_by_label;
-- So that new rows are soon known to be visible to all, without which a walk along that index looks at each of them.
alter table registry.node set (autovacuum_vacuum_insert_scale_factor = 0.05);
