package com.evaratech.node.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class DeviceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Directory directory;

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
    void shouldKeepTheNodeAndItsHistory() {
        superadmin
                .post(
                        node + "/devices",
                        Map.of(
                                "serial", "SN-2",
                                "hardware_revision", "C",
                                "firmware_revision", "2.0",
                                "note", "struck by lightning"))
                .then()
                .statusCode(201)
                .body("serial", equalTo("SN-2"))
                .body("removed_at", equalTo(null));
        superadmin.post(node + "/devices", Map.of("serial", "SN-3")).then().statusCode(201);

        superadmin
                .get(node + "/devices")
                .then()
                .statusCode(200)
                .body("items.serial", equalTo(Arrays.asList(null, "SN-2", "SN-3")))
                .body("items[0].removed_at", equalTo(path("items[1].installed_at")))
                .body("items[1].removed_at", equalTo(path("items[2].installed_at")))
                .body("items[2].removed_at", equalTo(null));
        superadmin
                .get(node)
                .then()
                .header("ETag", "\"3\"")
                .body("id", equalTo(tenant.node().toString()))
                .body("hardware_revision", equalTo(null));
    }

    @Test
    void shouldEndTheOldDevicesKey() {
        var key = superadmin.post(node + "/keys", Map.of()).then().extract().<String>path("id");
        await().atMost(PATIENCE).until(() -> isKnown(key));

        superadmin.post(node + "/devices", Map.of("serial", "SN-2")).then().statusCode(201);

        await().atMost(PATIENCE).until(() -> !isKnown(key));
        superadmin.post(node + "/keys", Map.of()).then().statusCode(201);
    }

    @Test
    void shouldEndEveryKeyOfTheOldDevice() throws SQLException {
        var first = keyOf(node + "/keys");
        var second = keyOf(node + "/keys");
        var third = keyOf(node + "/keys/" + second + "/rotation");
        var keys = List.of(first, second, third);
        await().atMost(PATIENCE).until(() -> keys.stream().allMatch(this::isKnown));

        superadmin.post(node + "/devices", Map.of("serial", "SN-2")).then().statusCode(201);

        await().atMost(PATIENCE).until(() -> keys.stream().noneMatch(this::isKnown));
        assertThat(revocationsInAudit(keys)).isEqualTo(3);
    }

    @Test
    void shouldRefuseTimesThatCannotBe() {
        for (var at : List.of("2001-01-01T00:00:00Z", "2199-01-01T00:00:00Z")) {
            superadmin
                    .post(node + "/devices", Map.of("installed_at", at, "serial", "a\u0000b"))
                    .then()
                    .statusCode(400);
            superadmin
                    .post(node + "/devices", Map.of("installed_at", at, "serial", "a\nb"))
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItems("installed_at", "serial"));
        }
        superadmin.get(node + "/devices").then().body("items", equalTo(List.of()));
        superadmin.get(node).then().header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldReplaceDevicesOnlyInsideOwnScope(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var foreign = "/api/v1/nodes/%s/devices".formatted(Tenant.create().node());

        assertThat(person.post(node + "/devices", Map.of("serial", "A")).statusCode())
                .isEqualTo(may ? 201 : 403);
        assertThat(person.get(node + "/devices").statusCode()).isEqualTo(200);
        assertThat(person.post(foreign, Map.of("serial", "A")).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 201 : may ? 404 : 403);
        assertThat(person.get(foreign).statusCode()).isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
    }

    private String path(String of) {
        return superadmin.get(node + "/devices").path(of);
    }

    private String keyOf(String path) {
        return superadmin.post(path, Map.of()).then().statusCode(201).extract().path("id");
    }

    private static int revocationsInAudit(List<String> keys) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select count(*) from registry.audit
                                where subject_type = 'device_key' and subject_id = any (?)
                                    and before ->> 'revoked_at' is null
                                    and after ->> 'revoked_at' is not null
                                """)) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            var found = query.executeQuery();
            assertThat(found.next()).isTrue();
            return found.getInt(1);
        }
    }

    private boolean isKnown(String key) {
        return directory.deviceKey(key).await().atMost(PATIENCE).isPresent();
    }
}
