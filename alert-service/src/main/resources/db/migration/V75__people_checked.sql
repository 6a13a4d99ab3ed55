-- What V74 left out, since it would take its time under locks that nobody reads behind.

set local lock_timeout = '2s';

-- Deliveries are read and written meanwhile.
alter table alerting.delivery validate constraint delivery_held_check;
alter table alerting.delivery validate constraint delivery_is_of_an_alert;

-- What a node's former alert of the same rule still has to say goes first: by this it is found. Alerts are read
-- meanwhile; who writes them waits for it.
create index alert_of_node_and_rule on alerting.alert (node_id, rule_number, number);
