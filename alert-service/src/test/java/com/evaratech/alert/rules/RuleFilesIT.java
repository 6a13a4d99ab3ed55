package com.evaratech.alert.rules;

import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules from templates and from files. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class RuleFilesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tenant tenant = Tenant.create();
    private final String admin = tenant.token(Role.COMMUNITY_ADMIN);
    private final RuleApi rules = new RuleApi(admin);

    @Test
    void shouldGiveACommunityTheRulesOfTemplatesOnce() {
        JsonPath first = apply("[\"OHT\", \"BOREWELL\"]").statusCode(200).extract().jsonPath();
        List<String> keys = first.getList("added.template");
        assertThat(keys)
                .contains("oht.low", "oht.silent", "borewell.dry_run")
                .doesNotHaveDuplicates();
        assertThat(first.getList("kept")).isEmpty();
        assertThat(rules.page("?limit=200").getList("items.template")).isEqualTo(keys);

        String low = first.getString("added[template=oht.low][0].id");
        change(low);
        apply("[\"OHT\", \"BOREWELL\"]")
                .statusCode(200)
                .body("added", hasSize(0))
                .body("kept", equalTo(keys));
        rules.get("/api/v1/rules/" + low)
                .body("name", equalTo("Ours"))
                .body("template", equalTo("oht.low"));

        apply("[\"POND\"]").statusCode(400).body("errors.field", contains("categories[0]"));
    }

    private void change(String id) {
        given().bearer(admin)
                .asJson()
                .header("If-Match", "*")
                .body(tenant.wish().replace("Low tank", "Ours"))
                .put("/api/v1/rules/" + id)
                .then()
                .statusCode(200);
    }

    private Response apply(String categories) {
        return given().bearer(admin)
                .asJson()
                .body(
                        "{\"community_id\": \"%s\", \"categories\": %s}"
                                .formatted(tenant.communityId(), categories))
                .post("/api/v1/rules/templates/apply")
                .then();
    }

    @Test
    void shouldShowTheTemplatesOfACategory() {
        rules.get("/api/v1/rules/templates?category=FLOW_METER")
                .statusCode(200)
                .body("items[key=flow_meter.night_flow][0].condition.from", equalTo("02:00"));
        rules.get("/api/v1/rules/templates?category=POND").statusCode(400);
    }

    @Test
    void shouldTakeWhatItWroteOverIntoAnotherCommunityInBothForms() {
        apply("[\"FLOW_METER\", \"SUMP\", \"BOREWELL\"]").statusCode(200);
        for (String format : List.of("json", "yaml")) {
            Tenant other = Tenant.create();
            RuleApi theirs = new RuleApi(other.token(Role.COMMUNITY_ADMIN));
            String file = rules.get(exportPath(tenant) + "&format=" + format).extract().asString();
            String type = "application/" + format;

            int size =
                    take(theirs, other, "", type, file)
                            .statusCode(200)
                            .body("dry_run", equalTo(false))
                            .extract()
                            .jsonPath()
                            .getList("rules[outcome=added]")
                            .size();
            assertThat(size).isGreaterThan(5);
            assertThat(theirs.get(exportPath(other)).extract().jsonPath().getList("rules"))
                    .isEqualTo(rules.get(exportPath(tenant)).extract().jsonPath().getList("rules"));
            take(theirs, other, "", type, file).body("rules[outcome=unchanged]", hasSize(size));
        }
    }

    @Test
    void shouldSayWhatAnImportWouldDoAndDoNothing() {
        UUID known = rules.create(tenant.wish());
        String file =
                """
                rules:
                - name: Low tank
                  binding: {kind: community}
                  condition: {kind: threshold, metric: water_level_percent, operator: lt, threshold: 5,
                              duration_seconds: 0}
                  severity: critical
                - name: Leak
                  binding: {kind: category, category: FLOW_METER}
                  condition: {kind: night_flow, from: 02:00, until: "04:00", threshold: 12}
                  severity: warning
                - name: Leak
                  binding: {kind: node, node_id: %s}
                  condition: {kind: silence}
                  severity: loud
                """
                        .formatted(UUID.randomUUID());

        JsonPath said =
                take(rules, tenant, "&dry_run=true", "application/yaml", file)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(said.getList("rules.outcome")).containsExactly("changed", "added", "refused");
        assertThat(said.getString("rules[0].id")).isEqualTo(known.toString());
        assertThat(said.getList("rules[2].errors.field")).isNotEmpty();
        rules.get("/api/v1/rules/" + known).body("version", equalTo(1));

        take(rules, tenant, "", "application/yaml", file).statusCode(400);
        assertThat(rules.list("")).containsExactly(known);
    }

    /** Somebody else is about to change a rule: the file counts for what it becomes. */
    @Test
    void shouldWaitForWhoeverChangesARuleMeanwhile() throws Exception {
        UUID known = rules.create(tenant.wish());
        String file = rules.get(exportPath(tenant)).statusCode(200).extract().asString();
        try (var other = EvaraServers.connectAsRuntime("alerting");
                var change = other.createStatement()) {
            other.setAutoCommit(false);
            int changed =
                    change.executeUpdate(
                            "update alerting.rule set severity = 'info', version = version + 1 where id = '%s'"
                                    .formatted(known));
            assertThat(changed).isEqualTo(1);

            var taken =
                    CompletableFuture.supplyAsync(() ->
                            take(rules, tenant, "", "application/json", file)
                                    .statusCode(200)
                                    .extract()
                                    .jsonPath());
            await().atMost(PATIENCE)
                    .until(() ->
                            texts(
                                            """
                                            select count(*) from pg_stat_activity
                                            where wait_event_type = 'Lock' and query like '%alerting.rule%'
                                            """)
                                    .equals(List.of("1")));
            other.commit();

            assertThat(taken.get(30, TimeUnit.SECONDS).getList("rules.outcome"))
                    .containsExactly("changed");
        }
        rules.get("/api/v1/rules/" + known)
                .body("severity", equalTo("warning"))
                .body("version", equalTo(3));
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        take(rules, tenant, "", "application/json", "{\"rules\": []}")
                .statusCode(400)
                .body("errors.field", contains("rules"));
        take(rules, tenant, "", "application/yaml", "rules: [").statusCode(400);
        take(rules, tenant, "", "application/yaml", "").statusCode(400);
        rules.get("/api/v1/rules/export")
                .statusCode(400)
                .body("errors.field", contains("community"));
        take(rules, Tenant.create(), "", "application/json", "{\"rules\": [{}]}")
                .statusCode(404)
                .body("code", equalTo("community_not_found"));
    }

    @Test
    void shouldNameTheRuleAndTheFieldAtFault() {
        take(rules, tenant, "", "application/json", "{\"rules\": [{\"name\": \"A\"}, null]}")
                .statusCode(400)
                .body(
                        "errors.field",
                        contains(
                                "rules[0].binding",
                                "rules[0].condition",
                                "rules[0].severity",
                                "rules[1].name",
                                "rules[1].binding",
                                "rules[1].condition",
                                "rules[1].severity"));
    }

    private static String exportPath(Tenant whose) {
        return "/api/v1/rules/export?community=" + whose.communityId();
    }

    private static Response take(RuleApi as, Tenant into, String more, String type, String file) {
        return given().bearer(as.token())
                .contentType(type)
                .body(file)
                .post("/api/v1/rules/import?community=" + into.communityId() + more)
                .then();
    }
}
