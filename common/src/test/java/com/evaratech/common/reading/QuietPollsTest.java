package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietPollsTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void shouldBeReadAsTheyWereWritten() {
        var polls =
                new QuietPolls(
                        Map.of(1L, AT, 300L, AT.plusMillis(120), 1L << 40, AT.minusSeconds(30)));

        byte[] bytes = EntryCodec.encode(polls.toEntry());

        assertThat(QuietPolls.of(EntryCodec.decode(bytes))).isEqualTo(polls);
    }

    @Test
    void shouldBeWrittenAsTheDocumentShows() throws Exception {
        Entry entry = new QuietPolls(Map.of(300L, AT)).toEntry();

        assertThat(Files.readString(Path.of("..", "docs", "api", "events.md")))
                .contains("`" + HexFormat.of().formatHex(entry.payload()) + "`");
    }

    @Test
    void shouldRefuseWhatAreNone() {
        byte[] good = new QuietPolls(Map.of(300L, AT)).toEntry().payload();

        assertThatThrownBy(() -> QuietPolls.of(entry(Arrays.copyOf(good, good.length - 1))))
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> QuietPolls.of(entry(Arrays.copyOf(good, good.length + 1))))
                .hasMessageContaining("something else");
        assertThatThrownBy(() -> QuietPolls.of(entry(new byte[] {0})))
                .hasMessageContaining("0 of them");
        assertThatThrownBy(() -> QuietPolls.of(new Entry(1, 1, 0, null, good)))
                .hasMessageContaining("kind 1");
        assertThatThrownBy(() -> new QuietPolls(Map.of())).hasMessageContaining("not 0");
    }

    private static Entry entry(byte[] payload) {
        return new Entry(1, QuietPolls.ENTRY_KIND, 0, null, payload);
    }
}
