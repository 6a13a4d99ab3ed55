package com.evaratech.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.merge.PlayedParts;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audits of all services as one. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(PlayedParts.class)
class AuditIT {

    private static String token = "";

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @Test
    void shouldTellEveryRowOnceNewestFirst() {
        PlayedParts.have(7, 12);

        List<JsonObject> rows = new ArrayList<>();
        @Nullable String next = "";
        while (next != null) {
            JsonObject page = page("?limit=4" + next);
            assertThat(page.getJsonArray("items").size()).isBetween(0, 4);
            assertThat(page.getJsonArray("unavailable")).isEmpty();
            page.getJsonArray("items").forEach(item -> rows.add((JsonObject) item));
            String cursor = page.getString("next");
            next = cursor == null ? null : "&cursor=" + cursor;
        }

        assertThat(rows).hasSize(19);
        assertThat(rows).extracting(row -> row.getString("id")).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> Instant.parse(row.getString("at")))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(rows).noneMatch(row -> row.containsKey("cursor"));
    }

    @Test
    void shouldHandTheFiltersToEachService() {
        PlayedParts.have(0, 0);

        JsonObject page = page("?actor=a%26b&subject=x&from=2026-01-01T00:00:00%2B05:30&color=red");

        assertThat(page.getString("next")).isNull();
        assertThat(PlayedParts.ASKED)
                .hasSize(3)
                .allMatch(uri -> uri.contains("actor=a%26b"))
                .allMatch(uri -> uri.contains("subject=x"))
                .allMatch(uri -> uri.contains("from=2026-01-01T00%3A00%3A00%2B05%3A30"))
                .noneMatch(uri -> uri.contains("color"));
    }

    @Test
    void shouldShowWhichServiceIsAwayAndTellItsRowsLater() {
        PlayedParts.have(2, 2);
        PlayedParts.answer("alerting", 503);

        JsonObject page = page("");

        assertThat(page.getJsonArray("items")).hasSize(2);
        assertThat(page.getJsonArray("unavailable"))
                .containsExactly(
                        new JsonObject().put("part", "alert-service").put("reason", "played_503"));
        PlayedParts.have(2, 2);
        JsonObject rest = page("?cursor=" + page.getString("next"));
        assertThat(rest.getJsonArray("items")).hasSize(2);
        assertThat(rest.getJsonArray("items").getJsonObject(0).getString("id"))
                .isEqualTo("alerting-2");
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void shouldPassOnWhatServicesRefuseAndRefuseWhatIsItsOwn() {
        PlayedParts.have(1, 1);
        PlayedParts.answer("registry", 400);
        assertThat(get("?from=x").statusCode()).isEqualTo(400);
        assertThat(get("?from=x").body()).contains("played_400");
        for (String wrong : List.of("?limit=0", "?limit=201", "?cursor=x", "?cursor=bnVsbA")) {
            assertThat(get(wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void shouldExportEveryRowAsCsvThatNoSpreadsheetTakesForFormulas() {
        PlayedParts.have(1_300, 700);

        HttpResponse<String> file = get("/export?format=csv");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"audit.csv\"");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(2_001);
        assertThat(lines.getFirst()).startsWith("id,at,actor,action,");
        assertThat(lines.get(1))
                .startsWith("\"registry-1300\",\"2026-03-01T00:00:00Z\",\"'=somebody\",")
                .contains("\"a \"\"quoted\"\" id\"")
                .contains("\"{\"\"version\"\":1}\"");
    }

    @Test
    void shouldExportEveryRowAsJsonLines() {
        PlayedParts.have(600, 3);

        HttpResponse<String> file = get("/export?format=ndjson");

        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(file.body().lines().map(JsonObject::new).map(row -> row.getString("id")))
                .hasSize(603)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldExportNothingRatherThanPart() {
        PlayedParts.have(3, 3);
        PlayedParts.answer("alerting", 503);

        HttpResponse<String> file = get("/export");

        assertThat(file.statusCode()).isEqualTo(503);
        assertThat(file.body()).contains("audit_incomplete").contains("alert-service");
        assertThat(get("/export?format=xls").statusCode()).isEqualTo(400);
    }

    private static JsonObject page(String query) {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Gateway.json(answer);
    }

    private static HttpResponse<String> get(String query) {
        return Gateway.send(Gateway.request("/api/v1/audit" + query, token));
    }
}
