package com.evaratech.telemetry.pump;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A well while its pump runs and until it runs again. Depths are metres below the well's head.
 *
 * @param restDepthM the water before the pump ran
 * @param deepestM the water at its deepest while it ran
 * @param drawDownM by how much it fell
 * @param specificCapacityLpmPerM flow for each metre of draw-down; {@code null} without either
 * @param recoverySeconds from the pump's end until nine tenths of the draw-down had come back;
 *     {@code null} when that was not seen
 */
@RegisterForReflection
public record WellCycle(
        double restDepthM,
        double deepestM,
        double drawDownM,
        @Nullable Double specificCapacityLpmPerM,
        @Nullable Long recoverySeconds) {}
