-- Rules are changed and removed, silence is judged, and people say what they do about alerts.

grant update, delete on alerting.rule to "${runtimeRole}";

alter table alerting.alert
    -- When somebody said that it is being seen to, and who: the subject of a token.
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    -- Set when a person ended it.
    add column resolved_by     text,
    add constraint alert_acknowledgement_is_whole check ((acknowledged_at is null) = (acknowledged_by is null)),
    add constraint alert_ended_by_a_person check (resolved_by is null or state = 'resolved');

create table alerting.alert_comment (
    -- Key of pages.
    number       bigint generated always as identity primary key,
    -- What is removed with the alert of a deleted node.
    alert_number bigint      not null references alerting.alert (number) on delete cascade,
    at           timestamptz not null,
    author       text        not null,
    text         text        not null check (char_length(text) between 1 and 2000)
);
create index alert_comment_of_alert on alerting.alert_comment (alert_number, number);

-- What was said stays as it was said.
grant select, insert on alerting.alert_comment to "${runtimeRole}";

-- Nodes that are silent for longer than they may, for duration_seconds more.
alter table alerting.rule drop constraint rule_kind_check;
alter table alerting.rule
    add constraint rule_kind_check check (kind in ('threshold', 'silence')),
    add constraint rule_silence_is_whole check (
        kind <> 'silence' or (duration_seconds is not null and metric is null and operator is null
            and threshold is null and clear_threshold is null));
