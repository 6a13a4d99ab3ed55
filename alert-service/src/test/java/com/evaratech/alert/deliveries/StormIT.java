package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes at once is told at once. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class StormIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Fleet fleet = Fleet.create();
    private final UUID rule = UUID.randomUUID();
    private final long ruleNumber = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
    private final Receiver receiver;

    StormIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        asOwner("delete from alerting.alert where rule_number = " + ruleNumber);
    }

    @Test
    void shouldTellOfTenThousandNodesInOneMessageAndOfLaterOnesInAnUpdate() throws SQLException {
        route(2);

        tell(AlertEvent.Type.OPENED, open(10_000));

        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        JsonObject first = told(0);
        assertThat(first.getString("type")).isEqualTo("group");
        assertThat(first.getInteger("opened")).isEqualTo(10_000);
        assertThat(first.getInteger("resolved")).isZero();
        assertThat(first.getString("severity")).isEqualTo("critical");
        assertThat(first.getString("community_id")).isEqualTo(fleet.communityId().toString());
        assertThat(first.getJsonArray("rules")).hasSize(1);
        assertThat(first.getJsonArray("alerts")).hasSize(100);
        assertThat(first.getInteger("left_off")).isEqualTo(9_900);
        assertThat(first.getString("update_of")).isNull();
        assertThat(receiver.requests().getFirst().delivery())
                .isEqualTo(first.getString("group_id"));

        tell(AlertEvent.Type.OPENED, open(2));
        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 2);
        assertThat(told(1).getInteger("opened")).isEqualTo(2);
        assertThat(told(1).getString("update_of")).isEqualTo(first.getString("group_id"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(states()).containsExactly("delivered 2", "grouped 10002"));
    }

    @Test
    void shouldTellOfOneAsItAlwaysDoes() throws SQLException {
        route(1);

        tell(AlertEvent.Type.OPENED, open(1));

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        assertThat(told(0).getString("type")).isEqualTo("opened");
    }

    @Test
    void shouldTellNobodyOfWhatBeganAndEndedWithinTheTime() throws SQLException {
        route(60);
        List<AlertFacts> passing = open(3);
        List<AlertFacts> lasting = open(2);

        tell(AlertEvent.Type.OPENED, passing);
        tell(AlertEvent.Type.OPENED, lasting);
        tell(AlertEvent.Type.RESOLVED, passing);
        asOwner(
                "update alerting.delivery set due_at = now(), written_by = pg_current_xact_id()"
                        + " where community_id = '%s'".formatted(fleet.communityId()));

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        assertThat(told(0).getInteger("opened")).isEqualTo(2);
        assertThat(states()).contains("spared 6");
    }

    @Test
    void shouldTellNoEndBeforeABeginningThatIsHeldForAMoment() throws SQLException {
        route(60);
        List<AlertFacts> held = open(1);
        tell(AlertEvent.Type.OPENED, held);
        asOwner(
                """
                update alerting.delivery
                set held = 'maintenance', due_at = now() + interval '30 seconds'
                where community_id = '%s'
                """
                        .formatted(fleet.communityId()));

        tell(AlertEvent.Type.OPENED, open(2));
        tell(AlertEvent.Type.RESOLVED, held);
        asOwner(
                "update alerting.delivery set due_at = now(), written_by = pg_current_xact_id()"
                        + " where held is null and community_id = '%s'"
                                .formatted(fleet.communityId()));

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        assertThat(told(0).getInteger("opened")).isEqualTo(2);
        assertThat(told(0).getInteger("resolved")).isZero();
    }

    @Test
    void shouldTellInOneMessageWhatCameWhileAReceiverWasAway() throws SQLException {
        receiver.behave(Manner.FAILS);
        route(1);
        tell(AlertEvent.Type.OPENED, open(2));
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        for (int i = 0; i < 3; i++) {
            tell(AlertEvent.Type.OPENED, open(2));
        }
        asOwner(
                """
                update alerting.delivery set due_at = now() - interval '1 minute', written_by = pg_current_xact_id()
                where event = 'opened' and state = 'waiting' and community_id = '%s'
                """
                        .formatted(fleet.communityId()));

        receiver.behave(Manner.TAKES);
        asOwner(
                "update alerting.route set rests_until = null where community_id = '%s'"
                        .formatted(fleet.communityId()));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(states()).containsExactly("delivered 2", "grouped 8"));
        assertThat(told(receiver.requests().size() - 1).getInteger("opened")).isEqualTo(6);
    }

    private JsonObject told(int place) {
        return new JsonObject(receiver.requests().get(place).body());
    }

    private List<String> states() {
        return texts(
                """
                select concat(state, ' ', count(*)) from alerting.delivery
                where community_id = '%s' group by state order by state
                """
                        .formatted(fleet.communityId()));
    }

    private void route(int groupSeconds) {
        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .body(
                        Map.of(
                                "name",
                                "Control room",
                                "community_id",
                                fleet.communityId(),
                                "url",
                                receiver.url(),
                                "pace",
                                Map.of("group_seconds", groupSeconds)))
                .post("/api/v1/alert-routes")
                .then()
                .statusCode(201);
    }

    /** Alerts of as many nodes, as rounds write them. */
    private List<AlertFacts> open(int count) {
        asOwner(
                """
                insert into alerting.alert (id, state, rule_number, rule_id, rule_version, rule_name, severity,
                    node_number, node_id, distributor_id, community_id, metric, operator, threshold, value,
                    last_value, pending_since, opened_at, last_value_at)
                select gen_random_uuid(), 'open', %d, '%s', 1, 'No power', 'critical',
                    (select coalesce(max(node_number), 0) from alerting.alert where rule_number = %1$d) + place,
                    gen_random_uuid(), '%s', '%s', 'battery_v', 'lt', 3, 2, 2, now(), now(), now()
                from generate_series(1, %d) as place
                """
                        .formatted(
                                ruleNumber,
                                rule,
                                fleet.distributorId(),
                                fleet.communityId(),
                                count));
        var place = new Placement(fleet.distributorId(), fleet.communityId(), null);
        List<AlertFacts> opened = new ArrayList<>();
        for (String id :
                texts(
                        "select id from alerting.alert where rule_number = %d order by number desc limit %d"
                                .formatted(ruleNumber, count))) {
            opened.add(
                    new AlertFacts(
                            UUID.fromString(id),
                            rule,
                            "No power",
                            "critical",
                            UUID.randomUUID(),
                            place,
                            new Crossing("battery_v", "lt", 3, 2),
                            Alerting.NOON,
                            null));
        }
        return opened;
    }

    private static void tell(AlertEvent.Type type, List<AlertFacts> alerts) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("alerting")) {
            DeliveryTable.append(
                    connection,
                    alerts.stream()
                            .map(alert ->
                                    type == AlertEvent.Type.OPENED
                                            ? alert
                                            : alert.ended(new Ending(Alerting.NOON, "cleared"), 4))
                            .map(alert -> new AlertNotice(type, alert, null))
                            .toList());
        }
    }
}
