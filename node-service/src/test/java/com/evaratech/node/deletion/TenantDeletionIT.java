package com.evaratech.node.deletion;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.RegistryException.StillDeleting;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.Tenant;
import com.evaratech.node.nodes.DeletableNodes;
import com.evaratech.node.tenancy.TenancyPart;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants that go together with their nodes. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class TenantDeletionIT {

    private static final String WITH_NODES = "?nodes=delete";

    @Inject DeletableNodes nodes;
    @Inject NodeDeletion deletion;
    @Inject DeletionTelling telling;
    @Inject TenantRecord record;

    private Person superadmin;
    private Tenant tenant;
    private String community;
    private String customer;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        community = "/api/v1/communities/" + tenant.community();
        customer = "/api/v1/customers/" + tenant.customer();
    }

    @Test
    void shouldDeleteTheNodesOfATenantOnlyWhenAskedTo() {
        superadmin
                .delete(customer)
                .then()
                .statusCode(409)
                .body("code", equalTo("customer_in_use"))
                .body("detail", containsString("1 nodes"));
        given().bearer(superadmin.token())
                .delete(customer + "?nodes=keep")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("nodes"));
        superadmin.get(node(tenant.node())).then().statusCode(200);

        superadmin.deleteIfMatch(customer + WITH_NODES, "\"1\"").then().statusCode(204);

        superadmin.get(node(tenant.node())).then().statusCode(404);
        superadmin.get(customer).then().statusCode(404);
        assertThat(exported()).containsExactly(tenant.node().toString());
    }

    @Test
    void shouldLeaveTheNodesOfATenantThatMayNotGo() {
        // Its customer is in the way.
        superadmin.deleteIfMatch(community + WITH_NODES, "*").then().statusCode(409);
        superadmin.deleteIfMatch(customer + WITH_NODES, "\"7\"").then().statusCode(412);
        superadmin.delete(customer + WITH_NODES).then().statusCode(428);
        superadmin.delete(community + WITH_NODES).then().statusCode(428);

        superadmin.get(node(tenant.node())).then().statusCode(200);
        assertThat(exported()).isEmpty();
    }

    @Test
    void shouldDeleteMoreNodesThanOnePortion() {
        superadmin.deleteIfMatch(customer + WITH_NODES, "\"1\"").then().statusCode(204);
        int count = 105;
        register(count);
        var window =
                Map.of(
                        "node_id", firstNode(),
                        "starts_at", "2026-03-01T12:00:00Z",
                        "ends_at", "2026-03-01T18:00:00Z",
                        "reason", "Mains shut");
        UUID _ = superadmin.add("/api/v1/maintenance", window);

        tenant.person(Role.DISTRIBUTOR)
                .deleteIfMatch(community + WITH_NODES, "*")
                .then()
                .statusCode(204);

        superadmin.get(community).then().statusCode(404);
        assertThat(exported()).hasSize(count + 1).doesNotHaveDuplicates();
    }

    @Test
    void shouldDeleteTheSameTenantForTwoAtOnce() throws Exception {
        register(150);

        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Response> deleting =
                    () -> superadmin.deleteIfMatch(community + WITH_NODES, "*");
            superadmin.deleteIfMatch(customer + WITH_NODES, "*").then().statusCode(204);
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(Collections.nCopies(2, deleting))) {
                var given = answer.get();
                answers.add(given.statusCode() == 204 ? "gone" : given.path("code"));
            }
            // Whose removal comes second finds no community; none misses a node.
            assertThat(answers).contains("gone").isSubsetOf("gone", "community_unknown");
        }

        superadmin.get(community).then().statusCode(404);
        assertThat(exported()).hasSize(151).doesNotHaveDuplicates();
    }

    @Test
    void shouldEndWithItsCallersPatienceAndGoOnWhenAskedAgain() {
        register(250);
        // Each look at the time is half a minute after the one before.
        var seconds = new AtomicLong();
        var hasty =
                new TenantDeletion(
                        nodes,
                        deletion,
                        telling,
                        record,
                        () -> Instant.ofEpochSecond(seconds.getAndAdd(30)));
        var author = new Caller(superadmin.subject(), Role.SUPERADMIN, new Scope.Everything());
        var part = new TenancyPart(TenancyLevel.COMMUNITY, tenant.community());

        assertThatThrownBy(() -> await(() -> hasty.deleteNodes(author, part)))
                .isInstanceOf(StillDeleting.class);

        superadmin.deleteIfMatch(customer + WITH_NODES, "*").then().statusCode(204);
        superadmin.deleteIfMatch(community + WITH_NODES, "*").then().statusCode(204);
        assertThat(exported()).hasSize(200);
    }

    private static void await(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> {
            var _ = Arc.container().requestContext().activate();
            return work.get();
        });
    }

    @Test
    void shouldRemoveATreeWithItsPeopleOnceTheyAreDisabled() {
        for (var role : Role.values()) {
            if (role == Role.SUPERADMIN) {
                continue;
            }
            var person = tenant.person(role);
            disable(person);
            superadmin.delete("/api/v1/profiles/" + person.subject()).then().statusCode(204);
        }
        var group = Map.of("community_id", tenant.community(), "name", "Roofs");
        UUID _ = superadmin.add("/api/v1/groups", group);
        var past =
                Map.of(
                        "community_id", tenant.community(),
                        "starts_at", "2026-03-01T12:00:00Z",
                        "ends_at", "2026-03-01T18:00:00Z",
                        "reason", "Mains shut");
        var window = superadmin.add("/api/v1/maintenance", past);
        var distributor = "/api/v1/distributors/" + tenant.distributor();

        superadmin.deleteIfMatch(customer + WITH_NODES, "*").then().statusCode(204);
        superadmin.deleteIfMatch(community + WITH_NODES, "*").then().statusCode(204);
        superadmin.delete(distributor).then().statusCode(204);

        superadmin.get(distributor).then().statusCode(404);
        superadmin.get("/api/v1/maintenance/" + window).then().statusCode(404);
        var exports = tenantExports();
        assertThat(exports.getList("items.level", String.class))
                .containsExactly("customer", "community", "distributor");
        String file = exports.getString("items[1].file");
        superadmin
                .get(file)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .body(containsString("\"type\": \"community\""))
                .body(containsString("\"Roofs\""))
                .body(containsString(window.toString()))
                .body(containsString("\"profile\""));
    }

    @Test
    void shouldShowWhatIsKeptOfATenantToThoseAboveItAlone() {
        superadmin.deleteIfMatch(customer + WITH_NODES, "*").then().statusCode(204);
        var foreign = Tenant.create().person(Role.DISTRIBUTOR);
        var path = "/api/v1/tenant-exports";
        String file =
                tenant.person(Role.COMMUNITY_ADMIN)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .body("items.tenant_id", equalTo(List.of(tenant.customer().toString())))
                        .extract()
                        .path("items[0].file");

        foreign.get(path).then().statusCode(200).body("items.size()", equalTo(0));
        foreign.get(file).then().statusCode(404);
        tenant.person(Role.DISTRIBUTOR).get(file).then().statusCode(200);
    }

    private JsonPath tenantExports() {
        var ids = Set.of(tenant.distributor().toString());
        List<Map<String, ?>> all =
                superadmin
                        .get("/api/v1/tenant-exports?limit=200")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items");
        var own = all.stream().filter(each -> ids.contains(each.get("distributor_id"))).toList();
        return new JsonPath(new JsonObject(Map.of("items", own)).encode());
    }

    private void disable(Person person) {
        var path = "/api/v1/profiles/" + person.subject();
        Map<String, Object> profile = superadmin.get(path).path("");
        var wish = new HashMap<>(profile);
        wish.values().removeIf(Objects::isNull);
        wish.keySet().retainAll(Set.of("role", "distributor_id", "community_id", "customer_id"));
        wish.put("active", false);
        superadmin.change(path, wish).then().statusCode(200);
    }

    private void register(int count) {
        var wishes =
                IntStream.range(0, count)
                        .mapToObj(i -> Tenant.nodeOf(tenant.community(), "node-" + i))
                        .toList();
        superadmin.post("/api/v1/nodes/import", Map.of("nodes", wishes)).then().statusCode(200);
    }

    private String firstNode() {
        return superadmin
                .get("/api/v1/nodes?limit=1&community=" + tenant.community())
                .path("items[0].id");
    }

    private List<String> exported() {
        return tenant.person(Role.DISTRIBUTOR)
                .get("/api/v1/exports?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.node_id");
    }

    private static String node(UUID id) {
        return "/api/v1/nodes/" + id;
    }
}
