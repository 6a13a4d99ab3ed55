-- A list of those who are so, in the order of labels, walks along this index: of each distributor, however few or many
-- they are and wherever their labels stand. What a community has is walked by its own labels.
-- Writers wait for it, some seconds for 100,000 nodes; readers do not. Taken at once: who had waited for a row of the
-- first statement would be waited for by the second.
set local lock_timeout = '5s';
lock table registry.node_status in share row exclusive mode;
update registry.node_status s set label = n.label
from registry.node n
where n.number = s.number and s.label = '';
create index node_status_by_distributor_label
    on registry.node_status (distributor_id, status, label, number) include (category);
