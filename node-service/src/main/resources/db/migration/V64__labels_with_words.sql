-- A search for words in the order of all labels walks along an index that has both, and leaves the rows alone. Label,
-- location and key together keep a row of it within its limit in any script: at most some 2,600 of 2,704 bytes.
-- Writers wait for it, readers do not. What it replaces goes in a migration of its own: a transaction that asked for a
-- second, stronger lock would wait for those who wait for its first.
set local lock_timeout = '5s';
create index node_by_label_with_words on registry.node (label, number) include (words);
