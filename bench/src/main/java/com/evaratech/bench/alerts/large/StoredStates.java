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

/** Rules of a large fleet, the states of its nodes under them and their alerts, made by SQL. */
final class StoredStates {

    /** The readings of all services. */
    static final StreamDefinition READINGS = ReadingsStream.of(16);

    // One tank in fifty has an alert, one in twenty is on its way to one: a rule of a day, so that
    // no
    // length of a bench makes it one.
    private static final int FIRING = 50;
    private static final int PENDING = 20;
    private static final int FIRING_RULE = 8;
    private static final int PENDING_RULE = 9;
    private static final double FIRING_PPM = 2_000;
    private static final double PENDING_PPM = 600;
    private static final double USUAL_PPM = 300;

    private static final String RULES =
            """
            insert into alerting.rule
                (id, version, distributor_id, community_id, name, severity, enabled, created_at, bound_to, kind,
                 metric, operator, threshold, clear_threshold, duration_seconds)
            select gen_random_uuid(), 1, ?, community_id, 'Rule ' || place, 'warning', true, now(), 'community',
                'threshold', metric, operator, threshold, clear_threshold,
                case when duration_seconds > 0 then 86400 else 0 end
            from unnest(?::uuid[]) as community_id,
                unnest(?::text[], ?::text[], ?::float8[], ?::float8[], ?::int[]) with ordinality
                    as given (metric, operator, threshold, clear_threshold, duration_seconds, place)
            """;

    private static final String RATE =
            """
            insert into alerting.rule
                (id, version, distributor_id, community_id, name, severity, enabled, created_at, bound_to, kind,
                 metric, operator, threshold, window_seconds, duration_seconds)
            select gen_random_uuid(), 1, ?, community_id, 'Rate', 'warning', true, now(), 'community',
                'rate_of_change', 'temperature_c', 'gt', 20, 3600, 0
            from unnest(?::uuid[]) as community_id
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
                    (rule_number, node_number, partition, rule_version, evaluated_ms, phase, since_ms, memory)
                select rule.number, node.number, node.partition, 1, judged_ms, phase,
                    case when phase <> 'ok' then judged_ms end,
                    case when rule.kind = 'rate_of_change' then array[4::float8] || array(
                        select unnest(array[(judged_ms - (16 - place) * 225000)::float8, 25::float8])
                        from generate_series(1, 16) as place) end
                from node
                join alerting.rule on rule.community_id = node.community_id
                cross join (select ?::bigint as judged_ms) given
                cross join lateral (
                    select case when node.number %% %d = 0 and rule.name = 'Rule %d' then 'firing'
                        when (node.number %% %1$d = 0 or node.number %% %d = 0) and rule.name = 'Rule %d'
                            then 'pending'
                        else 'ok' end as phase) far
                where rule.kind <> 'silence'
                returning rule_number, node_number, partition, evaluated_ms)
            insert into alerting.node_judged (node_number, partition, rule_numbers, evaluated_ms)
            select node_number, min(partition), array_agg(rule_number), array_agg(evaluated_ms)
            from state group by node_number
            """
                    .formatted(FIRING, FIRING_RULE, PENDING, PENDING_RULE);

    private static final String ALERTS =
            """
            insert into alerting.alert
                (id, state, rule_number, rule_id, rule_version, rule_name, severity, node_number, node_id,
                 distributor_id, community_id, metric, operator, threshold, value, last_value, pending_since,
                 opened_at, last_value_at, message, category)
            select gen_random_uuid(), 'open', r.number, r.id, 1, r.name, r.severity, s.node_number,
                ('00000000-0000-0003-0000-' || lpad(to_hex(s.node_number), 12, '0'))::uuid,
                r.distributor_id, r.community_id, r.metric, r.operator, r.threshold, %s, %1$s,
                to_timestamp(s.since_ms / 1000.0), to_timestamp(s.since_ms / 1000.0),
                to_timestamp(s.evaluated_ms / 1000.0), 'Much is dissolved', 'OHT'
            from alerting.rule_state s join alerting.rule r on r.number = s.rule_number
            where s.phase = 'firing'
            """
                    .formatted(FIRING_PPM);

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

    /** What is dissolved in a tank's water, by which it stays as its states are. */
    static double tdsPpm(int number) {
        if (number % FIRING == 0) {
            return FIRING_PPM;
        }
        return number % PENDING == 0 ? PENDING_PPM : USUAL_PPM;
    }

    /** Ten rules for each community: nine thresholds, and a rate that nothing reaches. */
    void writeRules() throws SQLException {
        try (var statement = admin.prepareStatement(RATE)) {
            statement.setObject(1, LargeFleet.distributor());
            statement.setArray(2, admin.createArrayOf("uuid", communities));
            int _ = statement.executeUpdate();
        }
        List<Threshold> rules = TenRules.CONDITIONS.subList(0, PENDING_RULE);
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
     * A state of each node under each rule: with most of them nothing is the matter, some have an
     * alert, some may get one; and the hour that a rate is told by.
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
            int _ = statement.executeUpdate(ALERTS);
            boolean _ =
                    statement.execute(
                            "vacuum (analyze) alerting.rule_state, alerting.node_judged, alerting.alert");
            boolean _ = statement.execute("checkpoint");
        }
    }
}
