package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class CreateRuleIT {

    private final Tenant tenant = Tenant.create();
    private final RuleApi admin = new RuleApi(tenant.token(Role.COMMUNITY_ADMIN));

    @Test
    void shouldReadBackWhatWasCreated() {
        UUID tank = tenant.tank(null);

        Response created =
                admin.post(tenant.wish(Tenant.onNode(tank)))
                        .statusCode(201)
                        .header("ETag", "\"1\"")
                        .body("version", is(1))
                        .body("community_id", equalTo(tenant.communityId().toString()))
                        .body("binding.kind", equalTo("node"))
                        .body("binding.node_id", equalTo(tank.toString()))
                        .body("condition.kind", equalTo("threshold"))
                        .body("condition.metric", equalTo("water_level_percent"))
                        .body("condition.operator", equalTo("lt"))
                        .body("condition.threshold", is(10.0f))
                        .body("condition.clear_threshold", is(12.5f))
                        .body("condition.duration_seconds", is(300))
                        .body("severity", equalTo("warning"))
                        .body("enabled", is(true))
                        .extract();

        String location = "/api/v1/rules/" + created.path("id");
        assertThat(created.header("Location")).endsWith(location);
        Response read = admin.get(location).statusCode(200).header("ETag", "\"1\"").extract();
        assertThat(read.asString()).isEqualTo(created.asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"community\"}",
                "{\"kind\": \"category\", \"category\": \"SUMP\"}",
                "{\"kind\": \"tag\", \"tag\": \"roof\"}"
            })
    void shouldKeepEveryKindOfBinding(String binding) {
        UUID id = admin.create(tenant.wish(binding));

        assertThat(admin.get("/api/v1/rules/" + id).extract().jsonPath().getMap("binding"))
                .isEqualTo(new JsonPath(binding).getMap(""));
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        admin.post(
                        """
                        {"name": "", "community_id": "%s", "binding": {"kind": "tag"},
                         "condition": {"kind": "threshold", "metric": "ph", "operator": "over",
                                       "threshold": 15, "duration_seconds": -1},
                         "severity": "loud"}
                        """
                                .formatted(tenant.communityId()))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body(
                        "errors.field",
                        contains(
                                "name",
                                "binding.tag",
                                "condition.operator",
                                "condition.threshold",
                                "condition.duration_seconds",
                                "severity"))
                .body("errors[field=condition.threshold][0].value", equalTo("15.0"))
                .body(
                        "errors[field=condition.threshold][0].allowed",
                        equalTo("a number from 0 to 14"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", ""})
    void shouldNameEveryMissingField(String body) {
        admin.post(body)
                .statusCode(400)
                .body(
                        "errors.field",
                        contains("name", "community_id", "binding", "condition", "severity"));
    }

    @Test
    void shouldNameAKindOfConditionThatDoesNotExist() {
        admin.post(tenant.wish().replace("\"threshold\", \"metric\"", "\"tide\", \"metric\""))
                .statusCode(400)
                .body("errors.field", contains("condition.kind"))
                .body("errors.value", contains("tide"));
    }

    @Test
    void shouldNameAPropertyThatDoesNotExist() {
        admin.post(tenant.wish().replace("\"name\"", "\"title\": \"x\", \"name\""))
                .statusCode(400)
                .body("errors.field", contains("title"));
    }

    @Test
    void shouldRefuseTextThatNoDatabaseCanKeep() {
        admin.post(tenant.wish("{\"kind\": \"tag\", \"tag\": \"a\\u0000b\"}"))
                .statusCode(400)
                .body("errors.field", contains("binding.tag"));
    }

    @Test
    void shouldRefuseAFractionWhereAWholeNumberBelongs() {
        admin.post(
                        tenant.wish()
                                .replaceFirst(
                                        "\"duration_seconds\": *[0-9]+",
                                        "\"duration_seconds\": 1.9"))
                .statusCode(400)
                .body("errors.field", contains("condition.duration_seconds"));
    }

    @Test
    void shouldAnswerTheSameForAForeignAndAnAbsentCommunity() {
        Tenant foreign = Tenant.create();
        Tenant absent = new Tenant(UUID.randomUUID(), UUID.randomUUID());

        for (Tenant other : new Tenant[] {foreign, absent}) {
            admin.post(other.wish())
                    .statusCode(404)
                    .body("code", equalTo("community_not_found"))
                    .body("detail", containsString(other.communityId().toString()))
                    .body("errors.field", contains("community_id"));
        }
    }

    @Test
    void shouldAnswerTheSameForAForeignAndAnAbsentNode() {
        UUID foreign = Tenant.create().tank(null);
        UUID absent = UUID.randomUUID();

        for (UUID node : new UUID[] {foreign, absent}) {
            admin.post(tenant.wish(Tenant.onNode(node)))
                    .statusCode(404)
                    .body("code", equalTo("node_not_found"))
                    .body("errors.field", contains("binding.node_id"));
        }
    }

    @Test
    void shouldRefuseANodeOfAnotherCommunityOfTheSameDistributor() {
        UUID neighbour = Tenant.ofDistributor(tenant.distributorId()).tank(null);

        new RuleApi(tenant.distributorToken())
                .post(tenant.wish(Tenant.onNode(neighbour)))
                .statusCode(400)
                .body("errors.field", contains("binding.node_id"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"INSTALLER", "VIEWER"})
    void shouldLetOnlyThoseWriteWhoRunThings(Role role) {
        new RuleApi(tenant.token(role)).post(tenant.wish()).statusCode(403);
    }

    @Test
    void shouldNotLetACustomerWrite() {
        new RuleApi(tenant.customerToken(UUID.randomUUID())).post(tenant.wish()).statusCode(403);
    }
}
