package com.evaratech.api.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordedFileTest {

    @Test
    void shouldRewriteEachRequestOfAText() {
        Rewritten rewritten =
                RecordedFile.rewrite(
                        """
                        @host = https://evara.example.org

                        ### near
                        GET {{host}}/api/v1/nodes?radius_m=500&fields=community_id,label HTTP/1.1
                        Authorization: Bearer {{token}}

                        ###
                        POST {{host}}/api/v1/telemetry
                        X-Device-Key: {{key}}
                        Content-Type: application/json

                        {"recorded_at": "2026-03-01T06:30:00Z",
                         "metrics": {"water_level_cm": 182.50}}
                        ### not ours
                        GET https://example.org/api/v1/none_of_ours
                        """);

        assertThat(rewritten.text())
                .isEqualTo(
                        """
                        @host = https://evara.example.org

                        ### near
                        GET {{host}}/api/v2/nodes?radiusM=500&fields=communityId,label HTTP/1.1
                        Authorization: Bearer {{token}}

                        ###
                        POST {{host}}/api/v2/telemetry
                        X-Device-Key: {{key}}
                        Content-Type: application/json

                        {"recordedAt": "2026-03-01T06:30:00Z",
                         "metrics": {"water_level_cm": 182.50}}
                        ### not ours
                        GET https://example.org/api/v1/none_of_ours
                        """);
        assertThat(rewritten.count()).isEqualTo(2);
        assertThat(rewritten.left()).containsExactly("GET https://example.org/api/v1/none_of_ours");
    }

    @Test
    void shouldKeepTheEndsOfLines() {
        Rewritten rewritten =
                RecordedFile.rewrite(
                        "GET https://evara.example.org/api/v1/nodes?radius_m=5 HTTP/1.1\r\n\r\n");

        assertThat(rewritten.text())
                .isEqualTo("GET https://evara.example.org/api/v2/nodes?radiusM=5 HTTP/1.1\r\n\r\n");
        assertThat(rewritten.count()).isEqualTo(1);
    }

    @Test
    void shouldLeaveTablesAsTheyAre() {
        String text =
                """
                POST /api/v1/nodes/import?dry_run=true
                Content-Type: text/csv

                community_id,key
                """;

        assertThat(RecordedFile.rewrite(text).text())
                .isEqualTo(text.replace("/v1/", "/v2/").replace("dry_run", "dryRun"));
    }

    @Test
    void shouldRewriteEachRequestOfAnArchive() {
        Rewritten rewritten =
                RecordedFile.rewrite(
                        """
                        {"log": {"version": "1.2", "entries": [
                          {"request": {"method": "GET",
                                       "url": "https://e.test/api/v1/maintenance?ends_after=2026-03-01T06%3A30Z",
                                       "queryString": [{"name": "ends_after", "value": "2026-03-01T06:30Z"}]},
                           "response": {"content": {"text": "{\\"next\\": null}"}}},
                          {"request": {"method": "POST", "url": "https://evara.example.org/api/v1/groups",
                                       "postData": {"mimeType": "application/json", "text": "{\\"community_id\\":1}"}}}
                        ]}}
                        """);

        assertThat(rewritten.count()).isEqualTo(2);
        assertThat(rewritten.left()).isEmpty();
        assertThat(rewritten.text())
                .contains(
                        "/api/v2/maintenance?endsAfter=2026-03-01T06%3A30Z",
                        "\"name\" : \"endsAfter\"",
                        "\"value\" : \"2026-03-01T06:30Z\"",
                        "\"text\" : \"{\\\"communityId\\\":1}\"",
                        "{\\\"next\\\": null}");
    }

    @Test
    void shouldSayWhatIsNoArchive() {
        assertThatThrownBy(() -> RecordedFile.rewrite("{\"log\": 1}"))
                .hasMessageContaining("log.entries");
        assertThatThrownBy(() -> RecordedFile.rewrite("{")).hasMessageContaining("no JSON");
    }
}
