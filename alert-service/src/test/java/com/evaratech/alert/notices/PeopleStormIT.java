package com.evaratech.alert.notices;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.alert.people.Person;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fails at once is told at once, to however many people. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class PeopleStormIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 10_000;
    private static final int PEOPLE = 100;
    private static final int ROUNDS = 4;

    private final Fleet fleet = Fleet.create();
    private final UUID rule = UUID.randomUUID();
    private final long ruleNumber = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
    private final Receiver receiver;

    PeopleStormIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        asOwner("delete from alerting.alert where rule_number = " + ruleNumber);
    }

    @Test
    void shouldTellAHundredPeopleOfTenThousandNodesInOneMessageEach() throws SQLException {
        for (int i = 0; i < PEOPLE; i++) {
            var person = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));
            String channel = person.channel(Map.of("url", receiver.url(), "group_seconds", 600));
            String _ = person.subscribes(channel, Map.of());
        }
        List<AlertFacts> alerts = open();

        for (int round = 0; round < ROUNDS; round++) {
            tell(alerts.subList(round * NODES / ROUNDS, (round + 1) * NODES / ROUNDS));
        }
        assertThat(ours("concat_ws(' ', count(*), sum(cardinality(n.alerts)))", "notice n", ""))
                .containsExactly(PEOPLE * ROUNDS + " " + PEOPLE * NODES);
        asOwner(
                "update alerting.notice set due_at = now() where route_number in (%s)"
                        .formatted(routes()));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        ours(
                                                "concat_ws(' ', n.state, count(*))",
                                                "delivery n",
                                                "group by n.state"))
                                .containsExactly("delivered " + PEOPLE));
        assertThat(receiver.requests()).hasSize(PEOPLE);
        var body = new JsonObject(receiver.requests().getFirst().body());
        assertThat(body.getString("type")).isEqualTo("group");
        assertThat(body.getInteger("opened")).isEqualTo(NODES);
        assertThat(body.getJsonArray("alerts")).hasSize(100);
        assertThat(body.getInteger("left_off")).isEqualTo(NODES - 100);
    }

    @Test
    void shouldNoteNothingThatIsNotCommitted() throws SQLException {
        var person = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));
        String _ = person.subscribes(person.channel(receiver.url()), Map.of());
        List<AlertFacts> alerts = open();

        try (Connection connection = EvaraServers.connectAsRuntime("alerting")) {
            connection.setAutoCommit(false);
            NoticeTable.append(connection, notices(alerts));
            connection.rollback();
        }

        assertThat(ours("count(*)", "notice n", "")).containsExactly("0");
    }

    private String routes() {
        return """
        select r.number from alerting.route r join alerting.person p on p.subject = r.owner
        where p.community_id = '%s'
        """
                .formatted(fleet.communityId());
    }

    /** What there is of this community's people. */
    private List<String> ours(String what, String table, String grouped) {
        return texts(
                "select %s from alerting.%s where n.route_number in (%s) %s"
                        .formatted(what, table, routes(), grouped));
    }

    /** Alerts of as many nodes, as rounds write them. */
    private List<AlertFacts> open() {
        asOwner(
                """
                insert into alerting.alert (id, state, rule_number, rule_id, rule_version, rule_name, severity,
                    node_number, node_id, distributor_id, community_id, metric, operator, threshold, value,
                    last_value, pending_since, opened_at, last_value_at)
                select gen_random_uuid(), 'open', %d, '%s', 1, 'No power', 'critical', place,
                    gen_random_uuid(), '%s', '%s', 'battery_v', 'lt', 3, 2, 2, now(), now(), now()
                from generate_series(1, %d) as place
                """
                        .formatted(
                                ruleNumber,
                                rule,
                                fleet.distributorId(),
                                fleet.communityId(),
                                NODES));
        var place = new Placement(fleet.distributorId(), fleet.communityId(), null);
        List<AlertFacts> opened = new ArrayList<>();
        for (String id : texts("select id from alerting.alert where rule_number = " + ruleNumber)) {
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

    private static List<AlertNotice> notices(List<AlertFacts> alerts) {
        return alerts.stream()
                .map(alert -> new AlertNotice(AlertEvent.Type.OPENED, alert, null))
                .toList();
    }

    private static void tell(List<AlertFacts> alerts) throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime("alerting")) {
            NoticeTable.append(connection, notices(alerts));
        }
    }
}
