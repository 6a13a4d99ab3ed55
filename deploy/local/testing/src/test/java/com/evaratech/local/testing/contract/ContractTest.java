package com.evaratech.local.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String problem() {
        return "{\"type\":\"urn:evara:problem:a\",\"title\":\"A\",\"status\":404,\"detail\":\"A.\",\"code\":\"a\"}";
    }
}
