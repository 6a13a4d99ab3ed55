package com.evaratech.node.keys;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class KeyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Role> ISSUERS =
            Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR, Role.COMMUNITY_ADMIN, Role.INSTALLER);

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;
    private String path;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        path = path(tenant.node());
    }

    @Test
    void shouldShowTheKeyOnceAndTellTheOthersItsHash() {
        var issued =
                superadmin
                        .post(path, Map.of())
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("key", matchesPattern("evk_[0-9a-f]{16}_[0-9a-f]{64}"))
                        .body("created_at", notNullValue())
                        .extract();

        var key = DeviceKey.parse(issued.path("key")).orElseThrow();
        assertThat(issued.<String>path("id")).isEqualTo(key.id());
        await().atMost(PATIENCE).until(() -> told(key.id()).isPresent());
        var entry = told(key.id()).orElseThrow();
        assertThat(key.isOf(entry)).isTrue();
        assertThat(entry.nodeId()).isEqualTo(tenant.node());
        superadmin
                .get(path)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(key.id()))
                .body("items[0].revoked_at", nullValue())
                .body(not(containsString(key.secret())))
                .body(not(containsString(key.secretHash())));
    }

    @Test
    void shouldIssueAndRotateWithoutABody() {
        var token = superadmin.token();
        String id = given().bearer(token).post(path).then().statusCode(201).extract().path("id");

        given().bearer(token)
                .post(path + "/" + id + "/rotation")
                .then()
                .statusCode(201)
                .body("expires_at", nullValue());
    }

    @Test
    void shouldTakeARevokedKeyFromTheOthers() {
        var id = issue();
        await().atMost(PATIENCE).until(() -> told(id).isPresent());

        superadmin.delete(path + "/" + id).then().statusCode(204);

        await().atMost(PATIENCE).until(() -> told(id).isEmpty());
        String revokedAt =
                superadmin
                        .get(path)
                        .then()
                        .body("items[0].revoked_at", notNullValue())
                        .extract()
                        .path("items[0].revoked_at");
        superadmin.delete(path + "/" + id).then().statusCode(204);
        superadmin.get(path).then().body("items[0].revoked_at", equalTo(revokedAt));
    }

    @Test
    void shouldRotateSoThatBothKeysAreLiveUntilTheOldOneEnds() {
        var old = issue();
        var end = Clock.systemUTC().instant().plusSeconds(8);

        var rotated =
                superadmin
                        .post(path + "/" + old + "/rotation", Map.of("old_ends_at", end.toString()))
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("key", matchesPattern("evk_[0-9a-f]{16}_[0-9a-f]{64}"))
                        .extract();

        String fresh = rotated.path("id");
        await().atMost(PATIENCE).until(() -> told(fresh).isPresent());
        superadmin
                .get(path)
                .then()
                .body("items.id", equalTo(List.of(old, fresh)))
                .body("items[0].expires_at", notNullValue())
                .body("items[0].revoked_at", nullValue())
                .body("items[1].expires_at", nullValue());
        await().atMost(Duration.ofSeconds(40)).until(() -> told(old).isEmpty());
        assertThat(Clock.systemUTC().instant()).isAfterOrEqualTo(end);
        assertThat(told(fresh)).isPresent();
        superadmin
                .post(path + "/" + old + "/rotation", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("device_key_expired"));
    }

    @Test
    void shouldEndAKeyAtItsTime() {
        var end = Clock.systemUTC().instant().plusSeconds(8);
        String id =
                superadmin
                        .post(path, Map.of("expires_at", end.toString()))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        await().atMost(PATIENCE).until(() -> told(id).isPresent());

        await().atMost(Duration.ofSeconds(40)).until(() -> told(id).isEmpty());

        assertThat(Clock.systemUTC().instant()).isAfterOrEqualTo(end);
    }

    @Test
    void shouldRefuseEndsThatAreNoneOrTooFarAway() {
        var old = issue();

        superadmin
                .post(path, Map.of("expires_at", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("expires_at"))
                .body("errors[0].value", equalTo("2020-01-01T00:00:00Z"));
        superadmin
                .post(path + "/" + old + "/rotation", Map.of("old_ends_at", "2099-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("old_ends_at"));
        superadmin.get(path).then().body("items.id", equalTo(List.of(old)));
    }

    @Test
    void shouldIssueNoMoreKeysThanMayBeLiveWhenManyAskAtOnce() throws Exception {
        Callable<Integer> issue = () -> superadmin.post(path, Map.of()).statusCode();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(Collections.nCopies(8, issue))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 201, 201, 201, 201, 409, 409, 409);
        }
        superadmin
                .post(path, Map.of())
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("device_key_limit"));
        List<String> ids = superadmin.get(path).path("items.id");
        superadmin.delete(path + "/" + ids.getFirst()).then().statusCode(204);
        superadmin.post(path, Map.of()).then().statusCode(201);
        String next = superadmin.get(path + "?limit=5").path("next");
        superadmin.get(path + "?limit=5&cursor=" + next).then().body("items", hasSize(1));
    }

    @Test
    void shouldNotRevokeAnotherNodesKey() {
        var other = Tenant.create();
        var id = issue();

        superadmin
                .delete(path(other.node()) + "/" + id)
                .then()
                .statusCode(404)
                .body("code", equalTo("device_key_unknown"));
        superadmin.delete(path + "/none").then().statusCode(404);

        superadmin.get(path).then().body("items[0].revoked_at", nullValue());
    }

    @Test
    void shouldAuditWithoutTheSecret() throws SQLException {
        String text = superadmin.post(path, Map.of()).path("key");
        var key = DeviceKey.parse(text).orElseThrow();
        superadmin.delete(path + "/" + key.id()).then().statusCode(204);

        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select string_agg(action, ' ' order by number),
                                       string_agg(concat(before, after), ' '),
                                       min(customer_id::text)
                                from registry.audit
                                where subject_type = 'device_key' and subject_id = ?
                                """)) {
            query.setString(1, key.id());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("added changed");
            assertThat(row.getString(2))
                    .contains("revoked_at")
                    .doesNotContain(key.secret())
                    .doesNotContain(key.secretHash());
            assertThat(row.getString(3)).isEqualTo(tenant.customer().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetRolesDoTheirPartInsideTheirScope(Role role) {
        var foreign = path(Tenant.create().node());
        String foreignKey = superadmin.post(foreign, Map.of()).path("id");
        var ownKey = issue();
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var mayIssue = ISSUERS.contains(role);
        var everywhere = role == Role.SUPERADMIN;

        assertThat(person.get(path).statusCode()).isEqualTo(mayIssue ? 200 : 403);
        assertThat(person.post(path, Map.of()).statusCode()).isEqualTo(mayIssue ? 201 : 403);
        assertThat(person.delete(path + "/" + ownKey).statusCode()).isEqualTo(mayIssue ? 204 : 403);
        assertThat(person.get(foreign).statusCode())
                .isEqualTo(everywhere ? 200 : mayIssue ? 404 : 403);
        assertThat(person.post(foreign, Map.of()).statusCode())
                .isEqualTo(everywhere ? 201 : mayIssue ? 404 : 403);
        assertThat(person.delete(foreign + "/" + foreignKey).statusCode())
                .isEqualTo(everywhere ? 204 : mayIssue ? 404 : 403);
    }

    private String issue() {
        return superadmin.post(path, Map.of()).then().statusCode(201).extract().path("id");
    }

    private Optional<DeviceKeyEntry> told(String id) {
        return directory.deviceKey(id).await().atMost(PATIENCE);
    }

    private static String path(UUID node) {
        return "/api/v1/nodes/%s/keys".formatted(node);
    }
}
