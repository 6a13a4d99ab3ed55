package com.evaratech.alert.trial;

import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.trial.HistoryServer.Manner;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dry runs of rules over the history of their nodes. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class TrialIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SPAN =
            "\"from\": \"2026-05-01T00:00:00Z\", \"to\": \"2026-05-03T00:00:00Z\"";
    private static final String BELOW_TEN =
            """
            {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
             "threshold": 10, "clear_threshold": 12.5, "duration_seconds": 120}
            """;

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final String token = fleet.token(Role.COMMUNITY_ADMIN);
    private HistoryServer history;

    @BeforeEach
    void open() throws IOException {
        history = HistoryServer.open();
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void shouldTellOfThePastWhatWasToldOfTheSameReadingsLive() {
        NodeEntry tank = fleet.tank();
        UUID rule = rule(fleet, everywhere(), BELOW_TEN);
        var random = new Random(7);
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 300; minute++) {
            double percent = 11 + 8 * Math.sin(minute / 12.0) + random.nextGaussian();
            readings.add(level(minute, Math.max(0, percent)));
        }
        history.put(tank, readings);
        new Alerting(publisher).send(tank, readings.toArray(Reading[]::new));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Alerting.judged(tank)).containsOnly("299"));

        JsonPath answer =
                run("{\"rule_id\": \"%s\", %s}".formatted(rule, SPAN))
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        List<String> live =
                texts(
                        """
                        select concat_ws(' ', to_char(pending_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            coalesce(to_char(resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'null'),
                            message)
                        from alerting.alert where node_id = '%s' order by number
                        """
                                .formatted(tank.id()));
        assertThat(live).hasSizeGreaterThan(2);
        List<Map<String, Object>> tried = answer.getList("nodes[0].first");
        assertThat(
                        tried.stream()
                                .map(one ->
                                        List.of(
                                                        "pending_since",
                                                        "opened_at",
                                                        "resolved_at",
                                                        "message")
                                                .stream()
                                                .map(field -> String.valueOf(one.get(field)))
                                                .collect(joining(" ")))
                                .toList())
                .isEqualTo(live);
        assertThat(answer.getLong("nodes[0].alerts")).isEqualTo(live.size());
        assertThat(answer.getLong("summary.readings")).isEqualTo(300);
        assertThat(answer.getBoolean("summary.complete")).isTrue();
    }

    @Test
    void shouldAskForTheHistoryAsTheCallerAndWriteNothing() {
        NodeEntry tank = fleet.tank();
        history.put(tank, List.of(level(0, 5), level(2, 5), level(3, 50)));

        run(wished(everywhere(), BELOW_TEN))
                .statusCode(200)
                .body("nodes", hasSize(1))
                .body("nodes[0].node_id", equalTo(tank.id().toString()))
                .body("nodes[0].readings", equalTo(3))
                .body("nodes[0].alerts", equalTo(1))
                .body("nodes[0].open", equalTo(false))
                .body("nodes[0].open_seconds", equalTo(60))
                .body("nodes[0].first[0].value", equalTo(5f))
                .body("nodes[0].first[0].last_value", equalTo(50f))
                .body("summary.nodes_with_alerts", equalTo(1));

        assertThat(history.callers()).containsExactly("Bearer " + token);
        assertThat(Alerting.alerts(tank)).isEmpty();
        assertThat(
                        texts(
                                "select count(*) from alerting.rule where community_id = '%s'"
                                        .formatted(fleet.communityId())))
                .containsExactly("0");
    }

    @Test
    void shouldReadWordsAndPassOverReadingsWithoutAValue() {
        NodeEntry meter = fleet.flowMeter(ZoneId.of("UTC"));
        double running = Metric.PUMP_STATUS.placeOf("RUNNING").orElseThrow();
        history.put(
                meter,
                List.of(
                        at(0, Map.of(Metric.PUMP_STATUS, running)),
                        at(1, Map.of(Metric.TEMPERATURE_C, 20.0)),
                        at(2, Map.of(Metric.FLOW_RATE_LPM, 0.0)),
                        at(4, Map.of(Metric.FLOW_RATE_LPM, 0.0))));

        run(wished(
                        everywhere(),
                        "{\"kind\": \"dry_run\", \"min_flow_lpm\": 5, \"duration_seconds\": 120}"))
                .statusCode(200)
                .body("nodes[0].readings", equalTo(3))
                .body("nodes[0].open", equalTo(true))
                .body("nodes[0].first[0].opened_at", equalTo("2026-05-01T12:04:00Z"))
                .body("nodes[0].first[0].message", containsString("The pump runs"));
    }

    @Test
    void shouldGoThroughManyNodesInTheirOrderAndOnlyThoseThatTheRuleWatches() {
        List<NodeEntry> tanks = IntStream.range(0, 120).mapToObj(_ -> fleet.tank("roof")).toList();
        NodeEntry _ = fleet.tank();
        NodeEntry _ = Fleet.create().tank("roof");
        tanks.forEach(tank -> history.put(tank, List.of(level(0, 5), level(2, 5))));

        run(wished("{\"kind\": \"tag\", \"tag\": \"roof\"}", BELOW_TEN))
                .statusCode(200)
                .body("summary.nodes", equalTo(120))
                .body("summary.alerts", equalTo(120))
                .body("nodes", hasSize(120));

        assertThat(history.callers()).hasSize(3);
        run("""
        {"rule": %s, "node_ids": ["%s"], %s}
        """
                        .formatted(
                                rulewish("{\"kind\": \"tag\", \"tag\": \"x\"}", BELOW_TEN),
                                tanks.getFirst().id(),
                                SPAN))
                .statusCode(200)
                .body("summary.nodes", equalTo(1))
                .body("summary.alerts", equalTo(1));
    }

    @Test
    void shouldCountMoreAlertsThanItLists() {
        NodeEntry tank = fleet.tank();
        history.put(
                tank,
                IntStream.range(0, 200)
                        .mapToObj(minute -> level(minute, minute % 4 < 3 ? 5 : 50))
                        .toList());

        run(wished(everywhere(), BELOW_TEN))
                .statusCode(200)
                .body("nodes[0].alerts", equalTo(50))
                .body("nodes[0].first", hasSize(20));
    }

    @Test
    void shouldSayThatThereIsNoHistoryNow() {
        NodeEntry _ = fleet.tank();
        history.behave(Manner.REFUSES);

        run(wished(everywhere(), BELOW_TEN))
                .statusCode(503)
                .body("code", equalTo("dependency_unavailable"));
        // Whatever was refused takes nobody's room.
        for (int again = 0; again < 3; again++) {
            run(wished(everywhere(), BELOW_TEN)).statusCode(503);
        }
        history.behave(Manner.ANSWERS);
        run(wished(everywhere(), BELOW_TEN)).statusCode(200);
    }

    @Test
    void shouldSayWhenItIsNotWhole() {
        List<NodeEntry> tanks = IntStream.range(0, 60).mapToObj(_ -> fleet.tank()).toList();
        tanks.forEach(tank -> history.put(tank, List.of(level(0, 5), level(2, 5))));

        history.behave(Manner.ANSWERS_ONCE);
        run(wished(everywhere(), BELOW_TEN))
                .statusCode(200)
                .body("nodes", hasSize(50))
                .body("summary.complete", equalTo(false));
        history.behave(Manner.BREAKS_OFF);
        run(wished(everywhere(), BELOW_TEN))
                .statusCode(200)
                .body("nodes", hasSize(0))
                .body("summary.complete", equalTo(false));
        history.behave(Manner.STALLS);
        run(wished(everywhere(), BELOW_TEN))
                .statusCode(200)
                .body("nodes", hasSize(0))
                .body("summary.complete", equalTo(false));
    }

    @Test
    void shouldSayWhatIsWrongWithAWish() {
        NodeEntry tank = fleet.tank();
        NodeEntry foreign = Fleet.create().tank();

        run("{}").statusCode(400).body("errors[0].field", equalTo("rule"));
        run("{\"rule\": {}}")
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(
                                List.of(
                                        "rule.name",
                                        "rule.community_id",
                                        "rule.binding",
                                        "rule.condition",
                                        "rule.severity")));
        run(wished(everywhere(), "{\"kind\": \"silence\"}"))
                .statusCode(400)
                .body("errors[0].field", equalTo("rule.condition.kind"));
        run("""
        {"rule": %s, "node_ids": [], "from": "2026-01-01T00:00:00Z", "to": "2026-05-01T00:00:00Z"}
        """
                        .formatted(rulewish(everywhere(), BELOW_TEN)))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("from", "node_ids")));
        run("""
        {"rule": %s, "node_ids": ["%s", "%s"]}
        """
                        .formatted(rulewish(everywhere(), BELOW_TEN), tank.id(), foreign.id()))
                .statusCode(404)
                .body("errors[0].field", equalTo("node_ids[1]"));
        run("{\"rule_id\": \"%s\"}".formatted(rule(Fleet.create(), everywhere(), 0)))
                .statusCode(404)
                .body("code", equalTo("rule_not_found"));
    }

    private static Reading at(int minute, Map<Metric, Double> values) {
        Instant when = Alerting.NOON.plusSeconds(60L * minute);
        return Reading.of(when, values);
    }

    private String wished(String binding, String condition) {
        return "{\"rule\": %s, %s}".formatted(rulewish(binding, condition), SPAN);
    }

    private String rulewish(String binding, String condition) {
        return """
        {"name": "Tried", "community_id": "%s", "binding": %s, "condition": %s, "severity": "info"}
        """
                .formatted(fleet.communityId(), binding, condition);
    }

    private Response run(String body) {
        return given().bearer(token).asJson().body(body).post("/api/v1/rules/dry-run").then();
    }
}
