-- Receivers of some of a community's alerts only: all of these that are given must fit.

set local lock_timeout = '2s';

alter table alerting.route
    -- What the node was when the alert opened.
    add column category text check (char_length(category) between 1 and 64),
    add column node_id  uuid,
    add column rule_id  uuid,
    -- Which alerts a person's channel is told of is said by subscriptions.
    add constraint route_of_a_person_is_not_narrowed check (
        owner is null or num_nonnulls(category, node_id, rule_id) = 0);

-- Alerts of a category, and of a time, as a list shows them.
create index alert_of_community_and_category on alerting.alert (community_id, category, number);
