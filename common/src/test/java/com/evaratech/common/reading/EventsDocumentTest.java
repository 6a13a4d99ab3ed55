package com.evaratech.common.reading;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/api/events.md} against the code: what was written once must stay readable. */
class EventsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "events.md");
    private static final Pattern NUMBER = Pattern.compile("(?m)^\\| ([a-z_]+) \\| (\\d+) \\|$");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^`([0-9a-f]+)`$");

    @Test
    void shouldNumberMetricsAsDocumented() throws IOException {
        var documented =
                NUMBER.matcher(Files.readString(DOCUMENT))
                        .results()
                        .collect(toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(documented)
                .isEqualTo(
                        Arrays.stream(Metric.values())
                                .collect(
                                        toMap(
                                                Metric::code,
                                                metric -> Integer.toString(metric.number()))));
    }

    @Test
    void shouldWriteTheExampleAsDocumented() throws IOException {
        var accepted = Instant.parse("2026-05-01T12:00:00Z");
        var example =
                new NodeReadings(
                        7,
                        Kind.TANK,
                        Source.THINGSPEAK,
                        accepted,
                        List.of(
                                reading(accepted.minusSeconds(30), 182.5, 3.71),
                                reading(accepted.plusSeconds(30), 183, 3.7)));

        byte[] payload = ReadingsCodec.encode(example, null).payload();

        var documented =
                EXAMPLE.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map((MatchResult line) -> line.group(1))
                        .toList();
        assertThat(documented).containsExactly(HexFormat.of().formatHex(payload));
    }

    private static Reading reading(Instant at, double waterLevelCm, double batteryV) {
        return Reading.of(
                at, Map.of(Metric.WATER_LEVEL_CM, waterLevelCm, Metric.BATTERY_V, batteryV));
    }
}
