package com.evaratech.telemetry.pump;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pump at work.
 *
 * @param from the first reading that says so
 * @param to the first that says that it does not; the last that says that it does, where the span
 *     ends or nothing was heard for long
 * @param seconds from the one to the other
 * @param flowRateLpm what it moved on average over readings; {@code null} when none told
 * @param well what became of the water in the well; {@code null} for a pump in none
 */
@RegisterForReflection
public record PumpRun(
        Instant from,
        Instant to,
        long seconds,
        @Nullable Double flowRateLpm,
        @Nullable WellCycle well) {}
