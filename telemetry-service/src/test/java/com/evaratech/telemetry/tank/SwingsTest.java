package com.evaratech.telemetry.tank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SwingsTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void shouldFindFillsAndDrainsThroughScatter() {
        // Every ten minutes: at rest, filled, at rest, drained and filled again.
        List<Swing> swings =
                Swings.in(points(50, 51, 50, 60, 59, 70, 80, 79, 80, 71, 62, 63, 50, 55, 60), 5);

        assertThat(swings.stream().map(Swing::type))
                .containsExactly(Swing.Type.FILL, Swing.Type.DRAIN, Swing.Type.FILL);
        assertThat(swings.getFirst().fromLevel()).isEqualTo(50);
        assertThat(swings.getFirst().toLevel()).isEqualTo(80);
        assertThat(swings.getFirst().from()).isEqualTo(NOON.plusSeconds(2 * 600));
        assertThat(swings.get(1).change()).isEqualTo(-30);
        assertThat(swings.get(1).from()).isEqualTo(NOON.plusSeconds(8 * 600));
        assertThat(swings.get(1).changePerHour()).isCloseTo(-45, within(1e-9));
        assertThat(swings.getLast().to()).isEqualTo(NOON.plusSeconds(14 * 600));
    }

    @Test
    void shouldFindNothingInScatter() {
        assertThat(Swings.in(points(50, 52, 49, 51, 53, 50), 5)).isEmpty();
        assertThat(Swings.in(List.of(), 5)).isEmpty();
    }

    @Test
    void shouldNotSayWhatHappenedInAGap() {
        List<LevelPoint> points = new ArrayList<>(points(50, 60, 70));
        points.add(new LevelPoint(NOON.plus(Duration.ofHours(9)), 20));
        points.add(new LevelPoint(NOON.plus(Duration.ofHours(10)), 30));

        assertThat(Swings.in(points, 5))
                .extracting(Swing::fromLevel, Swing::toLevel)
                .containsExactly(tuple(50.0, 70.0), tuple(20.0, 30.0));
    }

    @Property
    void shouldTakeTurnsAndFollowOneAnother(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        double level = 500;
        List<Double> levels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            level += random.nextInt(-10, 11);
            levels.add(level);
        }

        List<Swing> swings =
                Swings.in(points(levels.stream().mapToDouble(Double::doubleValue).toArray()), 15);

        for (int i = 0; i < swings.size(); i++) {
            Swing swing = swings.get(i);
            assertThat(Math.abs(swing.change())).isGreaterThanOrEqualTo(15);
            assertThat(swing.from()).isBefore(swing.to());
            if (i > 0) {
                assertThat(swing.type()).isNotEqualTo(swings.get(i - 1).type());
                assertThat(swing.from()).isEqualTo(swings.get(i - 1).to());
            }
        }
    }

    @Test
    void shouldSayWhenATankIsEmptyOrFull() {
        Outlook falls = Outlook.of(points(50, 48, 46, 44), Optional.of(100.0)).orElseThrow();
        assertThat(falls.changePerHour()).isCloseTo(-12, within(1e-9));
        assertThat(falls.emptyAt())
                .isCloseTo(
                        NOON.plusSeconds(1_800).plusSeconds(13_200), within(1, ChronoUnit.SECONDS));
        assertThat(falls.fullAt()).isNull();

        Outlook rises = Outlook.of(points(50, 60, 70, 80), Optional.of(100.0)).orElseThrow();
        assertThat(rises.emptyAt()).isNull();
        assertThat(rises.fullAt())
                .isCloseTo(
                        NOON.plusSeconds(1_800).plusSeconds(1_200), within(1, ChronoUnit.SECONDS));

        assertThat(Outlook.of(points(50, 50, 50), Optional.of(100.0)).orElseThrow().emptyAt())
                .isNull();
        assertThat(Outlook.of(points(50, 48), Optional.empty())).isEmpty();
    }

    private static List<LevelPoint> points(double... levels) {
        List<LevelPoint> points = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            points.add(new LevelPoint(NOON.plusSeconds(600L * i), levels[i]));
        }
        return points;
    }
}
