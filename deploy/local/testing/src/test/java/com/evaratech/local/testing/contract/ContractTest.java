package com.evaratech.local.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static final String STATS = "GET /api/v1/stats";
    private static final String RIGHT =
            "{\"nodes\":{\"total\":1,\"by_status\":{\"ONLINE\":1},\"by_category\":{}}}";

    private final Contract contract = Contract.load();

    @Test
    void shouldFindNothingWrongWithWhatTheDocumentTells() {
        assertThat(contract.mistakes(STATS, 200, "application/json", RIGHT)).isEmpty();
        assertThat(contract.mistakes(STATS, 404, "application/problem+json", problem())).isEmpty();
    }

    @Test
    void shouldFindAFieldThatTheDocumentDoesNotTell() {
        assertThat(
                        contract.mistakes(
                                STATS,
                                200,
                                "application/json",
                                RIGHT.replace("\"total\"", "\"more\":1,\"total\"")))
                .hasSize(1);
    }

    @Test
    void shouldFindAFieldThatIsMissingOrOfAnotherType() {
        assertThat(
                        contract.mistakes(
                                STATS,
                                200,
                                "application/json",
                                RIGHT.replace("\"total\":1", "\"total\":\"1\"")))
                .hasSize(1);
        assertThat(
                        contract.mistakes(
                                STATS, 200, "application/json", RIGHT.replace("\"total\":1,", "")))
                .hasSize(1);
    }

    @Test
    void shouldFindAStatusAndATypeThatTheDocumentDoesNotTell() {
        assertThat(contract.mistakes(STATS, 201, "application/json", RIGHT)).hasSize(1);
        assertThat(contract.mistakes(STATS, 200, "text/csv", "a,b")).hasSize(1);
        assertThat(contract.mistakes("GET /api/v1/nothing", 200, "", "")).hasSize(1);
    }

    @Test
    void shouldHoldEachLineToWhatALineIs() {
        String export = "GET /api/v1/telemetry/export";
        String line =
                "{\"node_id\":\"3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de\","
                        + "\"recorded_at\":\"2026-03-01T06:30:00Z\",\"metrics\":{\"battery_v\":3.7}}\n";

        assertThat(lines(export, "")).isEmpty();
        assertThat(lines(export, line + line)).isEmpty();
        assertThat(lines(export, line + line.replace("node_id", "nodeId") + line)).isNotEmpty();
        assertThat(lines(export, line + "half a li")).hasSize(1);
    }

    private List<String> lines(String route, String body) {
        return contract.mistakes(route, 200, "application/x-ndjson", body);
    }

    private static String problem() {
        return "{\"type\":\"urn:evara:problem:a\",\"title\":\"A\",\"status\":404,\"detail\":\"A.\",\"code\":\"a\"}";
    }
}
