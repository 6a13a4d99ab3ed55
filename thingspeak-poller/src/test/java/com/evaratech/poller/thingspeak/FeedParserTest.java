package com.evaratech.poller.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

    private static final byte[] BODY =
            """
            {"channel": {"id": 3, "name": "\u00fc", "field1": "Level", "last_entry_id": 2},
             "feeds": [{"created_at": "2026-05-01T12:00:00Z", "entry_id": 1, "field1": "7"},
                       {"created_at": "2026-05-01T12:00:15Z", "entry_id": 2, "field1": null}]}\
            """
                    .getBytes(StandardCharsets.UTF_8);

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

    @Test
    void shouldKnowAnAnswerThatWasCutOffWherever() {
        for (int length = 0; length < BODY.length; length++) {
            byte[] cut = Arrays.copyOf(BODY, length);

            assertThatThrownBy(() -> FeedParser.parse(cut, 3, 100))
                    .asInstanceOf(InstanceOfAssertFactories.type(BadAnswer.class))
                    .extracting(BadAnswer::trouble)
                    .isEqualTo(Trouble.NOT_JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldGiveAPageOrSayWhyNotWhateverComes(long seed) {
        var random = new Random(seed);
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] damaged = BODY.clone();
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);

            assertThat(isPageOrBadAnswer(damaged)).isTrue();
            assertThat(isPageOrBadAnswer(noise)).isTrue();
        }
    }

    @Test
    void shouldReadPartsInAnyOrderAndPassOverWhatItDoesNotKnow() throws BadAnswer {
        String body =
                """
                {"more": [{"a": 1}], "feeds": [
                   {"field8": "x", "field9": "y", "fieldA": "z", "entry_id": 2, "field1": {"a": "b"},
                    "field2": 1.50, "created_at": "2026-05-01T12:00:00Z", "status": null},
                   {"entry_id": 1, "created_at": null}],
                 "channel": {"name": "n", "field1": "L", "place": {"x": 1}, "id": 3,
                             "last_entry_id": null}}
                """;

        FeedPage page = FeedParser.parse(body.getBytes(StandardCharsets.UTF_8), 3, 2);

        assertThat(page.lastEntryId()).isEqualTo(2);
        assertThat(page.isFull()).isTrue();
        assertThat(page.rows()).extracting(FeedRow::entryId).containsExactly(1L, 2L);
        assertThat(page.rows().getLast().fields()).isEqualTo(Map.of(8, "x", 2, "1.50"));
        assertThat(page.rows().getFirst().createdAt()).isNull();
    }

    private static boolean isPageOrBadAnswer(byte[] body) {
        try {
            return FeedParser.parse(body, 3, 100).rows().size() <= 100;
        } catch (BadAnswer e) {
            return true;
        }
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
