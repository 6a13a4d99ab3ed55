package com.evaratech.common.reading.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelNormaliserTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static final FieldMapping LEVEL = FieldMapping.plain(1, Metric.WATER_LEVEL_CM);
    private static final FieldMapping BATTERY =
            new FieldMapping(2, Metric.BATTERY_V, 0.001, 0, Map.of());
    private static final FieldMapping PUMP =
            new FieldMapping(3, Metric.PUMP_STATUS, 1, 0, Map.of("1", "RUNNING", "0", "STOPPED"));

    private final ChannelNormaliser normaliser =
            new ChannelNormaliser(List.of(LEVEL, BATTERY), TimeWindow.STANDARD, Calibrations.NONE);

    @Test
    void shouldMapScaleAndOffset() {
        var fahrenheit =
                new FieldMapping(4, Metric.TEMPERATURE_C, 5 / 9.0, -32 * 5 / 9.0, Map.of());
        var both =
                new ChannelNormaliser(
                        List.of(BATTERY, fahrenheit), TimeWindow.STANDARD, Calibrations.NONE);

        var row = normalised(both, Map.of(2, "3700\r\n\r\n", 4, "212"));

        assertThat(row.rejections()).hasSize(1); // water does not boil in a tank
        assertThat(row.reading())
                .hasValueSatisfying(
                        reading -> assertThat(reading.value(Metric.BATTERY_V)).isEqualTo(3.7));
    }

    @Test
    void shouldKeepRestOfReadingWhenOneValueIsRejected() {
        var row = normalised(normaliser, Map.of(1, "120", 2, "nan"));

        assertThat(row.reading()).contains(Reading.of(NOW, Map.of(Metric.WATER_LEVEL_CM, 120.0)));
        assertThat(row.rejections())
                .containsExactly(
                        new Rejection(
                                RejectReason.NOT_A_NUMBER,
                                "field2",
                                "nan",
                                "a number from 0 to 60 V"));
    }

    @Test
    void shouldTakeMissingAndBlankFieldsAsNoValue() {
        var row = normalised(normaliser, Map.of(2, " \r\n"));

        assertThat(row.reading()).isEmpty();
        assertThat(row.rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectReason.NO_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1,RUNNING", "0,STOPPED", "fault,FAULT", "' RUNNING ',RUNNING"})
    void shouldReadWords(String raw, String word) {
        var pump = new ChannelNormaliser(List.of(PUMP), TimeWindow.STANDARD, Calibrations.NONE);

        assertThat(normalised(pump, Map.of(3, raw)).reading())
                .hasValueSatisfying(
                        reading -> assertThat(reading.word(Metric.PUMP_STATUS)).isEqualTo(word));
    }

    @Test
    void shouldRejectUnknownWord() {
        var pump = new ChannelNormaliser(List.of(PUMP), TimeWindow.STANDARD, Calibrations.NONE);

        assertThat(normalised(pump, Map.of(3, "2")).rejections())
                .containsExactly(
                        new Rejection(
                                RejectReason.NOT_A_KNOWN_WORD,
                                "field3",
                                "2",
                                "RUNNING, STOPPED, FAULT"));
    }

    @Test
    void shouldRejectTimesOutsideOfWindow() {
        assertThat(reasons(NOW.minus(Duration.ofDays(401)))).containsExactly(RejectReason.TOO_OLD);
        assertThat(reasons(NOW.plus(Duration.ofMinutes(6))))
                .containsExactly(RejectReason.IN_THE_FUTURE);
        assertThat(reasons(NOW.minus(Duration.ofDays(400)))).isEmpty();
        assertThat(reasons(NOW.plus(Duration.ofMinutes(5)))).isEmpty();
    }

    @Test
    void shouldRefuseMappingThatMakesNoSense() {
        assertThatThrownBy(() -> FieldMapping.plain(9, Metric.PH)).hasMessageContaining("1 to 8");
        assertThatThrownBy(() -> new FieldMapping(1, Metric.PH, 0, 0, Map.of()))
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> new FieldMapping(1, Metric.PUMP_STATUS, 1, 0, Map.of("1", "ON")))
                .hasMessageContaining("ON");
        assertThatThrownBy(() -> new FieldMapping(1, Metric.PH, 1, 0, Map.of("1", "RUNNING")))
                .hasMessageContaining("words");
    }

    @Test
    void shouldCutLongValuesInRejections() {
        var row = normalised(normaliser, Map.of(1, "x".repeat(255)));

        assertThat(row.rejections().getFirst().value()).hasSize(81);
    }

    private List<RejectReason> reasons(Instant createdAt) {
        return normaliser
                .normalise(new RawRow(createdAt, Map.of(1, "120")), NOW)
                .rejections()
                .stream()
                .map(Rejection::reason)
                .toList();
    }

    private static Normalised normalised(ChannelNormaliser normaliser, Map<Integer, String> row) {
        return normaliser.normalise(new RawRow(NOW, row), NOW);
    }
}
