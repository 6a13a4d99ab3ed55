package com.evaratech.alert.alerts;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class AlertStatisticsIT {

    private static final String MARCH = "?from=2026-03-01T00:00:00Z&until=2026-04-01T00:00:00Z";

    private final Fleet fleet = Fleet.create();
    private final UUID noisy = UUID.randomUUID();
    private final UUID quiet = UUID.randomUUID();
    private final UUID customer = UUID.randomUUID();

    /** Alerts of ten nodes, a minute after one another: seen to and over after so many minutes. */
    private void alerts(
            UUID rule,
            String severity,
            @Nullable UUID customerId,
            String day,
            int count,
            String reason) {
        asOwner(
                """
                insert into alerting.alert (id, state, rule_number, rule_id, rule_version, rule_name, severity,
                    node_number, node_id, distributor_id, community_id, customer_id, metric, operator, threshold,
                    value, last_value, pending_since, opened_at, last_value_at, acknowledged_at, acknowledged_by,
                    resolved_at, resolved_reason)
                select gen_random_uuid(), 'resolved', 1, '%s', 1, 'Rule of ' || '%s', '%s', place,
                    gen_random_uuid(), '%s', '%s', %s, 'ph', 'lt', 6, 5, 5, opened, opened, opened,
                    opened + place * interval '1 minute', 'somebody',
                    opened + place * interval '1 hour', '%s'
                from generate_series(1, %d) as place,
                    lateral (select timestamptz '%sT00:00Z' + place * interval '1 minute' as opened) at
                """
                        .formatted(
                                rule,
                                severity,
                                severity,
                                fleet.distributorId(),
                                fleet.communityId(),
                                customerId == null ? "null" : "'" + customerId + "'",
                                reason,
                                count,
                                day));
    }

    private static Response ask(String token, String query) {
        return given().bearer(token).get("/api/v1/alerts/statistics" + query).then();
    }

    private JsonPath march(String token) {
        return ask(token, MARCH).statusCode(200).extract().jsonPath();
    }

    @Test
    void shouldTellHowSoonAlertsAreSeenToAndOver() {
        alerts(noisy, "warning", null, "2026-03-05", 10, "cleared");
        alerts(quiet, "critical", null, "2026-03-06", 1, "by_person");
        alerts(quiet, "critical", null, "2026-03-07", 2, "rule_changed");
        alerts(quiet, "critical", null, "2026-04-01", 1, "cleared");

        JsonPath told = march(fleet.token(Role.VIEWER));

        assertThat(told.getInt("all.opened")).isEqualTo(13);
        assertThat(told.getInt("all.open")).isZero();
        assertThat(told.getInt("all.acknowledge.count")).isEqualTo(13);
        assertThat(told.getList("by_severity.severity")).containsExactly("critical", "warning");
        String warnings = "by_severity[1].count.";
        assertThat(told.getDouble(warnings + "acknowledge.median_seconds")).isEqualTo(330);
        assertThat(told.getDouble(warnings + "acknowledge.p90_seconds")).isEqualTo(546);
        assertThat(told.getDouble(warnings + "resolve.median_seconds")).isEqualTo(5.5 * 3_600);
        assertThat(told.getInt("by_severity[0].count.resolve.count"))
                .as("what a rule's change ends is nobody's merit")
                .isEqualTo(1);
        assertThat(told.getList("noisiest_rules.rule_id"))
                .containsExactly(noisy.toString(), quiet.toString());
        assertThat(told.getList("noisiest_rules.opened")).containsExactly(10, 3);
        assertThat(told.getInt("noisiest_rules[0].nodes")).isEqualTo(10);
        assertThat(told.getString("noisiest_rules[0].rule_name")).isEqualTo("Rule of warning");
    }

    @Test
    void shouldCountWhatTheCallerMaySee() {
        alerts(noisy, "info", null, "2026-03-05", 3, "cleared");
        alerts(noisy, "info", customer, "2026-03-05", 2, "cleared");
        Fleet others = Fleet.create();

        assertThat(march(fleet.token(Role.COMMUNITY_ADMIN)).getInt("all.opened")).isEqualTo(5);
        assertThat(march(fleet.customerToken(customer)).getInt("all.opened")).isEqualTo(2);
        assertThat(march(others.token(Role.COMMUNITY_ADMIN)).getInt("all.opened")).isZero();
        String foreign = MARCH + "&community=" + fleet.communityId();
        assertThat(
                        ask(others.token(Role.VIEWER), foreign)
                                .extract()
                                .jsonPath()
                                .getList("noisiest_rules"))
                .isEmpty();
        assertThat(march(others.token(Role.VIEWER)).getString("all.resolve.median_seconds"))
                .isNull();
    }

    @Test
    void shouldSayWhichTimesItUnderstands() {
        String viewer = fleet.token(Role.VIEWER);

        ask(viewer, "").statusCode(200);
        ask(viewer, "?from=yesterday&community=x")
                .statusCode(400)
                .body("errors.field", contains("community", "from"));
        ask(viewer, "?from=2026-03-01T00:00:00Z&until=2026-02-01T00:00:00Z").statusCode(400);
        ask(viewer, "?from=2024-03-01T00:00:00Z&until=2026-02-01T00:00:00Z").statusCode(400);
    }
}
