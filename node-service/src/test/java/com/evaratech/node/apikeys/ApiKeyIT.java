package com.evaratech.node.apikeys;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Program;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class ApiKeyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/v1/api-keys";

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldActForItsTenantAndForNobodyElse() {
        var other = Tenant.create();
        var program = program("viewer");

        program.get("/api/v1/nodes/" + tenant.node()).then().statusCode(200);
        program.get("/api/v1/nodes/" + other.node()).then().statusCode(404);
        program.post("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()))
                .then()
                .statusCode(403)
                .body("code", equalTo("role_not_admitted"));
    }

    @Test
    void shouldActAsItsRoleMay() {
        var program = program("community_admin");

        program.post("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()))
                .then()
                .statusCode(201);
        for (var forPeople : new String[] {"/api/v1/profile", "/api/v1/profiles", PATH}) {
            program.get(forPeople).then().statusCode(403).body("code", equalTo("people_only"));
        }
        program.post(PATH, wish("viewer")).then().statusCode(403);
        program.post("/api/v1/invitations", wish("viewer")).then().statusCode(403);
    }

    @Test
    void shouldOpenNothingOnceRevoked() {
        var program = program("viewer");
        var id = Credential.parse(Credential.Use.API_KEY, program.key()).orElseThrow().id();

        superadmin.delete(PATH + "/" + id).then().statusCode(204);

        await().atMost(PATIENCE).until(() -> program.get("/api/v1/nodes").statusCode() == 401);
        superadmin.delete(PATH + "/" + id).then().statusCode(204);
    }

    @Test
    void shouldOpenNothingOnceItsIssuerIsDisabled() {
        var issuer = tenant.person(Role.COMMUNITY_ADMIN);
        var program = program(issuer, "viewer");
        var other = program("viewer");

        grant(issuer, "community_admin", "community_id", tenant.community(), false);

        await().atMost(PATIENCE).until(() -> program.get("/api/v1/nodes").statusCode() == 401);
        other.get("/api/v1/nodes").then().statusCode(200);
        superadmin
                .get("/api/v1/audit/registry?subject=" + program.id())
                .then()
                .body("items.action", hasItems("added", "changed"));
    }

    @Test
    void shouldOpenNoMoreThanItsIssuerMayGiveAfterAChange() {
        var issuer = tenant.person(Role.DISTRIBUTOR);
        var wide =
                issued(
                        issuer,
                        Map.of(
                                "name", "wide",
                                "role", "viewer",
                                "distributor_id", tenant.distributor()));
        var narrow = program(issuer, "viewer");

        grant(issuer, "community_admin", "community_id", tenant.community(), true);

        await().atMost(PATIENCE).until(() -> wide.get("/api/v1/nodes").statusCode() == 401);
        narrow.get("/api/v1/nodes").then().statusCode(200);

        grant(issuer, "installer", "community_id", tenant.community(), true);

        await().atMost(PATIENCE).until(() -> narrow.get("/api/v1/nodes").statusCode() == 401);
    }

    private void grant(Person person, String role, String level, UUID place, boolean active) {
        superadmin
                .change(
                        "/api/v1/profiles/" + person.subject(),
                        Map.of("role", role, level, place, "active", active))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldBeShownOnceAndKnownByItsHash() throws SQLException {
        var issued =
                superadmin
                        .post(PATH, wish("viewer"))
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("key", matchesPattern("eva_[0-9a-f]{16}_[0-9a-f]{64}"))
                        .body("api_key.name", equalTo("Billing"))
                        .body("api_key.last_used_at", nullValue())
                        .extract();

        var key = Credential.parse(Credential.Use.API_KEY, issued.path("key")).orElseThrow();
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        admin.get(PATH)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(key.id()))
                .body(not(containsString(key.secret())))
                .body(not(containsString(key.secretHash())));
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                "select concat(before, after) from registry.audit"
                                        + " where subject_id = ?")) {
            query.setString(1, key.id());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1))
                    .contains("Billing")
                    .doesNotContain(key.secret())
                    .doesNotContain(key.secretHash());
        }
    }

    @Test
    void shouldTellRoughlyWhenItWasLastUsed() {
        var program = program("viewer");
        var id = Credential.parse(Credential.Use.API_KEY, program.key()).orElseThrow().id();
        program.get("/api/v1/nodes").then().statusCode(200);
        var admin = tenant.person(Role.COMMUNITY_ADMIN);

        await().atMost(PATIENCE)
                .until(() -> admin.get(PATH).path("items[id=" + id + "][0].last_used_at") != null);
    }

    @Test
    void shouldRefuseWhatIsNoKeyAndTwoIdentitiesAtOnce() {
        var program = program("viewer");
        var forged =
                program.key().substring(0, program.key().length() - 1)
                        + (program.key().endsWith("0") ? "1" : "0");

        for (var text : new String[] {"", "eva_1", forged, program.key().replace("eva", "evk")}) {
            new Program(text)
                    .get("/api/v1/nodes")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("invalid_api_key"));
        }
        given().bearer(superadmin.token())
                .header("X-Api-Key", program.key())
                .get("/api/v1/nodes")
                .then()
                .statusCode(400)
                .body("code", equalTo("two_identities"));
    }

    @Test
    void shouldRefuseWishesThatAreNotAcceptable() {
        superadmin
                .post(PATH, Map.of("name", "", "role", "superadmin", "valid_days", 4000))
                .then()
                .statusCode(400)
                .body("errors.field", contains("name", "role", "valid_days"));
        superadmin
                .post(
                        PATH,
                        Map.of("name", "x", "role", "viewer", "community_id", UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("code", equalTo("community_unknown"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldGiveNobodyMoreThanTheirOwnRoleAndScope(Role role) {
        var other = Tenant.create();
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var mayIssue = role.compareTo(Role.COMMUNITY_ADMIN) <= 0;
        var above =
                Map.of("name", "x", "role", "distributor", "distributor_id", tenant.distributor());
        var elsewhere = Map.of("name", "x", "role", "viewer", "community_id", other.community());
        var foreign = superadmin.post(PATH, elsewhere).then().extract();
        var everywhere = role == Role.SUPERADMIN;

        assertThat(person.post(PATH, wish("viewer")).statusCode()).isEqualTo(mayIssue ? 201 : 403);
        assertThat(person.post(PATH, elsewhere).statusCode())
                .isEqualTo(everywhere ? 201 : mayIssue ? 404 : 403);
        assertThat(person.post(PATH, above).statusCode())
                .isEqualTo(role.compareTo(Role.DISTRIBUTOR) <= 0 ? 201 : mayIssue ? 404 : 403);
        assertThat(person.delete(PATH + "/" + foreign.path("api_key.id")).statusCode())
                .isEqualTo(everywhere ? 204 : mayIssue ? 404 : 403);
        if (mayIssue) {
            assertThat(Pages.allIds(person, PATH).contains(foreign.<String>path("api_key.id")))
                    .isEqualTo(everywhere);
        }
    }

    private Map<String, Object> wish(String role) {
        return Map.of("name", "Billing", "role", role, "community_id", tenant.community());
    }

    private Program program(String role) {
        return program(superadmin, role);
    }

    private Program program(Person issuer, String role) {
        return issued(issuer, wish(role));
    }

    private static Program issued(Person issuer, Map<String, ?> wish) {
        String key = issuer.post(PATH, wish).then().statusCode(201).extract().path("key");
        var program = new Program(key);
        await().atMost(PATIENCE).until(() -> program.get("/api/v1/nodes").statusCode() == 200);
        return program;
    }
}
