-- More kinds of conditions, what is remembered to judge by them, and what an alert says in words.

alter table alerting.rule
    -- Of a rate: how far back it looks.
    add column window_seconds integer,
    -- Of a night's flow: the hours that count, and how many nights in a row.
    add column night_from     time,
    add column night_until    time,
    add column nights         integer,
    -- Of several comparisons: whether all or any, and an array of them.
    add column match          text,
    add column parts          text,
    drop constraint rule_kind_check,
    add constraint rule_kind_check check (
        kind in ('threshold', 'silence', 'rate_of_change', 'dry_run', 'night_flow', 'composite')),
    add constraint rule_rate_of_change_is_whole check (
        (kind = 'rate_of_change') = (window_seconds is not null)
        and (kind <> 'rate_of_change'
            or (metric is not null and operator in ('gt', 'gte', 'lt', 'lte') and threshold is not null
                and window_seconds > 0 and duration_seconds is not null))),
    add constraint rule_dry_run_is_whole check (
        kind <> 'dry_run'
        or (metric in ('flow_rate_lpm', 'dynamic_water_level_m') and operator is not null
            and threshold is not null and clear_threshold is null and duration_seconds is not null)),
    add constraint rule_night_flow_is_whole check (
        (kind = 'night_flow') = (night_from is not null)
        and (kind = 'night_flow') = (night_until is not null)
        and (kind = 'night_flow') = (nights is not null)
        and (kind <> 'night_flow' or (operator = 'gt' and threshold is not null and nights > 0))),
    add constraint rule_composite_is_whole check (
        (kind = 'composite') = (match is not null)
        and (kind = 'composite') = (parts is not null)
        and (kind <> 'composite'
            or (match in ('all', 'any') and parts is json array and duration_seconds is not null)));

-- What a kind of condition must know of earlier readings, besides the phase: a code of its form, then its numbers.
alter table alerting.rule_state add column memory double precision[];

-- What happened, as people are told. Of alerts that opened before there was one: null.
alter table alerting.alert add column message text check (char_length(message) between 1 and 1000);
