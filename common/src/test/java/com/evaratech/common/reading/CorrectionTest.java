package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrectionTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private final Correction correction =
            new Correction(
                    7,
                    Kind.TANK,
                    "c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55",
                    "Größe falsch",
                    AT,
                    List.of(
                            Reading.of(AT.minusSeconds(60), Map.of(Metric.WATER_LEVEL_CM, 182.5)),
                            Reading.of(AT, Map.of(Metric.PH, 7.0))));

    @Test
    void shouldBeReadAsItWasWritten() {
        Entry read = EntryCodec.decode(EntryCodec.encode(correction.toEntry(null)));

        assertThat(NodeFact.in(read)).isEqualTo(correction);
    }

    @Test
    void shouldBeWrittenAsTheDocumentShows() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "api", "events.md")))
                .contains("`" + HexFormat.of().formatHex(correction.toEntry(null).payload()) + "`");
    }

    @Test
    void shouldHoldWhoDoesNotKnowOfCorrections() {
        byte[] bytes = EntryCodec.encode(correction.toEntry(null));

        assertThat(EntryCodec.isNewerThan(Forget.SCHEMA, bytes)).isTrue();
        assertThat(EntryCodec.isNewerThan(NodeFact.NEWEST_SCHEMA, bytes)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsCutOffOrTooLong() {
        byte[] good = correction.toEntry(null).payload();

        for (int length = 0; length < good.length; length++) {
            byte[] part = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> Correction.of(entry(part)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Correction.of(entry(Arrays.copyOf(good, good.length + 1))))
                .hasMessageContaining("something else");
        assertThatThrownBy(() -> Correction.of(new Entry(3, 1, 7, null, good)))
                .hasMessageContaining("kind 1");
    }

    private static Entry entry(byte[] payload) {
        return new Entry(Correction.SCHEMA, 3, 7, null, payload);
    }
}
