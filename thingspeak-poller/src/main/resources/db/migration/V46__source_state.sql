-- How a source is, by what all replicas together heard of it.

-- One row per source. Nothing that must survive: whoever polls next says it again.
create unlogged table polling.source_state (
    source      text primary key,
    answered_at timestamptz,
    failed_at   timestamptz,
    rest_until  timestamptz
);

comment on column polling.source_state.failed_at is 'when it last failed so often that a replica gave it up, or a try after that failed';
comment on column polling.source_state.rest_until is 'until when the source itself asked to be left alone';

grant select, insert, update on polling.source_state to "${runtimeRole}";
