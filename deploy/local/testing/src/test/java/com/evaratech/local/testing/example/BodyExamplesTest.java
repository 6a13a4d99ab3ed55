package com.evaratech.local.testing.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyExamplesTest {

    private static final String SERVICE = "node-service";

    @Test
    void shouldGiveEachFormOfAnOperation() {
        assertThat(BodyExamples.of(SERVICE).map(BodyExample::toString))
                .contains(
                        "POST /api/v1/nodes as application/json",
                        "POST /api/v1/nodes/import as application/json",
                        "POST /api/v1/nodes/import as text/csv")
                .noneMatch(each -> each.startsWith("GET "))
                .noneMatch(each -> each.contains("/telemetry"));
    }

    @Test
    void shouldPromiseWhatTheDocumentTellsOfSuccess() {
        var example = one("POST /api/v1/nodes as application/json");

        assertThat(example.isPromised(201)).isTrue();
        assertThat(example.isPromised(200)).isFalse();
        assertThat(example.isPromised(400)).isFalse();
    }

    @Test
    void shouldReplaceWhatIsTheCallersAtAnyDepthAndNothingElse() throws Exception {
        var example = one("POST /api/v1/nodes/import as application/json");

        var sent = new ObjectMapper().readTree(example.with(Map.of("community_id", "here")));

        assertThat(sent.at("/nodes/0/community_id").asText()).isEqualTo("here");
        assertThat(sent.at("/nodes/0/customer_id").asText()).isEqualTo(BodyExample.SOME_ID);
        assertThat(example.body().at("/nodes/0/community_id").asText())
                .isEqualTo(BodyExample.SOME_ID);
    }

    @Test
    void shouldReplaceInATableWhatStandsThere() {
        var example = one("POST /api/v1/nodes/import as text/csv");

        assertThat(example.with(Map.of(BodyExample.SOME_ID, "here")))
                .contains("\nhere,roof-tank-1,")
                .doesNotContain(BodyExample.SOME_ID);
    }

    @Test
    void shouldRefuseToReplaceWhatIsNotShown() {
        var wish = one("POST /api/v1/nodes as application/json");
        var table = one("POST /api/v1/nodes/import as text/csv");

        assertThatThrownBy(() -> wish.with(Map.of("nickname", "Tom")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nickname");
        assertThatThrownBy(() -> table.with(Map.of("nickname", "Tom")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nickname");
    }

    private static BodyExample one(String name) {
        return BodyExamples.of(SERVICE)
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
