package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.FeedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(Pace.of(said, every(gap, 20, NOW), null, NOW).interval()).isEqualTo(expected);
    }

    @Test
    void shouldBelieveTheMappingUntilThereAreEnoughRows() {
        var said = Duration.ofSeconds(60);

        assertThat(Pace.of(said, List.of(), null, NOW).interval()).isEqualTo(said);
        assertThat(Pace.of(said, every(Duration.ofSeconds(20), 5, NOW), null, NOW).interval())
                .isEqualTo(said);
    }

    @Test
    void shouldKeepThePaceThatIsKnownWhenTooFewRowsShowAnother() {
        var said = Duration.ofSeconds(60);
        List<FeedRow> few = every(Duration.ofSeconds(20), 5, NOW);

        assertThat(Pace.of(said, few, seconds(90), NOW).interval()).isEqualTo(seconds(90));
        assertThat(Pace.of(said, few, seconds(900), NOW).interval()).isEqualTo(seconds(240));
        assertThat(Pace.of(said, every(seconds(20), 20, NOW), seconds(90), NOW).interval())
                .isEqualTo(seconds(20));
    }

    @Test
    void shouldAskRarelyWhereNothingCameForAWeek() {
        List<FeedRow> old = every(Duration.ofSeconds(60), 20, NOW.minus(Duration.ofDays(8)));

        assertThat(Pace.of(Duration.ofSeconds(60), old, null, NOW).interval())
                .isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void shouldVaryByATenthAtMostAndStayWithinBounds() {
        var chance = new SplittableRandom(1);
        Pace middle =
                Pace.of(Duration.ofSeconds(60), every(Duration.ofSeconds(60), 20, NOW), null, NOW);
        Pace fast =
                Pace.of(Duration.ofSeconds(60), every(Duration.ofSeconds(2), 20, NOW), null, NOW);

        var drawn = LongStream.range(0, 1_000).mapToObj(_ -> middle.next(chance)).toList();

        assertThat(drawn)
                .allSatisfy(next -> assertThat(next).isBetween(seconds(54), seconds(60)))
                .anySatisfy(next -> assertThat(next).isLessThan(seconds(55)))
                .anySatisfy(next -> assertThat(next).isGreaterThan(seconds(59)));
        assertThat(LongStream.range(0, 1_000).mapToObj(_ -> fast.next(chance)))
                .allSatisfy(next -> assertThat(next).isBetween(seconds(15), seconds(17)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 30, 60, 150, 300, 500, 800, 900})
    void shouldFetchNinetyNineOfAHundredRowsWithinTheirIntervalAndFiveSeconds(int interval) {
        var chance = new SplittableRandom(interval);
        Duration said = seconds(interval);
        Pace pace = Pace.of(said, every(said, 20, NOW), null, NOW);
        List<Double> waits = new ArrayList<>();
        double poll = 0;
        for (int row = 1; row <= 20_000; row++) {
            // Devices are not exact either, and a claim takes its half second.
            double sent = (row + 0.01 * chance.nextDouble()) * interval;
            while (poll < sent) {
                poll += pace.next(chance).toMillis() / 1_000.0;
            }
            waits.add(poll + 0.5 * chance.nextDouble() - sent);
        }

        waits.sort(null);

        assertThat(waits.get(waits.size() * 99 / 100)).isLessThan(interval + 5.0);
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
