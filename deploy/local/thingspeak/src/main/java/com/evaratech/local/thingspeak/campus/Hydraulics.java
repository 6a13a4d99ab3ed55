package com.evaratech.local.thingspeak.campus;

/** Formulas and constants of water and motors. */
final class Hydraulics {
    /** Pressure of a metre of water, bar. */
    static final double BAR_PER_METRE = 0.0980665;

    private static final double LPM_PER_CUBIC_METRE_PER_SECOND = 60_000;
    private static final double WATER_WEIGHT = 9806.65;
    private static final double POWER_FACTOR = 0.85;

    private Hydraulics() {}

    static double cubicMetresPerSecond(double lpm) {
        return lpm / LPM_PER_CUBIC_METRE_PER_SECOND;
    }

    /**
     * Where the pump's curve {@code H = shutOff − pump·Q²} meets the pipe's {@code H = static +
     * pipe·Q²}; lpm.
     */
    static double dutyFlow(double shutOffHead, double staticHead, double pumpAndPipe) {
        return Math.sqrt(Math.max(0, shutOffHead - staticHead) / pumpAndPipe);
    }

    /** Electrical power in watts of lifting this flow by this head at this efficiency. */
    static double watts(double lpm, double headMetres, double efficiency) {
        return WATER_WEIGHT * cubicMetresPerSecond(lpm) * headMetres / efficiency;
    }

    /** Current of a three-phase motor, ampere. */
    static double amperes(double watts, double volts) {
        return watts / (Math.sqrt(3) * volts * POWER_FACTOR);
    }
}
