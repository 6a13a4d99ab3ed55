package com.evaratech.alert.rules;

import static com.evaratech.local.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a rule said is read for as long as an alert may name it. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "alerting")
class RuleVersionIT {

    private final Fleet fleet = Fleet.create();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);

    @Test
    void shouldShowEachVersionAsItWas() {
        String id = create("{\"kind\": \"community\"}");
        change(id, 1, "Dry", 10);
        change(id, 2, "Dry", 5);

        shown(admin, id, 1)
                .statusCode(200)
                .body("version", equalTo(1))
                .body("name", equalTo("Low tank"))
                .body("condition.threshold", equalTo(10.0f));
        shown(admin, id, 2)
                .statusCode(200)
                .body("name", equalTo("Dry"))
                .body("condition.threshold", equalTo(10.0f));
        shown(admin, id, 3).statusCode(200).body("condition.threshold", equalTo(5.0f));
        shown(admin, id, 4).statusCode(404).body("code", equalTo("rule_not_found"));
        shown(admin, UUID.randomUUID().toString(), 1).statusCode(404);
    }

    @Test
    void shouldShowTheVersionsOfARuleThatIsGone() {
        String id = create("{\"kind\": \"community\"}");
        given().bearer(admin).delete("/api/v1/rules/" + id).then().statusCode(204);

        shown(admin, id, 1).statusCode(200).body("name", equalTo("Low tank"));
        shown(admin, id, 2).statusCode(404);
    }

    @Test
    void shouldShowNobodyWhatIsAnothers() {
        UUID customer = UUID.randomUUID();
        NodeEntry tank = fleet.tankOf(customer);
        String ofCommunity = create("{\"kind\": \"community\"}");
        String ofTank = create("{\"kind\": \"node\", \"node_id\": \"%s\"}".formatted(tank.id()));
        String owner = fleet.customerToken(customer);
        String neighbour = fleet.customerToken(UUID.randomUUID());

        shown(Fleet.create().token(Role.COMMUNITY_ADMIN), ofCommunity, 1).statusCode(404);
        shown(Fleet.create().distributorToken(), ofCommunity, 1).statusCode(404);
        shown(fleet.distributorToken(), ofCommunity, 1).statusCode(200);
        shown(owner, ofCommunity, 1).statusCode(200);
        shown(owner, ofTank, 1).statusCode(200);
        shown(neighbour, ofCommunity, 1).statusCode(200);
        shown(neighbour, ofTank, 1).statusCode(404);
    }

    private static Response shown(String token, String id, long version) {
        return given().bearer(token)
                .get("/api/v1/rules/%s/versions/%d".formatted(id, version))
                .then();
    }

    private String create(String binding) {
        return given().bearer(admin)
                .asJson()
                .body(body("Low tank", binding, 10))
                .post("/api/v1/rules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void change(String id, long seen, String name, double threshold) {
        given().bearer(admin)
                .asJson()
                .header("If-Match", "\"%d\"".formatted(seen))
                .body(body(name, "{\"kind\": \"community\"}", threshold))
                .put("/api/v1/rules/" + id)
                .then()
                .statusCode(200);
    }

    private String body(String name, String binding, double threshold) {
        return """
        {"name": "%s", "community_id": "%s", "binding": %s, "severity": "info",
         "condition": {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
                       "threshold": %s, "duration_seconds": 0}}
        """
                .formatted(name, fleet.communityId(), binding, threshold);
    }
}
