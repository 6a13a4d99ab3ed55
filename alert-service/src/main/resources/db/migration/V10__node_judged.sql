-- How far a node's readings are judged, by all its rules, in one row. With every reading this moves on, while most
-- states stay as they are: a row of rule_state is written only when its phase changes.
create table alerting.node_judged (
    node_number  bigint   primary key,
    partition    integer  not null,
    -- Of each rule the newest reading judged, in milliseconds of the epoch by the readings' own clock. What
    -- rule_state says of it is older, or the same.
    rule_numbers bigint[] not null,
    evaluated_ms bigint[] not null,
    constraint node_judged_is_whole check (cardinality(rule_numbers) = cardinality(evaluated_ms))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
create index node_judged_of_partition on alerting.node_judged (partition);

grant select, insert, update, delete on alerting.node_judged to "${runtimeRole}";
