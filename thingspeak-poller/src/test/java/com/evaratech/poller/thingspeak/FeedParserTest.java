package com.evaratech.poller.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

    @Test
    void shouldReadARowAtItsTimeInAnyZone() throws BadAnswer {
        FeedRow row = row("2026-05-01T12:00:00-05:00");

        assertThat(row.createdAt()).isEqualTo(Instant.parse("2026-05-01T17:00:00Z"));
        assertThat(row.fields()).containsEntry(1, "7").doesNotContainKey(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void shouldTakeWhatNobodyCanKeepForNoTime(String createdAt) throws BadAnswer {
        FeedRow row = row(createdAt);

        assertThat(row.createdAt()).isNull();
        assertThat(row.createdAtText()).isEqualTo(createdAt);
    }

    private static FeedRow row(String createdAt) throws BadAnswer {
        String body =
                """
                {"channel": {"id": 3, "last_entry_id": 1},
                 "feeds": [{"created_at": "%s", "entry_id": 1, "field1": "7", "field2": null}]}
                """
                        .formatted(createdAt);
        return FeedParser.parse(body.getBytes(StandardCharsets.UTF_8), 3, 100).rows().getFirst();
    }
}
