-- Nodes that have never reported, of which silence says nothing: it has not begun.

alter table alerting.rule
    -- How long after its registration; null where the rule does not tell of them.
    add column never_reported_after_seconds integer check (never_reported_after_seconds > 0),
    add constraint rule_never_reported_is_of_silence check (never_reported_after_seconds is null or kind = 'silence');
