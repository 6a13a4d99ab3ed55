package com.evaratech.telemetry.latest;

import static com.evaratech.local.testing.http.Request.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class LatestOfNodeIT {

    private final Placement placement =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final String viewer =
            TestTokens.person(Role.VIEWER, new Scope.OfCommunity(placement.communityId()));

    @Test
    void shouldAnswerEmptyForANodeThatNeverReported() throws SQLException {
        NodeEntry node = Fleet.node(Kind.DEEP, placement);

        latest(node.id())
                .statusCode(200)
                .body("node_id", equalTo(node.id().toString()))
                .body("kind", equalTo("DEEP"))
                .body("recorded_at", nullValue())
                .body("metrics", aMapWithSize(0));
    }

    @Test
    void shouldAnswerWhatTheNewestReadingCarried() throws SQLException {
        NodeEntry node = Fleet.node(Kind.FLOW, placement);
        Fleet.reading(
                node,
                Instant.parse("2026-03-01T06:30:00.125Z"),
                "flow_rate_lpm, cumulative_volume_litres, pump_status, rssi_dbm",
                "41.25, 123456789.5, 'RUNNING', -71");

        latest(node.id())
                .statusCode(200)
                .body("kind", equalTo("FLOW"))
                .body("recorded_at", equalTo("2026-03-01T06:30:00.125Z"))
                .body("metrics", aMapWithSize(4))
                .body("metrics.flow_rate_lpm", is(41.25f))
                .body("metrics.pump_status", equalTo("RUNNING"))
                .body("metrics.rssi_dbm", is(-71.0f))
                .body(containsString("1.234567895E8"));
    }

    @Test
    void shouldAnswerTheSameForAForeignAndAnAbsentNode() throws SQLException {
        Placement elsewhere = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        NodeEntry foreign = Fleet.reportingNode(Kind.TANK, elsewhere);

        for (UUID id : new UUID[] {foreign.id(), UUID.randomUUID()}) {
            latest(id)
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("node_not_found"))
                    .body("detail", equalTo("There is no node " + id + "."));
        }
    }

    private Response latest(UUID node) {
        return given().bearer(viewer)
                .get("/api/v1/nodes/%s/telemetry/latest".formatted(node))
                .then();
    }
}
