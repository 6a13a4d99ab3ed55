package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.FeedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest(name = "said {0}, rows each {1}: polled each {2}")
    @CsvSource({
        "PT60S, PT60S, PT60S",
        "PT60S, PT30S, PT30S",
        "PT60S, PT2S, PT15S",
        "PT60S, PT150S, PT150S",
        "PT60S, PT1H, PT4M",
        "PT10M, PT1H, PT15M",
        "PT1H, PT2H, PT1H",
        "PT1S, PT1S, PT1S"
    })
    void shouldFollowTheRowsWithinBounds(Duration said, Duration gap, Duration expected) {
        assertThat(Pace.of(said, every(gap, 20, NOW), NOW).interval()).isEqualTo(expected);
    }

    @Test
    void shouldBelieveTheMappingUntilThereAreEnoughRows() {
        var said = Duration.ofSeconds(60);

        assertThat(Pace.of(said, List.of(), NOW).interval()).isEqualTo(said);
        assertThat(Pace.of(said, every(Duration.ofSeconds(20), 5, NOW), NOW).interval())
                .isEqualTo(said);
    }

    @Test
    void shouldAskRarelyWhereNothingCameForAWeek() {
        List<FeedRow> old = every(Duration.ofSeconds(60), 20, NOW.minus(Duration.ofDays(8)));

        assertThat(Pace.of(Duration.ofSeconds(60), old, NOW).interval())
                .isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void shouldVaryByATenthAndStayWithinBounds() {
        var chance = new SplittableRandom(1);
        Pace middle = Pace.of(Duration.ofSeconds(60), every(Duration.ofSeconds(60), 20, NOW), NOW);
        Pace fast = Pace.of(Duration.ofSeconds(60), every(Duration.ofSeconds(2), 20, NOW), NOW);

        var drawn = LongStream.range(0, 1_000).mapToObj(_ -> middle.next(chance)).toList();

        assertThat(drawn)
                .allSatisfy(next -> assertThat(next).isBetween(seconds(54), seconds(66)))
                .anySatisfy(next -> assertThat(next).isLessThan(seconds(56)))
                .anySatisfy(next -> assertThat(next).isGreaterThan(seconds(64)));
        assertThat(LongStream.range(0, 1_000).mapToObj(_ -> fast.next(chance)))
                .allSatisfy(next -> assertThat(next).isBetween(seconds(15), seconds(17)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static List<FeedRow> every(Duration gap, int rows, Instant last) {
        return LongStream.rangeClosed(1, rows)
                .mapToObj(id -> {
                    Instant at = last.minus(gap.multipliedBy(rows - id));
                    return new FeedRow(id, at, at.toString(), Map.of());
                })
                .toList();
    }
}
