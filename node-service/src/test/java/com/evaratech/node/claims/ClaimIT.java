package com.evaratech.node.claims;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.Program;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class ClaimIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKENS = "/api/v1/claim-tokens";

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldBindANodeToThePlaceAndIssueItsFirstKey() {
        var token = issue(true);
        var key = Tenant.key();

        var claimed =
                claim(token, node(key))
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("node.community_id", equalTo(tenant.community().toString()))
                        .body("node.customer_id", equalTo(tenant.customer().toString()))
                        .body("node.key", equalTo(key))
                        .body("device_key.key", matchesPattern("evk_[0-9a-f]{16}_[0-9a-f]{64}"))
                        .extract();

        var deviceKey = DeviceKey.parse(claimed.path("device_key.key")).orElseThrow();
        String node = claimed.path("node.id");
        await().atMost(PATIENCE)
                .until(() ->
                        directory.deviceKey(deviceKey.id()).await().indefinitely().isPresent());
        var entry = directory.deviceKey(deviceKey.id()).await().indefinitely().orElseThrow();
        assertThat(deviceKey.isOf(entry)).isTrue();
        assertThat(entry.nodeId()).isEqualTo(UUID.fromString(node));
        tenant.person(Role.INSTALLER)
                .get(TOKENS)
                .then()
                .body("items[0].state", equalTo("used"))
                .body("items[0].node_id", equalTo(node))
                .body(not(containsString(token)));
    }

    @Test
    void shouldBeSpentOnceWhenManyClaimAtOnce() throws Exception {
        var token = issue(false);
        Callable<Integer> claiming = () -> claim(token, node(Tenant.key())).statusCode();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(Collections.nCopies(4, claiming))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        }
        claim(token, node(Tenant.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("claim_token_used"));
    }

    @Test
    void shouldStayUnspentWhenTheNodeIsRefused() {
        var token = issue(false);
        var taken = Tenant.key();
        var _ = superadmin.add("/api/v1/nodes", Tenant.nodeOf(tenant.community(), taken));

        claim(token, node(taken)).then().statusCode(409).body("code", equalTo("node_key_taken"));
        claim(token, Map.of("key", "x")).then().statusCode(400);
        var elsewhere = new HashMap<>(node(Tenant.key()));
        elsewhere.put("community_id", Tenant.create().community());
        claim(token, elsewhere)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("node.community_id"));

        claim(token, node(Tenant.key())).then().statusCode(201);
    }

    @Test
    void shouldOpenNothingOnceItIsWithdrawnOrItsTimeIsOver() throws SQLException {
        var withdrawn = issue(false);
        var path = TOKENS + "/" + withdrawn.split("_", -1)[1];
        superadmin.delete(path).then().statusCode(204);
        superadmin.delete(path).then().statusCode(204);
        claim(withdrawn, node(Tenant.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("claim_token_withdrawn"));

        var expired = issue(false);
        try (var connection = EvaraServers.connectAsOwner("registry");
                var update =
                        connection.prepareStatement(
                                "update registry.claim_token set expires_at = now() where token_id = ?")) {
            update.setString(1, expired.split("_", -1)[1]);
            update.executeUpdate();
        }
        claim(expired, node(Tenant.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("claim_token_expired"));
    }

    @Test
    void shouldOpenNothingOnceItsIssuerMayNoMore() {
        var installer = tenant.person(Role.INSTALLER);
        String token =
                installer
                        .post(TOKENS, Map.of("community_id", tenant.community()))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        var profile = "/api/v1/profiles/" + installer.subject();
        var asViewer = profile(Role.VIEWER, true);

        superadmin.change(profile, asViewer).then().statusCode(200);
        claim(token, node(Tenant.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("claim_token_void"));
        superadmin.change(profile, profile(Role.INSTALLER, false)).then().statusCode(200);
        claim(token, node(Tenant.key())).then().statusCode(409);

        superadmin.change(profile, profile(Role.INSTALLER, true)).then().statusCode(200);
        claim(token, node(Tenant.key())).then().statusCode(201);
    }

    private Map<String, Object> profile(Role role, boolean active) {
        return Map.of("role", role.code(), "community_id", tenant.community(), "active", active);
    }

    @Test
    void shouldOpenNothingOnceTheProgramThatIssuedItMayNoMore() {
        String key =
                superadmin
                        .post(
                                "/api/v1/api-keys",
                                Map.of(
                                        "name", "Installation",
                                        "role", "installer",
                                        "community_id", tenant.community()))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("key");
        var program = new Program(key);
        await().atMost(PATIENCE).until(() -> program.get(TOKENS).statusCode() == 200);
        String first = issued(program);
        String second = issued(program);
        claim(first, node(Tenant.key())).then().statusCode(201);

        superadmin.delete("/api/v1/api-keys/" + program.id()).then().statusCode(204);

        claim(second, node(Tenant.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("claim_token_void"));
    }

    private String issued(Program program) {
        return program.post(TOKENS, Map.of("community_id", tenant.community()))
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    @Test
    void shouldAnswerTheSameClaimAgainWithAnotherKeyUntilTheDeviceReports() throws SQLException {
        var token = issue(false);
        var wish = node(Tenant.key());
        var first = claim(token, wish).then().statusCode(201).extract();

        var second = claim(token, wish).then().statusCode(201).extract();

        assertThat(second.<String>path("node.id")).isEqualTo(first.path("node.id"));
        var keys = "/api/v1/nodes/" + first.path("node.id") + "/keys";
        var lost = DeviceKey.parse(first.path("device_key.key")).orElseThrow();
        var kept = DeviceKey.parse(second.path("device_key.key")).orElseThrow();
        await().atMost(PATIENCE)
                .until(() -> directory.deviceKey(lost.id()).await().indefinitely().isEmpty());
        assertThat(directory.deviceKey(kept.id()).await().indefinitely()).isPresent();
        superadmin.get(keys).then().statusCode(200).body("items", hasSize(2));
        claim(token, node(Tenant.key())).then().statusCode(409);

        report(UUID.fromString(first.path("node.id")));
        claim(token, wish).then().statusCode(409).body("code", equalTo("claim_token_used"));
    }

    /** As if the device had measured something. */
    private static void report(UUID node) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("registry");
                var update =
                        connection.prepareStatement(
                                """
                                update registry.node_seen s
                                set last_seen_ms = 1, source = 2, partition = 0, check_ms = 1
                                from registry.node n where n.number = s.number and n.node_id = ?
                                """)) {
            update.setObject(1, node);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseWhatIsNoToken() {
        var token = issue(false);
        var forged = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");

        claim("evc_1", node(Tenant.key())).then().statusCode(401);
        claim(forged, node(Tenant.key())).then().statusCode(404);
        given().asJson()
                .body(Map.of("node", node(Tenant.key())))
                .post("/api/v1/claims")
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_claim_token"));
        given().header("X-Claim-Token", token)
                .asJson()
                .body("{}")
                .post("/api/v1/claims")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("node"))
                .body("errors[0].value", nullValue());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldBeMadeOnlyForOwnPlaces(Role role) {
        var other = Tenant.create();
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role.compareTo(Role.INSTALLER) <= 0;

        assertThat(person.post(TOKENS, Map.of("community_id", tenant.community())).statusCode())
                .isEqualTo(may ? 201 : 403);
        assertThat(person.post(TOKENS, Map.of("community_id", other.community())).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 201 : may ? 404 : 403);
    }

    private static Response claim(String token, Map<String, ?> node) {
        return given().header("X-Claim-Token", token)
                .asJson()
                .body(Map.of("node", node))
                .post("/api/v1/claims");
    }

    private String issue(boolean ofCustomer) {
        var wish = new HashMap<String, Object>(Map.of("community_id", tenant.community()));
        if (ofCustomer) {
            wish.put("customer_id", tenant.customer());
        }
        return superadmin.post(TOKENS, wish).then().statusCode(201).extract().path("token");
    }

    private Map<String, Object> node(String key) {
        var node = new HashMap<>(Tenant.nodeOf(tenant.community(), key));
        node.remove("community_id");
        return node;
    }
}
