package com.evaratech.node.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.SqlCount;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class TenancyIT {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldRefuseSlugThatIsTaken() {
        var distributor = Map.of("name", "Works", "slug", Tenant.key());
        var _ = superadmin.add("/api/v1/distributors", distributor);
        var community = Tenant.communityOf(tenant.distributor());
        var _ = superadmin.add("/api/v1/communities", community);

        superadmin
                .post("/api/v1/distributors", distributor)
                .then()
                .statusCode(409)
                .body("code", equalTo("distributor_slug_taken"));
        superadmin
                .post("/api/v1/communities", community)
                .then()
                .statusCode(409)
                .body("code", equalTo("community_slug_taken"))
                .body("errors[0].value", equalTo(community.get("slug")));
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        superadmin
                .post("/api/v1/communities", Map.of("name", ""))
                .then()
                .statusCode(400)
                .body("errors.field", contains("distributor_id", "name", "slug", "region", "city"));
    }

    @Test
    void shouldNotFindParentsThatDoNotExist() {
        superadmin
                .post("/api/v1/communities", Tenant.communityOf(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("code", equalTo("distributor_unknown"));
        superadmin
                .post("/api/v1/customers", Tenant.customerOf(UUID.randomUUID(), 1))
                .then()
                .statusCode(404)
                .body("code", equalTo("community_unknown"));
    }

    @Test
    void shouldRefuseMistypedFields() {
        var wish = new HashMap<>(Tenant.customerOf(tenant.community(), 1));
        wish.put("max_nodes", "many");

        superadmin
                .post("/api/v1/customers", wish)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("max_nodes"))
                .body("errors[0].value", equalTo("many"));
    }

    @Test
    void shouldChangeTheVersionThatTheAuthorHasSeen() {
        var path = "/api/v1/customers/" + tenant.customer();
        var wish = new HashMap<String, Object>();
        wish.put("name", "Block D");
        wish.put("plan", "gold");
        wish.put("max_nodes", 7);
        wish.put("visible_history_days", 30);
        superadmin.get(path).then().statusCode(200).header("ETag", equalTo("\"1\""));

        superadmin.put(path, wish).then().statusCode(428);
        superadmin
                .change(path, wish)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("name", equalTo("Block D"))
                .body("visible_history_days", equalTo(30));
        superadmin
                .putIfMatch(path, "\"1\"", wish)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale_version"));
        superadmin
                .change(path, Map.of("name", "", "plan", "x", "max_nodes", -1))
                .then()
                .statusCode(400)
                .body("errors.field", contains("name", "max_nodes"));

        superadmin.get(path).then().body("plan", equalTo("gold")).body("max_nodes", equalTo(7));
        await().atMost(PATIENCE)
                .until(() ->
                        told(tenant.customer())
                                .map(CustomerEntry::visibleHistoryDays)
                                .equals(Optional.of(30)));
    }

    @Test
    void shouldRefuseNodesBeyondThePlanAndNameIt() {
        var path = "/api/v1/customers/" + tenant.customer();
        superadmin
                .change(path, Map.of("name", "Block C", "plan", "tiny", "max_nodes", 1))
                .then()
                .statusCode(200);
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("customer_id", tenant.customer());

        superadmin
                .post("/api/v1/nodes", wish)
                .then()
                .statusCode(409)
                .body("code", equalTo("plan_exhausted"))
                .body("detail", containsString("'tiny' allows 1 nodes (max_nodes)"));
    }

    @Test
    void shouldRemoveATenantOnlyWhenNothingBelongsToIt() {
        var customer =
                superadmin.add("/api/v1/customers", Tenant.customerOf(tenant.community(), 1));
        superadmin
                .delete("/api/v1/distributors/" + tenant.distributor())
                .then()
                .statusCode(409)
                .body("code", equalTo("distributor_in_use"))
                .body("detail", containsString("1 communities, 2 customers, 1 nodes"));
        superadmin
                .delete("/api/v1/communities/" + tenant.community())
                .then()
                .statusCode(409)
                .body("code", equalTo("community_in_use"));
        superadmin
                .delete("/api/v1/customers/" + tenant.customer())
                .then()
                .statusCode(409)
                .body("detail", containsString("belong 1 nodes;"));
        var path = "/api/v1/customers/" + customer;
        superadmin.deleteIfMatch(path, "\"7\"").then().statusCode(412);

        superadmin.deleteIfMatch(path, "\"1\"").then().statusCode(204);

        superadmin.get(path).then().statusCode(404);
        superadmin.delete(path).then().statusCode(404);
        await().atMost(PATIENCE).until(() -> told(customer).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"distributors", "communities"})
    void shouldCountTheMaintenanceWindowsThatKeepATenant(String level) {
        var window =
                Map.of(
                        "community_id", tenant.community(),
                        "starts_at", "2099-03-01T12:00:00Z",
                        "ends_at", "2099-03-01T13:00:00Z",
                        "reason", "Cleaning");
        var _ = superadmin.add("/api/v1/maintenance", window);
        var id = level.equals("distributors") ? tenant.distributor() : tenant.community();

        superadmin
                .delete("/api/v1/%s/%s".formatted(level, id))
                .then()
                .statusCode(409)
                .body("detail", containsString("1 maintenance windows"));
    }

    /** The removal is not committed yet when the addition looks for its place. */
    @Test
    void shouldKnowNoPlaceThatIsRemovedWhileSomethingIsAddedToIt() throws Exception {
        var community =
                superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        var additions =
                Map.<String, Map<String, ?>>of(
                        "/api/v1/nodes", Tenant.nodeOf(community, Tenant.key()),
                        "/api/v1/customers", Tenant.customerOf(community, 1),
                        "/api/v1/groups", Map.of("community_id", community, "name", "Roofs"));
        try (var removal = EvaraServers.connectAsOwner("registry");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            removal.setAutoCommit(false);
            try (var delete =
                    removal.prepareStatement(
                            "delete from registry.community where community_id = ?")) {
                delete.setObject(1, community);
                assertThat(delete.executeUpdate()).isEqualTo(1);
            }
            var answers = new ArrayList<Future<Response>>();
            additions.forEach(
                    (path, wish) -> answers.add(threads.submit(() -> superadmin.post(path, wish))));
            await().atMost(PATIENCE).until(() -> waiting() >= additions.size());

            removal.commit();

            for (var answer : answers) {
                answer.get().then().statusCode(404).body("code", equalTo("community_unknown"));
            }
        }
    }

    /** How many statements wait for another transaction. */
    private static long waiting() throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("registry");
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(distinct pid) from pg_locks where not granted")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    @Test
    void shouldRemoveAWholeTreeFromBelow() {
        var distributor =
                superadmin.add(
                        "/api/v1/distributors", Map.of("name", "Works", "slug", Tenant.key()));
        var community = superadmin.add("/api/v1/communities", Tenant.communityOf(distributor));
        var invited = Map.of("role", "installer", "community_id", community.toString());
        superadmin.post("/api/v1/invitations", invited).then().statusCode(201);

        superadmin.delete("/api/v1/communities/" + community).then().statusCode(204);
        superadmin.delete("/api/v1/distributors/" + distributor).then().statusCode(204);

        superadmin.get("/api/v1/distributors/" + distributor).then().statusCode(404);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldShowAndChangeTenantsOnlyInsideOwnScope(Role role) {
        var other = Tenant.create();
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var path = "/api/v1/communities/";
        var wish = new HashMap<>(Tenant.communityOf(tenant.distributor()));
        wish.remove("distributor_id");
        var mayRead = role != Role.CUSTOMER;
        var mayChange = role.compareTo(Role.DISTRIBUTOR) <= 0;
        var everywhere = role == Role.SUPERADMIN;

        assertThat(person.get(path + tenant.community()).statusCode())
                .isEqualTo(mayRead ? 200 : 403);
        assertThat(person.get(path + other.community()).statusCode())
                .isEqualTo(everywhere ? 200 : mayRead ? 404 : 403);
        assertThat(person.putIfMatch(path + tenant.community(), "\"1\"", wish).statusCode())
                .isEqualTo(mayChange ? 200 : 403);
        wish.put("slug", Tenant.key());
        assertThat(person.putIfMatch(path + other.community(), "\"1\"", wish).statusCode())
                .isEqualTo(everywhere ? 200 : mayChange ? 404 : 403);
        assertThat(person.delete(path + other.community()).statusCode())
                .isEqualTo(everywhere ? 409 : mayChange ? 404 : 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"distributors", "communities", "customers", "profiles"})
    void shouldAskTheDatabaseOnceForAPage(String list) {
        try (var sql = SqlCount.start()) {
            superadmin.get("/api/v1/" + list + "?limit=200").then().statusCode(200);

            assertThat(sql.statements()).hasSize(1);
        }
    }

    /** What no code path should try, the keys refuse: a node whose path contradicts the tenancy. */
    @Test
    void shouldRefuseRowsWhosePathContradictsTheTenancy() throws SQLException {
        var other = Tenant.create();
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var insert =
                        connection.prepareStatement(
                                """
                                insert into registry.node
                                    (node_id, distributor_id, community_id, customer_id, key, label,
                                     category, time_zone, expected_interval_seconds,
                                     offline_after_seconds, tags, created_at, version)
                                values (gen_random_uuid(), ?, ?, ?, 'key', 'label', 'OHT', 'UTC', 60,
                                        180, '{}', now(), 1)
                                """)) {
            insert.setObject(1, other.distributor());
            insert.setObject(2, tenant.community());
            insert.setObject(3, null, Types.OTHER);
            assertRefused(insert);

            insert.setObject(1, tenant.distributor());
            insert.setObject(3, other.customer());
            assertRefused(insert);
        }
    }

    private Optional<CustomerEntry> told(UUID customer) {
        return directory.customer(customer).await().atMost(PATIENCE);
    }

    private static void assertRefused(PreparedStatement insert) {
        var refusal = catchThrowableOfType(SQLException.class, insert::executeUpdate);
        assertThat(refusal.getSQLState()).isEqualTo(FOREIGN_KEY_VIOLATION);
    }
}
