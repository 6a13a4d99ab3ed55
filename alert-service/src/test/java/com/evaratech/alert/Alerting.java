package com.evaratech.alert;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.EvaraServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests of alerts do: write rules, send water levels, look at the tables. */
public record Alerting(ReadingsPublisher publisher) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Readings of the tests are of this day. */
    public static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /** A rule of the community: water level below 10 %, clear at 12.5 %. */
    public static UUID rule(Fleet fleet, String binding, int durationSeconds) {
        return rule(
                fleet,
                binding,
                """
                {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
                 "threshold": 10, "clear_threshold": 12.5, "duration_seconds": %d}
                """
                        .formatted(durationSeconds));
    }

    /** A rule of a condition. */
    public static UUID rule(Fleet fleet, String binding, String condition) {
        String body =
                """
                {"name": "Low tank", "community_id": "%s", "binding": %s, "condition": %s,
                 "severity": "critical"}
                """
                        .formatted(fleet.communityId(), binding, condition);
        String id =
                given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                        .asJson()
                        .body(body)
                        .post("/api/v1/rules")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        return UUID.fromString(id);
    }

    public static String everywhere() {
        return "{\"kind\": \"community\"}";
    }

    public static String onNode(NodeEntry node) {
        return "{\"kind\": \"node\", \"node_id\": \"%s\"}".formatted(node.id());
    }

    /** A level of noon and as many minutes. */
    public static Reading level(int minute, double percent) {
        return Reading.of(
                NOON.plusSeconds(60L * minute), Map.of(Metric.WATER_LEVEL_PERCENT, percent));
    }

    /** Sends readings in one entry. */
    public void send(NodeEntry node, Reading... readings) {
        Accepted _ = place(node, readings);
    }

    /** The same; returns where the entry is. */
    public Accepted place(NodeEntry node, Reading... readings) {
        var batch =
                new NodeReadings(
                        node.number(),
                        Kind.valueOf(node.kind()),
                        Source.HTTP,
                        NOON,
                        Arrays.asList(readings));
        // The bus may be on its way back from a test that took it away.
        return (Accepted)
                await().atMost(PATIENCE)
                        .pollInSameThread()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(POLL)
                        .until(() -> publisher.publish(batch).join(), Accepted.class::isInstance);
    }

    /** A node's alerts, oldest first: {@code state opened_at resolved_at reason}, in minutes. */
    public static List<String> alerts(NodeEntry node) {
        return texts(
                """
                select concat_ws(' ', state,
                                 extract(epoch from opened_at - timestamptz '2026-05-01T12:00Z')::int / 60,
                                 extract(epoch from resolved_at - timestamptz '2026-05-01T12:00Z')::int / 60,
                                 resolved_reason)
                from alerting.alert where node_id = '%s' order by number
                """
                        .formatted(node.id()));
    }

    /** State of a node's alerts, and why they ended, in their order. */
    public static List<String> reasons(NodeEntry node) {
        return texts(
                """
                select concat_ws(' ', state, resolved_reason) from alerting.alert
                where node_id = '%s' order by number
                """
                        .formatted(node.id()));
    }

    /** How far a node is: its phases under all its rules. */
    public static List<String> phases(NodeEntry node) {
        return texts(
                "select phase from alerting.rule_state where node_number = %d order by rule_number"
                        .formatted(node.number()));
    }

    /** The newest reading judged of a node, in minutes of noon; empty while none was. */
    public static List<String> judged(NodeEntry node) {
        return texts(
                """
                select (evaluated - %d) / 60000
                from alerting.node_judged, unnest(evaluated_ms) as evaluated where node_number = %d
                """
                        .formatted(NOON.toEpochMilli(), node.number()));
    }

    /** The first column of a query. */
    public static List<String> texts(String sql) {
        try (Connection connection = EvaraServers.connectAsRuntime("alerting");
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes what no API changes; something must be there to be changed. */
    public static void asOwner(String sql) {
        assertThat(changedAsOwner(sql)).isPositive();
    }

    /**
     * The same of what may be over by then.
     *
     * @return how many rows were changed
     */
    public static int changedAsOwner(String sql) {
        try (Connection connection = EvaraServers.connectAsOwner("alerting");
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
