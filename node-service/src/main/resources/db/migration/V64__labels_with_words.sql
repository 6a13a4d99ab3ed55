-- A search for words in the order of all labels walks along an index that has both, and leaves the rows alone. Label,
-- location and key together keep a row of it within its limit in any script: at most some 2,600 of 2,704 bytes.
set local lock_timeout = '5s';
create index node_by_label_with_words on registry.node (label, number) include (words);
drop index registry.node_by_label;
-- So that new rows are soon known to be visible to all, without which such a walk looks at each of them.
alter table registry.node set (autovacuum_vacuum_insert_scale_factor = 0.05);
