package com.evaratech.telemetry.latest;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class LatestListIT {

    private final UUID distributor = UUID.randomUUID();
    private final UUID community = UUID.randomUUID();
    private final UUID customer = UUID.randomUUID();
    private final Placement owned = new Placement(distributor, community, customer);
    private final Placement shared = new Placement(distributor, community, null);
    private final Placement neighbour = new Placement(distributor, UUID.randomUUID(), null);
    private final Placement elsewhere = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);

    @Test
    void shouldShowEachCallerTheNodesOfItsScope() throws SQLException {
        UUID ownNode = Fleet.reportingNode(Kind.TANK, owned).id();
        UUID sharedNode = Fleet.reportingNode(Kind.FLOW, shared).id();
        UUID neighbourNode = Fleet.reportingNode(Kind.DEEP, neighbour).id();
        UUID foreignNode = Fleet.reportingNode(Kind.TANK, elsewhere).id();

        assertThat(list(Role.CUSTOMER, new Scope.OfCustomer(customer, community), ""))
                .containsExactly(ownNode);
        assertThat(list(Role.INSTALLER, new Scope.OfCommunity(community), ""))
                .containsExactly(ownNode, sharedNode);
        assertThat(list(Role.DISTRIBUTOR, new Scope.OfDistributor(distributor), ""))
                .containsExactly(ownNode, sharedNode, neighbourNode);
        assertThat(list(Role.SUPERADMIN, new Scope.Everything(), "?limit=200"))
                .contains(ownNode, sharedNode, neighbourNode, foreignNode);
    }

    @Test
    void shouldLeaveOutNodesThatNeverReported() throws SQLException {
        NodeEntry silent = Fleet.node(Kind.TANK, shared);
        NodeEntry reporting = Fleet.reportingNode(Kind.TANK, shared);

        assertThat(list(Role.VIEWER, new Scope.OfCommunity(community), ""))
                .containsExactly(reporting.id())
                .doesNotContain(silent.id());
    }

    @Test
    void shouldShowOnlyWhatPassesTheFilter() throws SQLException {
        UUID tank = Fleet.reportingNode(Kind.TANK, shared).id();
        UUID well = Fleet.reportingNode(Kind.DEEP, neighbour).id();
        Scope scope = new Scope.OfDistributor(distributor);

        assertThat(list(Role.DISTRIBUTOR, scope, "?kind=DEEP")).containsExactly(well);
        assertThat(list(Role.DISTRIBUTOR, scope, "?community=" + community)).containsExactly(tank);
        assertThat(list(Role.DISTRIBUTOR, scope, "?kind=DEEP&community=" + community)).isEmpty();
        assertThat(list(Role.DISTRIBUTOR, scope, "?community=" + elsewhere.communityId()))
                .isEmpty();
    }

    @Test
    void shouldGiveEveryNodeExactlyOnceOverAllPages() throws SQLException {
        List<UUID> nodes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            nodes.add(Fleet.reportingNode(Kind.TANK, shared).id());
        }
        String viewer = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(community));

        List<UUID> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonPath page =
                    get(viewer, "?limit=2" + (cursor == null ? "" : "&cursor=" + cursor))
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            List<UUID> ids = page.getList("items.node_id", UUID.class);
            assertThat(ids).hasSizeLessThanOrEqualTo(2);
            listed.addAll(ids);
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(listed).containsExactlyElementsOf(nodes);
    }

    @Test
    void shouldNameEveryParameterThatCannotBeUnderstood() {
        String viewer = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(community));

        get(viewer, "?kind=POND&community=here")
                .statusCode(400)
                .body("errors.field", contains("kind", "community"))
                .body("errors.allowed", contains("TANK, FLOW, DEEP", "a UUID"));
    }

    private static List<UUID> list(Role role, Scope scope, String query) {
        return get(TestTokens.person(role, scope), query)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.node_id", UUID.class);
    }

    private static Response get(String token, String query) {
        return given().bearer(token).get("/api/v1/telemetry/latest" + query).then();
    }
}
