package com.evaratech.telemetry.tank;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A tank being filled or drained: from one turn of its level to the next.
 *
 * @param type which of the two
 * @param from when the level stood at its turn
 * @param to when it stood at the next one, or last
 * @param fromLevel in the metric's unit
 * @param toLevel in the metric's unit
 * @param change by how much; negative where it was drained
 * @param changePerHour on average over that time
 */
@RegisterForReflection
public record Swing(
        Type type,
        Instant from,
        Instant to,
        double fromLevel,
        double toLevel,
        double change,
        double changePerHour) {

    /** Which way the level went. */
    public enum Type {
        FILL,
        DRAIN
    }

    private static final double HOUR_MILLIS = 3_600_000;

    static Swing between(LevelPoint from, LevelPoint to) {
        double change = to.level() - from.level();
        double hours = (to.at().toEpochMilli() - from.at().toEpochMilli()) / HOUR_MILLIS;
        return new Swing(
                change > 0 ? Type.FILL : Type.DRAIN,
                from.at(),
                to.at(),
                from.level(),
                to.level(),
                change,
                change / hours);
    }
}
