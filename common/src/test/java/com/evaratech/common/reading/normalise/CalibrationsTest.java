package com.evaratech.common.reading.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

    private static final Calibrations VERSIONS =
            new Calibrations(
                    List.of(
                            new Calibration(Metric.PH, MONDAY, TUESDAY, new Curve.Line(1, 0.5)),
                            new Calibration(Metric.PH, TUESDAY, null, new Curve.Line(2, -7))));

    @Test
    void shouldCorrectByTheVersionOfTheReadingsOwnTime() {
        assertThat(VERSIONS.correct(Metric.PH, MONDAY.minusMillis(1), 7)).isEqualTo(7);
        assertThat(VERSIONS.correct(Metric.PH, MONDAY, 7)).isEqualTo(7.5);
        assertThat(VERSIONS.correct(Metric.PH, TUESDAY.minusMillis(1), 7)).isEqualTo(7.5);
        assertThat(VERSIONS.correct(Metric.PH, TUESDAY, 6)).isEqualTo(5);
        assertThat(VERSIONS.correct(Metric.TDS_PPM, TUESDAY, 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "10,21", "5,11", "15,23.5", "20,26", "30,31", "-10,-19"})
    void shouldJoinPointsByLinesThatGoOnBeyondThem(double said, double isTrue) {
        var curve =
                new Curve.Points(
                        List.of(
                                new Curve.Point(0, 1),
                                new Curve.Point(10, 21),
                                new Curve.Point(20, 26)));

        assertThat(curve.apply(said)).isEqualTo(isTrue);
    }

    @Property
    void shouldNeverFallWhenPointsRise(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double other) {
        var curve =
                new Curve.Points(
                        List.of(
                                new Curve.Point(-3, 0),
                                new Curve.Point(0, 0.5),
                                new Curve.Point(1e3, 2e4)));

        assertThat(curve.apply(Math.min(one, other)))
                .isLessThanOrEqualTo(curve.apply(Math.max(one, other)));
    }

    @Test
    void shouldRefusePointsThatDoNotRise() {
        assertThatThrownBy(() ->
                        new Curve.Points(List.of(new Curve.Point(1, 1), new Curve.Point(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeTheSameAfterTheDirectory() {
        var id = UUID.randomUUID();
        var entry =
                new CalibrationEntry(
                        id,
                        new Calibrations(
                                List.of(
                                        new Calibration(
                                                Metric.PH, MONDAY, TUESDAY, new Curve.Line(2, -1)),
                                        new Calibration(
                                                Metric.WATER_LEVEL_CM,
                                                MONDAY,
                                                null,
                                                new Curve.Points(
                                                        List.of(
                                                                new Curve.Point(0, 3),
                                                                new Curve.Point(100, 99.5)))))));

        assertThat(CalibrationEntry.fromJson(id, entry.toJson())).isEqualTo(entry);
    }

    @Test
    void shouldJudgeAChannelsValueOnceItIsCorrected() {
        var normaliser =
                new ChannelNormaliser(
                        List.of(new FieldMapping(1, Metric.PH, 0.1, 0, Map.of())),
                        TimeWindow.STANDARD,
                        VERSIONS);

        var early = normaliser.normalise(new RawRow(MONDAY, Map.of(1, "138")), TUESDAY);
        var late = normaliser.normalise(new RawRow(TUESDAY, Map.of(1, "105")), TUESDAY);

        assertThat(early.rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectReason.IMPLAUSIBLE);
        assertThat(late.reading().orElseThrow().value(Metric.PH)).isEqualTo(14);
    }
}
