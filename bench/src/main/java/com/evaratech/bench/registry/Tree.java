package com.evaratech.bench.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The tenants and nodes of the bench, made by SQL: 20 distributors with five communities each, five
 * customers in each community, 100,000 nodes spread over all of them, and groups.
 */
final class Tree {

    /** The distributor, community and customer whose people ask. */
    static final UUID DISTRIBUTOR = new UUID(1, 7);

    static final UUID COMMUNITY = new UUID(2, 7);
    static final UUID CUSTOMER = new UUID(3, 7);
    static final UUID GROUP = new UUID(4, 7);

    private static final String MAKE =
            """
            create function pg_temp.tree_id(level integer, i integer) returns uuid
                language sql immutable
                return format('00000000-0000-%s-0000-%s',
                              lpad(to_hex(level), 4, '0'), lpad(to_hex(i), 12, '0'))::uuid;

            insert into registry.distributor (distributor_id, name, slug, created_at)
            select pg_temp.tree_id(1, i % 20), 'Works ' || i, 'works-' || i, now() from generate_series(0, 19) i;

            insert into registry.community
                (community_id, distributor_id, name, slug, region, city, created_at, version)
            select pg_temp.tree_id(2, i % 100), pg_temp.tree_id(1, i % 20),
                   'Campus ' || i, 'campus-' || i, 'Karnataka', 'Bengaluru', now(), 1
            from generate_series(0, 99) i;

            insert into registry.customer
                (customer_id, community_id, distributor_id, name, max_nodes, created_at)
            select pg_temp.tree_id(3, i % 500), pg_temp.tree_id(2, i % 100), pg_temp.tree_id(1, i % 20),
                   'Block ' || i, 1000000, now()
            from generate_series(0, 499) i;

            insert into registry.node
                (node_id, distributor_id, community_id, customer_id, key, label, category, latitude, longitude,
                 location_name, time_zone, expected_interval_seconds, offline_after_seconds, tags, created_at, version)
            select gen_random_uuid(), pg_temp.tree_id(1, i % 20), pg_temp.tree_id(2, i % 100),
                   pg_temp.tree_id(3, i % 500), 'node-' || i,
                   (array['North', 'South', 'East', 'West'])[1 + i % 4] || ' tank ' || (i * 7919) % 100000,
                   (array['OHT', 'OHT', 'OHT', 'SUMP', 'PUMP_HOUSE', 'FLOW_METER', 'BOREWELL', 'GOVT_BOREWELL'])
                       [1 + i / 100 % 8],
                   8 + random() * 20, 70 + random() * 20, 'Block ' || i % 50, 'Asia/Kolkata', 60, 180,
                   array['tag-' || i / 100 % 200, 'all'], now(), 1
            from generate_series(1, 100000) i;

            insert into registry.node_group (group_id, distributor_id, community_id, name, created_at, version)
            select pg_temp.tree_id(4, i % 500), pg_temp.tree_id(1, i % 20), pg_temp.tree_id(2, i % 100),
                   'Group ' || i, now(), 1
            from generate_series(0, 499) i;

            insert into registry.node_group_member (group_number, node_number)
            select g.number, n.number
            from registry.node n
            join registry.node_group g on g.community_id = n.community_id and (n.number + g.number) % 3 = 0;

            -- As in a fleet that works: of a hundred nodes three are silent, one in maintenance, two never reported.
            update registry.node_seen
            set last_seen_ms = 1700000000000, source = 2, partition = number % 16, check_ms = 1700000180000,
                silent_since_ms = case when number % 100 in (7, 47, 87) then 1700000180000 end
            where number % 100 not in (11, 61);
            update registry.node_status s
            set in_maintenance = s.number % 100 = 31,
                silent_since_ms = f.silent_since_ms,
                status = registry.status_of(s.number % 100 = 31, f.last_seen_ms, f.silent_since_ms, s.open_alerts)
            from registry.node_seen f
            where f.number = s.number;
            """;

    private Tree() {}

    /** Makes it, in a registry that has no tenants yet. */
    static void make(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute(MAKE);
            // As autovacuum leaves it within minutes.
            boolean _ = statement.execute("vacuum analyze");
        }
    }
}
