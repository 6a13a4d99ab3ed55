package com.evaratech.local.launcher.it.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.seen.MetricsDocument.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document of metrics by itself: each row says in what a metric is, and of what. */
class MetricsDocumentTest {

    private static final Path PAGE =
            Path.of("../../../docs/operations/metrics.md").toAbsolutePath().normalize();
    private static final Map<String, String> UNITS =
            Map.of(
                    "_seconds", "seconds",
                    "_bytes", "bytes",
                    "_milliseconds", "milliseconds",
                    "_ns", "nanoseconds",
                    "_entries", "entries",
                    "_connections", "connections",
                    "_threads", "threads");

    private static List<Row> rows() throws IOException {
        return new MetricsDocument(Files.readString(PAGE)).rows();
    }

    /** A row of another form would be compared with nothing. */
    @Test
    void shouldReadEveryRowThatNamesOneMetric() throws IOException {
        String ours = Files.readString(PAGE).split("## From elsewhere", -1)[0];

        assertThat(rows())
                .hasSizeGreaterThan(100)
                .hasSize((int) ours.lines().filter(it -> it.startsWith("| `")).count());
    }

    @Test
    void shouldSayOfEachWhatItMeans() throws IOException {
        assertThat(rows())
                .allSatisfy(row -> {
                    assertThat(row.meaning()).as(row.name()).isNotBlank();
                    assertThat(row.unit()).as(row.name()).isNotBlank();
                });
    }

    @Test
    void shouldGiveTheUnitThatTheNameEndsIn() throws IOException {
        for (Row row : rows()) {
            String name = row.name().replaceFirst("_total$", "");
            UNITS.forEach((end, unit) -> {
                if (name.endsWith(end)) {
                    assertThat(row.unit()).as(row.name()).isEqualTo(unit);
                }
            });
        }
    }

    /** The platform's own names stay as they are. */
    @Test
    void shouldEndOurNamesInTheBaseUnitTheyAreIn() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.name().startsWith("evara_"))
                .filteredOn(row -> List.of("seconds", "bytes").contains(row.unit()))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row.name().replaceFirst("_total$", ""))
                                .endsWith("_" + row.unit()));
    }
}
