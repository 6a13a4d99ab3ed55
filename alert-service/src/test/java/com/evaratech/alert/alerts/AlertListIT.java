package com.evaratech.alert.alerts;

import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class AlertListIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final String viewer = fleet.token(Role.VIEWER);

    /** An open alert of a node. */
    private UUID open(NodeEntry node) {
        return alerts(node, level(0, 9)).getFirst();
    }

    /** The node's alerts that these readings bring about, newest first. */
    private List<UUID> alerts(NodeEntry node, Reading... readings) {
        int before = Alerting.alerts(node).size();
        new Alerting(publisher).send(node, readings);
        await().atMost(PATIENCE).until(() -> Alerting.alerts(node).size() > before);
        return ids(superadmin(), "?node=" + node.id());
    }

    @Test
    void shouldShowWhatHappenedAndWhy() {
        NodeEntry tank = fleet.tank();
        UUID rule = rule(fleet, everywhere(), 60);
        UUID alert = alerts(tank, level(0, 9), level(1, 8.5), level(2, 11)).getFirst();

        get(viewer, "/" + alert)
                .statusCode(200)
                .body("id", equalTo(alert.toString()))
                .body("state", equalTo("open"))
                .body("severity", equalTo("critical"))
                .body("rule_id", equalTo(rule.toString()))
                .body("rule_version", equalTo(1))
                .body("rule_name", equalTo("Low tank"))
                .body("node_id", equalTo(tank.id().toString()))
                .body("community_id", equalTo(fleet.communityId().toString()))
                .body("customer_id", nullValue())
                .body("metric", equalTo("water_level_percent"))
                .body("operator", equalTo("lt"))
                .body("threshold", equalTo(10f))
                .body("value", equalTo(8.5f))
                .body("last_value", equalTo(11f))
                .body("last_value_at", equalTo("2026-05-01T12:02:00Z"))
                .body("pending_since", equalTo("2026-05-01T12:00:00Z"))
                .body("opened_at", equalTo("2026-05-01T12:01:00Z"))
                .body("resolved_at", nullValue())
                .body("resolved_reason", nullValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COMMUNITY_ADMIN", "INSTALLER", "VIEWER"})
    void shouldShowACommunitysAlertsToItsPeopleOnly(Role role) {
        UUID _ = rule(fleet, everywhere(), 0);
        Fleet other = Fleet.create();
        UUID _ = rule(other, everywhere(), 0);
        UUID own = open(fleet.tank());
        NodeEntry foreignTank = other.tank();
        UUID foreign = open(foreignTank);
        String person = fleet.token(role);

        assertThat(ids(person, "")).containsExactly(own);
        assertThat(ids(person, "?node=" + foreignTank.id())).isEmpty();
        assertThat(ids(person, "?community=" + other.communityId())).isEmpty();
        get(person, "/" + own).statusCode(200);
        get(person, "/" + foreign).statusCode(404).body("code", equalTo("alert_not_found"));
        get(person, "/" + UUID.randomUUID())
                .statusCode(404)
                .body("code", equalTo("alert_not_found"));
    }

    @Test
    void shouldShowADistributorTheAlertsOfItsCommunitiesOnly() {
        UUID _ = rule(fleet, everywhere(), 0);
        UUID own = open(fleet.tank());
        Fleet other = Fleet.create();
        UUID _ = rule(other, everywhere(), 0);
        UUID foreign = open(other.tank());

        assertThat(ids(fleet.distributorToken(), "")).containsExactly(own);
        get(fleet.distributorToken(), "/" + foreign).statusCode(404);
    }

    @Test
    void shouldShowACustomerTheAlertsOfItsOwnNodesOnly() {
        UUID customer = UUID.randomUUID();
        UUID _ = rule(fleet, everywhere(), 0);
        UUID own = open(fleet.tankOf(customer));
        UUID others = open(fleet.tankOf(UUID.randomUUID()));
        UUID communitys = open(fleet.tank());
        String person = fleet.customerToken(customer);

        assertThat(ids(person, "")).containsExactly(own);
        get(person, "/" + own).statusCode(200);
        get(person, "/" + others).statusCode(404);
        get(person, "/" + communitys).statusCode(404);
    }

    @Test
    void shouldShowOnlyWhatPassesTheFilter() {
        NodeEntry first = fleet.tank();
        NodeEntry second = fleet.tank();
        UUID shared = rule(fleet, everywhere(), 0);
        UUID resolved = alerts(first, level(0, 9), level(1, 50)).getFirst();
        UUID again = alerts(first, level(2, 8)).getFirst();
        UUID of = open(second);
        UUID own = rule(fleet, onNode(second), 0);
        UUID more = alerts(second, level(1, 7)).getFirst();

        assertThat(ids(viewer, "")).containsExactly(more, of, again, resolved);
        assertThat(ids(viewer, "?state=all")).containsExactly(more, of, again, resolved);
        assertThat(ids(viewer, "?state=open")).containsExactly(more, of, again);
        assertThat(ids(viewer, "?state=resolved")).containsExactly(resolved);
        assertThat(ids(viewer, "?state=open&node=" + first.id())).containsExactly(again);
        assertThat(ids(viewer, "?rule=" + own)).containsExactly(more);
        assertThat(ids(viewer, "?state=open&rule=" + shared)).containsExactly(of, again);
        assertThat(ids(viewer, "?severity=critical&community=" + fleet.communityId())).hasSize(4);
        assertThat(ids(viewer, "?severity=info")).isEmpty();
    }

    @Test
    void shouldShowWhatIsOfACategoryAnAcknowledgementAndATime() {
        UUID _ = rule(fleet, everywhere(), 0);
        UUID early = alerts(fleet.tank(), level(0, 9)).getFirst();
        UUID late = alerts(fleet.tank(), level(60, 9)).getFirst();
        UUID sump = alerts(fleet.sump(), level(90, 9)).getFirst();
        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .body("{}")
                .post("/api/v1/alerts/" + late + "/acknowledge")
                .then()
                .statusCode(200);

        assertThat(ids(viewer, "?category=OHT")).containsExactly(late, early);
        assertThat(ids(viewer, "?category=SUMP")).containsExactly(sump);
        assertThat(ids(viewer, "?acknowledged=true")).containsExactly(late);
        assertThat(ids(viewer, "?acknowledged=false")).containsExactly(sump, early);
        assertThat(ids(viewer, "?from=2026-05-01T13:00:00Z")).containsExactly(sump, late);
        assertThat(ids(viewer, "?until=2026-05-01T13:00:00Z")).containsExactly(early);
        assertThat(
                        ids(
                                viewer,
                                "?from=2026-05-01T12:30:00Z&until=2026-05-01T13:30:00Z&category=OHT"))
                .containsExactly(late);
    }

    @Test
    void shouldGiveEveryAlertExactlyOnceOverAllPagesNewestFirst() {
        UUID _ = rule(fleet, everywhere(), 0);
        NodeEntry tank = fleet.tank();
        List<UUID> opened = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            opened.addFirst(alerts(tank, level(2 * i, 1), level(2 * i + 1, 50)).getFirst());
        }

        List<UUID> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonPath page = page(viewer, "?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(2);
            listed.addAll(page.getList("items.id", UUID.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(listed).containsExactlyElementsOf(opened);
    }

    @Test
    void shouldNameEveryParameterThatCannotBeUnderstood() {
        get(
                        viewer,
                        "?state=shut&node=a&community=b&rule=c&severity=loud&category=POND"
                                + "&acknowledged=maybe&from=noon&until=night")
                .statusCode(400)
                .body(
                        "errors.field",
                        contains(
                                "state",
                                "node",
                                "community",
                                "rule",
                                "severity",
                                "category",
                                "acknowledged",
                                "from",
                                "until"));
    }

    private static List<UUID> ids(String token, String query) {
        return page(token, query).getList("items.id", UUID.class);
    }

    private static JsonPath page(String token, String query) {
        return get(token, query).statusCode(200).extract().jsonPath();
    }

    private static Response get(String token, String rest) {
        return given().bearer(token).get("/api/v1/alerts" + rest).then();
    }

    private static String superadmin() {
        return TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }
}
