-- Where receivers are: those at one host have one share of what is under way, and rest together while it is silent.

set local lock_timeout = '2s';

alter table alerting.route
    -- Scheme, host and port without the usual one; of mail, which all goes to the operators' server, only the scheme.
    add column host text not null generated always as (
        case when url like 'mailto:%' then 'mailto:'
            else regexp_replace(
                coalesce(substring(lower(url) from '^https?://[^/?#]+'), lower(url)),
                '^(http://.*):80$|^(https://.*):443$', '\1\2') end) stored;

-- Hosts that did not answer lately, and that nothing has arrived at since.
create table alerting.receiver_host (
    host        text        primary key,
    -- How many attempts in a row it did not answer.
    failures    integer     not null,
    -- How often it has been left alone since something arrived, and until when.
    rests       integer     not null default 0,
    rests_until timestamptz,
    failed_at   timestamptz not null
);

grant select, insert, update, delete on alerting.receiver_host to "${runtimeRole}";
