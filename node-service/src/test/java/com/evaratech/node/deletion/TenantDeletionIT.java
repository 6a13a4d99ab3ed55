package com.evaratech.node.deletion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants that go together with their nodes. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class TenantDeletionIT {

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
        given().auth()
                .oauth2(superadmin.token())
                .delete(customer + "?nodes=keep")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("nodes"));
        superadmin.get(node(tenant.node())).then().statusCode(200);

        superadmin.delete(customer + "?nodes=delete").then().statusCode(204);

        superadmin.get(node(tenant.node())).then().statusCode(404);
        superadmin.get(customer).then().statusCode(404);
        assertThat(exported()).containsExactly(tenant.node().toString());
    }

    @Test
    void shouldLeaveTheNodesOfATenantThatMayNotGo() {
        // Its customer is in the way.
        superadmin.delete(community + "?nodes=delete").then().statusCode(409);
        superadmin.deleteIfMatch(customer + "?nodes=delete", "\"7\"").then().statusCode(412);

        superadmin.get(node(tenant.node())).then().statusCode(200);
        assertThat(exported()).isEmpty();
    }

    @Test
    void shouldDeleteMoreNodesThanOnePortion() {
        superadmin.delete(customer + "?nodes=delete").then().statusCode(204);
        int count = 105;
        IntStream.range(0, count)
                .forEach(place -> {
                    UUID _ =
                            superadmin.add(
                                    "/api/v1/nodes",
                                    Tenant.nodeOf(tenant.community(), "node-" + place));
                });
        var window =
                Map.of(
                        "node_id", firstNode(),
                        "starts_at", "2026-03-01T12:00:00Z",
                        "ends_at", "2026-03-01T18:00:00Z",
                        "reason", "Mains shut");
        UUID _ = superadmin.add("/api/v1/maintenance", window);

        tenant.person(Role.DISTRIBUTOR).delete(community + "?nodes=delete").then().statusCode(204);

        superadmin.get(community).then().statusCode(404);
        assertThat(exported()).hasSize(count + 1).doesNotHaveDuplicates();
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
