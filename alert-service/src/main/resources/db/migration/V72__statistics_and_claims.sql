-- Alerts are counted by when they opened, which is about the order of their rows.
create index alert_opened on alerting.alert using brin (opened_at) with (autosummarize = on);

-- The first that are due of each receiver: whoever claims looks at these, and not at all that waits. Whoever gathers
-- has a use for it, too.
create index delivery_due_of_route on alerting.delivery (route_number, due_at) where state = 'waiting';
drop index alerting.delivery_to_gather;
