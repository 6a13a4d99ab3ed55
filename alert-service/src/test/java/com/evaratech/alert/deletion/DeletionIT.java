package com.evaratech.alert.deletion;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.judged;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A node's end, from the entry that tells of it to the last row. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeletionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final UUID export = UUID.randomUUID();

    @Test
    void shouldEndAndExportAlertsAndRemoveAllThereIs() throws IOException {
        NodeEntry tank = fleet.tank();
        NodeEntry other = fleet.tank();
        UUID own = rule(fleet, onNode(tank), 0);
        UUID common = rule(fleet, everywhere(), 0);
        var alerting = new Alerting(publisher);
        alerting.send(other, level(0, 9));
        alerting.send(tank, level(0, 9), level(1, 20), level(2, 8));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts(tank)).hasSize(4).contains("open 2"));
        await().atMost(PATIENCE).until(() -> alerts(other), List.of("open 0")::equals);

        forget(tank);
        // The directory still knows it: it is the number that is rejected.
        alerting.send(tank, level(3, 7));

        awaitRemoved(tank);
        List<JsonPath> lines = lines();
        assertThat(lines.stream().map(line -> line.getString("type")))
                .containsExactly("rule", "alert", "alert", "alert", "alert");
        assertThat(lines.getFirst().getString("value.id")).isEqualTo(own.toString());
        assertThat(lines.stream().skip(1).map(line -> line.getString("value.resolved_reason")))
                .containsExactlyInAnyOrder("cleared", "cleared", "node_deleted", "node_deleted");
        assertThat(alerts(tank)).isEmpty();
        assertThat(phases(tank)).isEmpty();
        assertThat(judged(tank)).isEmpty();
        assertThat(alerts(other)).containsExactly("open 0");
        assertThat(rules()).containsExactly(common.toString());
        assertThat(
                        texts(
                                """
                                select actor || ' ' || action from alerting.audit
                                where subject_id = '%s' order by number
                                """
                                        .formatted(own)))
                .hasSize(2)
                .last()
                .isEqualTo("node-deletion removed");
    }

    @Test
    void shouldJudgeNothingThatComesBehindTheDeletion() {
        NodeEntry tank = fleet.tank();
        NodeEntry other = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        forget(tank);
        awaitRemoved(tank);

        var alerting = new Alerting(publisher);
        awaitPassed(alerting.place(tank, level(0, 9)));
        alerting.send(other, level(0, 9));

        await().atMost(PATIENCE).until(() -> alerts(other), List.of("open 0")::equals);
        assertThat(alerts(tank)).isEmpty();
        assertThat(phases(tank)).isEmpty();
    }

    private List<String> rules() {
        return texts(
                "select id from alerting.rule where community_id = '%s'"
                        .formatted(fleet.communityId()));
    }

    private void forget(NodeEntry node) {
        var forget =
                new Forget(
                        node.number(),
                        node.id(),
                        export,
                        Kind.TANK,
                        node.placement(),
                        Alerting.NOON,
                        Alerting.NOON.plus(Duration.ofDays(36_500)));
        await().atMost(PATIENCE).until(() -> publisher.publish(forget).join() instanceof Accepted);
    }

    private static void awaitRemoved(NodeEntry node) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                texts(
                                        "select state from alerting.forgotten_node where number = "
                                                + node.number()),
                        List.of("removed")::equals);
    }

    /** Waits until an entry has been read. */
    private static void awaitPassed(Accepted entry) {
        String passed =
                """
                select 'passed' from alerting.stream_position
                where partition = %d and (position_ms, position_seq) >= (%s)
                """
                        .formatted(entry.partition(), entry.id().toString().replace('-', ','));
        await().atMost(PATIENCE).until(() -> texts(passed), List.of("passed")::equals);
    }

    private List<JsonPath> lines() throws IOException {
        byte[] file =
                given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                        .get("/api/v1/exports/" + export + "/alerting")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonPath::new)
                    .toList();
        }
    }
}
