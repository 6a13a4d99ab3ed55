package com.evaratech.node.status;

import static com.evaratech.common.reading.Source.HTTP;
import static com.evaratech.common.reading.Source.THINGSPEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import com.evaratech.node.status.Watching.Watched;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class SilenceIT {

    private static final long HOUR = 3_600;

    @Inject Bus bus;
    @Inject StreamDefinition readings;
    @Inject PublisherLimits limits;
    @Inject StatusConsumer consumer;

    private Watching watching;
    private Watched node;

    @BeforeEach
    void begin() {
        watching = new Watching(bus, readings, limits);
        node = watching.node();
    }

    @AfterEach
    void end() {
        watching.close();
    }

    @Test
    void shouldShowANodeThatNeverReportedAsProvisioningHoweverLongItIs() {
        watching.beat(node, HTTP, 0, HOUR / 4);
        var other = watching.node();
        watching.report(other, HTTP, 0);

        watching.awaitStatus(other, "ONLINE");

        var shown = watching.show(node);
        assertThat(shown.getString("status")).isEqualTo("PROVISIONING");
        assertThat(shown.getString("last_seen_at")).isNull();
        assertThat(shown.getString("silent_since")).isNull();
    }

    @Test
    void shouldNeverMoveBackWhenANodeWasLastSeen() {
        watching.report(node, HTTP, 100);
        watching.report(node, HTTP, 50);
        watching.report(node, HTTP, 70);
        watching.beat(node, HTTP, 100);

        watching.awaitStatus(node, "ONLINE");
        watching.awaitJudged(node, 100);

        assertThat(watching.show(node).getString("last_seen_at"))
                .isEqualTo(watching.at(100).toString());
    }

    @Test
    void shouldFindANodeSilentWhenItsTimeIsUpAndOnlineWithItsNextReading() {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        watching.beat(node, HTTP, 10, 179);
        watching.awaitJudged(node, 179);
        assertThat(watching.show(node).getString("status")).isEqualTo("ONLINE");

        watching.beat(node, HTTP, 180);

        watching.awaitStatus(node, "OFFLINE");
        assertThat(watching.show(node).getString("silent_since"))
                .isEqualTo(watching.at(180).toString());
        watching.report(node, HTTP, 181);
        watching.awaitStatus(node, "ONLINE");
        assertThat(watching.show(node).getString("silent_since")).isNull();
        watching.beat(node, HTTP, 190, 400);
        watching.awaitStatus(node, "OFFLINE");
    }

    @Test
    void shouldNotComeBackByAReadingThatIsOlderThanItsPatience() {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        watching.beat(node, HTTP, 10, 600);
        watching.awaitStatus(node, "OFFLINE");

        watching.report(node, HTTP, 300);

        await().atMost(Watching.PATIENCE)
                .until(
                        () -> watching.show(node).getString("silent_since"),
                        watching.at(480).toString()::equals);
        assertThat(watching.show(node).getString("status")).isEqualTo("OFFLINE");
    }

    @Test
    void shouldCallNobodySilentForAnOutageThatIsLongerThanAnyPatience() {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        watching.awaitStatus(node, "ONLINE");

        watching.beat(node, HTTP, HOUR, HOUR + 179);

        watching.awaitJudged(node, HOUR + 179);
        assertThat(watching.show(node).getString("status")).isEqualTo("ONLINE");
        watching.beat(node, HTTP, HOUR + 180);
        watching.awaitStatus(node, "OFFLINE");
        assertThat(watching.show(node).getString("silent_since"))
                .isEqualTo(watching.at(HOUR + 180).toString());
    }

    /** The registry was away, too: it reads of the outage and of its end all at once. */
    @Test
    void shouldTellNothingOfAnOutageThatItReadsOfLate() throws Exception {
        var channels = watching.node();
        var both = List.of(node, channels);
        beatBothSources(both, 0, 0);
        watching.report(node, HTTP, 0);
        watching.report(channels, THINGSPEAK, 0);
        watching.awaitStatus(node, "ONLINE");
        watching.awaitStatus(channels, "ONLINE");

        consumer.stop();
        // Sent before the outage and taken after it.
        watching.report(node, HTTP, 20);
        watching.poll(channels, HOUR + 1);
        beatBothSources(both, HOUR, HOUR + 170);
        consumer.start();
        watching.awaitJudged(node, HOUR + 170);
        watching.awaitJudged(channels, HOUR + 170);
        watching.report(node, HTTP, HOUR + 175);
        watching.report(channels, THINGSPEAK, HOUR + 175);
        watching.poll(channels, HOUR + 340);
        beatBothSources(both, HOUR + 180, HOUR + 350);
        watching.awaitJudged(node, HOUR + 350);
        watching.awaitJudged(channels, HOUR + 350);

        assertThat(statusesTold(node)).isEqualTo(1);
        assertThat(statusesTold(channels)).isEqualTo(1);
    }

    @Test
    void shouldNotCallANodeSilentForAChannelThatCannotBeRead() {
        watching.beat(node, THINGSPEAK, 0);
        watching.report(node, THINGSPEAK, 0);
        watching.beat(node, THINGSPEAK, 10, 600);
        watching.awaitStatus(node, "ONLINE");
        await().during(Duration.ofSeconds(1))
                .atMost(Watching.PATIENCE)
                .until(() -> watching.show(node).getString("status"), "ONLINE"::equals);
        watching.poll(node, 170);

        watching.poll(node, 185);
        watching.beat(node, THINGSPEAK, 605);

        watching.awaitStatus(node, "OFFLINE");
    }

    @Test
    void shouldFindANodeSilentWhoseChannelIsNoLongerAsked() {
        setChannel();
        watching.beat(node, THINGSPEAK, 0);
        watching.report(node, THINGSPEAK, 0);
        watching.beat(node, THINGSPEAK, 10, 100);
        watching.awaitStatus(node, "ONLINE");

        removeChannel();
        watching.beat(node, THINGSPEAK, 110, 181);

        watching.awaitStatus(node, "OFFLINE");
        assertThat(watching.show(node).getString("silent_since"))
                .isEqualTo(watching.at(180).toString());
    }

    @Test
    void shouldGoByTheChannelAgainOnceThereIsAnother() {
        setChannel();
        watching.beat(node, THINGSPEAK, 0);
        watching.report(node, THINGSPEAK, 0);
        watching.awaitStatus(node, "ONLINE");
        removeChannel();
        setChannel();

        watching.beat(node, THINGSPEAK, 10, 600);

        await().during(Duration.ofSeconds(1))
                .atMost(Watching.PATIENCE)
                .until(() -> watching.show(node).getString("status"), "ONLINE"::equals);
        watching.poll(node, 185);
        watching.beat(node, THINGSPEAK, 605);
        watching.awaitStatus(node, "OFFLINE");
    }

    @Test
    void shouldNotBeginOnlineWithAReadingThatIsOlderThanItsPatience() {
        watching.beat(node, HTTP, 24 * HOUR);

        watching.report(node, HTTP, 0);

        await().atMost(Watching.PATIENCE)
                .until(
                        () -> watching.show(node).getString("status"),
                        is -> !is.equals("PROVISIONING"));
        assertThat(watching.show(node).getString("status")).isEqualTo("OFFLINE");
        assertThat(statusesTold(node)).isEqualTo(1);
        watching.report(node, HTTP, 24 * HOUR);
        watching.awaitStatus(node, "ONLINE");
    }

    private void beatBothSources(List<Watched> nodes, long from, long to) {
        for (Watched each : nodes) {
            watching.beat(each, HTTP, from, to);
            watching.beat(each, THINGSPEAK, from, to);
        }
    }

    /** How often the directory was told that a node is another way. */
    private static long statusesTold(Watched node) {
        return Watching.number(
                "select version from registry.node_status where number = ?", node.number());
    }

    private void setChannel() {
        Person.superadmin()
                .put(
                        "/api/v1/nodes/" + node.id() + "/channel",
                        Map.of(
                                "channel_id",
                                9,
                                "fields",
                                List.of(Map.of("field", 1, "metric", "water_level_percent"))))
                .then()
                .statusCode(201);
    }

    private void removeChannel() {
        Person.superadmin()
                .delete("/api/v1/nodes/" + node.id() + "/channel")
                .then()
                .statusCode(204);
    }

    @Test
    void shouldGoByTheSourceThatReportedLast() {
        watching.report(node, HTTP, 0);
        watching.report(node, THINGSPEAK, 5);
        watching.beat(node, HTTP, 0, 600);
        watching.awaitStatus(node, "ONLINE");
        watching.report(node, HTTP, 300);
        watching.beat(node, HTTP, 605);
        watching.beat(node, THINGSPEAK, 0);

        watching.awaitStatus(node, "OFFLINE");

        assertThat(watching.show(node).getString("silent_since"))
                .isEqualTo(watching.at(480).toString());
    }

    @Test
    void shouldJudgeAnewWithAnotherPatience() {
        var tenant = Tenant.create();
        node = watching.node(tenant);
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        watching.beat(node, HTTP, 10, 200);
        watching.awaitStatus(node, "OFFLINE");
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("offline_after_seconds", 600);

        Person.superadmin().change("/api/v1/nodes/" + tenant.node(), wish).then().statusCode(200);
        watching.beat(node, HTTP, 210);

        watching.awaitStatus(node, "ONLINE");
        watching.beat(node, HTTP, 220, 600);
        watching.awaitStatus(node, "OFFLINE");
    }

    @Test
    void shouldKeepFactsExactWhenPartitionsAreTakenOver() throws Exception {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        consumer.stop();
        watching.report(node, HTTP, 30);
        watching.beat(node, HTTP, 10, 100);
        consumer.start();
        watching.awaitJudged(node, 100);
        consumer.stop();
        watching.beat(node, HTTP, 110, 209);
        consumer.start();
        watching.awaitJudged(node, 209);
        assertThat(watching.show(node).getString("status")).isEqualTo("ONLINE");

        watching.beat(node, HTTP, 210);

        watching.awaitStatus(node, "OFFLINE");
        assertThat(watching.show(node).getString("silent_since"))
                .isEqualTo(watching.at(210).toString());
    }
}
