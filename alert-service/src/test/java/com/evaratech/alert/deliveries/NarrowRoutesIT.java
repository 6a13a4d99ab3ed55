package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Receivers of some of a community's alerts only. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class NarrowRoutesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final NodeEntry sump = fleet.sump();

    @Test
    void shouldTellOnlyOfTheCategoryTheNodeAndTheRule() throws IOException {
        try (Receiver ofAll = Receiver.open();
                Receiver ofSumps = Receiver.open();
                Receiver ofTank = Receiver.open();
                Receiver ofRule = Receiver.open();
                Receiver ofNothing = Receiver.open()) {
            UUID _ = rule(fleet, everywhere(), 0);
            UUID other = rule(fleet, everywhere(), 0);
            route(ofAll, Map.of());
            route(ofSumps, Map.of("category", "SUMP"));
            route(ofTank, Map.of("node_id", tank.id()));
            route(ofRule, Map.of("rule_id", other));
            route(ofNothing, Map.of("category", "SUMP", "node_id", tank.id()));

            sendBoth(0, 5);
            sendBoth(1, 50);

            await().atMost(PATIENCE).until(() -> ofAll.requests().size() == 8);
            await().atMost(PATIENCE).until(() -> ofSumps.requests().size() == 4);
            await().atMost(PATIENCE).until(() -> ofTank.requests().size() == 4);
            await().atMost(PATIENCE).until(() -> ofRule.requests().size() == 4);
            assertThat(fields(ofSumps, "node_id")).containsOnly(sump.id().toString());
            assertThat(fields(ofTank, "node_id")).containsOnly(tank.id().toString());
            assertThat(fields(ofRule, "rule_id")).containsOnly(other.toString());
            assertThat(deliveries()).as("and nothing for anybody else").isEqualTo("20");
        }
    }

    private void sendBoth(int minute, double percent) {
        var alerting = new Alerting(publisher);
        alerting.send(tank, level(minute, percent));
        alerting.send(sump, level(minute, percent));
    }

    private void route(Receiver to, Map<String, ?> matter) {
        Map<String, Object> wish = new HashMap<>(matter);
        wish.put("name", "Control room");
        wish.put("community_id", fleet.communityId());
        wish.put("url", to.url());
        wish.put("pace", Map.of("group_seconds", 0));
        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .body(wish)
                .post("/api/v1/alert-routes")
                .then()
                .statusCode(201);
    }

    private static List<String> fields(Receiver receiver, String name) {
        return receiver.requests().stream()
                .map(request -> new JsonObject(request.body()).getString(name))
                .toList();
    }

    private String deliveries() {
        return texts(
                        "select count(*) from alerting.delivery where community_id = '%s'"
                                .formatted(fleet.communityId()))
                .getFirst();
    }
}
