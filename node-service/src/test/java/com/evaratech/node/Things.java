package com.evaratech.node;

import com.evaratech.common.access.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a tenant has that rows name. */
record Things(
        Tenant tenant,
        String viewer,
        String key,
        String apiKey,
        String invitation,
        String claimToken) {

    static final String NOON = "2026-03-01T12:00:00Z";
    static final Map<String, Object> SPAN =
            Map.of(
                    "starts_at", NOON,
                    "ends_at", "2026-03-01T18:00:00Z",
                    "reason", "Mains shut");
    static final Map<String, Object> CALIBRATION =
            Map.of("metric", "ph", "valid_from", NOON, "scale", 1, "offset", 0.5);

    static Things create() {
        return create(Tenant.create());
    }

    static Things create(Tenant tenant) {
        var superadmin = Person.superadmin();
        var place = Map.of("community_id", tenant.community());
        var viewing = Map.of("role", "viewer", "community_id", tenant.community());
        var naming = new HashMap<String, Object>(viewing);
        naming.put("name", "Billing");
        return new Things(
                tenant,
                tenant.person(Role.VIEWER).subject(),
                superadmin.post("/api/v1/nodes/" + tenant.node() + "/keys", Map.of()).path("id"),
                superadmin.post("/api/v1/api-keys", naming).path("api_key.id"),
                superadmin.post("/api/v1/invitations", viewing).path("invitation.id"),
                superadmin.post("/api/v1/claim-tokens", place).path("claim_token.id"));
    }

    String nodePath() {
        return "/api/v1/nodes/" + tenant.node();
    }

    UUID newNode() {
        return Person.superadmin().add("/api/v1/nodes", customersNode());
    }

    Map<String, Object> window() {
        var wish = new HashMap<>(SPAN);
        wish.put("community_id", tenant.community());
        return wish;
    }

    /** A node, or the same one changed, of the customer. */
    Map<String, Object> customersNode() {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("customer_id", tenant.customer());
        return wish;
    }

    Map<String, Object> pipe() {
        return Map.of("from_node_id", newNode(), "to_node_id", tenant.node());
    }

    String newWindow() {
        return "/api/v1/maintenance/" + Person.superadmin().add("/api/v1/maintenance", window());
    }

    String newPipe() {
        return "/api/v1/pipelines/" + Person.superadmin().add("/api/v1/pipelines", pipe());
    }

    String newExport() {
        return Person.superadmin()
                .deleteIfMatch("/api/v1/nodes/" + newNode(), "*")
                .header("Location");
    }

    String newCalibration() {
        var all = "/api/v1/nodes/" + newNode() + "/calibrations";
        return all + "/" + Person.superadmin().add(all, CALIBRATION);
    }

    /** A person who may be removed. */
    String newDisabled() {
        var superadmin = Person.superadmin();
        var path = "/api/v1/profiles/" + Person.stranger().subject();
        superadmin
                .put(
                        path,
                        Map.of(
                                "role",
                                "viewer",
                                "community_id",
                                tenant.community(),
                                "active",
                                false))
                .then()
                .statusCode(201);
        return path;
    }

    /** What is kept of a customer. */
    String newTenantExport() {
        var superadmin = Person.superadmin();
        var customer =
                superadmin.add("/api/v1/customers", Tenant.customerOf(tenant.community(), 1));
        superadmin.delete("/api/v1/customers/" + customer).then().statusCode(204);
        return tenant.person(Role.COMMUNITY_ADMIN)
                .get("/api/v1/tenant-exports?limit=200")
                .path("items[-1].file");
    }
}
