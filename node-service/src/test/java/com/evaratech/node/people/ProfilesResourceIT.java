package com.evaratech.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class ProfilesResourceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Object> SUPERADMIN =
            Map.of("role", "superadmin", "active", true);
    private static final Map<String, Object> DISABLED =
            Map.of("role", "superadmin", "active", false);

    @Inject Directory directory;

    private Person superadmin;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
    }

    @Test
    void shouldAdmitAPersonNoMoreOnceDisabled() {
        var person = Tenant.create().person(Role.DISTRIBUTOR);
        String distributor = person.get("/api/v1/profile").path("distributor_id");

        superadmin
                .change(
                        path(person),
                        Map.of(
                                "role",
                                "distributor",
                                "distributor_id",
                                distributor,
                                "active",
                                false))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("active", equalTo(false));

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> person.get("/api/v1/nodes").statusCode() == 403);
    }

    @Test
    void shouldMovePersonToAnotherScope() {
        var here = Tenant.create();
        var there = Tenant.create();
        var person = here.person(Role.INSTALLER);

        superadmin
                .change(
                        path(person),
                        Map.of("role", "viewer", "customer_id", there.customer(), "active", true))
                .then()
                .statusCode(200);

        await().atMost(PATIENCE)
                .until(() -> person.get("/api/v1/nodes/" + there.node()).statusCode() == 200);
        person.get("/api/v1/nodes/" + here.node()).then().statusCode(404);
        superadmin
                .get(path(person))
                .then()
                .body("customer_id", equalTo(there.customer().toString()))
                .body("community_id", equalTo(null))
                .body("distributor_id", equalTo(null));
    }

    @Test
    void shouldChangeNothingWhenAskedForTheSameAgain() {
        var person = Person.stranger();
        var created = superadmin.put(path(person), SUPERADMIN).then().statusCode(201).extract();
        assertThat(created.header("Location")).isEqualTo(path(person));

        superadmin.put(path(person), SUPERADMIN).then().statusCode(200).header("ETag", "\"1\"");

        superadmin.change(path(person), DISABLED).then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void shouldAskWhichVersionIsToBeChanged() {
        var person = Person.stranger();
        superadmin.put(path(person), SUPERADMIN).then().statusCode(201);

        superadmin
                .put(path(person), DISABLED)
                .then()
                .statusCode(428)
                .contentType("application/problem+json")
                .body("code", equalTo("if_match_required"));

        superadmin.get(path(person)).then().header("ETag", "\"1\"").body("active", equalTo(true));
    }

    @Test
    void shouldNotOverwriteAChangeThatTheAuthorHasNotSeen() {
        var person = Person.stranger();
        var first = superadmin.put(path(person), SUPERADMIN).header("ETag");
        var second = superadmin.putIfMatch(path(person), first, DISABLED).header("ETag");
        assertThat(second).isEqualTo("\"2\"");

        for (var wish : List.of(SUPERADMIN, DISABLED)) {
            superadmin
                    .putIfMatch(path(person), first, wish)
                    .then()
                    .statusCode(412)
                    .body("code", equalTo("stale_version"));
        }

        superadmin.get(path(person)).then().header("ETag", second).body("active", equalTo(false));
    }

    @Test
    void shouldNotCreateWhatTheAuthorBelievesToExist() {
        var person = Person.stranger();

        superadmin.putIfMatch(path(person), "\"1\"", SUPERADMIN).then().statusCode(412);
        superadmin.putIfMatch(path(person), "1", SUPERADMIN).then().statusCode(400);

        superadmin.get(path(person)).then().statusCode(404);
    }

    @Test
    void shouldRemoveOnlyWhoWasDisabledAndKeepWhatTheyDid() {
        var tenant = Tenant.create();
        var person = tenant.person(Role.VIEWER);
        superadmin
                .delete(path(person))
                .then()
                .statusCode(409)
                .body("code", equalTo("profile_active"));
        disable(person, "viewer", "community_id", tenant.community());
        superadmin.deleteIfMatch(path(person), "\"1\"").then().statusCode(412);

        superadmin.deleteIfMatch(path(person), "\"2\"").then().statusCode(204);

        superadmin.get(path(person)).then().statusCode(404);
        superadmin.delete(path(person)).then().statusCode(404);
        await().atMost(PATIENCE).until(() -> told(person).isEmpty());
        superadmin
                .get("/api/v1/audit/registry?subject=" + person.subject())
                .then()
                .statusCode(200)
                .body("items.action", hasItems("added", "changed", "removed"));
        var again = Map.of("role", "viewer", "community_id", tenant.community(), "active", true);
        superadmin.put(path(person), again).then().statusCode(201);
        var _ = person.onceAdmitted();
    }

    @Test
    void shouldRemoveNobodyOfAnotherTenantAndNobodyAbove() {
        var tenant = Tenant.create();
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        var distributor = tenant.person(Role.DISTRIBUTOR);
        disable(distributor, "distributor", "distributor_id", tenant.distributor());
        var other = Tenant.create();
        var foreign = other.person(Role.VIEWER);
        disable(foreign, "viewer", "community_id", other.community());

        admin.delete(path(distributor)).then().statusCode(404);
        admin.delete(path(foreign)).then().statusCode(404);
        superadmin.get(path(foreign)).then().statusCode(200);
    }

    private void disable(Person person, String role, String level, UUID place) {
        superadmin
                .change(path(person), Map.of("role", role, level, place, "active", false))
                .then()
                .statusCode(200);
    }

    private Optional<com.evaratech.common.directory.Profile> told(Person person) {
        return directory.profile(person.subject()).await().atMost(PATIENCE);
    }

    @Test
    void shouldRefuseScopeThatDoesNotFitTheRole() {
        superadmin
                .put(path(Person.stranger()), Map.of("role", "installer", "active", true))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("community_id"));
    }

    @Test
    void shouldNotFindScopeThatDoesNotExist() {
        superadmin
                .put(
                        path(Person.stranger()),
                        Map.of(
                                "role",
                                "customer",
                                "customer_id",
                                "00000000-0000-4000-8000-000000000000",
                                "active",
                                true))
                .then()
                .statusCode(404)
                .body("code", equalTo("customer_unknown"));
    }

    @Test
    void shouldNotFindProfileNobodyGave() {
        superadmin.get(path(Person.stranger())).then().statusCode(404);
    }

    @Test
    void shouldKeepTheLastActiveSuperadmin() {
        ActiveSuperadmins.disableAllBut(superadmin.subject());

        superadmin
                .change(path(superadmin), DISABLED)
                .then()
                .statusCode(409)
                .body("code", equalTo("last_superadmin"));
        superadmin
                .change(
                        path(superadmin),
                        Map.of(
                                "role",
                                "distributor",
                                "distributor_id",
                                Tenant.create().distributor(),
                                "active",
                                true))
                .then()
                .statusCode(409);
    }

    @Test
    void shouldKeepOneSuperadminWhenTwoDisableEachOther() throws Exception {
        ActiveSuperadmins.disableAllBut(superadmin.subject());
        var other = Person.stranger();
        superadmin.put(path(other), SUPERADMIN).then().statusCode(201);
        var _ = other.onceAdmitted();

        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> firstDisables =
                    () -> superadmin.change(path(other), DISABLED).statusCode();
            Callable<Integer> otherDisables =
                    () -> other.change(path(superadmin), DISABLED).statusCode();
            var _ = threads.invokeAll(List.of(firstDisables, otherDisables));
        }

        var left = ActiveSuperadmins.count();
        // Whoever won, the other tests need this one.
        ActiveSuperadmins.enable(superadmin.subject());
        var _ = superadmin.onceAdmitted();
        assertThat(left).isEqualTo(1);
    }

    private static String path(Person person) {
        return "/api/v1/profiles/" + person.subject();
    }
}
