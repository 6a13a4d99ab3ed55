package com.evaratech.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class InvitationIT {

    private static final String PATH = "/api/v1/invitations";
    private static final String ACCEPT = PATH + "/accept";

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldLetInWhoeverSignedInAndHasTheCode() {
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        var issued =
                admin.post(PATH, wish("installer"))
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("code", matchesPattern("evi_[0-9a-f]{16}_[0-9a-f]{64}"))
                        .body("invitation.state", equalTo("open"))
                        .body("invitation.invited_by", equalTo(admin.subject()))
                        .extract();
        String code = issued.path("code");
        var stranger = Person.stranger();

        stranger.post(ACCEPT, Map.of("code", code))
                .then()
                .statusCode(201)
                .body("role", equalTo("installer"))
                .body("community_id", equalTo(tenant.community().toString()))
                .body("subject", equalTo(stranger.subject()));

        stranger.onceAdmitted().get("/api/v1/nodes/" + tenant.node()).then().statusCode(200);
        admin.get(PATH)
                .then()
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("accepted"))
                .body("items[0].accepted_by", equalTo(stranger.subject()))
                .body(not(containsString(code)));
        Person.stranger()
                .post(ACCEPT, Map.of("code", code))
                .then()
                .statusCode(409)
                .body("code", equalTo("invitation_accepted"));
    }

    @Test
    void shouldLetInTheOwnerOfTheAddressWithoutTheCode() {
        var address = "Ann." + UUID.randomUUID() + "@example.org";
        String id = invite("viewer", address).path("invitation.id");
        var ann = withAddress(address, true);
        var unverified = withAddress(address, false);
        var other = withAddress("bob@example.org", true);

        ann.get(PATH + "/mine").then().statusCode(200).body("items.id", contains(id));
        other.get(PATH + "/mine").then().statusCode(200).body("items", hasSize(0));
        unverified.get(PATH + "/mine").then().statusCode(200).body("items", hasSize(0));
        for (var somebody : List.of(other, unverified)) {
            somebody.post(ACCEPT, Map.of("invitation_id", id))
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("invitation_unknown"));
        }

        ann.post(ACCEPT, Map.of("invitation_id", id)).then().statusCode(201);

        ann.onceAdmitted().get(PATH + "/mine").then().body("items", hasSize(0));
    }

    @Test
    void shouldBeAcceptedOnceWhenManyTryAtOnce() throws Exception {
        String code = invite("viewer", null).path("code");
        var tries = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            var person = Person.stranger();
            tries.add(() -> person.post(ACCEPT, Map.of("code", code)).statusCode());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(tries)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        }
    }

    @Test
    void shouldNotRaiseOrMoveSomebodyWhoHasAProfile() {
        var viewer = tenant.person(Role.VIEWER);
        String code = invite("community_admin", null).path("code");

        viewer.post(ACCEPT, Map.of("code", code))
                .then()
                .statusCode(409)
                .body("code", equalTo("profile_exists"));

        viewer.get("/api/v1/profile").then().body("role", equalTo("viewer"));
        // Nothing of it was kept: the invitation is still open.
        Person.stranger().post(ACCEPT, Map.of("code", code)).then().statusCode(201);
    }

    @Test
    void shouldBeVoidWhenWhoInvitedMayNoLongerDoSo() {
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        String code = admin.post(PATH, wish("installer")).path("code");
        superadmin
                .change(
                        "/api/v1/profiles/" + admin.subject(),
                        Map.of(
                                "role",
                                "viewer",
                                "community_id",
                                tenant.community(),
                                "active",
                                true))
                .then()
                .statusCode(200);

        Person.stranger()
                .post(ACCEPT, Map.of("code", code))
                .then()
                .statusCode(409)
                .body("code", equalTo("invitation_void"));
    }

    @Test
    void shouldEndInTimeOrWhenWithdrawn() throws SQLException {
        var withdrawn = invite("viewer", null);
        String id = withdrawn.path("invitation.id");
        superadmin.delete(PATH + "/" + id).then().statusCode(204);
        Person.stranger()
                .post(ACCEPT, Map.of("code", withdrawn.path("code")))
                .then()
                .statusCode(409)
                .body("code", equalTo("invitation_withdrawn"));

        var expired = invite("viewer", null);
        try (var connection = EvaraServers.connectAsOwner("registry");
                var update =
                        connection.prepareStatement(
                                "update registry.invitation set expires_at = now()"
                                        + " where invitation_id = ?::uuid")) {
            update.setString(1, expired.path("invitation.id"));
            update.executeUpdate();
        }
        Person.stranger()
                .post(ACCEPT, Map.of("code", expired.path("code")))
                .then()
                .statusCode(409)
                .body("code", equalTo("invitation_expired"));
    }

    @Test
    void shouldRefuseWhatIsNoInvitation() {
        String code = invite("viewer", null).path("code");
        var forged = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
        var stranger = Person.stranger();

        stranger.post(ACCEPT, Map.of("code", forged)).then().statusCode(404);
        stranger.post(ACCEPT, Map.of("code", "evi_1"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("code"));
        stranger.post(ACCEPT, Map.of()).then().statusCode(400);
        superadmin
                .post(PATH, Map.of("role", "viewer", "email", "no address", "valid_hours", 0))
                .then()
                .statusCode(400)
                .body("errors.field", contains("email", "scope", "valid_hours"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldGiveNobodyMoreThanTheirOwnRoleAndScope(Role role) {
        var other = Tenant.create();
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role.compareTo(Role.COMMUNITY_ADMIN) <= 0;
        var everywhere = role == Role.SUPERADMIN;

        assertThat(person.post(PATH, wish("viewer")).statusCode()).isEqualTo(may ? 201 : 403);
        assertThat(
                        person.post(
                                        PATH,
                                        Map.of("role", "viewer", "community_id", other.community()))
                                .statusCode())
                .isEqualTo(everywhere ? 201 : may ? 404 : 403);
        assertThat(person.post(PATH, Map.of("role", "superadmin")).statusCode())
                .isEqualTo(everywhere ? 201 : 403);
        String foreign =
                superadmin
                        .post(PATH, Map.of("role", "viewer", "community_id", other.community()))
                        .path("invitation.id");
        assertThat(person.delete(PATH + "/" + foreign).statusCode())
                .isEqualTo(everywhere ? 204 : may ? 404 : 403);
    }

    @Test
    void shouldLetAdministratorsChangeOnlyPeopleOfTheirScopeAndNotAboveThem() {
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        var installer = tenant.person(Role.INSTALLER);
        var distributor = tenant.person(Role.DISTRIBUTOR);
        var foreign = Tenant.create().person(Role.VIEWER);
        var disabled =
                Map.of("role", "installer", "community_id", tenant.community(), "active", false);

        admin.change("/api/v1/profiles/" + installer.subject(), disabled).then().statusCode(200);
        for (var person : List.of(distributor, foreign, Person.stranger())) {
            admin.putIfMatch("/api/v1/profiles/" + person.subject(), "\"1\"", disabled)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("profile_unknown"));
        }
        admin.change(
                        "/api/v1/profiles/" + admin.subject(),
                        Map.of(
                                "role",
                                "distributor",
                                "distributor_id",
                                tenant.distributor(),
                                "active",
                                true))
                .then()
                .statusCode(404);
    }

    private Map<String, Object> wish(String role) {
        return Map.of("role", role, "community_id", tenant.community());
    }

    private Response invite(String role, @Nullable String email) {
        var wish = new HashMap<>(wish(role));
        if (email != null) {
            wish.put("email", email);
        }
        return superadmin.post(PATH, wish).then().statusCode(201).extract();
    }

    private static Person withAddress(String address, boolean verified) {
        var subject = UUID.randomUUID();
        return new Person(subject.toString(), TestTokens.ofAddress(subject, address, verified));
    }
}
