package com.evaratech.alert.rules;

import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class ChangeRuleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVERYWHERE = "{\"kind\": \"community\"}";

    @Inject ReadingsPublisher publisher;

    private final Tenant tenant = Tenant.create();
    private final RuleApi admin = new RuleApi(tenant.token(Role.COMMUNITY_ADMIN));

    @Test
    void shouldReplaceTheVersionThatWasSeen() {
        UUID tank = tenant.tank(UUID.randomUUID());
        UUID id = admin.create(tenant.wish(Tenant.onNode(tank)));

        put(id, "\"1\"", tenant.wish(EVERYWHERE, "ph", "critical", false))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2))
                .body("binding.kind", equalTo("community"))
                .body("condition.metric", equalTo("ph"))
                .body("severity", equalTo("critical"))
                .body("enabled", equalTo(false));

        admin.get("/api/v1/rules/" + id).statusCode(200).header("ETag", "\"2\"");
        assertThat(audited(id)).isEqualTo("added, changed warning to critical");
        // What was one node's, and its customer's, is now everybody's.
        assertThat(
                        texts(
                                "select node_id, customer_id from alerting.rule where id = '%s'"
                                        .formatted(id)))
                .containsOnlyNulls();
    }

    @Test
    void shouldChangeNothingByAskingForWhatIsThere() {
        UUID id = admin.create(tenant.wish());

        put(id, "\"1\"", tenant.wish()).statusCode(200).header("ETag", "\"1\"");

        assertThat(audited(id)).isEqualTo("added");
    }

    @Test
    void shouldRefuseAVersionThatIsNotTheCurrentOne() {
        UUID id = admin.create(tenant.wish());
        String wish = tenant.wish(EVERYWHERE, "ph", "info", true);
        put(id, "\"1\"", wish).statusCode(200);

        put(id, null, wish).statusCode(428);
        put(id, "\"1\"", wish).statusCode(412);
        remove(id, "\"1\"").statusCode(412);

        admin.get("/api/v1/rules/" + id).statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void shouldRefuseWhatIsNoRuleAndAnotherCommunity() {
        UUID id = admin.create(tenant.wish());
        Tenant sister = Tenant.ofDistributor(tenant.distributorId());

        put(id, "\"1\"", "{}")
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(java.util.List.of("name", "binding", "condition", "severity")));
        put(id, "\"1\"", sister.wish())
                .statusCode(400)
                .body("errors[0].field", equalTo("community_id"));
        put(id, "\"1\"", tenant.wish(Tenant.onNode(UUID.randomUUID()))).statusCode(404);
    }

    @Test
    void shouldNotKnowRulesOfOthers() {
        UUID id = admin.create(tenant.wish());
        var stranger = new RuleApi(Tenant.create().token(Role.COMMUNITY_ADMIN));

        given().bearer(stranger.token())
                .asJson()
                .header("If-Match", "*")
                .body(tenant.wish())
                .put("/api/v1/rules/" + id)
                .then()
                .statusCode(404);
        given().bearer(stranger.token()).delete("/api/v1/rules/" + id).then().statusCode(404);

        admin.get("/api/v1/rules/" + id).statusCode(200);
    }

    @Test
    void shouldRemoveARuleAndEndItsAlerts() {
        Fleet fleet = Fleet.create();
        NodeEntry tank = fleet.tank();
        UUID id = Alerting.rule(fleet, Alerting.everywhere(), 0);
        new Alerting(publisher).send(tank, level(0, 5));
        awaitReasons(tank, "open");
        String owner = fleet.token(Role.COMMUNITY_ADMIN);

        given().bearer(owner).delete("/api/v1/rules/" + id).then().statusCode(204);

        awaitReasons(tank, "resolved rule_removed");
        new RuleApi(owner).get("/api/v1/rules/" + id).statusCode(404);
        given().bearer(owner).delete("/api/v1/rules/" + id).then().statusCode(404);
        assertThat(audited(id)).isEqualTo("added, removed critical to");
    }

    @Test
    void shouldJudgeByWhatTheRuleSaysNow() {
        Fleet fleet = Fleet.create();
        NodeEntry tank = fleet.tank();
        UUID id = Alerting.rule(fleet, Alerting.everywhere(), 0);
        new Alerting(publisher).send(tank, level(0, 5));
        awaitReasons(tank, "open");

        given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .header("If-Match", "\"1\"")
                .body(
                        """
                        {"name": "Very low tank", "binding": {"kind": "community"},
                         "condition": {"kind": "threshold", "metric": "water_level_percent",
                                       "operator": "lt", "threshold": 2, "duration_seconds": 0},
                         "severity": "critical"}
                        """)
                .put("/api/v1/rules/" + id)
                .then()
                .statusCode(200);

        awaitReasons(tank, "resolved rule_changed");
        new Alerting(publisher).send(tank, level(1, 5), level(2, 1));
        awaitReasons(tank, "resolved rule_changed", "open");
        assertThat(
                        texts(
                                """
                                select rule_version || ' ' || rule_name from alerting.alert
                                where node_id = '%s' order by number
                                """
                                        .formatted(tank.id())))
                .containsExactly("1 Low tank", "2 Very low tank");
    }

    private static void awaitReasons(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(node)).containsExactly(expected));
    }

    private Response put(UUID id, @Nullable String seen, String wish) {
        var request = given().bearer(admin.token()).asJson().body(wish);
        return (seen == null ? request : request.header("If-Match", seen))
                .put("/api/v1/rules/" + id)
                .then();
    }

    private Response remove(UUID id, String seen) {
        return given().bearer(admin.token())
                .header("If-Match", seen)
                .delete("/api/v1/rules/" + id)
                .then();
    }

    /** What was done, and from which severity to which. */
    private static String audited(UUID id) {
        return String.join(
                ", ",
                texts(
                        """
                        select trim(concat_ws(' ', action, before->>'severity',
                            case when before is not null then 'to' end,
                            case when before is not null then after->>'severity' end))
                        from alerting.audit where subject_id = '%s' order by number
                        """
                                .formatted(id)));
    }
}
