-- Tenants are changed by version and removed when nothing belongs to them; a customer's plan has a name, and
-- says how far back the customer sees.

alter table registry.distributor add column version bigint not null default 1 check (version > 0);

alter table registry.customer
    add column plan                 text    not null default 'standard' check (char_length(plan) between 1 and 64),
    add column visible_history_days integer check (visible_history_days between 1 and 36500),
    add column version              bigint  not null default 1 check (version > 0);

grant update (name, slug, version), delete on registry.distributor to "${runtimeRole}";
grant update (name, slug, region, city, version), delete on registry.community to "${runtimeRole}";
grant update (name, plan, max_nodes, visible_history_days, version), delete on registry.customer to "${runtimeRole}";
