package com.evaratech.node.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.evaratech.common.access.Role;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What the registry does when a node is deleted. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeDeletionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Directory directory;
    @Inject Bus bus;
    @Inject StreamDefinition readings;

    private Person superadmin;
    private Tenant tenant;
    private String node;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        node = "/api/v1/nodes/" + tenant.node();
    }

    @Test
    void shouldBeGoneWithTheAnswerFromListsAndTheDirectory() {
        superadmin.put(node + "/channel", channel()).then().statusCode(201);
        String key = superadmin.post(node + "/keys", Map.of()).path("id");
        await().atMost(PATIENCE).until(() -> isKnown(key));

        String location =
                superadmin
                        .deleteIfMatch(node, "*")
                        .then()
                        .statusCode(202)
                        .body("node_id", equalTo(tenant.node().toString()))
                        .extract()
                        .header("Location");

        superadmin.get(node).then().statusCode(404);
        superadmin
                .get("/api/v1/nodes?community=" + tenant.community())
                .then()
                .body("items", equalTo(List.of()));
        superadmin
                .get(location)
                .then()
                .statusCode(200)
                .body("deleted_by", equalTo(superadmin.subject()));
        await().atMost(PATIENCE)
                .until(() -> directory.node(tenant.node()).await().indefinitely().isEmpty());
        await().atMost(PATIENCE)
                .until(() -> directory.channel(tenant.node()).await().indefinitely().isEmpty());
        await().atMost(PATIENCE).until(() -> !isKnown(key));
        superadmin.deleteIfMatch(node, "*").then().statusCode(404);
    }

    @Test
    void shouldTellTheNodesOwnPartition() throws SQLException {
        long number = number(tenant.node());

        String export = delete(tenant.node());

        await().atMost(PATIENCE).until(() -> told(number).size(), Integer.valueOf(1)::equals);
        Forget forget = told(number).getFirst();
        assertThat(forget.nodeId()).isEqualTo(tenant.node());
        assertThat(forget.exportId()).hasToString(export);
        assertThat(forget.placement().distributorId()).isEqualTo(tenant.distributor());
        assertThat(forget.placement().communityId()).isEqualTo(tenant.community());
        assertThat(forget.placement().customerId()).isEqualTo(tenant.customer());
        assertThat(Duration.between(forget.at(), forget.keptUntil()))
                .isEqualTo(Duration.ofDays(90));
    }

    @Test
    void shouldExportTheRecordWithoutWhatOpensSomething() {
        var wish = new HashMap<String, Object>(channel());
        wish.put("read_api_key", "OPENSTHECHANNEL1");
        superadmin.put(node + "/channel", wish).then().statusCode(201);
        superadmin.post(node + "/keys", Map.of()).then().statusCode(201);
        superadmin
                .post(
                        node + "/calibrations",
                        Map.of("metric", "ph", "valid_from", "2026-03-01T12:00:00Z", "offset", 0.5))
                .then()
                .statusCode(201);
        superadmin.post(node + "/devices", Map.of("serial", "SN-2")).then().statusCode(201);

        String export = delete(tenant.node());

        String record =
                superadmin
                        .get("/api/v1/exports/" + export + "/registry")
                        .then()
                        .statusCode(200)
                        .contentType("application/x-ndjson")
                        .header("Content-Disposition", endsWith(".ndjson\""))
                        .extract()
                        .asString();
        List<JsonPath> lines = record.lines().map(JsonPath::new).toList();
        assertThat(lines.stream().map(line -> line.getString("type")).distinct())
                .containsExactly(
                        "node",
                        "channel",
                        "device_key",
                        "calibration",
                        "device",
                        "status",
                        "audit");
        assertThat(lines.getFirst().getString("value.node_id")).isEqualTo(tenant.node().toString());
        assertThat(lines.stream().map(line -> line.getString("value.subject_type")))
                .contains("node", "channel", "device_key", "calibration", "device");
        assertThat(lines.getLast().getString("value.action")).isEqualTo("removed");
        assertThat(record).doesNotContain("\"read_api_key\"", "secret_hash", "OPENSTHECHANNEL1");
    }

    @Test
    void shouldDeleteOnlyTheVersionThatWasSeen() {
        superadmin.delete(node).then().statusCode(428);
        superadmin.deleteIfMatch(node, "\"7\"").then().statusCode(412);
        superadmin.get(node).then().statusCode(200);

        superadmin.deleteIfMatch(node, "\"1\"").then().statusCode(202);
    }

    @Test
    void shouldTakeWithItWhatBelongsToIt() throws SQLException {
        var other =
                superadmin.add("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()));
        UUID _ =
                superadmin.add(
                        "/api/v1/pipelines",
                        Map.of("from_node_id", other, "to_node_id", tenant.node()));
        String window =
                "/api/v1/maintenance/"
                        + superadmin.add(
                                "/api/v1/maintenance",
                                Map.of(
                                        "node_id", tenant.node(),
                                        "starts_at", "2026-03-01T12:00:00Z",
                                        "ends_at", "2026-03-01T18:00:00Z",
                                        "reason", "Mains shut"));

        String _ = delete(tenant.node());

        superadmin.get(window).then().statusCode(404);
        superadmin
                .get("/api/v1/pipelines?community=" + tenant.community())
                .then()
                .body("items", equalTo(List.of()));
        superadmin.get("/api/v1/nodes/" + other).then().statusCode(200);
    }

    @Test
    void shouldGiveANewNodeOfTheSameKeyANewNumber() throws SQLException {
        long before = number(tenant.node());
        Map<String, ?> wish = Tenant.nodeOf(tenant.community(), superadmin.get(node).path("key"));
        String _ = delete(tenant.node());

        var again = superadmin.add("/api/v1/nodes", wish);

        assertThat(again).isNotEqualTo(tenant.node());
        assertThat(number(again)).isGreaterThan(before);
    }

    @Test
    void shouldShowExportsToTheirTenantsAlone() {
        String export = delete(tenant.node());
        var path = "/api/v1/exports/" + export;
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        var stranger = Tenant.create().person(Role.COMMUNITY_ADMIN);

        admin.get("/api/v1/exports").then().body("items.id", contains(export));
        admin.get(path).then().body("files.telemetry", equalTo(path + "/telemetry"));
        stranger.get("/api/v1/exports").then().body("items.id", not(hasItem(export)));
        stranger.get(path).then().statusCode(404);
        stranger.get(path + "/registry").then().statusCode(404);
        tenant.person(Role.VIEWER).get(path).then().statusCode(403);
    }

    @Test
    void shouldRemoveTheRecordWhenItsTimeIsOver() throws SQLException {
        String export = delete(tenant.node());

        try (var owner = EvaraServers.connectAsOwner("registry");
                var over =
                        owner.prepareStatement(
                                "update registry.deletion set kept_until = now() where export_id = ?")) {
            over.setObject(1, UUID.fromString(export));
            assertThat(over.executeUpdate()).isOne();
        }

        superadmin.get("/api/v1/exports/" + export).then().statusCode(404);
        await().atMost(PATIENCE).until(() -> kept(export), Long.valueOf(0)::equals);
    }

    private String delete(UUID id) {
        return superadmin
                .deleteIfMatch("/api/v1/nodes/" + id, "*")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static Map<String, Object> channel() {
        return Map.of(
                "channel_id", 4711,
                "interval_seconds", 15,
                "fields", List.of(Map.of("field", 1, "metric", "ph")));
    }

    private boolean isKnown(String key) {
        return directory.deviceKey(key).await().indefinitely().isPresent();
    }

    /** The deletions of a number that its partition has. */
    private List<Forget> told(long number) {
        String stream = readings.keys(readings.partitionOf(number)).stream();
        var told = new ArrayList<Forget>();
        try (var connection = bus.connect()) {
            for (Reply entry :
                    connection
                            .call(Command.of(Protocol.Command.XRANGE).arg(stream).arg("-").arg("+"))
                            .list()) {
                var read = EntryCodec.decode(entry.list().get(1).list().get(1).bytes());
                if (Forget.isIn(read) && read.key() == number) {
                    told.add(Forget.of(read));
                }
            }
        }
        return told;
    }

    private static long number(UUID id) throws SQLException {
        return first("select number from registry.node where node_id = ?", id);
    }

    private static long kept(String export) throws SQLException {
        return first(
                "select count(*) from registry.deletion where export_id = ?",
                UUID.fromString(export));
    }

    private static long first(String sql, UUID id) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }
}
