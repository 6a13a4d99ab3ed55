package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A rule that is edited while nodes are on their way to an alert, or in one. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class EditedRuleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BELOW_TEN =
            """
            {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
             "threshold": 10, "clear_threshold": 12.5, "duration_seconds": %d}
            """;
    private static final String ANOMALY =
            "{\"kind\": \"anomaly\", \"metric\": \"water_level_percent\"}";

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();

    @Test
    void shouldLeaveAnAlertOpenWhenItsRuleIsRenamed() {
        UUID id = rule(fleet, everywhere(), 0);
        send(level(0, 9));
        awaitReasons("open");

        edit(id, "Nearly dry", everywhere(), BELOW_TEN.formatted(0), "critical");
        send(level(1, 8));
        awaitLastValue("8");

        assertThat(alerts(tank)).containsExactly("open 0");
        send(level(2, 20), level(3, 9));
        awaitReasons("resolved cleared", "open");
        assertThat(named()).containsExactly("Low tank 1 critical", "Nearly dry 2 critical");
    }

    @Test
    void shouldKeepSinceWhenAConditionHoldsOverARename() {
        UUID id = rule(fleet, everywhere(), 300);
        send(level(0, 9));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(phases(tank)).containsExactly("pending"));

        edit(id, "Nearly dry", everywhere(), BELOW_TEN.formatted(300), "info");
        send(level(5, 8));

        awaitReasons("open");
        assertThat(alerts(tank)).containsExactly("open 5");
        assertThat(named()).containsExactly("Nearly dry 2 info");
    }

    @Test
    void shouldNotForgetWhatAnAnomalyRuleHasLearnedWhenItsSeverityChanges() {
        UUID id = rule(fleet, everywhere(), ANOMALY);
        send(level(0, 50), level(15, 51));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(memory()).hasSize(1));
        var learned = memory();

        edit(id, "Low tank", everywhere(), ANOMALY, "info");
        // Of the same quarter of an hour: a profile that is there learns nothing of it.
        send(level(16, 51));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Alerting.judged(tank)).containsOnly("16"));

        assertThat(memory()).isEqualTo(learned);
    }

    @Test
    void shouldBeginAnewWhenARuleWatchesForSomethingElse() {
        UUID id = rule(fleet, everywhere(), 0);
        send(level(0, 9));
        awaitReasons("open");

        edit(id, "Low tank", everywhere(), BELOW_TEN.formatted(60), "critical");

        awaitReasons("resolved rule_changed");
        assertThat(phases(tank)).isEmpty();
    }

    @Test
    void shouldBeginAnewWhenARuleWatchesOtherNodes() {
        UUID id = rule(fleet, everywhere(), 0);
        send(level(0, 9));
        awaitReasons("open");

        edit(id, "Low tank", onNode(fleet.tank()), BELOW_TEN.formatted(0), "critical");

        awaitReasons("resolved rule_changed");
        assertThat(phases(tank)).isEmpty();
    }

    @Test
    void shouldKnowARuleThatWasOffForAMomentAsAnother() {
        UUID id = rule(fleet, everywhere(), 0);

        Alerting.asOwner(
                "update alerting.rule set version = 2, enabled = false where id = '%s'"
                        .formatted(id));
        Alerting.asOwner(
                "update alerting.rule set version = 3, enabled = true where id = '%s'"
                        .formatted(id));
        Alerting.asOwner(
                "update alerting.rule set version = 4, name = 'Dry' where id = '%s'".formatted(id));

        assertThat(
                        texts(
                                "select condition_version from alerting.rule where id = '%s'"
                                        .formatted(id)))
                .containsExactly("3");
    }

    private void send(Reading... readings) {
        new Alerting(publisher).send(tank, readings);
    }

    private void edit(UUID id, String name, String binding, String condition, String severity) {
        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .header("If-Match", "\"1\"")
                .body(
                        """
                        {"name": "%s", "binding": %s, "condition": %s, "severity": "%s"}
                        """
                                .formatted(name, binding, condition, severity))
                .put("/api/v1/rules/" + id)
                .then()
                .statusCode(200);
    }

    private List<String> memory() {
        return texts(
                "select memory from alerting.rule_state where node_number = %d"
                        .formatted(tank.number()));
    }

    private List<String> named() {
        return texts(
                """
                select concat_ws(' ', rule_name, rule_version, severity) from alerting.alert
                where node_id = '%s' order by number
                """
                        .formatted(tank.id()));
    }

    private void awaitLastValue(String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        texts(
                                                "select last_value from alerting.alert where node_id = '%s'"
                                                        .formatted(tank.id())))
                                .containsExactly(expected));
    }

    private void awaitReasons(String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(tank)).containsExactly(expected));
    }
}
