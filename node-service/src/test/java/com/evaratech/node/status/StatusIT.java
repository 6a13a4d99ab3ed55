package com.evaratech.node.status;

import static com.evaratech.common.reading.Source.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import com.evaratech.node.status.Watching.Watched;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class StatusIT {

    @Inject Bus bus;
    @Inject StreamDefinition readings;
    @Inject PublisherLimits limits;
    @Inject Directory directory;
    @Inject InstantSource clock;

    private Person superadmin;
    private Watching watching;
    private AlertTeller alerts;
    private Tenant tenant;
    private Watched node;

    @BeforeEach
    void begin() {
        superadmin = Person.superadmin();
        watching = new Watching(bus, readings, limits);
        alerts = new AlertTeller(bus);
        tenant = Tenant.create();
        node = watching.node(tenant);
    }

    @AfterEach
    void end() {
        alerts.close();
        watching.close();
    }

    @Test
    void shouldCountMaintenanceBeforeSilenceBeforeAlertsBeforeReporting() {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        watching.awaitStatus(node, "ONLINE");
        UUID alert = alerts.open(tenant);
        watching.awaitStatus(node, "ALERT");
        watching.beat(node, HTTP, 10, 180);
        watching.awaitStatus(node, "OFFLINE");
        String window = window(Map.of("node_id", tenant.node()), 3_600);
        watching.awaitStatus(node, "MAINTENANCE");

        superadmin.delete(window).then().statusCode(204);
        watching.awaitStatus(node, "OFFLINE");
        watching.report(node, HTTP, 181);
        watching.awaitStatus(node, "ALERT");
        alerts.resolve(tenant, alert);

        watching.awaitStatus(node, "ONLINE");
    }

    @Test
    void shouldTellTheOtherServicesOfEachStatus() {
        assertThat(told()).isEmpty();
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        var _ = awaitTold(NodeStatus.ONLINE);
        var before = told().orElseThrow();

        watching.beat(node, HTTP, 10, 180);

        var offline = awaitTold(NodeStatus.OFFLINE);
        assertThat(offline.silentSince()).isEqualTo(watching.at(180));
        assertThat(offline.lastSeenAt()).isEqualTo(watching.at(0));
        assertThat(offline.version()).isGreaterThan(before.version());
        assertThat(offline.since()).isAfter(before.since());
    }

    @Test
    void shouldTellOfSilenceAlsoWhileWorkIsDone() {
        watching.beat(node, HTTP, 0);
        watching.report(node, HTTP, 0);
        String _ = window(Map.of("node_id", tenant.node()), 3_600);
        var _ = awaitTold(NodeStatus.MAINTENANCE);

        watching.beat(node, HTTP, 10, 180);

        await().atMost(Watching.PATIENCE)
                .until(() -> told().orElseThrow().silentSince(), watching.at(180)::equals);
        assertThat(told().orElseThrow().status()).isEqualTo(NodeStatus.MAINTENANCE);
    }

    @Test
    void shouldBeginAndEndMaintenanceWhenItsTimeComes() {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        var other = superadmin.add("/api/v1/nodes", wish);

        String _ = window(Map.of("community_id", tenant.community()), 8);

        watching.awaitStatus(node, "MAINTENANCE");
        assertThat(superadmin.get("/api/v1/nodes/" + other).<String>path("status"))
                .isEqualTo("MAINTENANCE");
        watching.awaitStatus(node, "PROVISIONING");
        var _ = awaitTold(NodeStatus.PROVISIONING);
    }

    @Test
    void shouldCoverANodeThatIsRegisteredWhileWorkIsDoneOnItsCommunity() {
        String _ = window(Map.of("community_id", tenant.community()), 3_600);
        watching.awaitStatus(node, "MAINTENANCE");
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));

        var later = superadmin.add("/api/v1/nodes", wish);

        await().atMost(Watching.PATIENCE)
                .until(
                        () -> superadmin.get("/api/v1/nodes/" + later).path("status"),
                        "MAINTENANCE"::equals);
    }

    @Test
    void shouldListByStatus() {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        var other = superadmin.add("/api/v1/nodes", wish);
        watching.report(node, HTTP, 0);
        watching.awaitStatus(node, "ONLINE");
        var list = "/api/v1/nodes?community=" + tenant.community() + "&status=";

        assertThat(Pages.allIds(superadmin, list + "ONLINE"))
                .containsExactly(tenant.node().toString());
        assertThat(Pages.allIds(superadmin, list + "PROVISIONING"))
                .containsExactly(other.toString());
        assertThat(Pages.allIds(superadmin, list + "OFFLINE")).isEmpty();
        var refused = superadmin.get(list + "BROKEN");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].field")).isEqualTo("status");
    }

    @Test
    void shouldTakeOverWhichAlertsAreOpenWhenEventsWereMissed() {
        watching.report(node, HTTP, 0);
        UUID missed = alerts.open(tenant);
        watching.awaitStatus(node, "ALERT");

        alerts.forget();
        watching.awaitStatus(node, "ONLINE");
        alerts.forget(missed, tenant.node());

        watching.awaitStatus(node, "ALERT");
    }

    private String window(Map<String, Object> place, long seconds) {
        var wish = new HashMap<String, Object>(place);
        var now = clock.instant();
        wish.put("starts_at", now.toString());
        wish.put("ends_at", now.plusSeconds(seconds).toString());
        wish.put("reason", "New float");
        return "/api/v1/maintenance/" + superadmin.add("/api/v1/maintenance", wish);
    }

    private Optional<StatusEntry> told() {
        return directory.status(tenant.node()).await().atMost(Watching.PATIENCE);
    }

    private StatusEntry awaitTold(NodeStatus status) {
        return await().atMost(Watching.PATIENCE)
                .until(this::told, found -> found.filter(e -> e.status() == status).isPresent())
                .orElseThrow();
    }
}
