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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatermarkTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00.123Z");

    @ParameterizedTest
    @EnumSource(Source.class)
    void shouldBeReadAsItWasWritten(Source source) {
        var watermark = new Watermark(source, AT);

        byte[] bytes = EntryCodec.encode(watermark.toEntry());

        assertThat(Watermark.of(EntryCodec.decode(bytes))).isEqualTo(watermark);
    }

    @Test
    void shouldBeWrittenAsTheDocumentShows() throws Exception {
        Entry entry = new Watermark(Source.HTTP, AT.minusMillis(123)).toEntry();

        assertThat(Files.readString(Path.of("..", "docs", "api", "events.md")))
                .contains("`" + HexFormat.of().formatHex(entry.payload()) + "`");
    }

    @Test
    void shouldRefuseWhatIsNone() {
        byte[] good = new Watermark(Source.HTTP, AT).toEntry().payload();
        byte[] unknown = good.clone();
        unknown[0] = 99;

        assertThatThrownBy(() -> Watermark.of(entry(unknown))).hasMessageContaining("source 99");
        assertThatThrownBy(() -> Watermark.of(entry(Arrays.copyOf(good, good.length - 1))))
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> Watermark.of(entry(Arrays.copyOf(good, good.length + 1))))
                .hasMessageContaining("something else");
        assertThatThrownBy(() -> Watermark.of(new Entry(1, 1, 0, null, good)))
                .hasMessageContaining("kind 1");
    }

    private static Entry entry(byte[] payload) {
        return new Entry(1, Entry.WATERMARK, 0, null, payload);
    }
}
