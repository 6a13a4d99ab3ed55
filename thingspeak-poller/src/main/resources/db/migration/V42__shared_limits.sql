-- What all replicas together may ask of a source.

-- One row per key or channel without a key that was asked of late. Nothing that must survive.
create unlogged table polling.request_bucket (
    whose   bigint primary key,
    full_at timestamptz not null
) with (fillfactor = 50);

comment on table polling.request_bucket is 'when the tokens of a key or channel would be all there again';

-- Of how many channels somebody is asked now.
create index channel_leased on polling.channel (lease_until) where lease_until is not null;

grant select, insert, update, delete on polling.request_bucket to "${runtimeRole}";
