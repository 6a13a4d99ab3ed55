package com.evaratech.telemetry.pump;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at an instant; {@code null} for what was not.
 *
 * @param at when
 * @param isRunning whether the pump ran
 * @param flowRateLpm what it moved
 * @param depthM how deep the water stood in the well
 */
record PumpPoint(
        Instant at,
        @Nullable Boolean isRunning,
        @Nullable Double flowRateLpm,
        @Nullable Double depthM) {}
