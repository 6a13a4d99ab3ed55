-- Invitations, API keys for programs, device keys that expire and overlap, claim tokens. What was shown once is
-- kept as a hash; what has ended goes with its tenant.

create table registry.invitation (
    number         bigint generated always as identity primary key,
    invitation_id  uuid        not null constraint invitation_id_taken unique,
    code_id        text        not null constraint invitation_code_taken unique check (code_id ~ '^[0-9a-f]{16}$'),
    code_hash      text        not null check (code_hash ~ '^[0-9a-f]{64}$'),
    email          text        check (char_length(email) between 3 and 254 and email = lower(email)),
    role           text        not null,
    distributor_id uuid        references registry.distributor (distributor_id) on delete cascade,
    community_id   uuid        references registry.community (community_id) on delete cascade,
    customer_id    uuid        references registry.customer (customer_id) on delete cascade,
    invited_by     text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    accepted_at    timestamptz,
    accepted_by    text,
    withdrawn_at   timestamptz,
    constraint invitation_path check (
        (community_id is null or distributor_id is not null) and (customer_id is null or community_id is not null)),
    constraint invitation_ends_once check (accepted_at is null or withdrawn_at is null),
    constraint invitation_accepted check ((accepted_at is null) = (accepted_by is null))
);
create index invitation_by_distributor on registry.invitation (distributor_id, number);
create index invitation_by_community on registry.invitation (community_id, number);
create index invitation_by_customer on registry.invitation (customer_id, number);
create index invitation_open_by_email on registry.invitation (email)
    where accepted_at is null and withdrawn_at is null;

create table registry.api_key (
    number         bigint generated always as identity primary key,
    key_id         text        not null constraint api_key_id_taken unique check (key_id ~ '^[0-9a-f]{16}$'),
    secret_hash    text        not null check (secret_hash ~ '^[0-9a-f]{64}$'),
    name           text        not null check (char_length(name) between 1 and 200),
    role           text        not null check (role <> 'superadmin'),
    distributor_id uuid        not null references registry.distributor (distributor_id) on delete cascade,
    community_id   uuid        references registry.community (community_id) on delete cascade,
    customer_id    uuid        references registry.customer (customer_id) on delete cascade,
    created_by     text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    revoked_at     timestamptz,
    last_used_at   timestamptz,
    version        bigint      not null check (version > 0),
    constraint api_key_path check (customer_id is null or community_id is not null)
);
create index api_key_by_distributor on registry.api_key (distributor_id, number);
create index api_key_by_community on registry.api_key (community_id, number);
create index api_key_by_customer on registry.api_key (customer_id, number);

-- Two keys of a node may be live at once, so that a device is given its new one before the old one ends.
drop index registry.device_key_live;
alter table registry.device_key add column expires_at timestamptz;

create table registry.claim_token (
    number         bigint generated always as identity primary key,
    token_id       text        not null constraint claim_token_id_taken unique check (token_id ~ '^[0-9a-f]{16}$'),
    secret_hash    text        not null check (secret_hash ~ '^[0-9a-f]{64}$'),
    distributor_id uuid        not null references registry.distributor (distributor_id) on delete cascade,
    community_id   uuid        not null references registry.community (community_id) on delete cascade,
    customer_id    uuid        references registry.customer (customer_id) on delete cascade,
    created_by     text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    claimed_at     timestamptz,
    node_id        uuid,
    withdrawn_at   timestamptz,
    constraint claim_token_ends_once check (claimed_at is null or withdrawn_at is null),
    constraint claim_token_claimed check ((claimed_at is null) = (node_id is null))
);
create index claim_token_by_distributor on registry.claim_token (distributor_id, number);
create index claim_token_by_community on registry.claim_token (community_id, number);
create index claim_token_by_customer on registry.claim_token (customer_id, number);

grant select, insert on registry.invitation, registry.api_key, registry.claim_token to "${runtimeRole}";
grant update (accepted_at, accepted_by, withdrawn_at) on registry.invitation to "${runtimeRole}";
grant update (revoked_at, last_used_at, version) on registry.api_key to "${runtimeRole}";
grant update (expires_at) on registry.device_key to "${runtimeRole}";
grant update (claimed_at, node_id, withdrawn_at) on registry.claim_token to "${runtimeRole}";
