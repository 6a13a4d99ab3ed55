-- Rules that learn what is usual.

alter table alerting.rule
    -- On which side of the expected it counts, and how much it takes.
    add column direction   text check (direction in ('above', 'below', 'both')),
    add column sensitivity integer check (sensitivity between 1 and 10),
    drop constraint rule_kind_check,
    add constraint rule_kind_check check (
        kind in ('threshold', 'silence', 'rate_of_change', 'dry_run', 'night_flow', 'composite', 'anomaly')),
    add constraint rule_anomaly_is_whole check (
        (kind = 'anomaly') = (direction is not null)
        and (kind = 'anomaly') = (sensitivity is not null)
        and (kind <> 'anomaly' or (metric is not null and duration_seconds is not null)));
