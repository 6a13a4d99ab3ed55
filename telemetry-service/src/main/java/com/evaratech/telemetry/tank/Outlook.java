package com.evaratech.telemetry.tank;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long it lasts if it goes on as in the last hour: a straight line through its levels.
 *
 * @param at of the newest level
 * @param level then, in the metric's unit
 * @param changePerHour by which it changes
 * @param emptyAt when there is nothing left; {@code null} unless it falls
 * @param fullAt when it is full; {@code null} unless it rises, and where nobody knows what full is
 */
@RegisterForReflection
public record Outlook(
        Instant at,
        double level,
        double changePerHour,
        @Nullable Instant emptyAt,
        @Nullable Instant fullAt) {

    private static final Duration LOOKED_AT = Duration.ofHours(1);
    // A line through less is a guess.
    private static final int FEWEST = 3;
    private static final double HOUR_MILLIS = 3_600_000;
    // What takes longer is at rest.
    private static final Duration FURTHEST = Duration.ofDays(30);

    /**
     * By the newest levels; empty when there are too few of them.
     *
     * @param points by time
     * @param full the level of a full tank, if it is known
     */
    static Optional<Outlook> of(List<LevelPoint> points, Optional<Double> full) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        LevelPoint newest = points.getLast();
        List<LevelPoint> hour =
                points.stream()
                        .filter(point -> point.at().isAfter(newest.at().minus(LOOKED_AT)))
                        .toList();
        if (hour.size() < FEWEST) {
            return Optional.empty();
        }
        double slope = slope(hour, newest.at());
        return Optional.of(
                new Outlook(
                        newest.at(),
                        newest.level(),
                        slope,
                        slope < 0 ? when(newest.at(), newest.level() / -slope) : null,
                        slope > 0 && full.isPresent()
                                ? when(newest.at(), (full.get() - newest.level()) / slope)
                                : null));
    }

    private static double slope(List<LevelPoint> points, Instant origin) {
        double meanTime =
                points.stream().mapToDouble(each -> hours(each, origin)).average().orElse(0);
        double meanLevel = points.stream().mapToDouble(LevelPoint::level).average().orElse(0);
        double both = 0;
        double square = 0;
        for (LevelPoint point : points) {
            double time = hours(point, origin) - meanTime;
            both += time * (point.level() - meanLevel);
            square += time * time;
        }
        return square == 0 ? 0 : both / square;
    }

    private static double hours(LevelPoint point, Instant origin) {
        return (point.at().toEpochMilli() - origin.toEpochMilli()) / HOUR_MILLIS;
    }

    private static @Nullable Instant when(Instant from, double hours) {
        if (hours < 0 || hours > FURTHEST.toHours()) {
            return null;
        }
        return from.plusMillis(Math.round(hours * HOUR_MILLIS));
    }
}
