package com.evaratech.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page costs as many statements as a page of one. They are counted by the driver of everything
 * that answers requests, whoever sends them.
 */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class StatementsIT {

    private static final int MANY = 12;
    private static final String COUNTED = "postgresql.processing";

    @Inject MeterRegistry metrics;

    private static @Nullable Tenant populated;

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        if (populated == null) {
            populated = Tenant.create();
            tenant = populated;
            IntStream.range(0, MANY).forEach(this::populate);
        }
        tenant = populated;
    }

    /** One more of all that is listed. */
    private void populate(int i) {
        var node = addNode(i);
        var gone = addNode(MANY + i);
        superadmin.deleteIfMatch("/api/v1/nodes/" + gone, "*").then().statusCode(202);
        var group = superadmin.add("/api/v1/groups", placed(Map.of("name", "Group " + i)));
        superadmin
                .post("/api/v1/groups/" + group + "/nodes", Map.of("add", List.of(node)))
                .then()
                .statusCode(200);
        UUID _ =
                superadmin.add(
                        "/api/v1/maintenance",
                        placed(
                                Map.of(
                                        "starts_at", "2026-03-01T12:00:00Z",
                                        "ends_at", "2026-03-01T18:00:00Z",
                                        "reason", "Mains shut")));
        UUID _ =
                superadmin.add(
                        "/api/v1/pipelines",
                        Map.of("from_node_id", node, "to_node_id", tenant.node()));
        var viewing = placed(Map.of("role", "viewer"));
        superadmin.post("/api/v1/invitations", viewing).then().statusCode(201);
        superadmin.post("/api/v1/claim-tokens", placed(Map.of())).then().statusCode(201);
        viewing.put("name", "Billing");
        superadmin.post("/api/v1/api-keys", viewing).then().statusCode(201);
        var calibration =
                Map.of(
                        "metric",
                        "ph",
                        "valid_from",
                        "2026-03-%02dT12:00:00Z".formatted(1 + i),
                        "valid_until",
                        "2026-03-%02dT13:00:00Z".formatted(1 + i),
                        "scale",
                        1,
                        "offset",
                        0.5);
        UUID _ =
                superadmin.add(
                        "/api/v1/nodes/%s/calibrations".formatted(tenant.node()), calibration);
    }

    private UUID addNode(int i) {
        var wish = new HashMap<>(Tenant.nodeOf(tenant.community(), "counted-" + i));
        wish.put("coordinates", Map.of("latitude", 12.97, "longitude", 77.6));
        return superadmin.add("/api/v1/nodes", wish);
    }

    private Map<String, Object> placed(Map<String, ?> wish) {
        var placed = new HashMap<String, Object>(wish);
        placed.put("community_id", tenant.community());
        return placed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodes?",
                "nodes?sort=label&",
                "nodes?q=tank&",
                "nodes?near=12.97,77.6&radius_m=9&",
                "nodes?kind=TANK&",
                "groups?",
                "exports?",
                "maintenance?",
                "pipelines?",
                "invitations?",
                "claim-tokens?",
                "api-keys?",
                "profiles?",
                "customers?",
                "communities?",
                "distributors?",
                "tenant-exports?"
            })
    void shouldAskAsOftenForAPageOfManyAsForAPageOfOne(String list) {
        var path = "/api/v1/" + list + "limit=";

        long one = statements(path + 1);
        long many = statements(path + 200);

        assertThat(many).isPositive().isEqualTo(one);
    }

    @Test
    void shouldCountTheStatementsOfNodes() {
        assertThat(statements("/api/v1/nodes?limit=200")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodes", "groups", "maintenance", "pipelines", "exports"})
    void shouldHaveMoreThanOneToAskFor(String list) {
        assertThat(Pages.allIds(superadmin, "/api/v1/" + list).size()).isGreaterThanOrEqualTo(MANY);
    }

    /** Of the third time: the first ones have statements prepared. */
    private long statements(String path) {
        long counted = 0;
        for (int time = 0; time < 3; time++) {
            long before = counted();
            superadmin.get(path).then().statusCode(200);
            counted = counted() - before;
        }
        return counted;
    }

    private long counted() {
        return metrics.getMeters().stream()
                .filter(meter -> meter.getId().getName().equals(COUNTED))
                .mapToLong(meter -> ((Timer) meter).count())
                .sum();
    }
}
