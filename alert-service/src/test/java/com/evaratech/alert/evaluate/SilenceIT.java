package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the registry tells of silence becomes alerts without any reading. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject EvaluationConsumer consumer;
    @Inject InstantSource clock;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private Instant now = Instant.EPOCH;
    private long version;

    @BeforeEach
    void look() {
        now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void shouldOpenWhenANodeIsSilentAndEndWhenItReportsAgain() {
        rule(0);
        NodeEntry other = fleet.tank();

        tell(NodeStatus.OFFLINE, now.minusSeconds(90));

        awaitReasons("open");
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', metric, operator, threshold, value >= 90,
                                    extract(epoch from opened_at - pending_since) >= 90)
                                from alerting.alert where node_id = '%s'
                                """
                                        .formatted(tank.id())))
                .containsExactly("silent_seconds gte 0 t t");
        tell(NodeStatus.ONLINE, null);
        awaitReasons("resolved cleared");
        assertThat(phases(tank)).isEmpty();
        assertThat(reasons(other)).isEmpty();
    }

    @Test
    void shouldWaitForAsLongAsTheRuleSays() {
        rule(3_600);
        tell(NodeStatus.OFFLINE, now);
        awaitPhase("pending");

        tell(NodeStatus.OFFLINE, now.minusSeconds(3_601));

        awaitReasons("open");
    }

    @Test
    void shouldOpenWhenTheTimeComesThoughNothingHappens() {
        rule(3);

        tell(NodeStatus.OFFLINE, now);

        awaitReasons("open");
        assertThat(
                        texts(
                                "select value >= 3 from alerting.alert where node_id = '%s'"
                                        .formatted(tank.id())))
                .containsExactly("t");
    }

    @Test
    void shouldForgetAPauseThatEndedInTime() {
        rule(3_600);
        tell(NodeStatus.OFFLINE, now);
        awaitPhase("pending");

        tell(NodeStatus.ONLINE, null);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(phases(tank)).isEmpty());
        assertThat(reasons(tank)).isEmpty();
    }

    @Test
    void shouldWaitForTheEndOfWorkOnTheNode() {
        rule(0);
        tell(NodeStatus.MAINTENANCE, now.minusSeconds(60));
        awaitPhase("pending");
        assertThat(reasons(tank)).isEmpty();

        tell(NodeStatus.OFFLINE, now.minusSeconds(60));

        awaitReasons("open");
        tell(NodeStatus.MAINTENANCE, now.minusSeconds(60));
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));
        new Alerting(publisher).send(fleet.tank(), Alerting.level(0, 50));
        assertThat(reasons(tank)).containsExactly("open");
    }

    @Test
    void shouldOpenForWhoeverIsSilentAlreadyWhenTheRuleIsWritten() {
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));

        rule(0);

        awaitReasons("open");
    }

    @Test
    void shouldKnowAfterARestartWhatIsOpenAndWhatHasEnded() throws Exception {
        rule(0);
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));
        awaitReasons("open");

        consumer.stop();
        consumer.start();
        new Alerting(publisher).send(tank, Alerting.level(0, 50));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(phases(tank)).containsExactly("firing"));
        assertThat(reasons(tank)).containsExactly("open");

        consumer.stop();
        tell(NodeStatus.ONLINE, null);
        consumer.start();
        awaitReasons("resolved cleared");
    }

    @Test
    void shouldOpenForTheCustomerThatASilentNodeIsGivenTo() {
        rule(0);
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));
        awaitReasons("open");
        UUID customer = UUID.randomUUID();

        TestDirectory.publish(
                new NodeEntry(
                        2,
                        tank.id(),
                        tank.number(),
                        tank.kind(),
                        tank.category(),
                        new Placement(fleet.distributorId(), fleet.communityId(), customer),
                        List.of()));

        awaitReasons("resolved unbound", "open");
        assertThat(
                        texts(
                                "select customer_id from alerting.alert where state = 'open' and node_id = '%s'"
                                        .formatted(tank.id())))
                .containsExactly(customer.toString());
    }

    @Test
    void shouldOpenAnotherWhenSilenceOutlastsAnAlertThatAPersonEnded() {
        rule(0);
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));
        awaitReasons("open");

        resolve();
        tell(NodeStatus.OFFLINE, now.minusSeconds(60));

        awaitReasons("resolved by_person", "open");
        assertThat(
                        texts(
                                "select value >= 60 from alerting.alert where node_id = '%s'"
                                        .formatted(tank.id())))
                .containsExactly("t", "t");
    }

    @Test
    void shouldWaitAnewBehindAnAlertThatAPersonEnded() {
        rule(3_600);
        tell(NodeStatus.OFFLINE, now.minusSeconds(3_601));
        awaitReasons("open");

        resolve();
        tell(NodeStatus.OFFLINE, now.minusSeconds(3_601));
        awaitPhase("pending");
        tell(NodeStatus.MAINTENANCE, now.minusSeconds(3_601));
        tell(NodeStatus.OFFLINE, now.minusSeconds(3_601));
        // Judged after all of these.
        NodeEntry other = fleet.tank();
        TestDirectory.publish(
                new StatusEntry(
                        1, other.id(), NodeStatus.OFFLINE, now, now, now.minusSeconds(3_601)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(other)).containsExactly("open"));
        assertThat(reasons(tank)).containsExactly("resolved by_person");
        assertThat(phases(tank)).containsExactly("pending");
    }

    @Test
    void shouldRaiseNoFalseAlarmBehindAStopAndItsBacklog() throws Exception {
        rule(0);
        List<NodeEntry> fleetOfTen = Stream.generate(fleet::tank).limit(10).toList();
        var alerting = new Alerting(publisher);
        fleetOfTen.forEach(node -> alerting.send(node, Alerting.level(0, 50)));
        NodeEntry returned = fleetOfTen.getFirst();

        // Ten minutes in which nobody judges: readings wait, a node falls silent and comes back.
        consumer.stop();
        for (int minute = 1; minute <= 10; minute++) {
            for (NodeEntry node : fleetOfTen) {
                alerting.send(node, Alerting.level(minute, 50));
            }
        }
        TestDirectory.publish(
                new StatusEntry(
                        1, returned.id(), NodeStatus.OFFLINE, now, now, now.minusSeconds(300)));
        TestDirectory.publish(new StatusEntry(2, returned.id(), NodeStatus.ONLINE, now, now, null));
        consumer.start();

        // Whoever is silent still is told of, so the others were looked at.
        tell(NodeStatus.OFFLINE, now.minusSeconds(90));
        awaitReasons("open");
        fleetOfTen.forEach(node -> assertThat(reasons(node)).isEmpty());
        fleetOfTen.forEach(node -> assertThat(phases(node)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndAsItIsWhenAnAlarmAndAReturnRace(boolean isSilentLast) {
        rule(0);
        for (int round = 0; round < 20; round++) {
            tell(
                    isSilentLast ? NodeStatus.ONLINE : NodeStatus.OFFLINE,
                    isSilentLast ? null : now.minusSeconds(90));
            // Looked at before, between, or behind both: nobody waits here.
            tell(
                    isSilentLast ? NodeStatus.OFFLINE : NodeStatus.ONLINE,
                    isSilentLast ? now.minusSeconds(90) : null);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(phases(tank))
                                .isEqualTo(isSilentLast ? List.of("firing") : List.of()));
        // Each of them was looked at when another one that came later is told of.
        NodeEntry other = fleet.tank();
        TestDirectory.publish(
                new StatusEntry(1, other.id(), NodeStatus.OFFLINE, now, now, now.minusSeconds(90)));
        awaitReasons(other, "open");
        assertThat(
                        texts(
                                "select count(*) from alerting.alert where state = 'open' and node_id = '%s'"
                                        .formatted(tank.id())))
                .containsExactly(isSilentLast ? "1" : "0");
    }

    private void resolve() {
        String id =
                texts("select id from alerting.alert where node_id = '%s'".formatted(tank.id()))
                        .getFirst();
        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .post("/api/v1/alerts/" + id + "/resolve")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldRefuseATimeThatIsNone() {
        post(-1).statusCode(400).body("errors[0].field", equalTo("condition.after_seconds"));
        post(604_801).statusCode(400);
    }

    private void rule(long afterSeconds) {
        post(afterSeconds)
                .statusCode(201)
                .body("condition.kind", equalTo("silence"))
                .body("condition.after_seconds", equalTo((int) afterSeconds));
    }

    private Response post(long afterSeconds) {
        return given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .body(
                        Map.of(
                                "name",
                                "Silent tank",
                                "community_id",
                                fleet.communityId(),
                                "binding",
                                Map.of("kind", "community"),
                                "condition",
                                Map.of("kind", "silence", "after_seconds", afterSeconds),
                                "severity",
                                "warning"))
                .post("/api/v1/rules")
                .then();
    }

    private void tell(NodeStatus status, @Nullable Instant silentSince) {
        version++;
        TestDirectory.publish(new StatusEntry(version, tank.id(), status, now, now, silentSince));
    }

    private void awaitReasons(String... expected) {
        awaitReasons(tank, expected);
    }

    private static void awaitReasons(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(node)).containsExactly(expected));
    }

    private void awaitPhase(String phase) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(phases(tank)).containsExactly(phase));
    }
}
