package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SentLinesTest {

    @Property(tries = 100)
    void shouldFindEachLineWhereverTheBodyIsCutOnItsWay(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 3_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 5_000) int portion)
            throws IOException {
        var body = new StringBuilder();
        for (int i = 0; i < lengths.size(); i++) {
            body.append("{\"%d\": \"%s\"}".formatted(i, "x".repeat(lengths.get(i))));
            body.append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n\n \n" : "\n");
        }

        List<SentItem> items = read(inPortions(body.toString(), portion));

        assertThat(items).hasSize(lengths.size());
        for (int i = 0; i < lengths.size(); i++) {
            assertThat(items.get(i).tree().path(Integer.toString(i)).textValue())
                    .hasSize(lengths.get(i));
        }
    }

    @Test
    void shouldGoOnBehindALineThatIsTooLong() throws IOException {
        String tooLong = "\"" + "x".repeat(SentLines.LONGEST_BYTES) + "\"";

        List<SentItem> items = read(inPortions("{}\n" + tooLong + "\n{}", 7_000));

        assertThat(items)
                .extracting(item -> item.fault().isPresent())
                .containsExactly(false, true, false);
        assertThat(items.get(1).fault()).map(Rejection::reason).contains(RejectReason.UNREADABLE);
    }

    @Test
    void shouldGoOnBehindALineThatIsNoJson() throws IOException {
        List<SentItem> items = read(inPortions("{}\n{\"metrics\": \n{} {}\nnan\n{}\n", 3));

        assertThat(items)
                .extracting(item -> item.fault().isPresent())
                .containsExactly(false, true, true, true, false);
    }

    private static List<SentItem> read(InputStream body) throws IOException {
        var lines = new SentLines(body);
        var items = new ArrayList<SentItem>();
        for (SentItem item = lines.next(); item != null; item = lines.next()) {
            items.add(item);
        }
        return items;
    }

    /** As a connection gives it: never more at once than has come. */
    private static InputStream inPortions(String body, int most) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(most, length));
            }

            @Override
            public int read(byte[] into) {
                return read(into, 0, into.length);
            }
        };
    }
}
