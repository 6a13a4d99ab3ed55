package com.evaratech.bench.alerts.large;

import com.evaratech.alert.rules.Threshold;
import com.evaratech.bench.site.TenRules;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.stream.StreamDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules of a large fleet and the states of its nodes under them, made by SQL. */
final class StoredStates {

    /** The readings of all services. */
    static final StreamDefinition READINGS = ReadingsStream.of(16);

    private static final String RULES =
            """
            insert into alerting.rule
                (id, version, distributor_id, community_id, name, severity, enabled, created_at, bound_to, kind,
                 metric, operator, threshold, clear_threshold, duration_seconds)
            select gen_random_uuid(), 1, ?, community_id, 'Rule ' || place, 'warning', true, now(), 'community',
                'threshold', metric, operator, threshold, clear_threshold, duration_seconds
            from unnest(?::uuid[]) as community_id,
                unnest(?::text[], ?::text[], ?::float8[], ?::float8[], ?::int[]) with ordinality
                    as given (metric, operator, threshold, clear_threshold, duration_seconds, place)
            """;

    private static final String SILENCE =
            """
            insert into alerting.rule
                (id, version, distributor_id, community_id, name, severity, enabled, created_at, bound_to, kind,
                 duration_seconds)
            select gen_random_uuid(), 1, ?, community_id, 'Silent', 'warning', true, now(), 'community',
                'silence', ?
            from unnest(?::uuid[]) as community_id
            """;

    private static final String STATES =
            """
            with node as (
                select number, partition, (?::uuid[])[1 + (number - 1) / ?] as community_id
                from unnest(?::int[]) with ordinality as given (partition, number)),
            state as (
                insert into alerting.rule_state
                    (rule_number, node_number, partition, rule_version, evaluated_ms, phase)
                select rule.number, node.number, node.partition, 1, ?, 'ok'
                from node join alerting.rule on rule.community_id = node.community_id
                where rule.kind = 'threshold'
                returning rule_number, node_number, partition, evaluated_ms)
            insert into alerting.node_judged (node_number, partition, rule_numbers, evaluated_ms)
            select node_number, min(partition), array_agg(rule_number), array_agg(evaluated_ms)
            from state group by node_number
            """;

    private final Connection admin;
    private final Object[] communities;
    private final int nodes;

    /** Of so many nodes, in the services' database. */
    StoredStates(Connection admin, int nodes) {
        this.admin = admin;
        this.nodes = nodes;
        int count = (nodes + LargeFleet.IN_A_COMMUNITY - 1) / LargeFleet.IN_A_COMMUNITY;
        this.communities = IntStream.range(0, count).mapToObj(LargeFleet::community).toArray();
    }

    /** Ten rules for each community. */
    void writeRules() throws SQLException {
        List<Threshold> rules = TenRules.CONDITIONS;
        try (var statement = admin.prepareStatement(RULES)) {
            statement.setObject(1, LargeFleet.distributor());
            statement.setArray(2, admin.createArrayOf("uuid", communities));
            array(3, statement, "text", rules.stream().map(rule -> rule.metric().code()));
            array(4, statement, "text", rules.stream().map(rule -> rule.operator().code()));
            array(5, statement, "float8", rules.stream().map(Threshold::threshold));
            array(6, statement, "float8", rules.stream().map(Threshold::clearThreshold));
            array(7, statement, "int", rules.stream().map(Threshold::durationSeconds));
            int _ = statement.executeUpdate();
        }
    }

    private void array(int place, PreparedStatement statement, String type, Stream<?> values)
            throws SQLException {
        statement.setArray(place, admin.createArrayOf(type, values.toArray()));
    }

    /** A rule of silence for each community, which waits for so long. */
    void writeSilence(int afterSeconds) throws SQLException {
        try (var statement = admin.prepareStatement(SILENCE)) {
            statement.setObject(1, LargeFleet.distributor());
            statement.setInt(2, afterSeconds);
            statement.setArray(3, admin.createArrayOf("uuid", communities));
            int _ = statement.executeUpdate();
        }
    }

    /**
     * A state of each node under each threshold: nothing is the matter.
     *
     * @param judged the newest reading of all nodes
     */
    void write(Instant judged) throws SQLException {
        Object[] partitions =
                IntStream.rangeClosed(1, nodes).mapToObj(READINGS::partitionOf).toArray();
        try (var statement = admin.prepareStatement(STATES)) {
            statement.setArray(1, admin.createArrayOf("uuid", communities));
            statement.setInt(2, LargeFleet.IN_A_COMMUNITY);
            statement.setArray(3, admin.createArrayOf("int", partitions));
            statement.setLong(4, judged.toEpochMilli());
            int _ = statement.executeUpdate();
        }
        try (var statement = admin.createStatement()) {
            boolean _ =
                    statement.execute("vacuum (analyze) alerting.rule_state, alerting.node_judged");
            boolean _ = statement.execute("checkpoint");
        }
    }
}
